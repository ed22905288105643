"""一份已签发的答复书告知了哪些救济：按它自己的成文日期、结果、不公开的理由，和印出的那一段一致。"""

from __future__ import annotations

from datetime import date

from mingtang.disclosure.models import Letter, Remedy, RemedyRoute
from mingtang.law.calendar import Calendar
from mingtang.law.disputes import SUIT_ANSWER_DAYS, proceeding, reconsideration_answer_due, suit_answer_due
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.periods import after_days
from mingtang.law.remedy import Remedies, remedies
from mingtang.law.since import in_force


def remedies_told(letter: Letter) -> Remedies | None:
    """The remedies that an issued reply tells; None for a draft. A correction is contested like any other decision."""
    if letter.dated_on is None or not letter.issued:
        return None
    grounds = [OUTCOMES[row["ground"]] for row in letter.fields.get("withheld", ()) if row.get("ground") in OUTCOMES]
    return remedies(
        letter.dated_on,
        letter.outcome if letter.outcome in OUTCOMES else "other",
        letter.organ.kind,
        partial_refusal=not grounds or any(ground.refusal for ground in grounds),
    )


def answer_due(remedy: Remedy, calendar: Calendar) -> date | None:
    """The organ's last day to answer: from the day it got the copy (行政复议法 art. 48, 54, 行政诉讼法 art. 67); None without one."""
    if remedy.copy_received_on is None:
        return None
    if remedy.route != RemedyRoute.RECONSIDERATION:
        return suit_answer_due(remedy.copy_received_on, calendar)
    return reconsideration_answer_due(remedy.copy_received_on, _procedure(remedy), calendar)


def answer_law(remedy: Remedy) -> str:
    """The article that gives the organ its days to answer."""
    on = remedy.copy_received_on or remedy.filed_on
    if remedy.route != RemedyRoute.RECONSIDERATION:
        return in_force(SUIT_ANSWER_DAYS, on).cite.short
    return proceeding(_procedure(remedy), on).value.cite.short


def _procedure(remedy: Remedy) -> str:
    return "simple" if remedy.simple_procedure else "normal"


def decision_due(remedy: Remedy, calendar: Calendar) -> date:
    """The last day of a reconsideration to be decided, not prolonged (行政复议法 art. 62)."""
    return after_days(remedy.filed_on, proceeding(_procedure(remedy), remedy.filed_on).value.decision, calendar).ends_on
