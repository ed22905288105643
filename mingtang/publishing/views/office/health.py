"""网站体检：一页看完各处要办的；能看稿件的人员都能看。"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from mingtang.kit.tables import write_xlsx
from mingtang.organs.access import requires
from mingtang.publishing import health
from mingtang.publishing.permissions import may_read
from mingtang.web import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(may_read)
def index(request: HttpRequest) -> HttpResponse:
    """What is wrong with the site today."""
    day = clock.today(request)
    items = health.items(request, day)
    context = {
        "items": items, "bad": sum(each.count for each in items if each.bad), "tags": health.tags(),
        "links": health.dead_links(), "waiting": health.dead_states().count(),
    }  # fmt: skip
    return render(request, "publishing/office/health.html", context)


@require_POST
@requires(may_read)
def check(request: HttpRequest) -> HttpResponse:
    """Look at the tags of every kind of page, and for dead links, again."""
    found = health.tags(anew=True)
    health.dead_links(anew=True)
    messages.success(request, f"查了{len(found.pages)}页，标签有{found.count}处问题。")
    return redirect("site:health")


@require_safe
@requires(may_read)
def export(request: HttpRequest) -> HttpResponse:
    """Everything as a workbook."""
    day = clock.today(request)
    answer = HttpResponse(write_xlsx(health.sheets(request, day)), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"网站体检{day}.xlsx")
    return answer
