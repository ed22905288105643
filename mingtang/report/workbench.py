"""工作台从本室取的东西：导航、临近的报送期限。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from mingtang.disclosure.models import Case
from mingtang.law.periods import report_dates
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Organ, OrganKind, Role, Staff
from mingtang.report.models import Report, ReportState
from mingtang.report.permissions import may_read
from mingtang.web.workbench import NavItem, Task

WAITS_FOR = {Role.VICE_LEADER: ("draft", "待审核"), Role.LEADER: ("reviewed", "待批准")}
SHOWN_BEFORE = 20  # working days before the day of publication from which the report is on the desk


def count(staff: Staff, day: date) -> tuple[str, str] | None:
    """How many reports wait for this person, once their year is over."""
    state, words = WAITS_FOR.get(Role(staff.role), ("", ""))
    waiting = Report.objects.filter(organ=staff.organ, state=state, year__lt=day.year).count() if state else 0
    return (f"{waiting} {words}", "") if waiting else None


def nav() -> NavItem:
    """年度报告 in the navigation."""
    return NavItem(
        group="信息公开", label="年度报告", url_name="report:index", count=count, may=may_read, order=40
    )


def tasks(staff: Staff, day: date) -> Iterator[Task]:
    """The report of the past year while it is not published and its day comes near (条例 art. 49)."""
    if staff.role != Role.CLERK or staff.organ is None:
        return
    kind = "government" if staff.organ.kind == OrganKind.LOCAL_GOVERNMENT else "department"
    year, calendar = day.year - 1, current_calendar()
    target = report_dates(year, kind, calendar).target
    left = calendar.workdays_between(day, target) if day <= target else -calendar.workdays_between(target, day)
    if left <= SHOWN_BEFORE and _outstanding(staff.organ, year, late=day > target):
        words, state = _due(left, day > target)
        yield Task(
            title=f"{year}年政府信息公开工作年度报告",
            url=reverse("report:index"),
            due_on=target,
            due_words=words,
            due_class=state,
            meta="年度报告 · 公布",
            law="条例第四十九条",
            turn_name=staff.name,
            turn_what="起草、核对、报批",
        )


def _outstanding(organ: Organ, year: int, *, late: bool) -> bool:
    """Whether the report is still to be published. Late ones only of a year that left records here: older ones went elsewhere."""
    known = Report.objects.filter(organ=organ)
    if known.filter(year=year, state=ReportState.PUBLISHED).exists():
        return False
    if not late:
        return known.exists()
    return known.filter(year=year).exists() or Case.objects.filter(organ=organ).received_in(year).exists()


def _due(left: int, late: bool) -> tuple[str, str]:
    if late:
        return (f"逾期{-left}个工作日" if left else "已逾期"), "late"
    return ("今日到期", "today") if left == 0 else (f"剩{left}个工作日", "soon" if left <= 5 else "")
