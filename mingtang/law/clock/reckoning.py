"""算到期日：在工作日的序号上做加法，不逐日数。逐日的账在 ``daybook``，两条路必须算出同一天。

A pause is a span (lo, hi]: the working days numbered lo+1 … hi are not counted.
"""

from collections.abc import Sequence
from datetime import date

from mingtang.law.calendar import Calendar
from mingtang.law.clock.events import Event
from mingtang.law.clock.rules import PAUSE, REPLY_WORKDAYS
from mingtang.law.clock.timeline import Consultation, Stage, Timeline, fold
from mingtang.law.since import in_force

Span = tuple[int, int]


def due_day(received: date, events: Sequence[Event], calendar: Calendar) -> date | None:
    """答复的最迟日；正在等申请人补正或者缴费时为 None。只要日期、不要逐日的账时用它。

    Same answer as ``evaluate(received, events, calendar).due``. Raises ClockError, NotInForce, OutOfCalendar.
    """
    if not events:
        return calendar.nth(calendar.count(received) + in_force(REPLY_WORKDAYS, received).value)
    line = fold(received, events)
    stage = line.stages[-1]
    if stage.stop is not None:
        return None
    return stage_due(stage, pauses(line, calendar), calendar)


def natural_end(consultation: Consultation, calendar: Calendar) -> int:
    """The number of the other side's last working day to answer."""
    return calendar.count(consultation.received) + consultation.workdays


def pause(consultation: Consultation, calendar: Calendar) -> Span:
    """The working days one consultation takes out: after the sending, up to the answer or the end of its own time."""
    start, end = calendar.count(consultation.sent.on), natural_end(consultation, calendar)
    if consultation.end is not None:
        end = min(end, calendar.count(consultation.end.on))
    return start, end


def pauses(line: Timeline, calendar: Calendar) -> list[Span]:
    """The union of all pauses, in order and disjoint; consultations inside the organ do not pause."""
    if not line.consultations:
        return []
    merged: list[Span] = []
    for low, high in sorted(pause(item, calendar) for item in line.consultations.values() if pausing(item)):
        if merged and low <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], high)
        else:
            merged.append((low, high))
    return merged


def pausing(consultation: Consultation) -> bool:
    """Whether the law takes this consultation out of the reply period; the 2007 regulation named third parties only."""
    party = consultation.sent.party
    return party == "third_party" or (party != "internal" and consultation.sent.on >= PAUSE[-1].day)


def step(start: int, n: int, spans: Sequence[Span]) -> int:
    """The number of the n-th counted working day after number ``start``."""
    place = start + n
    for low, high in spans:
        low = max(low, start)
        if low >= place:
            break
        place += max(0, high - low)
    return place


def extensions(stage: Stage, spans: Sequence[Span], calendar: Calendar) -> tuple[int, list[Event]]:
    """How many working days the stage has with its extensions, and the extensions told after the due day (no effect)."""
    total, late, start = stage.total, [], calendar.count(stage.start)
    for event in stage.extensions:
        if event.on <= calendar.nth(step(start, total, spans)):
            total += event.workdays or 0
        else:
            late.append(event)
    return total, late


def regular_due(stage: Stage, spans: Sequence[Span], calendar: Calendar) -> date:
    """The due day of one stage with its extensions, before any later day fixed under art. 35."""
    total = extensions(stage, spans, calendar)[0] if stage.extensions else stage.total
    return calendar.nth(step(calendar.count(stage.start), total, spans))


def stage_due(stage: Stage, spans: Sequence[Span], calendar: Calendar) -> date:
    """The due day of one stage, extensions and a fixed later day included."""
    due, delay = regular_due(stage, spans, calendar), stage.delay
    if delay is None or delay.day is None or delay.on > due:
        return due
    return max(due, delay.day)
