"""一件案子的页面：轮到谁、期限怎样算出、经过、意见、文书、现在可以做什么、申请人、相同内容、救济、附件。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingtang.disclosure.account import Account, account_of
from mingtang.disclosure.annulled import annulled
from mingtang.disclosure.duplicates import similar
from mingtang.disclosure.elements import missing
from mingtang.disclosure.forms.office.file import FileForm, RevealForm
from mingtang.disclosure.models import AttachmentRole, Case, Letter
from mingtang.disclosure.permissions import cases_for, may_take_evidence, may_unmask
from mingtang.disclosure.printed import SHEETS, SHOWS_PERSON, label
from mingtang.disclosure.privacy import Look, hide, hides_code, look_again, masked, may_download, recent_looks
from mingtang.disclosure.procedure import RULES, why_not
from mingtang.disclosure.recalculate import told_otherwise
from mingtang.disclosure.spoken import own_term
from mingtang.disclosure.story import Story, read
from mingtang.disclosure.views.office.chips import clock_of, nth_of, status
from mingtang.disclosure.views.office.doors import sees_cases, staff_of, the_case_to_read
from mingtang.disclosure.views.office.people import People, holds
from mingtang.disclosure.views.office.possible import Possibilities, Possible, possibilities
from mingtang.disclosure.views.office.redress import redress
from mingtang.disclosure.views.office.steps import steps
from mingtang.disclosure.views.office.timeline import awaited, timeline
from mingtang.disclosure.words import METHODS, outcome_label, returned_note
from mingtang.law.calendar import Calendar
from mingtang.law.clock import Clock
from mingtang.law.delivery import RETURN_CAUSES
from mingtang.organs.access import requires
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Role, Staff
from mingtang.organs.permissions import same_organ
from mingtang.web import clock

LOOKS = "disclosure.looks"
PRIMARY = {
    "filed": "receipt_confirmed",
    "received": "registered",
    "examining": "assigned",
    "waiting_applicant": "supplement_received",
    "consulting": "consultation_answered",
    "handling": "opinion",
    "drafting": "drafted",
    "sending": "sent",
    "replied": "served",
}
EXTENDING = {"审批延期": "extension_approved", "告知延期": "extended"}
AGAIN = {"served": "sent"}  # a reply that came back is sent again before it can be served


@requires(sees_cases)
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The case as its acts tell it today."""
    found = the_case_to_read(request, pk)
    return render(request, "disclosure/office/case.html", context_of(request, found))


