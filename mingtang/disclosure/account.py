"""期限的账怎样画出来：日历、逐行的和、印成一页的 PDF。页面、打印、证据包用同一份。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingtang.disclosure.models import Case
from mingtang.disclosure.story import Story
from mingtang.kit.documents import render_pdf
from mingtang.law.account import Line, lines
from mingtang.law.calendar import Calendar
from mingtang.law.clock import Clock, Day
from mingtang.law.days import long_day, weekday_name

REGULATION = "《政府信息公开条例》"
REF = re.compile(r"（c(\d+)）")
SIGNS = {
    "received": ("r", "收"),
    "excluded": ("x", "扣"),
    "holiday": ("", "休"),
    "weekend": ("", ""),
    "after": ("e", ""),
}
PAPER_KINDS = {"r": "received", "c": "counted", "m": "makeup", "x": "excluded", "": "weekend", "e": "blank"}


@dataclass(frozen=True)
class Cell:
    """日历上的一天。``kind`` 是样式：r 收到、c 计入、m 调休计入、x 扣除、d 到期、e 账外。"""

    on: date
    kind: str
    sign: str = ""
    sentence: str = ""
    makeup: bool = False
    due: bool = False


@dataclass(frozen=True)
class Account:
    """一件申请的期限账：日历的各周、逐行的和、依据的条款。"""

    clock: Clock
    weeks: tuple[tuple[Cell, ...], ...]
    lines: tuple[Line, ...]

    @property
    def basis(self) -> str:
        """The articles of the regulation in one line: 条例第三十一条、第三十三条第二款."""
        found = [each.removeprefix(REGULATION) for each in self.articles if each.startswith(REGULATION)]
        return f"条例{'、'.join(found)}" if found else ""

    @property
    def articles(self) -> tuple[str, ...]:
        """The sources, as one reads them."""
        return self.clock.articles


def clock_on(story: Story, calendar: Calendar, day: date) -> Clock | None:
    """The clock as seen on ``day``; a closed one as on the day of its last event, None before the receipt."""
    clock = story.clock(calendar, account=False)
    if clock is None or clock.state == "closed":
        return story.clock(calendar)
    return story.clock(calendar, max(day, clock.as_of))


def account_of(story: Story, calendar: Calendar, day: date) -> Account | None:
    """The account of a case on ``day``, None while its day of receipt is open; a correction has no statutory days to account for."""
    if story.kind == "correction":
        return None
    clock = clock_on(story, calendar, day)
    if clock is None:
        return None
    several = len(story.consultations) > 1
    days = [day._replace(paper=_plain(day.paper, several)) for day in clock.account if day.on <= _end(clock)]
    return Account(clock, tuple(_weeks(days)), lines(days))


def _end(clock: Clock) -> date:
    """A withdrawn application is counted no further; an answered one to its last day, to compare."""
    return clock.closed_on or date.max if clock.closed_by == "withdrawn" else date.max


def _plain(paper: str, several: bool) -> str:
    """The paper without the program's own name for a consultation; which one of several it was stays."""
    return REF.sub(r"（第\1份）" if several else "", paper)


def _weeks(days: Sequence[Day]) -> Iterator[tuple[Cell, ...]]:
    known = {day.on: day for day in days}
    monday = days[0].on - timedelta(days=days[0].on.weekday())
    while monday <= days[-1].on:
        week = [monday + timedelta(days=place) for place in range(7)]
        yield tuple(_cell(known[on]) if on in known else Cell(on, "e") for on in week)
        monday += timedelta(days=7)


def _cell(day: Day) -> Cell:
    makeup = day.kind == "makeup"
    kind, sign = SIGNS.get(day.kind, ("m" if makeup else "c", str(day.nth or "")))
    return Cell(day.on, "d" if day.due else kind, sign, _sentence(day), makeup, day.due)


def _sentence(day: Day) -> str:
    """What the day is in one sentence: 10月8日 第8天，调休上班."""
    what = {
        "received": "收到，当日不计",
        "counted": f"第{day.nth}天",
        "makeup": f"第{day.nth}天，{day.paper}",
        "excluded": f"{day.paper}，扣除",
    }.get(day.kind, day.paper)
    added = "，".join((what, *day.notes)) + ("，到期" if day.due else "")
    return f"{day.on.month}月{day.on.day}日 {added}"


def account_pdf(case: Case, account: Account, day: date) -> bytes:
    """The account on one page of A4, for the applicant, a reconsideration body or a court."""
    return render_pdf("account", account_context(case, account, day))


def account_context(case: Case, account: Account, day: date) -> dict[str, Any]:
    """What the family ``account`` is filled with; nothing personal is in it."""
    return {
        "title": "政府信息公开申请答复期限计算表",
        "dated": day.isoformat(),
        "organ": case.organ.name,
        "facts": facts(case, account),
        "weeks": [_printed_week(week) for week in account.weeks],
        "sums": [
            {"text": row.text, "paper": row.note, "value": row.amount}
            for row in account.lines
            if row.kind != "due"
        ],
        "result": result(account),
        "articles": list(account.articles),
        "legend": [
            "收：收到之日",
            "数字：计入的第几个工作日",
            "扣：扣除",
            "休：法定节假日",
            "粗框：调休上班",
            "黑底：到期日",
        ],
        "footnotes": [
            *account.clock.warnings,
            f"{long_day(day)}打印，节假日安排版本{account.clock.calendar_version[:8]}。",
        ],
    }


def facts(case: Case, account: Account) -> list[dict[str, str]]:
    """The head of the page: number, channel, receipt."""
    return [
        {"label": "登记编号", "value": case.number},
        {"label": "提交渠道", "value": case.get_channel_display()},
        {"label": "收到日期", "value": long_day(account.clock.received)},
    ]


def result(account: Account) -> dict[str, str]:
    """The last line: the due day, or what is waited for."""
    clock = account.clock
    if clock.closed_by == "withdrawn" and clock.closed_on:
        return {"label": "申请人撤回", "value": f"{long_day(clock.closed_on)}，不再计算"}
    if clock.due is None:
        until = clock.waiting_until
        return {"label": "等待申请人", "value": f"至{long_day(until)}" if until else ""}
    label = f"答复期限（{clock.total}个工作日）" + ("，暂定" if clock.provisional else "")
    return {"label": label, "value": f"{long_day(clock.due)} {weekday_name(clock.due)}"}


def _printed_week(week: Sequence[Cell]) -> dict[str, Any]:
    return {"label": f"{week[0].on.month}月{week[0].on.day}日", "days": [_printed_day(cell) for cell in week]}


def _printed_day(cell: Cell) -> dict[str, Any]:
    kind = "counted" if cell.kind == "d" else PAPER_KINDS[cell.kind]
    day = f"{cell.on.day}班" if cell.makeup else str(cell.on.day)
    return {"kind": kind, "due": cell.due, "day": "" if kind == "blank" else day, "mark": cell.sign}
