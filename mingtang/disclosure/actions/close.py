"""收尾：撤回、转送告知、重复关联、主动公开建议、归档、更正登记。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mingtang.disclosure.actions import files, handling, letters, remedies
from mingtang.disclosure.actions.perform import Deed, guard, lock, perform, write
from mingtang.disclosure.annulled import annulled
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.models import ONCE_ONLY, Act, Case, Reminder
from mingtang.disclosure.procedure import RULES, why_not
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.story import effective, read
from mingtang.kit.db import writing
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Role, Staff

NEVER_VOIDED = {
    "filed",
    "voided",
    "decided",
    "sent",
    "applicant_corrected",
}  # a decision is changed by a new decision, not by erasing it


def withdraw(case: Case, *, by: Staff, on: date, evidence: str, seen: int | None = None) -> Act:
    """Register the applicant's written withdrawal; ``evidence`` says in what paper."""
    return perform(case, Deed("withdrawn", {"evidence": evidence}), by=by, on=on, seen=seen)


def advise_transfer(case: Case, *, by: Staff, on: date, to: str, seen: int | None = None) -> Act:
    """Note which organ the applicant was pointed to (art. 36(5), 41)."""
    return perform(case, Deed("transfer_advised", {"to": to}), by=by, on=on, seen=seen)


def link_repeat(case: Case, earlier: Case, *, by: Staff, on: date, seen: int | None = None) -> Act:
    """Link to the earlier, answered case of the same person (art. 36(6)); different persons are never linked so."""
    with writing():
        locked = lock(case)
        guard(locked, "repeat_linked", by=by, on=on, seen=seen)
        _check_repeats(locked, Case.objects.select_related("applicant").get(pk=earlier.pk))
        locked.repeat_of = earlier
        locked.save(update_fields=["repeat_of"])
        act = write(
            locked, Deed("repeat_linked", {"case": earlier.pk, "number": earlier.number}), by=by, on=on
        )
    case.refresh_from_db()
    return act


def _check_repeats(case: Case, earlier: Case) -> None:
    """A repeat is of the same person, to the same organ, and answered before (art. 36(6))."""
    mine, theirs = case.applicant.identity_index, earlier.applicant.identity_index
    if earlier.pk == case.pk or earlier.organ_id != case.organ_id:
        raise ActRefused("关联的须是向本机关提出的另一件申请。")
    if not mine or mine != theirs:
        raise ActRefused("不是同一申请人，不属重复申请；内容相同的可提主动公开建议（条例第四十四条）。")
    if not answered_in_substance(earlier):
        raise ActRefused(
            "前一申请还没有答复、答复书还没有送出，或者因不补正、不缴费、撤回等办结，不能按重复申请处理（条例第三十六条第六项）。"
        )


SUBSTANCE = ("第三十六条", "第三十七条")


def answered_in_substance(case: Case) -> bool:
    """Whether the information asked for was answered under art. 36 or 37 and the reply has left the house."""
    known = OUTCOMES.get(case.outcome)
    return case.replied_on is not None and known is not None and any(cite.article.startswith(SUBSTANCE) for cite in known.articles)


def propose_publication(case: Case, *, by: Staff, on: date, reason: str, seen: int | None = None) -> Act:
    """Propose that what several people asked for be published (art. 44(1))."""
    return perform(case, Deed("publication_proposed", {"reason": reason}), by=by, on=on, seen=seen)


def examine(case: Case, *, by: Staff, on: date, adopted: bool, reason: str, seen: int | None = None) -> Act:
    """Register what came of a suggestion to publish (art. 44(2)); what is adopted must be published 及时."""
    if not reason.strip():
        raise ActRefused("写明采纳或者不采纳的理由。")
    outcome = "publication_adopted" if adopted else "publication_refused"
    return perform(case, Deed("examined", {"outcome": outcome, "reason": reason}), by=by, on=on, seen=seen)


