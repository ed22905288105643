"""期限怎样算出：把逐日的账合成几行，印在一页纸上给申请人或者法院看。

Weekends are passed over in silence; a holiday gets its own line, unless it lies inside days that do not count anyway.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mingtang.law.clock import Day
from mingtang.law.days import long_day, weekday_name

Key = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """账上的一行：``text`` 是哪几天、什么事，``amount`` 是计几天或者扣几天，``note`` 是说明。

    ``kind``: received, counted, excluded, waiting, holiday, after or due. ``count`` are the working days counted or taken
    out, 0 where the line has none; the counted lines after the last received line add up to the total of the clock.
    """

    kind: str
    first: date
    last: date
    text: str
    amount: str
    note: str
    count: int

    def sentence(self) -> str:
        """The line without its note: 9月9日至26日 征求第三方意见 扣11天."""
        return " ".join(part for part in (self.text, self.amount) if part)


def lines(account: Sequence[Day]) -> tuple[Line, ...]:
    """把逐日的账合成行；有到期日的，到期日自成一行，其后只有已过的日子。"""
    found = [_line(key, days, account[0].on.year) for key, days in _runs(account)]
    due = _due_day(account)
    if due is not None:
        place = sum(line.first <= due.on for line in found)
        found.insert(place, _due_line(due))
    return tuple(found)


def _due_day(account: Sequence[Day]) -> Day | None:
    """The due day that stands: none once the time was started afresh or the applicant is waited for."""
    for day in reversed(account):
        if day.due or day.kind == "received" or day.why == "waiting":
            return day if day.due else None
    return None


def span(first: date, last: date, year: int) -> str:
    """9月9日至26日；跨月写月，跨年写年，不在 ``year`` 年的写年。"""
    start = (
        long_day(first) if first.year != year or first.year != last.year else f"{first.month}月{first.day}日"
    )
    if first == last:
        return start
    if first.year != last.year:
        return f"{start}至{long_day(last)}"
    return f"{start}至{last.day}日" if first.month == last.month else f"{start}至{last.month}月{last.day}日"


def _runs(account: Sequence[Day]) -> Iterator[tuple[Key, list[Day]]]:
    keyed = [(_key(day), day) for day in account]
    told = [(key, day) for place, (key, day) in enumerate(keyed) if _is_told(keyed, place)]
    for key, group in groupby(told, key=lambda pair: pair[0]):
        first, last = _ends([day for _, day in group])
        yield key, [day for day in account if first <= day.on <= last]


def _ends(days: list[Day]) -> tuple[date, date]:
    return days[0].on, days[-1].on


def _key(day: Day) -> Key:
    if day.kind in ("counted", "makeup"):
        return "counted", day.why
    if day.kind == "received":
        return "received", day.on.isoformat()
    if day.kind == "excluded":
        return ("waiting" if day.why == "waiting" else "excluded"), day.paper
    return day.kind, day.paper if day.kind == "holiday" else ""


def _is_told(keyed: Sequence[tuple[Key, Day]], place: int) -> bool:
    """Whether a day makes a line or belongs to one; idle days are passed over, holidays in counted time are told."""
    kind = keyed[place][0][0]
    if kind == "weekend":
        return False
    if kind != "holiday":
        return True
    before = _next_busy(keyed[:place][::-1])
    return not (before == _next_busy(keyed[place:]) and before[0] in ("excluded", "waiting"))


def _next_busy(keyed: Sequence[tuple[Key, Day]]) -> Key:
    return next((key for key, _ in keyed if key[0] not in ("weekend", "holiday")), ("", ""))


def _line(key: Key, days: list[Day], year: int) -> Line:
    kind, first, last = key[0], days[0].on, days[-1].on
    when = span(first, last, year)
    count = sum(
        day.kind in ("counted", "makeup") or (day.kind == "excluded" and kind == "excluded") for day in days
    )
    text, amount = {
        "received": (f"{long_day(first)} {days[0].paper}收到，当日不计", ""),
        "counted": (when + _SUFFIX.get(key[1], ""), f"计{count}天"),
        "excluded": (f"{when} {days[0].paper}", f"扣{count}天"),
        "waiting": (f"{when} {days[0].paper}", "不计"),
        "holiday": (f"{when} {days[0].paper}", "不计"),
        "after": (f"{when} {days[0].paper}", ""),
    }[kind]
    return Line(kind, first, last, text, amount, "；".join(_notes(kind, days, year)), count)


_SUFFIX = {"extension": "（延期）", "delay": "（延迟答复）"}
_ADDED = {"counted": "当日计入", "excluded": "当日扣除"}


def _notes(kind: str, days: list[Day], year: int) -> Iterator[str]:
    for day in days:
        if day.notes and kind != "received":
            added = f"，{_ADDED[kind]}" if kind in _ADDED else ""
            yield f"{span(day.on, day.on, year)}{'、'.join(day.notes)}{added}"
    worked = [day.on for day in days if day.kind == "makeup"]
    if worked:
        yield "、".join(span(day, day, year) for day in worked) + "调休上班"
    if kind != "holiday":
        for paper, group in groupby((d for d in days if d.kind == "holiday"), key=lambda day: day.paper):
            first, last = _ends(list(group))
            yield f"其中{span(first, last, year)}{paper}"


def _due_line(due: Day) -> Line:
    text = "另定的答复日期" if due.why == "delay" or due.nth is None else f"第 {due.nth} 个工作日"
    return Line("due", due.on, due.on, text, f"{long_day(due.on)} {weekday_name(due.on)}", "", 0)
