"""Where the grams are kept: a full-text table beside the entries on SQLite, an array with a GIN index in their slips on PostgreSQL.

Both answer one question only, "which entries hold all of these grams", and so give the same answers. They offer
the same functions: `create`, `column`, `add`, `refill`, `forget`, `empty`, `tidy`, `hold`, `holding`, `reading`.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

Condition = tuple[str, list[Any]]


@dataclass(frozen=True)
class Held:
    """What is held of one entry."""

    entry: int
    grams: Sequence[str]


class Store(Protocol):
    """What a database does for the index."""

    create: Callable[[Any], None]
    """Make the table or column, when it is not there."""
    column: Callable[[Sequence[str]], dict[str, Any]]
    """Columns to write with the slip of an entry that has these grams."""
    add: Callable[[Iterable[Held]], None]
    """Hold these beside the entries just written; what was held of them before has been forgotten."""
    refill: Callable[[Iterable[Held]], None]
    """Hold these of entries that were written long ago, after `empty`."""
    forget: Callable[[Iterable[Held]], None]
    """Hold these no longer; the grams must be those that were written."""
    empty: Callable[[], None]
    """Hold nothing."""
    tidy: Callable[[], None]
    """Make reading quick after much was written."""
    hold: Callable[[bool], None]
    """Until the transaction ends, let no rebuild end (False), or nobody else write (True)."""
    holding: Callable[[Sequence[Sequence[str]]], Condition]
    """SQL on search_slip: true for slips of entries that hold all grams of at least one of the groups."""
    reading: Callable[[], AbstractContextManager[None]]
    """Around the queries that use `holding`."""


def current() -> Store:
    """The store of the database in use."""
    from mingtang.search.stores import arrays, fts5

    store: Any = fts5 if connection.vendor == "sqlite" else arrays
    return store  # type: ignore[no-any-return]


def holding(groups: Sequence[Sequence[str]]) -> RawSQL:
    """For a filter of slips: those of entries that hold all grams of at least one of the groups."""
    sql, parameters = current().holding(groups)
    return RawSQL(sql, parameters, output_field=BooleanField())  # noqa: S611
