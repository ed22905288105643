"""登记一件申请。经办人。"""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingtang.disclosure.forms.office.intake import CHANNELS, FORMS, IntakeForm
from mingtang.disclosure.views.office.doors import staff_of
from mingtang.law.errors import LawError
from mingtang.organs.access import requires
from mingtang.organs.permissions import is_clerk
from mingtang.organs.refusal import Refused
from mingtang.web import clock


@requires(is_clerk)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, channel: str = "counter") -> HttpResponse:
    """Take in a request by one of the channels; each asks for the proof its day of receipt needs."""
    if channel not in FORMS:
        raise Http404
    form_class, day = FORMS[channel], clock.today(request)
    if request.method != "POST":
        return _page(request, form_class(day=day, initial={"form_token": uuid.uuid4().hex}))
    form = form_class(request.POST, request.FILES, day=day)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        case = form.save(by=staff_of(request))
    except (Refused, LawError) as refused:
        return _page(request, form, refused=str(refused), status=422)
    messages.success(request, f"已收件，登记编号{case.number}。")
    return redirect("cases:case", case.pk)


def _page(request: HttpRequest, form: IntakeForm, *, refused: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "refused": refused,
        "channels": [(key, label, key == form.channel) for key, (label, _) in CHANNELS.items()],
        "advice": CHANNELS[form.channel][1],
        "proofs": [form[name] for name in form.fields if name in (*form.proofs, "tracking", "confirmed_how")],
        "missing_proof": form.channel in ("ordinary_mail", "fax", "web"),
    }
    return render(request, "disclosure/office/new.html", context, status=status)
