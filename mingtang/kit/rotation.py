"""A change of the field key: every ciphertext is made anew with the current one.

Put the new key into MINGTANG_FIELD_KEY and the old one into FIELD_KEYS_OLD, restart, call `renew`, then drop
the old key. Blind indexes follow FIELD_INDEX_KEY: keep the old key there, or compute them anew.
"""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from mingtang.kit import appendonly
from mingtang.kit.fields import EncryptedTextField, uses_current_key


def renew() -> dict[str, int]:
    """Encrypt anew what an old key encrypted, all in one transaction; how many values per "app.model.field".

    Stop the server meanwhile: append-only tables are open for the length of the transaction.
    """
    with appendonly.paused():
        return {field.label(): _renew_column(model, field) for model, field in _columns()}


def _columns() -> list[tuple[type[models.Model], EncryptedTextField]]:
    found = [(model, field) for model in apps.get_models() for field in model._meta.concrete_fields]
    return [
        (model, field)
        for model, field in found
        if isinstance(field, EncryptedTextField) and model._meta.managed and field.model is model
    ]


def _renew_column(model: type[models.Model], field: EncryptedTextField) -> int:
    rows: models.QuerySet[Any] = model._base_manager.annotate(_stored=Cast(field.name, models.TextField()))
    old = [
        key
        for key, stored in rows.values_list("pk", "_stored").iterator()
        if stored and not uses_current_key(stored)
    ]
    for key in old:
        row = model._base_manager.filter(pk=key)
        row.update(**{field.name: row.values_list(field.name, flat=True).get()})
    return len(old)
