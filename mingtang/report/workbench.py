"""工作台从本室取的东西：导航、临近的报送期限。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from mingtang.law.periods import report_dates
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import OrganKind, Role, Staff
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
    known = Report.objects.filter(organ=staff.organ)
    if not known.exists() or known.filter(year=year, state=ReportState.PUBLISHED).exists() or day > target:
        return
    left = calendar.workdays_between(day, target)
    if left <= SHOWN_BEFORE:
        yield Task(
            title=f"{year}年政府信息公开工作年度报告",
            url=reverse("report:index"),
            due_on=target,
            due_words="今日到期" if left == 0 else f"剩{left}个工作日",
            due_class="today" if left == 0 else "soon" if left <= 5 else "",
            meta="年度报告 · 公布",
            law="条例第四十九条",
            turn_name=staff.name,
            turn_what="起草、核对、报批",
        )
