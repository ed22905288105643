"""PostgreSQL: the grams of an entry as an array of numbers in its slip, with a GIN index.

Numbers instead of a tsvector: no limit at 1 MB, no positions that stop at 16,383, no parser, no collation. The
index alone answers; only a scan of the whole table would unpack the arrays, and is therefore ruled out.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from mingtang.search.grams import code
from mingtang.search.stores import Condition, Held

LOCK = 0x73656172  # any constant; names the advisory lock of the index
COLUMN = (
    "ALTER TABLE search_slip ADD COLUMN IF NOT EXISTS grams bigint[]",
    # Without statistics the planner takes every gram for rare and asks the index.
    "ALTER TABLE search_slip ALTER COLUMN grams SET STATISTICS 0",
    "CREATE INDEX IF NOT EXISTS search_slip_grams ON search_slip USING gin (grams)",
    "ALTER TABLE search_head ALTER COLUMN text SET STORAGE EXTERNAL",
)


def create(database: Any) -> None:
    with database.cursor() as cursor:
        for step in COLUMN:
            cursor.execute(step)


def column(grams: Sequence[str]) -> dict[str, Any]:
    return {"grams": _array(grams)}


def _array(grams: Iterable[str]) -> str:
    """As PostgreSQL writes it: the driver would look at each number."""
    return f"{{{','.join(map(str, map(code, grams)))}}}"


def add(held: Iterable[Held]) -> None:
    """The array came with the slip."""


def refill(held: Iterable[Held]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE search_slip SET grams = %s::bigint[] WHERE entry_id = %s",
            [(_array(each.grams), each.entry) for each in held],
        )


def forget(held: Iterable[Held]) -> None:
    """The array goes with its slip."""


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_slip SET grams = NULL")


def tidy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_slip_grams')")
        cursor.execute("ANALYZE search_slip")


def hold(alone: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}(%s)", [LOCK])


def holding(groups: Sequence[Sequence[str]]) -> Condition:
    one = "search_slip.grams @> %s::bigint[]"
    return (
        "(" + " OR ".join([one] * len(groups)) + ")",
        [_array(group) for group in groups],
    )


@contextmanager
def reading() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
