"""放假通知的文字写法：一行一段，读成日期；写错了说清第几行、错在哪里、怎么写。"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from mingtang.law.errors import LawError

DAY = r"(?:(\d{4})\s*[-年/.]\s*)?(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?"
SPAN = re.compile(rf"^{DAY}(?:\s*(?:至|到|—+|–|~|～)\s*{DAY})?\s*(.*)$")
ONE = re.compile(rf"^{DAY}$")
SEPARATORS = re.compile(r"[\n、，,;；]+")
LONGEST_HOLIDAY = 15

Span = tuple[date, date, str]


class NoticeUnreadable(LawError):
    """A line that cannot be read: one sentence with the line number and the way to write it."""


def _day(year: int, groups: tuple[str | None, ...], where: str) -> date:
    written, month, day = groups
    try:
        return date(int(written or year), int(month or 0), int(day or 0))
    except ValueError as error:
        raise NoticeUnreadable(f"{where}：没有 {month} 月 {day} 日这一天，改成日历上有的日期。") from error


def _span(year: int, line: str, where: str) -> Span:
    match = SPAN.match(line)
    if match is None:
        raise NoticeUnreadable(f"{where}“{line}”读不出日期，写成“10-01 至 10-07 国庆节”。")
    groups = match.groups()
    first = _day(year, groups[0:3], where)
    last = _day(year, groups[3:6], where) if groups[4] else first
    name = (groups[6] or "").strip()
    if not name:
        raise NoticeUnreadable(f"{where}“{line}”没有写节日名称，在日期后写上，如“国庆节”。")
    if last < first:
        raise NoticeUnreadable(f"{where}“{line}”的最后一天早于第一天，调换两个日期，跨年的写上年份。")
    if (last - first).days >= LONGEST_HOLIDAY:
        raise NoticeUnreadable(f"{where}“{line}”长过 {LONGEST_HOLIDAY} 天，核对日期。")
    return first, last, name


def read_off(year: int, text: str) -> tuple[Span, ...]:
    """The off periods written one per line as ``10-01 至 10-07 国庆节``; a year may stand before the month.

    Raises ``NoticeUnreadable`` for a line that cannot be read and for two lines that name the same day.
    """
    spans: list[Span] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            spans.append(_span(year, line.strip(), f"放假第 {number} 行"))
    _refuse_overlap(spans)
    return tuple(sorted(spans))


def _refuse_overlap(spans: list[Span]) -> None:
    ordered = sorted(spans)
    for before, after in pairwise(ordered):
        if after[0] <= before[1]:
            raise NoticeUnreadable(f"“{before[2]}”和“{after[2]}”都写了 {after[0]:%m-%d}，同一天只写一次。")


def read_worked(year: int, text: str) -> tuple[date, ...]:
    """The weekend days worked, separated by lines, commas or 、, as ``01-29、01-30`` or ``1月29日``."""
    days = []
    for number, piece in enumerate(filter(None, (part.strip() for part in SEPARATORS.split(text))), start=1):
        match = ONE.match(piece)
        if match is None:
            raise NoticeUnreadable(f"调休上班第 {number} 个日期“{piece}”读不出，写成“01-29”。")
        day = _day(year, match.groups(), f"调休上班第 {number} 个日期")
        if day.weekday() < 5:
            raise NoticeUnreadable(f"{day:%m-%d} 是周一至周五，本来就上班，从调休上班中删去。")
        days.append(day)
    return tuple(sorted(set(days)))


def write_off(year: int, off: tuple[Span, ...]) -> str:
    """The off periods in the written form that ``read_off`` takes back."""
    return "\n".join(f"{_short(year, first)} 至 {_short(year, last)} {name}" for first, last, name in off)


def write_worked(year: int, worked: tuple[date, ...]) -> str:
    """The worked days in the written form that ``read_worked`` takes back."""
    return "\n".join(_short(year, day) for day in worked)


def _short(year: int, day: date) -> str:
    return f"{day:%m-%d}" if day.year == year else f"{day:%Y-%m-%d}"
