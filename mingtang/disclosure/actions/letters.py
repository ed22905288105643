"""答复书：拟稿、报审、审核、退回、签发、送出、送达。签发即作出决定。"""

from __future__ import annotations

from datetime import date
from typing import Any

from mingtang.disclosure.actions.perform import Deed, guard, lock, write
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.disclosed import fixed_to
from mingtang.disclosure.issuing import issue, new_draft, signing_day
from mingtang.disclosure.letters.catalogue import KINDS
from mingtang.disclosure.models import Act, Case, CaseKind, Letter, LetterState, Reminder
from mingtang.disclosure.permissions import may_see
from mingtang.disclosure.refusal import ActRefused, Conflict, NotPermitted
from mingtang.disclosure.story import Story
from mingtang.disclosure.turns import next_review
from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.law.delivery import METHODS, RETURN_CAUSES
from mingtang.law.fees import payment_due
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Role, Staff

LEVEL_OF = {Role.SECTION_STAFF: "section", Role.VICE_LEADER: "vice_leader", Role.LEADER: "leader"}


def save_draft(
    case: Case,
    *,
    by: Staff,
    code: str,
    fields: dict[str, Any],
    outcome: str = "",
    ref: str = "",
    dated_on: date | None = None,
    letter: Letter | None = None,
    version: int | None = None,
) -> Letter:
    """Keep a draft, also an unfinished one. A draft under review is not changed: send it back first.

    ``version`` is the one the writer had on the screen: a later one by somebody else raises ``Conflict``.
    """
    _check_writer(case, by)
    if code not in KINDS:
        raise ActRefused("没有这种文书，另选一种。")
    with writing():
        if letter is None:
            _check_open(lock(case))
            letter = new_draft(case, code, by=by, fields=fields, outcome=outcome, ref=ref, dated_on=dated_on)
        else:
            _take(letter, case)
            if version not in (None, letter.version):
                raise Conflict(f"这份文书已有第{letter.version}稿，请看最新的内容后再保存；您填的内容仍在。")
            letter.fields, letter.outcome, letter.ref, letter.dated_on = fields, outcome, ref, dated_on
            letter.version += 1
        letter.save()
        audit.record("disclosure.letter.draft", by=by, subject=case, data={"letter": letter.pk, "code": code})
    return letter


def _check_writer(case: Case, by: Staff) -> None:
    if by.role not in (Role.CLERK, Role.SECTION_STAFF) or not may_see(by, case):
        raise NotPermitted(f"{by.get_role_display()}不拟稿，请交经办人或者承办科室。")


def _check_open(case: Case) -> None:
    story = story_of(case)
    if story.decision or story.archived_on:
        raise ActRefused("案件已作出处理决定或者已归档，不再拟稿。")


def _check_editable(letter: Letter, case: Case) -> None:
    if letter.case_id != case.pk or letter.state != LetterState.DRAFT:
        raise ActRefused("文书已签发或者已弃稿，不能再改。")
    if story_of(case).draft == letter.pk:
        raise ActRefused("答复书正在审核，退回后才能修改。")


def _take(letter: Letter, case: Case) -> None:
    """The draft as it is now, held until it is kept: nobody issues or changes it meanwhile."""
    lock(case)
    letter.refresh_from_db()
    _check_editable(letter, case)


def drop_draft(letter: Letter, *, by: Staff) -> None:
    """Give up a draft."""
    _check_writer(letter.case, by)
    with writing():
        _take(letter, letter.case)
        letter.state = LetterState.DROPPED
        letter.save(update_fields=["state"])
        audit.record("disclosure.letter.drop", by=by, subject=letter.case, data={"letter": letter.pk})


def submit(case: Case, letter: Letter, *, by: Staff, on: date, seen: int | None = None) -> Act:
    """Send a final letter up for review: section, vice leader, leader."""
    with writing():
        locked = lock(case)
        letter.refresh_from_db()
        _check_editable(letter, case)
        guard(locked, "drafted", by=by, on=on, seen=seen)
        _check_final(letter, case)
        data = {
            "letter": letter.pk,
            "code": letter.code,
            "outcome": letter.outcome,
            "by_id": by.pk,
            "version": letter.version,
        }
        act = write(locked, Deed("drafted", data), by=by, on=on)
    case.refresh_from_db()
    return act


def _check_final(letter: Letter, case: Case) -> None:
    if not KINDS[letter.code].final or not letter.outcome:
        raise ActRefused("报审的须是答复书，并已选定处理结果。")
    if (letter.outcome in OUTCOMES) != (case.kind == CaseKind.REQUEST):
        raise ActRefused(f"{case.get_kind_display()}不能用这种处理结果，另选文书和结果。")


