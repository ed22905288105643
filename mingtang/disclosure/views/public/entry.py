"""入口和空白申请表。任何人。"""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingtang.disclosure.printed import TYPES, blank, printed
from mingtang.organs.models import Organ
from mingtang.web.clock import today

KEEP_SECONDS = 3600


@require_safe
def entry(request: HttpRequest) -> HttpResponse:
    """依申请公开的入口：申请公开、申请更正、建议主动公开、查询。"""
    organ = get_object_or_404(Organ.objects.filter(is_home=True))
    return render(request, "disclosure/public/entry.html", {"organ": organ})


@require_safe
def blank_form(request: HttpRequest, form: str, kind: str = "request") -> HttpResponse:
    """空白的申请表、更正申请表、建议表，给邮寄、当面提交的人。"""
    if form not in TYPES:
        raise Http404
    organ = get_object_or_404(Organ.objects.filter(is_home=True))
    paper = blank(organ, today(request), kind)
    key = f"disclosure:blank:{kind}:{organ.pk}:{form}"  # printing takes a second, and anybody may ask
    body = cache.get_or_set(key, lambda: printed(paper, form), KEEP_SECONDS)
    answer = HttpResponse(body, content_type=TYPES[form])
    answer["Content-Disposition"] = content_disposition_header(True, f"{paper.title}.{form}")
    return answer
