"""A field for tables that stand beside the entries."""

from typing import Any

from django.db import models


class SameId(models.OneToOneField[Any, Any]):
    """The entry a row belongs to, and the id of the row itself.

    On SQLite it must be called integer to be the number by which rows are stored; bigint would be a second index.
    """

    def db_type(self, connection: Any) -> str:
        return "integer" if connection.vendor == "sqlite" else str(super().db_type(connection))
