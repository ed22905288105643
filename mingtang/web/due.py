"""From a clock of the law room to the sign and the words of a due chip."""

from datetime import date
from typing import Any, NamedTuple

SOON = 2  # working days; from here on the chip turns amber


class DueChip(NamedTuple):
    """``state`` is one of ``today late soon pause wait done`` or empty; ``words`` say the same thing."""

    state: str
    words: str


def due_chip(clock: Any, day: date) -> DueChip:
    """The chip of ``mingtang.law.clock.Clock`` on ``day``. Provisional days add 暂定 (next year's notice is missing)."""
    if clock.state == "closed":
        return DueChip("done", "已办结")
    if clock.state == "waiting":
        return DueChip("wait", "等申请人")
    if clock.state == "paused":
        return DueChip("pause", "暂停计时")
    chip = running_chip(clock.due, day, clock.left(day))
    return DueChip(chip.state, chip.words + "（暂定）") if clock.provisional else chip


def running_chip(due: date, day: date, left: int) -> DueChip:
    """The chip of a running deadline: ``left`` are the working days after ``day`` up to and including ``due``."""
    if day > due:
        return DueChip("late", f"逾期 {(day - due).days} 天")
    if day == due:
        return DueChip("today", "今日到期")
    return DueChip("soon" if left <= SOON else "", f"剩 {left} 个工作日")
