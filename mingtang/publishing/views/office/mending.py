"""代为改正：先看改前改后，再改成新的一版。"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mingtang.organs.access import requires
from mingtang.organs.refusal import Refused
from mingtang.organs.views.common import me
from mingtang.publishing import actions
from mingtang.publishing.checks import check_piece
from mingtang.publishing.models import CheckRun
from mingtang.publishing.permissions import may_draft, may_draft_in
from mingtang.web import clock


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_draft)
def mend(request: HttpRequest, run: int, finding: int, choice: int) -> HttpResponse:
    """What one fix would change; a POST makes the new version and checks it at once."""
    found = get_object_or_404(CheckRun.objects.select_related("piece"), pk=run, nightly=False)
    if not may_draft_in(request.user, found.piece):
        raise PermissionDenied("这篇稿件由别的科室负责，由他们改正。")
    back = reverse("review:piece", args=[found.piece_id])
    try:
        if request.method == "POST":
            mended = actions.mend(
                found.piece, found, finding, by=me(request), on=clock.today(request), choice=choice
            )
            left = len(check_piece(mended).findings)
            messages.success(request, f"已改成新的一版，重新检查还有 {left} 条。")
            return redirect(back)
        changes = actions.preview_mending(found.piece, found, finding, choice=choice)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    told = found.findings[finding]
    context = {
        "piece": found.piece,
        "finding": told,
        "fix": told["fixes"][choice],
        "changes": changes,
        "back": back,
    }
    return render(request, "publishing/office/mend.html", context)
