"""The only place above the law that reads the clock. Everything below a view takes the day as an argument."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone


def now() -> datetime:
    """The present moment, in the time zone of the office (Asia/Shanghai)."""
    return timezone.localtime()


def today(request: HttpRequest | None = None) -> date:
    """The present day of the office.

    One request keeps one day: a page opened at 23:59:59 does not mix two days. A request may carry its own
    day as ``request.day`` (tests, rehearsal of a past day); it then wins over the clock.
    """
    if request is None:
        return now().date()
    day = getattr(request, "day", None)
    if day is None:
        day = now().date()
        request.day = day  # type: ignore[attr-defined]
    return day