def review(
    case: Case, *, by: Staff, on: date, opinion: str = "", verdict: str = "pass", seen: int | None = None
) -> Act:
    """Pass the draft on, or send it back (``verdict`` ``return``) with an opinion. Nobody reviews their own draft."""
    with writing():
        locked = lock(case)
        story = guard(locked, "reviewed" if verdict == "pass" else "returned", by=by, on=on, seen=seen)
        level = next_review(story)
        if verdict == "pass" and LEVEL_OF.get(Role(by.role)) != level:
            raise NotPermitted("还没有轮到您审核这份答复书。")
        if story.drafted_by == by.pk:
            raise NotPermitted(f"拟稿人不能审核自己拟的答复书，{_who_else(by)}。")
        if story.section and by.role == Role.SECTION_STAFF and by.section_id != story.section[0]:
            raise NotPermitted(f"这份答复书由{story.section[1]}审核。")
        if verdict == "return" and not opinion.strip():
            raise ActRefused("退回要写明怎样修改。")
        data = {
            "letter": story.draft,
            "level": LEVEL_OF[Role(by.role)],
            "verdict": verdict,
            "opinion": opinion,
            "by_id": by.pk,
        }
        act = write(locked, Deed("reviewed", data), by=by, on=on)
    case.refresh_from_db()
    return act


def _who_else(by: Staff) -> str:
    """Who may review in the writer's place, or the way on when the section has nobody else."""
    others = Staff.objects.filter(organ=by.organ, role=by.role, section=by.section, is_active=True)
    names = "、".join(others.exclude(pk=by.pk).order_by("pk").values_list("name", flat=True)[:5])
    return f"由{names}审核" if names else "本科室没有别的人，用“撤回报审”撤回，改由经办人报审"


def recall(case: Case, *, by: Staff, on: date, why: str = "", seen: int | None = None) -> Act:
    """Take one's own draft back from review, to mend it or to let somebody else send it up."""
    with writing():
        locked = lock(case)
        story = guard(locked, "recalled", by=by, on=on, seen=seen)
        if story.drafted_by != by.pk:
            raise NotPermitted("报审由拟稿人自己撤回；别的人用“退回修改”。")
        act = write(locked, Deed("recalled", {"letter": story.draft, "why": why}), by=by, on=on)
    case.refresh_from_db()
    return act


def send_back(case: Case, *, by: Staff, on: date, opinion: str, seen: int | None = None) -> Act:
    """Return the draft to its writer; the clock goes on."""
    return review(case, by=by, on=on, opinion=opinion, verdict="return", seen=seen)


def decide(case: Case, *, by: Staff, on: date, despite: str = "", seen: int | None = None) -> Act:
    """Sign the reply: gate, number, frozen text, and the result of the case, all or nothing.

    ``despite`` says why the letter is issued as it is where the gate warns; without it ``ReasonNeeded``.
    """
    with writing():
        locked = lock(case)
        story = guard(locked, "decided", by=by, on=on, seen=seen)
        letter = Letter.objects.select_for_update(of=("self",)).get(pk=story.draft)
        letter.dated_on = signing_day(letter.dated_on, story, on)
        issue(letter, story, by=by, on=on, despite=despite)
        data = {"letter": letter.pk, "code": letter.code, "outcome": letter.outcome, "number": letter.number}
        data |= fixed_to(letter)
        data |= {"grounds": _grounds(letter)}
        act = write(locked, Deed("decided", data, despite=letter.despite), by=by, on=letter.dated_on)
    case.refresh_from_db()
    return act


def _grounds(letter: Letter) -> list[str]:
    """On what each withheld part of a partial disclosure rests."""
    return [str(row.get("ground") or "") for row in letter.fields.get("withheld") or ()]


def send(
    case: Case,
    letter: Letter,
    *,
    by: Staff,
    on: date,
    method: str,
    tracking: str = "",
    seen: int | None = None,
) -> Act:
    """Let the letter leave the house: EMS or post with its number, counter, online."""
    with writing():
        locked = lock(case)
        story = guard(locked, "sent", by=by, on=on, seen=seen, about={"letter": letter.pk})
        data = _dispatch(case, letter, method, tracking)
        if story.decision is None or letter.pk != story.decision.letter:
            raise ActRefused("这里送出的是签发的答复书；告知书用“登记告知书送出”。")
        act = write(locked, Deed("sent", data), by=by, on=on)
    case.refresh_from_db()
    return act


def _dispatch(case: Case, letter: Letter, method: str, tracking: str) -> dict[str, Any]:
    if letter.case_id != case.pk or not letter.issued:
        raise ActRefused("文书还没有签发，不能送出。")
    if method not in METHODS:
        raise ActRefused("送达方式须为邮寄、当面、网上之一。")
    if method == "mail" and not tracking.strip():
        raise ActRefused("邮寄须填邮件号码，作为交邮的凭据（国办公开办函〔2016〕235号）。")
    return {"letter": letter.pk, "code": letter.code, "method": method, "tracking": tracking}


