"""复查：上一轮新查出什么，词典改动之后标出什么，处理到哪里。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from mingtang.organs.access import requires
from mingtang.organs.refusal import Refused
from mingtang.organs.views.common import me
from mingtang.publishing.actions import words as acts
from mingtang.publishing.checks.rules import NAMES
from mingtang.publishing.models import Recheck, RecheckHit
from mingtang.publishing.permissions import may_draft, may_draft_in, may_read
from mingtang.web import clock

VIEWS = (("open", "待处理"), ("words", "词典改动后"), ("all", "全部"))


@require_safe
@requires(may_read)
def recheck(request: HttpRequest) -> HttpResponse:
    """What the rechecks found new; ``?view=`` narrows."""
    view = request.GET.get("view", "open")
    hits = RecheckHit.objects.select_related("piece", "recheck", "settled_by").order_by(
        "-recheck", "level", "pk"
    )
    if view == "open":
        hits = hits.filter(settled_on=None)
    elif view == "words":
        hits = hits.filter(recheck__reason="words", settled_on=None)
    page = Paginator(hits, 50).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [_row(hit, request) for hit in page.object_list],
        "rounds": Recheck.objects.all()[:5],
        "views": [(code, label, code == view) for code, label in VIEWS],
    }
    return render(request, "publishing/office/recheck.html", context)


def _row(hit: RecheckHit, request: HttpRequest) -> dict[str, Any]:
    mine = hit.settled_on is None and may_draft_in(request.user, hit.piece)
    return {"hit": hit, "rule": NAMES.get(hit.finding["rule"], ""), "mine": mine}


@require_POST
@requires(may_draft)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what came of one finding."""
    hit = get_object_or_404(RecheckHit.objects.select_related("piece"), pk=pk)
    if not may_draft_in(request.user, hit.piece):
        raise PermissionDenied("这篇稿件由别的科室负责，由他们处理。")
    try:
        acts.settle(hit, by=me(request), on=clock.today(request), outcome=request.POST.get("outcome", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "处理结果已记下。")
    return redirect("words:recheck")
