"""答复期限：由收到日、事件、日历和法律算出到期日、状态和逐日的账。纯函数，什么都不存。"""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from mingtang.law.calendar import DAY, Calendar
from mingtang.law.cite import Cite
from mingtang.law.clock import remarks
from mingtang.law.clock.daybook import Day, Daybook
from mingtang.law.clock.events import ClockError, Event
from mingtang.law.clock.reckoning import Span, extensions, natural_end, pauses, pausing, stage_due, step
from mingtang.law.clock.rules import SUPPLEMENT_WORKDAYS
from mingtang.law.clock.timeline import Consultation, Timeline, fold
from mingtang.law.fees import payment_due
from mingtang.law.since import in_force

WAITS = {"supplement_asked": "supplement", "fee_notice": "fee"}


class Clock:
    """一件申请的时钟，在 ``as_of`` 这一天看。只读，由 ``evaluate`` 得到。

    ``received`` and ``as_of`` are what was asked; ``due`` the last day to reply, None while the applicant is waited for.
    ``state``: running, provisional (running, but the notice of a needed year is missing), paused (``paused_for`` names
    whom, ``due`` is the day if they use all their time), waiting (the applicant must supplement or pay until
    ``waiting_until``; no due day) or closed. ``provisional`` is told in every state.
    """

    def __init__(self, line: Timeline, calendar: Calendar, as_of: date | None, *, with_account: bool) -> None:
        self._line, self._calendar, self._with_account = line, calendar, with_account
        self._stage = stage = line.stages[-1]
        self._spans = pauses(line, calendar)
        self.received = line.received
        self.as_of = as_of or line.last
        self.due = None if stage.stop else stage_due(stage, self._spans, calendar)
        self._deadline = waiting_until(stage.stop, calendar) if stage.stop else None
        self._open = self._open_consultations() if line.consultations else []
        self.provisional = self._is_provisional()
        self.state = self._find_state()

    def _find_state(self) -> str:
        if self._line.closing is not None:
            return "closed"
        if self._stage.stop is not None:
            return "waiting"
        if self._open:
            return "paused"
        return "provisional" if self.provisional else "running"

    def _open_consultations(self) -> list[Consultation]:
        """Those that hold the clock today; none while the applicant is waited for or the due day was over before."""
        due = self.due
        if due is None or self._line.closing is not None:
            return []
        waiting = (item for item in self._line.consultations.values() if item.end is None and pausing(item))
        return [item for item in waiting if item.sent.on <= due and self.as_of <= self._last_day(item)]

    def _last_day(self, item: Consultation) -> date:
        return self._calendar.nth(natural_end(item, self._calendar))

    def _is_provisional(self) -> bool:
        end = self.due or self._deadline or self.as_of
        first, last = (self._stage.start + DAY).year, end.year
        known = self._calendar.years
        return not (
            first in known and last in known and (last - first < 2 or known.issuperset(range(first, last)))
        )

    @property
    def paused_for(self) -> tuple[str, ...]:
        """The ``ref`` of each consultation that holds the clock, the party where there is none."""
        return tuple(item.sent.ref or item.sent.party for item in self._open)

    @property
    def paused_until(self) -> date | None:
        """The last day of those who hold the clock."""
        return max((self._last_day(item) for item in self._open), default=None)

    @property
    def waiting_for(self) -> str:
        """``supplement`` or ``fee`` while the applicant must act, else empty."""
        return WAITS[self._stage.stop.kind] if self._stage.stop else ""

    @property
    def waiting_until(self) -> date | None:
        """The last day for the applicant; None when nothing is waited for or the case is closed."""
        return None if self._line.closing else self._deadline

    @property
    def closed_on(self) -> date | None:
        """The day of the reply, the withdrawal or the closing."""
        return self._line.closing.on if self._line.closing else None

    @property
    def closed_by(self) -> str:
        """``replied``, ``withdrawn`` or ``closed``."""
        return self._line.closing.kind if self._line.closing else ""

    @cached_property
    def original_due(self) -> date | None:
        """The due day without extensions and without a later day fixed under art. 35."""
        if self.due is None:
            return None
        start = self._calendar.count(self._stage.start)
        return self._calendar.nth(step(start, self._stage.total, self._spans))

    @cached_property
    def extended_by(self) -> int:
        """Working days of the extensions that count."""
        return extensions(self._stage, self._spans, self._calendar)[0] - self._stage.total

    @cached_property
    def total(self) -> int:
        """Working days of the present period, extensions included."""
        if self.due is None:
            return self._stage.total + self.extended_by
        return self._counted(self._stage.start, self.due)

    @cached_property
    def used(self) -> int:
        """How many of ``total`` are gone at the end of ``as_of``."""
        stop, start = self._stage.stop, self._stage.start
        end = stop.on if stop else self.due or self.as_of
        return min(self._counted(start, min(self.as_of, end)), self.total)

    def left(self, as_of: date | None = None) -> int | None:
        """Working days after ``as_of`` that still count, the due day included; negative when it is over, None without one."""
        if self.due is None:
            return None
        day = as_of or self.as_of
        if day > self.due:
            return -self._calendar.workdays_between(self.due, day)
        return self._counted(day, self.due)

    def _counted(self, start: date, end: date) -> int:
        return counted(start, end, self._spans, self._calendar)

    def overdue(self, as_of: date | None = None) -> bool:
        """Whether the reply is late: not sent after the due day, or sent after it."""
        return self.due is not None and (self.closed_on or as_of or self.as_of) > self.due

    @cached_property
    def account(self) -> tuple[Day, ...]:
        """Every day with the paper that caused it; empty when the account was not asked for."""
        if not self._with_account:
            return ()
        book = Daybook(self._line, self._calendar, self.as_of, self._deadline)
        for event in self._line.events:
            book.note(event.on, event.paper)
        return tuple(book.rows())

    @cached_property
    def citations(self) -> tuple[Cite, ...]:
        """Every source that was used, each once."""
        return tuple(dict.fromkeys(remarks.citations(self._line)))

    @property
    def articles(self) -> tuple[str, ...]:
        """The sources as one reads them: 《政府信息公开条例》第三十三条第二款 …."""
        return tuple(dict.fromkeys(cite.short for cite in self.citations))

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
    return Clock(fold(received, events, as_of), calendar, as_of, with_account=account)


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


def waiting_until(stop: Event, calendar: Calendar) -> date:
    """The last day for the applicant: as stated for a supplement, 20 working days for a fee."""
    if stop.kind == "fee_notice":
        return payment_due(stop.day or stop.on, calendar)
    workdays = stop.workdays or in_force(SUPPLEMENT_WORKDAYS, stop.on).value
    return stop.day or calendar.add_workdays(stop.on, workdays)
