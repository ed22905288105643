"""工作小时：补审的期限按上班时间数，跨过夜晚、周末、放假日。"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from mingtang.law.calendar import Calendar

# Hours of the office, a practice of the house: 9:00–12:00 and 13:30–17:30.
SPANS = ((time(9), time(12)), (time(13, 30), time(17, 30)))


def after_hours(start: datetime, hours: int, calendar: Calendar) -> datetime:
    """The moment at which ``hours`` working hours after ``start`` (aware) are over."""
    here, left = timezone.localtime(start), timedelta(hours=hours)
    day = here.date()
    while True:
        for opens, closes in SPANS if calendar.is_workday(day) else ():
            begins = max(datetime.combine(day, opens, here.tzinfo), here)
            room = datetime.combine(day, closes, here.tzinfo) - begins
            if room >= left:
                return begins + left
            left -= max(room, timedelta())
        day += timedelta(days=1)
