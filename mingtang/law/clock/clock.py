"""答复期限：由收到日、事件、日历和法律算出到期日、状态和逐日的账。纯函数，什么都不存。"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from mingtang.law.calendar import DAY, Calendar
from mingtang.law.cite import Cite
from mingtang.law.clock import remarks
from mingtang.law.clock.daybook import Day, Daybook
from mingtang.law.clock.events import ClockError, Event
from mingtang.law.clock.reckoning import Span, extensions, natural_end, pauses, pausing, stage_due, step
from mingtang.law.clock.rules import SUPPLEMENT_WORKDAYS
from mingtang.law.clock.timeline import Consultation, Stage, Timeline, fold
from mingtang.law.fees import payment_due
from mingtang.law.since import in_force


@dataclass(frozen=True)
class Clock:
    """一件申请的时钟，在 ``as_of`` 这一天看。

    ``state``: running, provisional (running, but the notice of a needed year is missing), paused (``paused_for`` names
    whom, ``due`` is the day if they use all their time), waiting (the applicant must supplement or pay until
    ``waiting_until``; no due day) or closed. ``used`` of ``total`` working days are gone on ``as_of``.
    """

    received: date
    as_of: date
    state: str
    due: date | None
    original_due: date | None
    extended_by: int
    paused_for: tuple[str, ...]
    paused_until: date | None
    waiting_for: str
    waiting_until: date | None
    used: int
    total: int
    provisional: bool
    closed_on: date | None
    closed_by: str
    account: tuple[Day, ...]
    _line: Timeline = field(repr=False, compare=False)
    _calendar: Calendar = field(repr=False, compare=False)
    _spans: tuple[Span, ...] = field(repr=False, compare=False)

    def left(self, as_of: date | None = None) -> int | None:
        """Working days after ``as_of`` that still count, the due day included; negative when it is over, None without one."""
        if self.due is None:
            return None
        day = as_of or self.as_of
        if day > self.due:
            return -self._calendar.workdays_between(self.due, day)
        return counted(day, self.due, self._spans, self._calendar)

    def overdue(self, as_of: date | None = None) -> bool:
        """Whether the reply is late: not sent after the due day, or sent after it."""
        return self.due is not None and (self.closed_on or as_of or self.as_of) > self.due

    @cached_property
    def citations(self) -> tuple[Cite, ...]:
        """Every source that was used, each once."""
        return tuple(dict.fromkeys(remarks.citations(self._line)))

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """Acts without effect, as sentences."""
        return tuple(remarks.problems(self._line, self._spans, self._calendar))

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What a person should look at, as sentences."""
        found = list(remarks.warnings(self._line, self._spans, self._calendar))
        if self.provisional:
            found.append("需要的年度还没有放假通知，日期暂定；通知录入后重新计算。")
        return tuple(found)

    @property
    def calendar_version(self) -> str:
        """Which calendar this was computed with."""
        return self._calendar.version

    @property
    def articles(self) -> tuple[str, ...]:
        """The sources as one reads them: 《政府信息公开条例》第三十三条第二款 …."""
        return tuple(dict.fromkeys(cite.short for cite in self.citations))


def evaluate(
    received: date,
    events: Sequence[Event],
    calendar: Calendar,
    as_of: date | None = None,
    account: bool = True,
) -> Clock:
    """算一件申请的时钟。

    ``received`` is the day of art. 31; ``as_of`` the day to look from (later events are not read), None for the day of the
    last event. Raises ClockError for events out of order, NotInForce before 2008-05-01, OutOfCalendar.
    """
    if as_of is not None and as_of < received:
        raise ClockError(f"所看的日子{as_of}早于收到申请之日{received}：核对日期。")
    line = fold(received, events, as_of)
    return _Reader(line, calendar, as_of or line.last).clock(account, events)


def check(received: date, events: Sequence[Event], calendar: Calendar) -> Clock:
    """同 ``evaluate``，并且不接受没有效力的行为（如到期以后才告知的延期）：抛出 ClockError。"""
    clock = evaluate(received, events, calendar, account=False)
    if clock.problems:
        raise ClockError(clock.problems[0])
    return clock


