"""补正、撤回、补充说明。只有凭编号和查询码进入的人，并且案子走到了这一步。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingtang.disclosure.actions import intake
from mingtang.disclosure.forms.public import NoteForm, SupplementForm, WithdrawalForm
from mingtang.disclosure.models import AttachmentRole, Case
from mingtang.disclosure.progress import progress
from mingtang.disclosure.spoken import SPOKEN
from mingtang.disclosure.views.public.limits import TOO_MANY, UPLOADS
from mingtang.disclosure.views.public.track import opened
from mingtang.disclosure.views.public.uploads import gathered, signed
from mingtang.kit.models import StoredFile
from mingtang.organs.calendars import current_calendar
from mingtang.organs.refusal import Refused
from mingtang.web.clock import today

FORMS: dict[str, type[forms.Form]] = {
    "supplement": SupplementForm,
    "withdraw": WithdrawalForm,
    "note": NoteForm,
}
LABELS = {"supplement": "提交补正", "withdraw": "撤回{noun}", "note": "补充说明"}
DONE = {
    "supplement": "补正已提交，本局会与您确认收到",
    "withdraw": "撤回{noun}已提交，等本局登记",
    "note": "补充说明已提交，承办人会看到",
}


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def act(request: HttpRequest, case: Case, what: str) -> HttpResponseBase:
    """Supplement, withdraw, or add a remark."""
    seen = progress(case, today(request), current_calendar())
    if what not in FORMS or what not in seen.may:
        raise Http404
    spoken, paper = SPOKEN[case.kind], f"case {case.pk}"
    context: dict[str, Any] = {
        "case": case, "what": what, "label": LABELS[what].format(noun=spoken.noun), "spoken": spoken, "progress": seen,
    }  # fmt: skip
    if request.method != "POST":
        return _page(request, context, FORMS[what](), [], 200)
    if request.FILES and UPLOADS.reached(request):
        return _page(request, context | {"refused": TOO_MANY}, FORMS[what](request.POST), [], 429)
    form = FORMS[what](request.POST, request.FILES)
    files = gathered(request, form, paper) if what == "supplement" else []
    if form.is_valid():
        try:
            _act(case, what, form.cleaned_data, files, request)
        except Refused as refused:
            return _page(request, context | {"refused": str(refused)}, form, files, 409)
        messages.success(request, DONE[what].format(noun=spoken.noun))
        return redirect("disclosure:case")
    return _page(request, context, form, files, 422)


def _page(
    request: HttpRequest, context: dict[str, Any], form: forms.Form, files: list[StoredFile], status: int
) -> HttpResponseBase:
    kept = signed(files, f"case {context['case'].pk}")
    return render(
        request, "disclosure/public/act.html", context | {"form": form, "kept": kept}, status=status
    )


def _act(case: Case, what: str, data: dict[str, Any], files: list[StoredFile], request: HttpRequest) -> None:
    on = max(today(request), case.acts.order_by("-seq")[0].on)
    if what == "supplement":
        roles = tuple((file, AttachmentRole.SUPPLEMENT) for file in files)
        intake.submit_supplement(case, on=on, text=data["text"], files=roles)
    elif what == "withdraw":
        intake.ask_withdrawal(case, on=on, reason=data["reason"])
    else:
        intake.add_note(case, on=on, text=data["text"])
