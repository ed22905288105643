"""救济：登记复议和诉讼的受理、答复、结果。"""

from __future__ import annotations

from datetime import date

from mingtang.disclosure.actions.perform import Deed, guard, lock, write
from mingtang.disclosure.models import Act, Case, Remedy, RemedyRoute
from mingtang.disclosure.redress import decision_due
from mingtang.disclosure.refusal import ActRefused
from mingtang.kit.db import writing
from mingtang.law.disputes import column_of
from mingtang.law.errors import LawError
from mingtang.organs.calendars import current_calendar
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
    filed_on: date | None = None,
    seen: int | None = None,
) -> Remedy:
    """Register that the organ's act is contested.

    ``filed_on`` is the day of acceptance, by which table four counts, ``on`` the day of the entry; without it they are the same.
    """
    day = filed_on or on
    with writing():
        locked = lock(case)
        story = guard(locked, "remedy_filed", by=by, on=on, seen=seen)
        _check_day(day, "受理日期", story.received_on, on)
        if route == RemedyRoute.SUIT_AFTER:
            _check_prior(locked, prior, day)
        if locked.remedies.filter(route=route, body=body, filed_on=day).exists():
            raise ActRefused(f"{body}{day:%Y-%m-%d}受理的这件已经登记过，核对后再登记。")
        remedy = Remedy.objects.create(
            case=case,
            route=route,
            body=body,
            number=number,
            filed_on=day,
            prior=prior,
            copy_received_on=copy_received_on,
            simple_procedure=simple_procedure,
        )
        data = {"remedy": remedy.pk, "route": route, "body": body, "filed_on": day.isoformat()}
        write(locked, Deed("remedy_filed", data), by=by, on=on)
    return remedy


def _check_prior(case: Case, prior: Remedy | None, day: date) -> None:
    """A suit after a reconsideration: one of this case, ended before, or whose time to decide is over (行政复议法 art. 34)."""
    before = case.remedies.filter(pk=prior.pk, route=RemedyRoute.RECONSIDERATION).first() if prior else None
    if before is None:
        raise ActRefused("复议后起诉要指明此前的复议案件。")
    if before.decided_on and day < before.decided_on:
        raise ActRefused(f"受理日期{day:%Y-%m-%d}早于复议审结的{before.decided_on:%Y-%m-%d}，核对后更正。")
    if before.decided_on is None and day <= decision_due(before, current_calendar()):
        raise ActRefused("此前的复议还没有结果，也没有超过作出决定的期限，先登记复议的结果。")


def _check_day(day: date, what: str, first: date | None, on: date) -> None:
    """What other bodies did is registered later, on its true day: not before ``first``, not after the entry."""
    if day > on:
        raise ActRefused(f"{what}{day:%Y-%m-%d}晚于登记日期{on:%Y-%m-%d}，核对后更正。")
    if first and day < first:
        raise ActRefused(f"{what}{day:%Y-%m-%d}早于{first:%Y-%m-%d}，核对后更正。")


def _pending(remedy: Remedy) -> None:
    """The remedy as it is now, and not ended; it may have been struck out meanwhile."""
    if not Remedy.objects.filter(pk=remedy.pk).exists():
        raise ActRefused("这件复议、诉讼的登记已经撤销。")
    remedy.refresh_from_db()
    if remedy.decided_on:
        raise ActRefused(f"这件复议、诉讼已于{remedy.decided_on:%Y-%m-%d}审结。")


def answer_remedy(
    remedy: Remedy, *, by: Staff, on: date, answered_on: date | None = None, seen: int | None = None
) -> Remedy:
    """Register that the organ handed in its answer and evidence, on ``answered_on`` where the entry is made later."""
    day = answered_on or on
    with writing():
        locked = lock(remedy.case)
        guard(locked, "remedy_filed", by=by, on=on, seen=seen)
        _pending(remedy)
        _check_day(day, "提交日期", remedy.filed_on, on)
        remedy.answered_on = day
        remedy.save(update_fields=["answered_on"])
        write(locked, Deed("remedy_answered", {"remedy": remedy.pk, "answered_on": day.isoformat()}), by=by, on=on)
    return remedy


def decide_remedy(
    remedy: Remedy,
    *,
    by: Staff,
    on: date,
    disposition: str,
    finding: str = "",
    decided_on: date | None = None,
    redo_by: date | None = None,
    seen: int | None = None,
) -> Remedy:
    """Register the end of the remedy; its column in table four follows from the disposition (law.disputes).

    ``decided_on`` is the day of the decision or judgment, by whose year table four counts; without it ``on``. ``redo_by`` is
    the day by which it orders a new reply.
    """
    day = decided_on or on
    try:
        column = column_of(remedy.route, disposition)
    except LawError as error:
        raise ActRefused("裁判或者决定的种类不在列表里，另选一种。") from error
    with writing():
        locked = lock(remedy.case)
        guard(locked, "remedy_filed", by=by, on=on, seen=seen)
        _pending(remedy)
        _check_day(day, "审结日期", remedy.filed_on, on)
        if redo_by and (redo_by < day or column != "corrected"):
            raise ActRefused("重新答复的期限只在答复被纠正时填写，不早于审结日期，核对后更正。")
        remedy.disposition, remedy.result = disposition, column
        remedy.decided_on, remedy.finding = day, finding
        remedy.save(update_fields=["disposition", "result", "decided_on", "finding"])
        data = {"remedy": remedy.pk, "disposition": disposition, "decided_on": day.isoformat(), "result": column}
        data |= {"redo_by": redo_by.isoformat()} if redo_by else {}
        write(locked, Deed("remedy_decided", data), by=by, on=on)
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
    if case.acts.standing().filter(kind="reopened", data__remedy=remedy.pk).exists():
        raise ActRefused("重新答复以这个结果为前提，先撤销那一项。")
    remedy.disposition = remedy.result = remedy.finding = ""
    remedy.decided_on = None
    remedy.save(update_fields=["disposition", "result", "decided_on", "finding"])
