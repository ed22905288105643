"""一年的日历，按月按周排好，给页面画。"""

from __future__ import annotations

import calendar as months_of
from dataclasses import dataclass
from datetime import date

from mingtang.law.calendar import Calendar

MARKS = {"workday": "", "weekend": "w", "holiday": "x", "makeup": "m"}
WORDS = {"workday": "工作日", "weekend": "周末", "holiday": "放假", "makeup": "调休上班"}


@dataclass(frozen=True)
class Square:
    """One day as drawn: its mark (a class of the calendar strip) and its sentence."""

    on: date
    mark: str
    words: str
    changed: bool


@dataclass(frozen=True)
class Month:
    """One month: weeks of seven squares, None outside the month, and the number of working days."""

    number: int
    weeks: tuple[tuple[Square | None, ...], ...]
    workdays: int


def year_of(calendar: Calendar, year: int, before: Calendar | None = None) -> list[Month]:
    """The twelve months; days on which ``before`` says otherwise are marked as changed."""
    return [_month(calendar, year, number, before) for number in range(1, 13)]


def workdays_in(calendar: Calendar, year: int) -> int:
    """The number of working days of the year."""
    return (
        calendar.count(date(year, 12, 31))
        - calendar.count(date(year, 1, 1))
        + calendar.is_workday(date(year, 1, 1))
    )


def _month(calendar: Calendar, year: int, number: int, before: Calendar | None) -> Month:
    weeks = tuple(
        tuple(_square(calendar, day, before) if day.month == number else None for day in week)
        for week in months_of.Calendar().monthdatescalendar(year, number)
    )
    workdays = sum(calendar.is_workday(square.on) for week in weeks for square in week if square)
    return Month(number, weeks, workdays)


def _square(calendar: Calendar, day: date, before: Calendar | None) -> Square:
    kind = calendar.kind(day)
    words = calendar.name(day) or WORDS[kind]
    changed = before is not None and before.is_workday(day) != calendar.is_workday(day)
    return Square(
        day, MARKS[kind], f"{day.month}月{day.day}日 {words}{'，与现行日历不同' if changed else ''}", changed
    )
