"""定时任务：每小时看一遍在办案件，该提醒的提醒。停机几天再开，只补最近一档。"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from mingtang.disclosure.models import Case
from mingtang.disclosure.recalculate import letters_with_a_day
from mingtang.disclosure.reminders import remind, remind_of_remedies
from mingtang.kit.ticker import job
from mingtang.organs.calendars import current_calendar


@job("disclosure.remind", every=timedelta(hours=1))
def remind_of_deadlines(*, now: datetime, since: datetime | None) -> str:
    """Write the reminders of the day; the result says how many."""
    waiting = Case.objects.exclude(stage__in=("closed", "archived")).order_by("pk")
    waiting = waiting.prefetch_related("acts", Prefetch("letters", letters_with_a_day()))
    day, calendar = timezone.localtime(now).date(), current_calendar()
    made = remind(waiting.iterator(chunk_size=500), day, calendar) + remind_of_remedies(day, calendar)
    return f"提醒{made}条"
