"""把事件读成时间线：几段计时，几次征求意见，何时办结。这里查先后顺序和次数，不算天数。"""

from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter

from mingtang.law.clock.events import CLOSING, KINDS, PARTIES, ClockError, Event
from mingtang.law.clock.rules import (
    CO_MAKER_WORKDAYS,
    EXTENSION_WORKDAYS,
    FEE_FIRST_DAY,
    NEW_DAY,
    OTHER_ORGAN_WORKDAYS,
    REPLY_WORKDAYS,
    THIRD_PARTY_WORKDAYS,
)
from mingtang.law.since import in_force

PARTY_WORKDAYS = {
    "third_party": THIRD_PARTY_WORKDAYS,
    "co_maker": CO_MAKER_WORKDAYS,
    "other_organ": OTHER_ORGAN_WORKDAYS,
}
APPLICATION = "政府信息公开申请"
# What may still arrive once the case is closed; it changes nothing.
HARMLESS_AFTER_CLOSE = frozenset({"consultation_answered", "consultation_lapsed", "reasons_given"})


class Stage:
    """一段计时：从收到申请（补正、缴费）起，到答复或者停下来等申请人为止。

    ``stop`` is the paper that made the organ wait for the applicant, None while time runs.
    """

    __slots__ = ("delay", "extensions", "opening", "start", "stop", "total")

    def __init__(self, start: date, opening: Event | None) -> None:
        self.start = start
        self.opening = opening
        self.total: int = in_force(REPLY_WORKDAYS, start).value
        self.extensions: list[Event] = []
        self.delay: Event | None = None
        self.stop: Event | None = None

    @property
    def paper(self) -> str:
        """What started the counting."""
        return self.opening.paper if self.opening else APPLICATION


class Consultation:
    """一次征求意见：发出的文书，和结束它的答复或者逾期。"""

    __slots__ = ("end", "late", "sent")

    def __init__(self, sent: Event) -> None:
        self.sent = sent
        self.end: Event | None = None
        self.late: Event | None = None

    @property
    def workdays(self) -> int:
        """How long the other side has, from the day it received the letter."""
        return self.sent.workdays or in_force(PARTY_WORKDAYS[self.sent.party], self.sent.on).value

    @property
    def received(self) -> date:
        """The day the other side received the letter; the day of sending when it is not recorded."""
        return self.sent.day or self.sent.on

    @property
    def label(self) -> str:
        """征求第三方意见."""
        return f"征求{PARTIES[self.sent.party]}意见"


class Timeline:
    """一件案子的时间线。"""

    __slots__ = ("closing", "consultations", "events", "extended", "last", "reasons", "received", "stages")

    def __init__(self, received: date) -> None:
        self.received = received
        self.stages = [Stage(received, None)]
        self.consultations: dict[str, Consultation] = {}
        self.reasons: list[Event] = []
        self.closing: Event | None = None
        self.extended = 0
        self.last = received
        self.events: list[Event] = []

    @property
    def stage(self) -> Stage:
        """The stage that runs now, or waits."""
        return self.stages[-1]


def fold(received: date, events: Sequence[Event], until: date | None = None) -> Timeline:
    """按日期读全部事件（``until`` 之后的不读）。顺序、次数不对时抛出 ClockError。"""
    line = Timeline(received)
    for event in events if len(events) < 2 else sorted(events, key=attrgetter("on")):
        if until is not None and event.on > until:
            break
        if event.on < received:
            raise ClockError(f"{event.said}早于收到申请之日{received}：核对日期。")
        if line.closing is None:
            _HANDLERS[event.kind](line, event)
        elif event.kind not in HARMLESS_AFTER_CLOSE:
            raise ClockError(f"{event.said}在{line.closing.said}之后：案件已经办结，核对日期。")
        line.last = event.on
        line.events.append(event)
    return line


def _supplement_asked(line: Timeline, event: Event) -> None:
    if event.on < NEW_DAY:
        raise ClockError(f"{event.said}早于{NEW_DAY}：补正自该日起才有规定（条例第三十条）。")
    if any(stage.stop and stage.stop.kind == "supplement_asked" for stage in line.stages):
        raise ClockError(f"{event.said}是第二次：补正只能一次性告知（条例第三十条）。")
    _stop(line, event)


def _fee_notice(line: Timeline, event: Event) -> None:
    if event.on < FEE_FIRST_DAY:
        raise ClockError(f"{event.said}早于{FEE_FIRST_DAY}：信息处理费办法自该日起施行，此前不能收取。")
    if any(stage.stop and stage.stop.kind == "fee_notice" for stage in line.stages):
        raise ClockError(f"{event.said}是第二份：一件申请只发一次收费通知。")
    _stop(line, event)


