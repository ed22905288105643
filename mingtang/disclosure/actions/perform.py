"""一项行为怎样落到案卷里：锁定案件、核对权限和程序、记行为、重算、审计，同在一个事务里。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingtang.disclosure.accompany import accompany
from mingtang.disclosure.derive import refresh, story_of
from mingtang.disclosure.models import ONCE_ONLY, Act, Case
from mingtang.disclosure.permissions import may_do
from mingtang.disclosure.procedure import BY_APPLICANT, RULES, why_not
from mingtang.disclosure.procedure.days import too_early
from mingtang.disclosure.refusal import ActRefused, Conflict, NotPermitted
from mingtang.disclosure.story import Story
from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.law.errors import LawError
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Staff


@dataclass(frozen=True)
class Deed:
    """What one act says. ``private`` is stored encrypted; ``rule`` names the rule of the procedure when it differs.

    ``despite`` says why its letters are issued although the gate warns.
    """

    kind: str
    data: dict[str, Any] = field(default_factory=dict)
    private: dict[str, Any] = field(default_factory=dict)
    rule: str = ""
    corrects: Act | None = None
    despite: str = ""


@contextmanager
def lawful() -> Iterator[None]:
    """What the law refuses, the act refuses, in the same sentence."""
    try:
        yield
    except LawError as error:
        raise ActRefused(str(error)) from error


def lock(case: Case) -> Case:
    """The case's row, locked until the act is done. Call inside ``writing()``."""
    return Case.objects.select_for_update(of=("self",)).select_related("applicant", "organ").get(pk=case.pk)


def guard(
    case: Case,
    kind: str,
    *,
    by: Staff | None,
    on: date,
    seen: int | None = None,
    about: Mapping[str, Any] | None = None,
) -> Story:
    """Refuse the act unless the post, the procedure and the order of days permit it; return the story before it.

    ``about`` names the letter or the consultation that a report of something outside the office is about.
    """
    story = story_of(case)
    if seen is not None and seen != case.acts.count():
        last = case.acts.order_by("seq").last()
        raise Conflict(
            f"{last.by_name if last else '他人'}已在此案作出新的行为，请看最新案情后再做；您填的内容仍在。"
        )
    if by is None:
        _check_applicant(kind, story)
    elif not may_do(by, kind, case):
        raise NotPermitted(f"{by.get_role_display()}不能“{RULES[kind].label}”，请交有此职责的人办理。")
    check_days(story, on, kind, about or {})
    if kind in RULES and case.kind not in RULES[kind].kinds:
        raise ActRefused(f"{case.get_kind_display()}的案件不能“{RULES[kind].label}”。")
    with lawful():
        reason = why_not(kind, story, on, current_calendar()) if kind in RULES else ""
    if reason:
        raise ActRefused(f"现在不能“{RULES[kind].label}”：{reason}。")
    return story


def _check_applicant(kind: str, story: Story) -> None:
    if kind not in BY_APPLICANT:
        raise NotPermitted("这一行为只能由工作人员作出。")
    if reason := BY_APPLICANT[kind](story):
        raise ActRefused(f"{reason}。")


def check_days(story: Story, on: date, kind: str = "", about: Mapping[str, Any] | None = None) -> None:
    """What the office does is in the order of its days; what it reports has a day of its own."""
    if reason := too_early(kind, story, on, about or {}):
        raise ActRefused(reason)


def write(case: Case, deed: Deed, *, by: Staff | None, on: date) -> Act:
    """Append the act, refresh what is derived, issue its letters, leave the audit entry. Guard and lock first."""
    under = _made_again(case) if deed.kind in ONCE_ONLY else None
    private: Any = deed.private  # the encrypted field takes any JSON
    last = case.acts.order_by("-seq").values_list("seq", flat=True).first() or 0
    act = Act.objects.create(
        case=case,
        seq=last + 1,
        kind=deed.kind,
        on=on,
        by=by,
        by_name=by.name if by else "申请人",
        data=deed.data | ({"despite": deed.despite.strip()} if deed.despite.strip() else {}),
        private=private,
        corrects=deed.corrects,
        under=under,
    )
    with lawful():
        story = refresh(case, current_calendar())
        accompany(case, act, story, deed.despite)
    audit.record(f"disclosure.{deed.kind}", by=by, subject=case, data={"seq": act.seq, "on": on.isoformat()})
    return act


def _made_again(case: Case) -> Act | None:
    """The opening of the reply that is being made again: what happens once in a case happens once more under it."""
    return case.acts.standing().filter(kind="reopened").order_by("seq").last()


def perform(case: Case, deed: Deed, *, by: Staff | None, on: date, seen: int | None = None) -> Act:
    """Guard, then write one act in one transaction.

    ``seen`` is the number of acts the person had on the screen: a later one by somebody else raises ``Conflict``.
    """
    with writing():
        locked = lock(case)
        guard(locked, deed.rule or deed.kind, by=by, on=on, seen=seen, about=deed.data)
        act = write(locked, deed, by=by, on=on)
    case.refresh_from_db()
    return act
