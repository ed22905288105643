"""经过：案卷里的行为，最新的在上面，右边写明它对期限做了什么。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from mingtang.disclosure.models import Act, Case
from mingtang.disclosure.privacy import hide
from mingtang.disclosure.words import STOPS, quote_of, text_of, title_of
from mingtang.law.clock import Clock

WHO_IN_TEXT = {"opinion"}  # their text already begins with the section


@dataclass(frozen=True)
class Line:
    """One act as shown."""

    seq: int
    on: date
    at: datetime | None
    title: str
    who: str
    text: str
    quote: str
    effect: str
    stops: bool
    void: bool = False
    next: bool = False


def timeline(case: Case, acts: Sequence[Act], clock: Clock | None) -> list[Line]:
    """All acts, newest first."""
    corrected = {act.corrects_id for act in acts if act.corrects_id}
    nth = _days(clock)
    return [_line(case, act, clock, nth, act.pk in corrected) for act in reversed(acts)]


def _days(clock: Clock | None) -> dict[date, int]:
    """The number of the working day by date; a day off has the number before it, a day after the last one none."""
    found, last = {}, 0
    for day in clock.account if clock else ():
        last = day.nth or (0 if day.kind in ("received", "after") else last)
        found[day.on] = last
    return found


def _line(case: Case, act: Act, clock: Clock | None, nth: dict[date, int], void: bool) -> Line:
    stops = act.kind in STOPS or _pauses(act, clock)
    local = timezone.localtime(act.at)
    return Line(
        seq=act.seq,
        on=act.on,
        at=local if local.date() == act.on else None,
        title=title_of(act.kind),
        who="" if act.kind in WHO_IN_TEXT else act.by_name,
        text=hide(text_of(act.kind, act.data), case.applicant),
        quote=hide(quote_of(act.kind, act.data), case.applicant),
        effect="已更正" if void else _effect(act, clock, nth),
        stops=stops and not void,
        void=void,
    )


def _pauses(act: Act, clock: Clock | None) -> bool:
    """Whether this consultation takes days out of the account."""
    if act.kind != "consultation_sent" or clock is None:
        return False
    ref = f"（{act.data.get('ref')}）"
    return any(day.why == "consultation" and ref in day.paper for day in clock.account) or bool(clock.paused_for)


def _effect(act: Act, clock: Clock | None, nth: dict[date, int]) -> str:
    if act.kind in STOPS:
        return STOPS[act.kind]
    if _pauses(act, clock):
        return "‖ 暂停计时"
    if act.kind == "extended":
        return "到期日延后"
    if clock and act.on == clock.received and act.kind in ("filed", "receipt_confirmed"):
        return "起算"
    number = nth.get(act.on, 0)
    return f"第{number}天" if number else ""


def awaited(case: Case, who: str, days: int, nth: str) -> Iterator[Line]:
    """The line on top: what the case waits for."""
    if case.holder in ("", "none"):
        return
    since = f"{case.holder_since:%m月%d日}起，停留{days}个工作日" if case.holder_since else ""
    yield Line(0, case.holder_since or case.submitted_on, None, f"等{who}{case.holder_what}", "", since, "", nth, False, next=True)
