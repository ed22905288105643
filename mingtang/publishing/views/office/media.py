"""图片和附件：用在哪里，不用的删去。看的是能看稿件的人，删的是上传的人和经办人。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from mingtang.kit.pagination import page_number, paginate
from mingtang.organs.access import requires
from mingtang.organs.refusal import Refused
from mingtang.organs.views.common import me
from mingtang.publishing.actions.shelving import discard, may_discard
from mingtang.publishing.permissions import may_draft, may_read
from mingtang.publishing.shelving import KINDS, unused, uses
from mingtang.publishing.views.public.files import PICTURES, SHUT
from mingtang.web import clock


@require_safe
@requires(may_read)
def index(request: HttpRequest, kind: str) -> HttpResponse:
    """Pictures or files: those no piece has, or all; by title."""
    model, asked = _model(kind), request.GET.get("q", "").replace("\0", "").strip()[:60]
    every = request.GET.get("v") == "all"
    found = model.objects.order_by("-created_at", "-pk") if every else unused(kind)
    page = paginate(
        found.filter(title__icontains=asked).select_related("uploaded_by_user"),
        page_number(request.GET.get("page", 1)),
    )
    views = [
        {"url": "?v=unused", "label": "没有用到", "count": unused(kind).count(), "current": not every},
        {"url": "?v=all", "label": "全部", "count": model.objects.count(), "current": every},
    ]
    context = {
        "kind": kind, "title": model._meta.verbose_name, "page": page, "views": views, "q": asked, "every": every,
        "rows": [(each, uses(each, closely=False) if every else [], may_discard(me(request), each)) for each in page.items],
        "kinds": [(code, each._meta.verbose_name, code == kind) for code, each in KINDS.items()],
    }  # fmt: skip
    return render(request, "publishing/office/media.html", context)


@require_safe
@requires(may_read)
def look(request: HttpRequest, kind: str, pk: int) -> Any:
    """The picture or the file itself; a picture is shown, a file is downloaded."""
    this = _one(kind, pk)
    ending = this.file.name.rpartition(".")[2].lower()
    try:
        opened = this.file.open("rb")
    except OSError:
        raise Http404 from None
    shown = PICTURES.get(ending) if kind == "pictures" else None
    answer = FileResponse(
        opened, as_attachment=shown is None, filename=f"{this.title}.{ending}", content_type=shown or "application/octet-stream"
    )  # fmt: skip
    answer["Content-Security-Policy"] = SHUT
    return answer


@require_POST
@requires(may_draft)
def remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Delete one that nobody uses."""
    this = _one(kind, pk)
    try:
        discard(this, by=me(request), on=clock.today(request), reason=request.POST.get("reason", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{this.title}”已删去。")
    return redirect("site:media", kind)


def _model(kind: str) -> Any:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _one(kind: str, pk: int) -> Any:
    return get_object_or_404(_model(kind), pk=min(pk, 2**63 - 1))
