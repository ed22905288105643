"""Running numbers per series and year: none lost, none used twice.

The number belongs to the caller's transaction: a crash or an error before the commit gives it back.
"""

from mingtang.kit.db import require_transaction, take_order_lock
from mingtang.kit.models import Counter


def take(series: str, year: int) -> int:
    """The next number of `series` in `year`, from 1. Others wait until the caller's transaction ends."""
    require_transaction("numbering.take")
    take_order_lock()
    counter, _ = Counter.objects.select_for_update().get_or_create(series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def peek(series: str, year: int) -> int:
    """The number that `take` would give now; it may be gone a moment later."""
    last = Counter.objects.filter(series=series, year=year).values_list("last", flat=True).first()
    return (last or 0) + 1
