"""SQLite: a full-text table without content, one row an entry, rowid = id of the entry.

It keeps no positions and no copy of the text. Rows of such a table can be removed only by telling it what they
held (SQLite before 3.43 has no other way); the folded texts of the entry tell that.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from mingtang.search.stores import Condition, Held

TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts "
    "USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii')"
)


def create(database: Any) -> None:
    with database.cursor() as cursor:
        cursor.execute(TABLE)


def column(grams: Sequence[str]) -> dict[str, Any]:
    return {}


def add(held: Iterable[Held]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_fts(rowid, grams) VALUES (%s, %s)",
            [(each.entry, " ".join(each.grams)) for each in held],
        )


refill = add


def forget(held: Iterable[Held]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_fts(search_fts, rowid, grams) VALUES ('delete', %s, %s)",
            [(each.entry, " ".join(each.grams)) for each in held],
        )


def empty() -> None:
    _command("delete-all")


def tidy() -> None:
    _command("optimize")


def _command(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_fts(search_fts) VALUES (%s)", [name])


def hold(alone: bool) -> None:
    """An open transaction that writes is the only one."""


def holding(groups: Sequence[Sequence[str]]) -> Condition:
    asked = " OR ".join("(" + " AND ".join(f'"{gram}"' for gram in group) + ")" for group in groups)
    return "search_slip.entry_id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)", [asked]


@contextmanager
def reading() -> Iterator[None]:
    yield
