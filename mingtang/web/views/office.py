"""The workbench: today, the search over everything, the catalogue of parts. Any signed-in member of staff."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingtang.web import clock, workbench
from mingtang.web.catalogue import catalogue
from mingtang.web.day import build, gather

HITS = 20  # shown of each kind


@require_safe
@login_required
def today(request: HttpRequest) -> HttpResponse:
    """What is due today first, then the next working days, and whose desk things lie on."""
    day, staff = clock.today(request), request.user
    page = build(
        workbench.open_tasks(staff, day),
        day=day,
        calendar=workbench.calendar(),
        done=gather(workbench.registry.done, staff, day),
        blockers=gather(workbench.registry.blockers, staff, day),
        notes=gather(workbench.registry.notes, staff, day),
    )
    return render(request, "web/today.html", {"page": page})


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """What the signed-in person may find by number, document number or words, by kind."""
    words = request.GET.get("q", "").strip()[:100]
    kinds: dict[str, list] = {}
    for hit in gather(workbench.registry.search, request.user, words) if words else []:
        kinds.setdefault(hit.kind, []).append(hit)
    found = [(kind, hits[:HITS], len(hits)) for kind, hits in kinds.items()]
    return render(request, "web/search.html", {"words": words, "found": found})


@require_safe
@login_required
def parts(request: HttpRequest) -> HttpResponse:
    """Every component with its example. Administrators only, or while developing."""
    if not settings.DEBUG and getattr(request.user, "role", "") != "administrator":
        raise PermissionDenied("零件目录只对系统管理员开放。")
    skin = "public" if request.GET.get("skin") == "public" else "office"
    return render(request, f"web/catalogue-{skin}.html", {"parts": catalogue(skin), "skin": skin})
