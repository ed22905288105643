"""救济：对答复不服的，什么时候以前、向谁；已经发生的复议和诉讼到了哪一步。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingtang.disclosure.models import Case, Remedy, RemedyRoute
from mingtang.disclosure.redress import answer_due, remedies_told
from mingtang.disclosure.story import Story
from mingtang.law.calendar import Calendar
from mingtang.law.disputes import (
    RECONSIDERATION_RESULTS,
    ROUTES,
    SUIT_AFTER_DAYS,
    SUIT_RESULTS,
)
from mingtang.law.since import in_force


@dataclass(frozen=True)
class Dispute:
    """One remedy with the organ's own deadline."""

    remedy: Remedy
    label: str
    state: str
    answer_due: date | None
    open: bool


@dataclass(frozen=True)
class Redress:
    """The box of remedies: what may still come, what has come."""

    until: tuple[tuple[str, date], ...]
    first: bool
    then: str
    disputes: tuple[Dispute, ...]


def redress(case: Case, story: Story, calendar: Calendar, day: date) -> Redress:
    """The remedies of a case as seen on ``day``."""
    found = list(case.remedies.select_related("case"))
    # Once one way has been taken the time to take it is no more a question; what comes next is.
    until, first = ((), False) if found else _until(case, story, calendar)
    return Redress(until, first, _then(found), tuple(_dispute(each, calendar) for each in found))


def _then(found: list[Remedy]) -> str:
    """What is open after a reconsideration: a suit within the days from its decision (行政诉讼法第四十五条)."""
    ended = [each for each in found if each.route == RemedyRoute.RECONSIDERATION and each.decided_on]
    if not ended or any(each.route == RemedyRoute.SUIT_AFTER for each in found):
        return ""
    days = in_force(SUIT_AFTER_DAYS, ended[-1].decided_on).value  # type: ignore[arg-type]
    return f"对行政复议决定不服的，自收到决定书之日起{days}日内可以起诉。"


def _until(case: Case, story: Story, calendar: Calendar) -> tuple[tuple[tuple[str, date], ...], bool]:
    """The last days by route, once the reply is served."""
    reply, decision = story.reply, story.decision
    if decision is None or reply is None or reply.served_on is None:
        return (), False
    found = remedies_told(case.letters.select_related("organ").get(pk=decision.letter))
    if found is None:
        return (), False
    periods = found.until(reply.served_on, calendar)
    return tuple((ROUTES.get(kind, "行政诉讼"), period.ends_on) for kind, period in periods.items()), found.reconsideration_first


def _dispute(remedy: Remedy, calendar: Calendar) -> Dispute:
    known = RECONSIDERATION_RESULTS if remedy.route == RemedyRoute.RECONSIDERATION else SUIT_RESULTS
    if remedy.disposition:
        label = known[remedy.disposition].label if remedy.disposition in known else remedy.disposition
        return Dispute(remedy, remedy.get_route_display(), f"{remedy.decided_on:%Y-%m-%d}{label}", None, False)
    due = None if remedy.answered_on else answer_due(remedy, calendar)
    state = f"{remedy.answered_on:%Y-%m-%d}已提交答复" if remedy.answered_on else "待提交答复"
    return Dispute(remedy, remedy.get_route_display(), state, due, True)
