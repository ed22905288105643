"""放假通知：录入或更正一份，并让所有房间按新日历重算期限。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.law.calendar import HolidayNotice as Notice
from mingtang.organs import impact
from mingtang.organs.calendars import calendar_of
from mingtang.organs.models import HolidayNotice, Staff
from mingtang.organs.permissions import may_load_holidays
from mingtang.organs.refusal import require


@dataclass(frozen=True)
class Loaded:
    """What loading did: the row, whether it replaced an earlier reading of the same 文号, and how many days moved."""

    notice: HolidayNotice
    corrected: bool
    recomputed: int


def _columns(notice: Notice, by: Staff | None) -> dict[str, Any]:
    return {
        "year": notice.year,
        "issued_on": notice.issued_on,
        "off": [[first.isoformat(), last.isoformat(), name] for first, last, name in notice.off],
        "worked": [day.isoformat() for day in notice.worked],
        "source": notice.source,
        "verified": notice.verified,
        "local": notice.local,
        "loaded_by": by,
    }


def store(notice: Notice, *, by: Staff | None) -> tuple[HolidayNotice, bool]:
    """Write a notice as a row; a row of the same 文号 is replaced. Returns the row and whether it was there before."""
    row = HolidayNotice.objects.select_for_update().filter(number=notice.number).first()
    corrected = row is not None
    if row is None:
        row = HolidayNotice(number=notice.number, edition=0)
    for name, value in _columns(notice, by).items():
        setattr(row, name, value)
    row.edition += 1
    row.full_clean(exclude=["off", "worked"])
    row.save()
    return row, corrected


@writing()
def load_holiday_notice(*, by: Staff | None, on: date, notice: Notice, reason: str = "") -> Loaded:
    """Load or correct one yearly notice, then let every room store its days anew, in one transaction.

    Show ``calendars.foretell(notice)`` to the person first: open matters that move and letters that state another date.
    """
    require(by is None or may_load_holidays(by), "只有主办机关的经办人和系统管理员可以载入放假通知。")
    require(notice.issued_on <= on, f"印发日期 {notice.issued_on} 晚于今天，核对日期。")
    row, corrected = store(notice, by=by)
    moved = impact.recompute(calendar_of(HolidayNotice.objects.as_notices()))
    data = {
        "number": row.number,
        "year": row.year,
        "edition": row.edition,
        "recomputed": moved,
        "on": on.isoformat(),
    }
    audit.record("holiday.load", by=by, subject=row, reason=reason, data=data)
    return Loaded(row, corrected, moved)
