"""记号和锁：办理写下哪些页面不再对了；重做的人在锁里核对，没有新的记号才放上架。

The lock is the database's own, so that it lives exactly as long as the transaction, even when the process that
opened it is killed. On SQLite a transaction that writes is the lock. On PostgreSQL acts hold an advisory lock
together and whoever puts a page in place holds it alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, Sum

from mingtang.kit.db import require_transaction, writing
from mingtang.publishing.models.storing import StoreMark
from mingtang.publishing.store.shelf import shelf

EVERYTHING = "*"
LOCK = 0x6D697374  # any constant, another than that of kit.db
KEPT = timedelta(hours=1)
LONGEST_BAKE = 600  # seconds; well below KEPT

State = tuple[int, int]


def drop(folders: Iterable[str]) -> None:
    """These pages are wrong from the end of this transaction on: off show at once, made again afterwards.

    ``folders``: addresses ending with ``/``, made again in this order. Feeds and further pages of the same folder go with it. Inside the
    transaction of the act; raises ``TransactionManagementError`` outside of one.
    """
    require_transaction("store.drop")
    wanted = list(dict.fromkeys(folders))
    _share()
    StoreMark.objects.bulk_create(StoreMark(folder=folder) for folder in wanted)
    _take_off(wanted)
    _then_bake()


def drop_everything() -> None:
    """All pages are wrong from the end of this transaction on (a menu, the name of the organ): see ``drop``."""
    drop([EVERYTHING])


def _take_off(folders: list[str]) -> None:
    here = shelf()
    if here is None:
        return
    if EVERYTHING in folders:
        here.close()
    for folder in folders:
        if folder != EVERYTHING:
            here.remove(folder)


def _then_bake() -> None:
    from mingtang.publishing.store.bakery import wake

    transaction.on_commit(wake)


def _share() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


@contextmanager
def alone() -> Iterator[None]:
    """A transaction during which no act that drops pages is under way."""
    with writing():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


def state(folder: str) -> State:
    """All marks on a folder: another state means that an act came in between."""
    marks = StoreMark.objects.filter(folder__in=(folder, EVERYTHING))
    found = marks.aggregate(count=Count("pk"), total=Sum("pk"))
    return found["count"], found["total"] or 0


def waiting(limit: int) -> list[str]:
    """Folders to be made again, the oldest mark first, each once."""
    marks = (
        StoreMark.objects.filter(baked=False).order_by("pk").values_list("folder", flat=True)[: limit * 10]
    )
    return list(dict.fromkeys(marks))[:limit]


def settle(folder: str) -> None:
    """The marks on this folder are done with. Only under the lock, after comparing their state."""
    StoreMark.objects.filter(folder=folder, baked=False).update(baked=True)


def forget(now: datetime) -> int:
    """Delete marks that nobody needs any more; returns how many."""
    with writing():
        return StoreMark.objects.filter(baked=True, at__lt=now - KEPT).delete()[0]
