"""页面表上的几个索引：在哪个栏目，哪天发布、改过。稿件多了，清单和栏目页照样快。

The table of pages belongs to the page framework, whose models know nothing of these indexes. They are made after every
``migrate``, when they are not there: a later version of the framework may build its table anew.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.lookups import Exact
from wagtail.models import Page

ABOVE = f"substr(%(expressions)s, 1, length(%(expressions)s) - {Page.steplen})"


class Above(Func):
    """上一级页面的位置: the path of the page above. Written with its numbers in it: an index is found by the text of its expression."""

    template = ABOVE
    output_field = TextField()


def stands_in(path: str | Any) -> Q:
    """Directly below the page with this path (or expression)."""
    return Q(Exact(Above(F("path")), Value(path) if isinstance(path, str) else path))


_ABOVE = ABOVE % {"expressions": "path"}
INDEXES = {
    "publishing_page_place": f"({_ABOVE}, first_published_at, id) WHERE live",
    "publishing_page_newest": "(first_published_at, id) WHERE live",
    "publishing_page_shown": "(last_published_at, id)",
    "publishing_page_edited": "(latest_revision_created_at, id)",
}


def make(using: str = "default", **_: Any) -> None:
    """Make those that are not there; a receiver of ``post_migrate``."""
    with connections[using].cursor() as cursor:
        for name, what in INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {Page._meta.db_table} {what}")