def archive(case: Case, *, by: Staff, on: date, volume: str = "", seen: int | None = None) -> Act:
    """Put the closed file into the archive (art. 45)."""
    return perform(case, Deed("archived", {"volume": volume}), by=by, on=on, seen=seen)


def void(case: Case, act: Act, *, by: Staff, on: date, reason: str, seen: int | None = None) -> Act:
    """Strike out a wrong entry by a later act; the entry stays readable in the file.

    In an archived case only what was registered of a reconsideration or a suit: table four counts it.
    """
    if not reason.strip():
        raise ActRefused("写明为什么撤销这项登记。")
    _check_kind(case, act)
    with writing():
        locked = lock(case)
        story = guard(locked, "voided", by=by, on=on, seen=seen)
        if act.corrects_id or Act.objects.filter(corrects=act).exists():
            raise ActRefused("这一行为已经更正过；更正错了的，再更正一次。")
        if story.archived_on and act.kind not in OF_REMEDIES:
            raise ActRefused("案件已归档，归档后只更正复议、诉讼的登记。")
        _check_nothing_rests_on(locked, act)
        if act.kind in TAKEN_BACK:
            TAKEN_BACK[act.kind](locked, act)
        was = set(annulled(locked))
        voided = write(locked, Deed("voided", {"reason": reason}, corrects=act), by=by, on=on)
        _tell_of(locked, voided, set(annulled(locked)) - was)
    case.refresh_from_db()
    return voided


def _tell_of(case: Case, voided: Act, letters: set[int]) -> None:
    """A letter that is out and has no force any more: whoever has it must be told."""
    out = {each.letter for each in story_of(case).dispatches}
    for letter in case.letters.filter(pk__in=letters & out):
        Reminder.objects.create(
            case=case, clock=f"annulled:{letter.pk}", threshold=0, due_on=voided.on, made_on=voided.on, role=Role.CLERK,
            text=f"{case.short_number} {letter.title}{letter.number}已送出、现已作废，书面告知收件人",
        )  # fmt: skip


def _check_kind(case: Case, act: Act) -> None:
    if act.kind in NEVER_VOIDED or act.case_id != case.pk:
        raise ActRefused("这一行为不能撤销登记；答复有误的，用“重新答复”更正。")
    if act.kind in ONCE_ONLY:
        raise ActRefused("补正告知、撤回和归档已产生效力，不能撤销登记。")


def _unlink(case: Case, act: Act) -> None:
    """The link an earlier entry made stands again, if there is one."""
    before = case.acts.standing().filter(kind="repeat_linked").exclude(pk=act.pk).order_by("seq").last()
    case.repeat_of_id = before.data["case"] if before else None
    case.save(update_fields=["repeat_of"])


# What goes on after a case was archived, and can be registered wrongly then.
OF_REMEDIES = ("remedy_filed", "remedy_answered", "remedy_decided")
# What an act wrote beside its own page goes with it.
TAKEN_BACK: dict[str, Callable[[Case, Act], None]] = {
    "repeat_linked": _unlink,
    "remedy_filed": remedies.take_back,
    "remedy_answered": remedies.take_back_answer,
    "remedy_decided": remedies.take_back_decision,
    "urged": handling.withdraw_urging,
    "returned_mail": letters.forget_return,
    "file_taken_back": files.put_back,
}


def _check_nothing_rests_on(case: Case, act: Act) -> None:
    """Refuse when a later act was only possible because of this one: the later one is struck out first."""
    calendar = current_calendar()
    standing = effective(case.acts.all())
    without = [page for page in standing if page.pk != act.pk]
    for place, page in enumerate(without):
        if page.seq < act.seq or page.kind not in RULES:
            continue
        before = [earlier for earlier in standing if earlier.seq < page.seq]
        now, then = (read(case.kind, case.channel, case.submitted_on, each) for each in (without[:place], before))
        if why_not(page.kind, now, page.on, calendar) and not why_not(page.kind, then, page.on, calendar):
            label = RULES[page.kind].label
            raise ActRefused(f"{page.on:%Y-%m-%d}的“{label}”以这项登记为前提，先撤销那一项。")