def context_of(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Everything the page draws."""
    staff, day, calendar = staff_of(request), clock.today(request), current_calendar()
    acts = list(case.acts.select_related("by").order_by("seq"))
    story = read(case.kind, case.channel, case.submitted_on, acts)
    account = account_of(story, calendar, day)
    now = account.clock if account else clock_of(story, calendar, day)
    people = People(case.organ_id)
    who = people.who(case.holder, case.holder_name)
    possible = possibilities(case, story, staff, day, calendar)
    below = not same_organ(staff, case.organ_id)  # an inspector reads; what lies in the file stays with its organ
    nth = nth_of(now, case.replied_on or day) if (now and now.state != "closed") or case.replied_on else ""
    stayed = calendar.workdays_between(case.holder_since, day) if case.holder_since and case.holder_since <= day else 0
    return {
        "case": case,
        "below": below,
        "story": story,
        "account": account,
        "term": own_term(case.kind, case.submitted_on),
        "title": hide(case.title, case.applicant),
        "description": hide(case.description, case.applicant),
        "status": status(case, now, day),
        "nth": nth,
        "who": who,
        "calm": status(case, now, day).chip.state not in ("today", "late"),
        "primary": _primary(case, staff, possible),
        "my_turn": holds(staff, case),
        "steps": steps(case, story),
        "lines": [*awaited(case, who, stayed, nth), *timeline(case, acts, now)],
        "act_total": len(acts),
        "possible": possible,
        "turn_what": _turn_what(case, story, now, day),
        "opinions": _opinions(case, story),
        "missing": [] if story.decision or (story.supplement and story.supplement.received_on) else missing(case),
        **letters_box(case, story, staff, calendar),
        "sheets": [] if below else [(code, label(code)) for code in SHEETS if code not in SHOWS_PERSON or may_unmask(staff, case)],
        "may_draft": staff.role in (Role.CLERK, Role.SECTION_STAFF) and not why_not("drafted", story, day, calendar),
        "may_redress": staff.role in RULES["remedy_filed"].roles,
        "attachments": _attachments(case, staff, possible),
        "file_form": _file_form(story) if staff.role in (Role.CLERK, Role.SECTION_STAFF) else None,
        "redress": redress(case, story, calendar, day),
        "may_bundle": may_take_evidence(staff, case),
        **applicant_box(request, case, staff),
        **_alike(case, staff),
    }


def _file_form(story: Story) -> FileForm:
    """After archiving only what comes of a reconsideration or a suit is put in."""
    return FileForm(initial={"role": AttachmentRole.REMEDY}) if story.archived_on else FileForm()


def _primary(case: Case, staff: Staff, possible: Possibilities) -> Possible | None:
    """The act that ends this person's turn."""
    if not holds(staff, case):
        return None
    if extending := EXTENDING.get(case.holder_what):
        return next((each for each in possible.mine if each.act == extending), None)
    signing = "decided" if staff.role == Role.LEADER else "reviewed"
    wanted = signing if case.stage == "reviewing" else PRIMARY.get(case.stage)
    may = {each.act: each for each in possible.mine}
    return may.get(wanted or "") or may.get(AGAIN.get(wanted or "", ""))


def _turn_what(case: Case, story: Story, now: Clock | None, day: date) -> str:
    """What the holder has to do, and when the law says so today."""
    if again := story.again_due:
        return f"{case.holder_what}，最迟{again:%Y-%m-%d}重新答复。"
    due = now.due if now and now.state not in ("closed", "paused") else None
    if due is None or case.holder in ("applicant", "third_party"):
        return f"{case.holder_what}。"
    if due == day:
        return f"{case.holder_what}，答复书须今天送出。"
    if due > day:
        return f"{case.holder_what}。"
    return f"{case.holder_what}，已经逾期，须立即送出。" if case.stage == "sending" else f"{case.holder_what}；答复期限{due:%Y-%m-%d}已过，尽快答复。"


def _opinions(case: Case, story: Story) -> list[dict[str, Any]]:
    """The sections' opinions in words."""
    return [
        {
            "section": each.section,
            "outcome": outcome_label(each.outcome),
            "reason": hide(each.reason, case.applicant),
            "by": each.by,
            "on": each.on,
        }
        for each in story.opinions
    ]


CHIPS = {"draft": "wait", "issued": "done", "dropped": ""}


@dataclass(frozen=True)
class Paper:
    """A letter as the table shows it; ``done`` when its files may be taken."""

    letter: Letter
    state: str
    chip: str
    done: bool
    delivery: str
    now_due: date | None = None  # the day it should tell, where the holidays were arranged otherwise since


def letters_box(case: Case, story: Story, staff: Staff, calendar: Calendar) -> dict[str, Any]:
    """The letters of the case, newest first, with how they were delivered and which of them tell another day than is right."""
    sent = {item.letter: item for item in story.dispatches}
    found = list(case.letters.select_related("pdf", "docx"))
    void = annulled(case)
    due = told_otherwise(story, [each for each in found if each.issued], calendar)
    papers = [
        Paper(
            each, *(("已作废", "") if each.pk in void else (each.get_state_display(), CHIPS[each.state])), each.issued and not hides_code(each, staff),
            _delivery(sent.get(each.pk)), due.get(each.pk),
        )
        for each in found
    ]
    tells = staff.role in RULES["due_told"].roles
    return {"letters": papers, "misstated": bool(due), "may_tell": tells, "returned_note": returned_note(story)}


def _delivery(sent: Any) -> str:
    if sent is None:
        return ""
    how = METHODS.get(sent.method, sent.method)
    if sent.returned_on:
        cause = RETURN_CAUSES.get(sent.cause, "")
        return f"{how}，{sent.returned_on:%m-%d}退回" + (f"（{cause}）" if cause else "")
    if sent.served_on:
        return f"{how}，{sent.served_on:%m-%d}签收"
    return f"{how}，{sent.sent_on:%m-%d}送出"


def _attachments(case: Case, staff: Staff, possible: Possibilities) -> list[dict[str, Any]]:
    removable = any(each.act == "file_taken_back" for each in possible.rare)
    found = case.attachments.select_related("file", "added_by")
    return [
        {
            "pk": each.pk,
            "label": hide(each.label, case.applicant),
            "role": each.get_role_display(),
            "pages": each.pages,
            "size": each.file.size,
            "at": each.added_at,
            "may": may_download(staff, each),
            "gone": each.taken_back_id is not None,
            "removable": removable and each.taken_back_id is None and each.added_by_id is not None,
        }
        for each in found
    ]


def open_look(request: HttpRequest, case: Case) -> Look | None:
    """The look of this session into this case while its five minutes last."""
    entry = request.session.get(LOOKS, {}).get(str(case.pk))
    return look_again(case, by=staff_of(request), entry=entry, at=clock.now()) if entry else None


def applicant_box(request: HttpRequest, case: Case, staff: Staff) -> dict[str, Any]:
    """The applicant, masked or, for five minutes after a look with a reason, in full."""
    look = open_look(request, case)
    times, last = recent_looks(case, at=clock.now())
    return {
        "person": look.person if look else masked(case.applicant),
        "look": look,
        "may_unmask": may_unmask(staff, case),
        "reveal_form": RevealForm(prefix="", auto_id="why-%s"),
        "looks": times,
        "last_look": last,
    }


def _alike(case: Case, staff: Staff) -> dict[str, Any]:
    """Cases with the same content; those outside this person's scope are only counted."""
    found = similar(case)
    seen = set(cases_for(staff).filter(pk__in=[each.case.pk for each in found]).values_list("pk", flat=True))
    shown = [
        {
            "case": each.case,
            "title": hide(each.case.title, each.case.applicant),
            "share": f"{each.share:.2f}",
            "same_person": each.same_person,
            "repeat": each.is_repeat,
            "outcome": outcome_label(each.case.outcome) if each.case.outcome else "",
        }
        for each in found
        if each.case.pk in seen
    ]
    return {
        "alike": shown[:8],
        "alike_unseen": len(found) - len(shown),
        "same_person": any(each.same_person for each in found),
        "others_alike": sum(not each.same_person for each in found),
    }


def the_account(case: Case, day: date) -> tuple[Story, Account | None, Calendar]:
    """The account of a case on ``day``."""
    calendar = current_calendar()
    story = read(case.kind, case.channel, case.submitted_on, case.acts.all())
    return story, account_of(story, calendar, day), calendar
