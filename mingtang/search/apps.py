from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "mingtang.search"
    label = "search"

    def ready(self) -> None:
        post_migrate.connect(forget_what_is_gone, sender=self)


def forget_what_is_gone(using: str = "default", **signal: Any) -> None:
    """Hold nothing when there are no entries: emptying the tables of the models does not reach a virtual table."""
    from mingtang.search import stores
    from mingtang.search.models import Entry

    if using != "default" or connections[using].vendor != "sqlite":
        return
    there = connections[using].introspection.table_names()
    if {"search_entry", "search_fts"} <= set(there) and not Entry.objects.exists():
        stores.current().empty()
