"""pytest plugin (``-p mingtang.kit.testing``): lets transactional tests empty tables that only grow."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def _flush_append_only_tables() -> Iterator[None]:
    from django.db.backends.base.operations import BaseDatabaseOperations

    from mingtang.kit import appendonly

    plain = BaseDatabaseOperations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: Any) -> Any:
        with appendonly.paused(self.connection.alias):
            return plain(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield
