"""pytest plugin (``-p mingtang.kit.testing``): lets transactional tests empty tables that only grow."""

import re
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def _flush_append_only_tables() -> Iterator[None]:
    from django.db.backends.base.operations import BaseDatabaseOperations

    from mingtang.kit import appendonly

    plain = BaseDatabaseOperations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: Any) -> Any:
        if self.connection.vendor == "postgresql" and "RESTART IDENTITY" not in sql_list[0]:
            return _empty(self.connection, re.findall(r'"([^"]+)"', sql_list[0]))
        with appendonly.paused(self.connection.alias):
            return plain(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield


def _empty(connection: Any, tables: list[str]) -> None:
    """Delete the rows of these tables, triggers and foreign keys asleep: few have any, and TRUNCATE makes all anew."""
    from django.db import transaction

    names = map(connection.ops.quote_name, tables)
    deletions = "; ".join(f"DELETE FROM {name}" for name in names)  # noqa: S608 - names of our own tables
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(deletions)
