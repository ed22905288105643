"""离开本站的提示页。任何人；只认本站页面上的链接。"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingtang.publishing.leaving import host_of, is_signed


@never_cache
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Say where a link leads before it is followed. 404 for an address that no page of this site has."""
    url, signature = request.GET.get("to", ""), request.GET.get("s", "")
    if not is_signed(url, signature):
        raise Http404
    answer = render(request, "publishing/leave.html", {"to": url, "host": host_of(url)})
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