def _stop(line: Timeline, event: Event) -> None:
    stop = line.stage.stop
    if stop is not None:
        raise ClockError(f"{event.said}发出时还在等{stop.said}的结果：先等申请人补正或者缴费。")
    line.stage.stop = event


def _supplement_received(line: Timeline, event: Event) -> None:
    _resume(line, event, "supplement_asked")


def _paid(line: Timeline, event: Event) -> None:
    _resume(line, event, "fee_notice")


def _resume(line: Timeline, event: Event, asked: str) -> None:
    stop = line.stage.stop
    if stop is None or stop.kind != asked:
        raise ClockError(f"{event.said}没有对应的{KINDS[asked]}：此前没有发出，或者已经收到过，核对日期。")
    line.stages.append(Stage(event.on, event))


def _extended(line: Timeline, event: Event) -> None:
    stage = line.stage
    if stage.stop is not None:
        raise ClockError(f"{event.said}发出时正在等{stage.stop.said}的结果：期限没有在走，不能延期。")
    if stage.delay is not None:
        raise ClockError(f"{event.said}在{stage.delay.said}之后：已经另定答复日期，不再延期。")
    cap = in_force(EXTENSION_WORKDAYS, stage.start).value
    line.extended += event.workdays or 0
    if line.extended > cap:
        raise ClockError(
            f"{event.said}使延期合计{line.extended}个工作日：最长不得超过{cap}个工作日（条例第三十三条第二款）。"
        )
    stage.extensions.append(event)


def _delayed(line: Timeline, event: Event) -> None:
    if event.on < NEW_DAY:
        raise ClockError(f"{event.said}早于{NEW_DAY}：延迟答复自该日起才有规定（条例第三十五条）。")
    if line.stage.stop is not None:
        raise ClockError(
            f"{event.said}发出时正在等{line.stage.stop.said}的结果：期限没有在走，不能另定日期。"
        )
    line.stage.delay = event


def _consultation_sent(line: Timeline, event: Event) -> None:
    ref = event.ref or f"#{len(line.consultations) + 1}"
    if ref in line.consultations:
        raise ClockError(f"{event.said}的 ref“{ref}”已经用过：每次征求意见用自己的 ref。")
    line.consultations[ref] = Consultation(event)


def _consultation_ended(line: Timeline, event: Event) -> None:
    consultation = _consultation_of(line, event)
    if consultation.end is None:
        consultation.end = event
    elif consultation.end.kind == "consultation_lapsed" and event.kind == "consultation_answered":
        consultation.late = event
    else:
        raise ClockError(f"{event.said}：这次征求意见已于{consultation.end.on}结束，核对 ref 和日期。")


def _consultation_of(line: Timeline, event: Event) -> Consultation:
    if event.ref:
        if event.ref not in line.consultations:
            raise ClockError(
                f"{event.said}没有对应的征求意见书：此前没有发出 ref 为“{event.ref}”的，核对 ref 和日期。"
            )
        return line.consultations[event.ref]
    waiting = [item for item in line.consultations.values() if item.end is None]
    if not waiting:
        raise ClockError(f"{event.said}没有对应的征求意见书：此前没有发出，或者已经结束，核对日期。")
    if len(waiting) > 1:
        raise ClockError(f"{event.said}不知道属于哪一次征求意见：有{len(waiting)}次未结束，写明 ref。")
    return waiting[0]


def _reasons(line: Timeline, event: Event) -> None:
    asked = [item for item in line.reasons if item.kind == "reasons_asked"]
    if event.kind == "reasons_given" and not asked:
        raise ClockError(f"{event.said}没有对应的说明理由告知书：此前没有要求说明理由，核对日期。")
    line.reasons.append(event)


def _close(line: Timeline, event: Event) -> None:
    line.closing = event


_HANDLERS: dict[str, Callable[[Timeline, Event], None]] = {
    "supplement_asked": _supplement_asked,
    "supplement_received": _supplement_received,
    "consultation_sent": _consultation_sent,
    "consultation_answered": _consultation_ended,
    "consultation_lapsed": _consultation_ended,
    "reasons_asked": _reasons,
    "reasons_given": _reasons,
    "extended": _extended,
    "delayed": _delayed,
    "fee_notice": _fee_notice,
    "paid": _paid,
    **dict.fromkeys(CLOSING, _close),
}
