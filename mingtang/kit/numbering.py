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


def take_many(series: str, year: int, count: int) -> range:
    """The next ``count`` numbers of `series` in `year`, at once. Others wait as for `take`."""
    require_transaction("numbering.take_many")
    if count < 1:
        return range(0)
    first = take(series, year)
    Counter.objects.filter(series=series, year=year).update(last=first + count - 1)
    return range(first, first + count)


def not_below(series: str, year: int, number: int) -> None:
    """Give no number up to this one any more: it was given elsewhere and brought along."""
    require_transaction("numbering.not_below")
    if peek(series, year) <= number:
        take(series, year)
        Counter.objects.filter(series=series, year=year).update(last=number)


def peek(series: str, year: int) -> int:
    """The number that `take` would give now; it may be gone a moment later."""
    last = Counter.objects.filter(series=series, year=year).values_list("last", flat=True).first()
    return (last or 0) + 1
