"""案件的状态牌：由真实的时钟算出；没有时钟的写明等什么。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingtang.disclosure.models import Case, Stage
from mingtang.disclosure.story import Story
from mingtang.law.calendar import Calendar
from mingtang.law.clock import Clock
from mingtang.organs.calendars import current_calendar
from mingtang.web.due import DueChip, due_chip, running_chip

OPEN = (
    Stage.FILED, Stage.RECEIVED, Stage.EXAMINING, Stage.WAITING_APPLICANT, Stage.CONSULTING,
    Stage.HANDLING, Stage.DRAFTING, Stage.REVIEWING, Stage.SENDING,
)  # fmt: skip
DONE = (Stage.REPLIED, Stage.CLOSED, Stage.ARCHIVED)


@dataclass(frozen=True)
class Status:
    """What the chip says, the day beside it and the small words below the day."""

    chip: DueChip
    on: date | None = None
    note: str = ""


def clock_of(story: Story, calendar: Calendar, day: date) -> Clock | None:
    """The clock on ``day`` without its account; a closed one as it ended."""
    clock = story.clock(calendar, account=False)
    if clock is None or clock.state == "closed" or clock.as_of >= day:
        return clock
    return story.clock(calendar, day, account=False)


def status(case: Case, clock: Clock | None, day: date) -> Status:
    """The state of a case on ``day`` from its clock."""
    if case.stage in DONE:
        return _done(case, clock)
    if clock is not None and clock.state == "closed":  # the reply is being made again
        return stored_status(case, current_calendar(), day)
    if clock is None:
        return Status(DueChip("soon", "待确认收到"), None, "收到日期未定")
    chip = due_chip(clock, day)
    if clock.state == "waiting":
        what = "缴费期限" if clock.waiting_for == "fee" else "补正期限"
        over = clock.waiting_until is not None and day > clock.waiting_until
        return Status(DueChip("soon", f"{what}已过") if over else chip, clock.waiting_until, what)
    if clock.state == "paused":
        return Status(chip, clock.due, f"暂定，对方最迟{clock.paused_until:%m-%d}答复")
    return Status(chip, clock.due, "暂定" if clock.provisional else "")


def nth_of(clock: Clock | None, day: date | None) -> str:
    """第8个工作日; once the last day is over, by how many it is over."""
    over = -(clock.left(day) or 0) if clock else 0
    if over > 0:
        return f"超过期限{over}个工作日"
    return f"第{clock.used}个工作日" if clock and clock.used else ""


def _done(case: Case, clock: Clock | None) -> Status:
    words = "已撤回" if case.outcome == "withdrawn" else case.get_stage_display()
    nth = nth_of(clock, case.replied_on) if case.replied_on else ""
    if case.outcome == "withdrawn":
        return Status(DueChip("done", words), case.result_on)
    if case.in_time is False:
        return Status(DueChip("late", f"{words}，逾期"), case.due_on, nth)
    return Status(DueChip("done", words), case.due_on, nth)


def stored_status(case: Case, calendar: Calendar, day: date) -> Status:
    """The same from the stored columns alone, for long lists: exact but for a pause whose own time is over."""
    if case.stage in DONE:
        return _done(case, None)
    if case.received_on is None:
        return Status(DueChip("soon", "待确认收到"), None, "收到日期未定")
    if case.clock_state == "waiting":
        over = case.waiting_until is not None and day > case.waiting_until
        return Status(DueChip("soon", "等待期限已过") if over else DueChip("wait", "等申请人"), case.waiting_until)
    if case.clock_state == "paused":
        return Status(DueChip("pause", "暂停计时"), case.due_on, "暂定")
    if case.due_on is None:
        return Status(DueChip("", case.get_stage_display()))
    left = calendar.workdays_between(day, case.due_on) if day <= case.due_on else 0
    return Status(running_chip(case.due_on, day, left), case.due_on, "暂定" if case.provisional else "")
