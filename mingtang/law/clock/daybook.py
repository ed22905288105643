"""逐日的账：从收到那天起，每一天计还是不计、第几天、因为哪份文书。

Counts day by day and knows nothing of the arithmetic in ``reckoning``; a property test holds the two equal.
"""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from mingtang.law.calendar import DAY, Calendar
from mingtang.law.clock.events import Event
from mingtang.law.clock.reckoning import pausing
from mingtang.law.clock.timeline import Consultation, Stage, Timeline
from mingtang.law.days import weekday_name


class Day(NamedTuple):
    """账上的一天。

    ``kind``: received (a period starts, not counted), counted, makeup (a weekend day worked, counted), weekend, holiday,
    excluded (a working day not counted), after (past the last day). ``nth`` is the number of a counted day, ``paper`` what
    makes the day what it is, ``due`` marks the last day, ``why`` is a short key of the paper: received, counted, extension,
    delay, consultation, waiting, calendar, after; ``notes`` name the papers dated on this day.
    """

    on: date
    kind: str
    nth: int | None
    paper: str
    due: bool
    why: str
    notes: tuple[str, ...] = ()


class Pause(NamedTuple):
    """一次征求意见扣除的一段：``first`` 的次日起到 ``last``（含）。"""

    first: date
    last: date
    paper: str


def pauses(line: Timeline, calendar: Calendar) -> list[Pause]:
    """Every pause with the words of its account."""
    found = []
    for ref, item in line.consultations.items():
        if pausing(item):
            found.append(Pause(item.sent.on, last_day(item, calendar), _words(ref, item, calendar)))
    return found


def last_day(item: Consultation, calendar: Calendar) -> date:
    """The last day of a pause: the answer, or the other side's own last day, whichever is first."""
    own = calendar.add_workdays(item.received, item.workdays)
    return own if item.end is None else min(own, item.end.on)


def _words(ref: str, item: Consultation, calendar: Calendar) -> str:
    name = item.label if ref.startswith("#") else f"{item.label}（{ref}）"
    silent = item.end is None or item.end.kind == "consultation_lapsed"
    if not silent:
        return name
    since = f"{item.received}收到" if item.sent.day else "收到日期未记录，从发出之日算"
    return f"{name}，对方{since}，{item.workdays}个工作日"


_WAITING = {"supplement_asked": "等待申请人补正", "fee_notice": "等待申请人缴费"}


class Allowance:
    """一段计时还有几天可用：到了最后一天，看有没有在此之前告知的延期或者另定的日期。"""

    def __init__(self, stage: Stage) -> None:
        self.total = stage.total
        self.extensions = list(stage.extensions)
        self.delay = stage.delay
        self.until: date | None = None
        self.paper, self.why = stage.paper, "counted"

    def ends(self, row: Day) -> bool:
        """Whether ``row`` is the due day; an extension told in time makes more days of it."""
        if self.until is not None:
            return row.on == self.until
        if row.nth != self.total:
            return False
        if self.extensions and self.extensions[0].on <= row.on:
            extension = self.extensions.pop(0)
            self.total += extension.workdays or 0
            self.paper, self.why = extension.paper, "extension"
            return False
        delay = self.delay
        if delay is not None and delay.day is not None and delay.on <= row.on < delay.day:
            self.until, self.paper, self.why = delay.day, delay.paper, "delay"
            return False
        return True


class Daybook:
    """把一条时间线逐日写成账。"""

    def __init__(self, line: Timeline, calendar: Calendar, day: date, waiting_until: date | None) -> None:
        self.line = line
        self.calendar = calendar
        self.day = day
        self.waiting_until = waiting_until
        self.pauses = pauses(line, calendar)
        self.papers: dict[date, tuple[str, ...]] = {}

    def note(self, on: date, paper: str) -> None:
        """Remember that a paper is dated on this day."""
        self.papers[on] = (*self.papers.get(on, ()), paper)

    def rows(self) -> Iterator[Day]:
        """Every day, in order, each once."""
        stages = self.line.stages
        for stage, following in zip(stages, [*stages[1:], None], strict=True):
            if following is not None and following.start == stage.start:
                continue  # asked and answered on the day itself: the later paper starts the time
            yield self._row(stage.start, "received", None, stage.paper, "received")
            if stage.stop is None:
                yield from self._to_the_end(stage)
            else:
                yield from self._until_waiting(stage, stage.stop, following)

    def _to_the_end(self, stage: Stage) -> Iterator[Day]:
        last = stage.start
        for row in self._counting(stage):
            yield row
            last = row.on
        yield from self._after(last, self.day)

    def _until_waiting(self, stage: Stage, stop: Event, following: Stage | None) -> Iterator[Day]:
        end = following.start - DAY if following else max(self.waiting_until or stop.on, stop.on)
        asked = min(stop.on, end)
        last = stage.start
        for row in takewhile(lambda row: row.on <= asked, self._counting(stage)):
            yield row
            last = row.on
        yield from self._after(last, asked)
        reason = f"{_WAITING[stop.kind]}（{stop.paper}）"
        for on in _days(max(asked, stage.start) + DAY, end):
            yield self._idle(on) or self._row(on, "excluded", None, reason, "waiting")
        if following is None:
            yield from self._after(max(end, stage.start), self.day)

    def _counting(self, stage: Stage) -> Iterator[Day]:
        """Days after the start up to and including the due day."""
        allowance, nth, on = Allowance(stage), 0, stage.start
        while True:
            on += DAY
            row = self._idle(on) or self._excluded(on)
            if row is None:
                nth += 1
                row = self._counted(on, nth, allowance)
            if allowance.ends(row):
                yield row._replace(due=True)
                return
            yield row

    def _counted(self, on: date, nth: int, allowance: "Allowance") -> Day:
        if self.calendar.kind(on) != "makeup":
            return self._row(on, "counted", nth, allowance.paper, allowance.why)
        return self._row(on, "makeup", nth, f"调休上班（{self._source(on)}）", allowance.why)

    def _idle(self, on: date) -> Day | None:
        kind = self.calendar.kind(on)
        if kind not in ("weekend", "holiday"):
            return None
        paper = weekday_name(on) if kind == "weekend" else f"{self.calendar.name(on)}（{self._source(on)}）"
        return self._row(on, kind, None, paper, "calendar")

    def _source(self, on: date) -> str:
        notice = self.calendar.notice(on)
        return notice.number if notice else "放假通知尚未录入，按固定节日推定"

    def _excluded(self, on: date) -> Day | None:
        found = [pause.paper for pause in self.pauses if pause.first < on <= pause.last]
        return self._row(on, "excluded", None, "；".join(found), "consultation") if found else None

    def _after(self, last: date, until: date) -> Iterator[Day]:
        for on in _days(last + DAY, until):
            yield self._row(on, "after", None, "期限已过", "after")

    def _row(self, on: date, kind: str, nth: int | None, paper: str, why: str) -> Day:
        return Day(on, kind, nth, paper, False, why, self.papers.get(on, ()))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(number)
