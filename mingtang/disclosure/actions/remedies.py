"""救济：登记复议和诉讼的受理、答复、结果。"""

from __future__ import annotations

from datetime import date

from mingtang.disclosure.actions.perform import Deed, guard, lock, write
from mingtang.disclosure.models import Act, Case, Remedy
from mingtang.disclosure.refusal import ActRefused
from mingtang.kit.db import writing
from mingtang.law.disputes import column_of
from mingtang.law.errors import LawError
from mingtang.organs.models import Staff


def file_remedy(
    case: Case,
    *,
    by: Staff,
    on: date,
    route: str,
    body: str,
    number: str = "",
    copy_received_on: date | None = None,
    simple_procedure: bool = False,
    prior: Remedy | None = None,
    seen: int | None = None,
) -> Remedy:
    """Register that the organ's act is contested; ``on`` is the day of acceptance."""
    if route == "suit_after_reconsideration" and (prior is None or prior.case_id != case.pk):
        raise ActRefused("复议后起诉要指明此前的复议案件。")
    with writing():
        locked = lock(case)
        guard(locked, "remedy_filed", by=by, on=on, seen=seen)
        remedy = Remedy.objects.create(
            case=case,
            route=route,
            body=body,
            number=number,
            filed_on=on,
            prior=prior,
            copy_received_on=copy_received_on,
            simple_procedure=simple_procedure,
        )
        write(locked, Deed("remedy_filed", {"remedy": remedy.pk, "route": route, "body": body}), by=by, on=on)
    return remedy


def _check_pending(remedy: Remedy) -> None:
    ended = Remedy.objects.values_list("decided_on", flat=True).get(pk=remedy.pk)
    if ended:
        raise ActRefused(f"这件复议、诉讼已于{ended:%Y-%m-%d}审结。")


def answer_remedy(remedy: Remedy, *, by: Staff, on: date, seen: int | None = None) -> Remedy:
    """Register that the organ handed in its answer and evidence."""
    with writing():
        locked = lock(remedy.case)
        guard(locked, "remedy_filed", by=by, on=on, seen=seen)
        _check_pending(remedy)
        remedy.answered_on = on
        remedy.save(update_fields=["answered_on"])
        write(locked, Deed("remedy_answered", {"remedy": remedy.pk}), by=by, on=on)
    return remedy


def decide_remedy(
    remedy: Remedy, *, by: Staff, on: date, disposition: str, finding: str = "", seen: int | None = None
) -> Remedy:
    """Register the end of the remedy; its column in table four follows from the disposition (law.disputes)."""
    try:
        column = column_of(remedy.route, disposition)
    except LawError as error:
        raise ActRefused("裁判或者决定的种类不在列表里，另选一种。") from error
    if on < remedy.filed_on:
        raise ActRefused("审结日期早于受理日期，核对后更正。")
    with writing():
        locked = lock(remedy.case)
        guard(locked, "remedy_filed", by=by, on=on, seen=seen)
        _check_pending(remedy)
        remedy.disposition, remedy.result = disposition, column
        remedy.decided_on, remedy.finding = on, finding
        remedy.save(update_fields=["disposition", "result", "decided_on", "finding"])
        write(locked, Deed("remedy_decided", {"remedy": remedy.pk, "disposition": disposition}), by=by, on=on)
    return remedy


def _of(case: Case, act: Act) -> Remedy:
    """The remedy that an entry of the file is about."""
    return case.remedies.select_for_update().get(pk=act.data["remedy"])


def take_back(case: Case, act: Act) -> None:
    """The filing was registered by mistake: the remedy no longer counts in table four; its page stays in the file."""
    remedy = _of(case, act)
    if remedy.answered_on or remedy.decided_on:
        raise ActRefused("这件复议、诉讼已登记答复或者审结，先撤销那一项。")
    if remedy.later.exists():
        raise ActRefused("后面的起诉以这件复议为前提，先撤销那一项。")
    remedy.delete()


def take_back_answer(case: Case, act: Act) -> None:
    """The answer was registered by mistake."""
    remedy = _of(case, act)
    remedy.answered_on = None
    remedy.save(update_fields=["answered_on"])


def take_back_decision(case: Case, act: Act) -> None:
    """The end was registered by mistake: the remedy is pending again."""
    remedy = _of(case, act)
    remedy.disposition = remedy.result = remedy.finding = ""
    remedy.decided_on = None
    remedy.save(update_fields=["disposition", "result", "decided_on", "finding"])
