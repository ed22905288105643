"""一件案子的页面、公文、公开的信息、提交回执。只有凭编号和查询码进入的人。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingtang.disclosure.annulled import annulled
from mingtang.disclosure.disclosed import given_out
from mingtang.disclosure.models import Case, Letter, LetterState
from mingtang.disclosure.printed import printed, receipt
from mingtang.disclosure.progress import progress
from mingtang.disclosure.spoken import SPOKEN
from mingtang.disclosure.views.public.track import NEW_KEY, opened
from mingtang.kit.masking import mask_email, mask_name, mask_phone
from mingtang.kit.uploads import download
from mingtang.organs.calendars import current_calendar
from mingtang.web.clock import today

SAYS = {
    "P2": "证明本局收到了您的申请，写着登记编号和查询码。",
    "P3": "告诉您要补正什么、最迟哪一天补正。",
    "P4": "告诉您要说明什么、最迟哪一天说明。",
    "P5": "告诉您为什么延期、延到哪一天。",
    "P8": "告诉您计时为什么暂停。",
}
VOID = "已作废，不再有效，不用照它办理。"
TO_APPLICANT = [*(f"P{n}" for n in (2, 3, 4, 5, 8, 12, 14)), *(f"D{n}" for n in range(1, 23))]


@require_safe
@opened
def case(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The applicant's page of one case."""
    context = {
        "case": case,
        "spoken": SPOKEN[case.kind],
        "applicant": _masked(case),
        "progress": progress(case, today(request), current_calendar()),
        "letters": _papers(case),
        "disclosed": given_out(case),
        "new": request.session.get(NEW_KEY) == case.pk,
    }
    return render(request, "disclosure/public/case.html", context)


def _masked(case: Case) -> dict[str, str]:
    person = case.applicant
    return {
        "name": mask_name(person.name),
        "phone": mask_phone(person.phone) if person.phone else "",
        "email": mask_email(person.email) if person.email else "",
    }


def _letters(case: Case) -> list[Letter]:
    """Issued letters addressed to the applicant; final ones once they have left the house."""
    issued = case.letters.filter(state=LetterState.ISSUED, code__in=TO_APPLICANT).select_related("pdf")
    sent, void = _sent(case), annulled(case)
    # One that has no force any more is told as such if it went out, and not shown if it did not.
    return [letter for letter in issued if letter.pk in sent or (letter.code.startswith("P") and letter.pk not in void)]


def _sent(case: Case) -> dict[int, date]:
    return {act.data["letter"]: act.on for act in case.acts.filter(kind__in=("sent", "notice_sent"))}


def _papers(case: Case) -> list[dict[str, Any]]:
    """The letters as the page lists them: when each was sent, what each is for."""
    sent, void = _sent(case), annulled(case)
    return [
        {"letter": letter, "sent_on": sent.get(letter.pk), "says": VOID if letter.pk in void else SAYS.get(letter.code, "")}
        for letter in _letters(case)
    ]


@require_safe
@opened
def slip(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The slip that says what was handed in and when, right for each kind."""
    answer = HttpResponse(printed(receipt(case), "pdf"), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(
        True, f"{SPOKEN[case.kind].receipt}{case.receipt_number}.pdf"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@opened
def letter(request: HttpRequest, case: Case, pk: int) -> HttpResponseBase:
    """One letter as PDF; only letters of the opened case that are the applicant's."""
    found: Letter | None = next((one for one in _letters(case) if one.pk == pk), None)
    if found is None or found.pdf is None:
        raise Http404
    return download(found.pdf, f"{found.title}{found.number}.pdf", inline="view" in request.GET)


@require_safe
@opened
def file(request: HttpRequest, case: Case, pk: int) -> HttpResponseBase:
    """One file of the opened case that was fixed to the reply at its signing."""
    found = next((each for each in given_out(case) if each.pk == pk), None)
    if found is None:
        raise Http404
    return download(found.file, found.label)