def send_notice(
    case: Case,
    letter: Letter,
    *,
    by: Staff,
    on: date,
    method: str,
    tracking: str = "",
    seen: int | None = None,
) -> Act:
    """Register that a procedural letter left the house, with its proof; the reply itself has ``send``."""
    with writing():
        locked = lock(case)
        story = guard(locked, "notice_sent", by=by, on=on, seen=seen, about={"dated_on": letter.dated_on})
        data = _dispatch(case, letter, method, tracking)
        if KINDS[letter.code].final:
            raise ActRefused("答复书用“送出”登记。")
        if letter.pk in {d.letter for d in story.dispatches if d.returned_on is None}:
            raise ActRefused("这份文书已经送出；退回的登记退件后再送。")
        data |= _counts_from(letter, on) if method == "online" else {}
        act = write(locked, Deed("notice_sent", data), by=by, on=on)
    case.refresh_from_db()
    return act


def _counts_from(letter: Letter, on: date) -> dict[str, str]:
    """What counts from the arrival of a letter on ``on``: the time to pay, the other side's time to answer."""
    if letter.code in ("P6", "P10", "P11"):
        return {"ref": letter.ref}
    return {"pay_by": payment_due(on, current_calendar()).isoformat()} if letter.code == "P12" else {}


def serve(case: Case, letter: Letter, *, by: Staff, on: date, how: str = "", seen: int | None = None) -> Act:
    """Register that the letter arrived or was signed for."""
    data = {"letter": letter.pk, "how": how, **_counts_from(letter, on)}
    with writing():
        locked = lock(case)
        _check_on_its_way(guard(locked, "served", by=by, on=on, seen=seen, about=data), letter)
        act = write(locked, Deed("served", data), by=by, on=on)
    case.refresh_from_db()
    return act


def _check_on_its_way(story: Story, letter: Letter) -> None:
    waiting = {d.letter for d in story.dispatches if d.served_on is None and d.returned_on is None}
    if letter.pk not in waiting:
        raise ActRefused("这份文书没有送出，或者已登记送达、退件。")


def returned(
    case: Case, letter: Letter, *, by: Staff, on: date, cause: str, why: str = "", seen: int | None = None
) -> Act:
    """Register that the mail came back and whose doing that was; the letter must be sent again.

    ``cause`` is a key of ``law.delivery.RETURN_CAUSES``: it decides whether the first hand-over still counts.
    """
    _check_cause(cause)
    with writing():
        locked = lock(case)
        story = guard(locked, "returned_mail", by=by, on=on, seen=seen, about={"letter": letter.pk})
        _check_on_its_way(story, letter)
        nth = sum(d.letter == letter.pk for d in story.dispatches) - 1
        act = write(
            locked,
            Deed("returned_mail", {"letter": letter.pk, "nth": nth, "cause": cause, "why": why}),
            by=by,
            on=on,
        )
        Reminder.objects.create(
            case=case, clock=f"returned:{act.seq}", threshold=0, due_on=on, made_on=on, role=Role.CLERK,
            text=f"{case.short_number} {letter.title}被退回，重新送达",
        )  # fmt: skip
    case.refresh_from_db()
    return act


def forget_return(case: Case, act: Act) -> None:
    """The return was entered by mistake: the clerk's reminder goes with it."""
    case.reminders.filter(clock=f"returned:{act.seq}").delete()


def _check_cause(cause: str) -> None:
    if cause not in RETURN_CAUSES:
        raise ActRefused("选定退件由谁造成：地址与申请人提供的一致，还是本机关写错或者漏写。")


def judge_return(
    case: Case, earlier: Act, *, by: Staff, on: date, cause: str, why: str, seen: int | None = None
) -> Act:
    """Judge anew whose doing a return was; the earlier entry stays readable, the day the mail came back stays."""
    _check_cause(cause)
    if not why.strip():
        raise ActRefused("写明为什么更正。")
    with writing():
        locked = lock(case)
        guard(locked, "return_judged", by=by, on=on, seen=seen)
        if earlier.kind != "returned_mail" or not locked.acts.standing().filter(pk=earlier.pk).exists():
            raise ActRefused("这一项不是退件，或者已经更正过。")
        came = earlier.data.get("returned_on") or earlier.on.isoformat()
        data = {**earlier.data, "nth": _nth(locked, earlier), "cause": cause, "why": why, "returned_on": came}
        act = write(locked, Deed("returned_mail", data, corrects=earlier), by=by, on=on)
    case.refresh_from_db()
    return act


def _nth(case: Case, earlier: Act) -> int:
    """Which sending of its letter an entry of a return is about; entries of old do not say so and mean the last before them."""
    if "nth" in earlier.data:
        return int(earlier.data["nth"])
    sent = case.acts.standing().filter(kind__in=("sent", "notice_sent"), seq__lt=earlier.seq)
    return sent.filter(data__letter=earlier.data["letter"]).count() - 1
