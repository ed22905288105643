"""每件事的页面：填写，要紧的再确认一次，做完回到稿件。写过的字一个不丢。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingtang.organs.access import requires
from mingtang.organs.refusal import Refused
from mingtang.publishing.forms.office.account import COPY_FORMS
from mingtang.publishing.forms.office.acts import FORMS as REVIEW_FORMS
from mingtang.publishing.forms.office.acts import ActForm, Scene
from mingtang.publishing.models import CheckRun, Piece
from mingtang.publishing.permissions import may_read
from mingtang.publishing.rules import not_theirs, refusal
from mingtang.publishing.version import digest
from mingtang.publishing.views.office.doors import staff_of, the_piece
from mingtang.publishing.views.office.piece import run_of, version_under_review
from mingtang.web import clock

FORMS = {**REVIEW_FORMS, **COPY_FORMS}


@requires(may_read)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """The form of one act."""
    if act not in FORMS:
        raise Http404
    piece = the_piece(pk)
    version = version_under_review(piece)
    mark = digest(version)
    scene = Scene(piece, staff_of(request), clock.today(request), clock.now(), run_of(piece, mark))
    _let(scene, act)
    if request.method != "POST":
        return _blank(request, FORMS[act](scene=scene, initial={"seen": mark}))
    form = FORMS[act](request.POST, scene=scene)
    if "edit" in request.POST:
        return _draw(
            request,
            FORMS[act](scene=scene, initial={**request.POST.dict(), "seen": request.POST.get("seen", mark)}),
        )
    if not form.is_valid():
        return _draw(request, form, status=422)
    if form.grave and "confirmed" not in request.POST:
        return _ask(request, form)
    return _do(request, form)


def _let(scene: Scene, act: str) -> None:
    """403 with who does this act, unless it is this person's; what the piece allows now is said on the page."""
    if why := not_theirs(act, scene.piece, scene.staff, scene.day):
        raise PermissionDenied(why)


def _blank(request: HttpRequest, form: ActForm) -> HttpResponse:
    why = refusal(form.act, form.scene.piece, form.scene.staff, form.scene.day)
    if why:
        return _draw(request, form, refused=why, closed=True, status=409)
    return _draw(request, form)


def _ask(request: HttpRequest, form: ActForm) -> HttpResponse:
    why = refusal(form.act, form.scene.piece, form.scene.staff, form.scene.day)
    if why:
        return _draw(request, form, refused=why, status=422)
    return _draw(request, form, asking=True, told=form.told())


def _do(request: HttpRequest, form: ActForm) -> HttpResponse:
    try:
        done = form.do()
    except Refused as refused:
        return _draw(request, form, refused=str(refused), status=422)
    if (
        isinstance(done, CheckRun)
        and done.verdict == "block"
        and not form.cleaned_data["explanation"].strip()
    ):
        count = sum(each.get("level") == "block" for each in done.findings)
        why = f"机器检查有{count}项阻断，没有送出：改正以后再送；认为无误的，在下面写明说明再送。"
        return _draw(request, form, refused=why, findings=done.findings, status=422)
    messages.success(request, form.done)
    return redirect("review:piece", form.scene.piece.pk)


def _draw(request: HttpRequest, form: ActForm, *, status: int = 200, **more: Any) -> HttpResponse:
    piece: Piece = form.scene.piece
    context = {
        "form": form, "piece": piece, "title": version_under_review(piece).title,
        "shown": [form[name] for name in form.fields], **more,
    }  # fmt: skip
    return render(request, "publishing/office/act.html", context, status=status)