def counted(start: date, end: date, spans: Sequence[Span], calendar: Calendar) -> int:
    """Working days after ``start`` up to and including ``end`` that no pause takes out."""
    low, high = calendar.count(start), calendar.count(end)
    return high - low - sum(max(0, min(high, last) - max(low, first)) for first, last in spans)


def waiting_until(stage: Stage, calendar: Calendar) -> date | None:
    """The last day for the applicant: as stated for a supplement, 20 working days for a fee."""
    stop = stage.stop
    if stop is None:
        return None
    if stop.kind == "fee_notice":
        return payment_due(stop.day or stop.on, calendar)
    return stop.day or calendar.add_workdays(
        stop.on, stop.workdays or in_force(SUPPLEMENT_WORKDAYS, stop.on).value
    )


WAITS = {"supplement_asked": "supplement", "fee_notice": "fee"}


class _Reader:
    """Reads one timeline on one day."""

    def __init__(self, line: Timeline, calendar: Calendar, day: date) -> None:
        self.line = line
        self.stage = line.stages[-1]
        self.calendar = calendar
        self.day = day
        self.spans = pauses(line, calendar)
        self.waiting_until = waiting_until(self.stage, calendar)
        self.due = None if self.stage.stop else stage_due(self.stage, self.spans, calendar)

    def clock(self, account: bool, events: Sequence[Event]) -> Clock:
        stage, line, closing = self.stage, self.line, self.line.closing
        total, _ = extensions(stage, self.spans, self.calendar)
        open_ones = self.open_consultations()
        provisional = self.provisional(open_ones)
        whole = total if self.due is None else counted(stage.start, self.due, self.spans, self.calendar)
        return Clock(
            received=line.received,
            as_of=self.day,
            state=self.state(bool(open_ones), provisional),
            due=self.due,
            original_due=None if stage.stop else self.original_due(),
            extended_by=total - stage.total,
            paused_for=tuple(item.sent.ref or item.sent.party for item in open_ones),
            paused_until=max((self.last_day(item) for item in open_ones), default=None),
            waiting_for=WAITS[stage.stop.kind] if stage.stop else "",
            waiting_until=self.waiting_until if closing is None else None,
            used=min(self.used(), whole),
            total=whole,
            provisional=provisional,
            closed_on=closing.on if closing else None,
            closed_by=closing.kind if closing else "",
            account=self.account(events) if account else (),
            _line=line,
            _calendar=self.calendar,
            _spans=tuple(self.spans),
        )

    def state(self, paused: bool, provisional: bool) -> str:
        if self.line.closing is not None:
            return "closed"
        if self.stage.stop is not None:
            return "waiting"
        if paused:
            return "paused"
        return "provisional" if provisional else "running"

    def open_consultations(self) -> list[Consultation]:
        """Those that hold the clock today; none while the applicant is waited for or the due day was over before."""
        if self.due is None or self.line.closing is not None:
            return []
        return [
            item
            for item in self.line.consultations.values()
            if item.end is None
            and pausing(item)
            and item.sent.on <= self.due
            and self.day <= self.last_day(item)
        ]

    def last_day(self, item: Consultation) -> date:
        return self.calendar.nth(natural_end(item, self.calendar))

    def original_due(self) -> date:
        start = self.calendar.count(self.stage.start)
        return self.calendar.nth(step(start, self.stage.total, self.spans))

    def used(self) -> int:
        stop = self.stage.stop
        end = min(self.day, stop.on if stop else self.due or self.day)
        return counted(self.stage.start, max(end, self.stage.start), self.spans, self.calendar)

    def provisional(self, open_ones: list[Consultation]) -> bool:
        ends = [day for day in (self.due, self.waiting_until) if day is not None]
        ends += [self.last_day(item) for item in open_ones]
        years = range((self.stage.start + DAY).year, max(ends).year + 1)
        return not all(self.calendar.known(year) for year in years)

    def account(self, events: Sequence[Event]) -> tuple[Day, ...]:
        book = Daybook(self.line, self.calendar, self.day, self.waiting_until)
        for event in sorted(events, key=lambda event: event.on):
            if event.on <= self.day:
                book.note(event.on, event.paper)
        return tuple(book.rows())
