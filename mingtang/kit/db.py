"""Transactions of acts: one writer at a time where the database has one write lock.

SQLite lets one connection write; its waiting queue is not fair, so that a late writer may wait for
seconds while others pass it. The embedded installation is one process: a lock of the process in front of
the database makes the queue fair. On PostgreSQL rows are locked by the database and no lock is needed here.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_write_lock = threading.RLock()
ORDER_LOCK = 0x6D696E67  # any constant; names the advisory lock of audit chain and counters


@contextmanager
def writing(*, durable: bool = False) -> Iterator[None]:
    """Open the transaction of one act: everything inside happens or nothing does. May be nested.

    Usable as ``with writing():`` and as the decorator ``@writing()``. Keep it short: no mail, HTTP or PDF
    inside. A nested block becomes a savepoint; `durable` refuses to be one (RuntimeError), for what must be
    on disk before the next step.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        # A transaction that is already open holds SQLite's write lock: taking ours now would invert the order.
        with transaction.atomic(durable=durable):
            yield
        return
    with _write_lock, transaction.atomic(durable=durable):
        yield


def require_transaction(what: str) -> None:
    """Raise TransactionManagementError unless a transaction is open; `what` names the caller."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{what} must be called inside kit.db.writing()")


def take_order_lock() -> None:
    """Let one transaction at a time hand out numbers and link audit entries, until it ends.

    Counters and audit share one lock: with two, an act that audits and then takes a number could wait for
    an act that does it the other way round. On SQLite an open transaction is this lock already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ORDER_LOCK])
