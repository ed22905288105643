"""入口和空白申请表。任何人。"""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingtang.disclosure.printed import TYPES, blank_application, printed
from mingtang.organs.models import Organ
from mingtang.web.clock import today

KEEP_SECONDS = 3600


@require_safe
def entry(request: HttpRequest) -> HttpResponse:
    """依申请公开的入口：申请公开、申请更正、建议主动公开、查询。"""
    organ = get_object_or_404(Organ.objects.filter(is_home=True))
    return render(request, "disclosure/public/entry.html", {"organ": organ})


@require_safe
def blank_form(request: HttpRequest, form: str) -> HttpResponse:
    """空白申请表，给邮寄、当面提交的人。"""
    if form not in TYPES:
        raise Http404
    organ = get_object_or_404(Organ.objects.filter(is_home=True))
    key = f"disclosure:application:{organ.pk}:{form}"  # printing takes a second, and anybody may ask
    body = cache.get_or_set(
        key, lambda: printed(blank_application(organ, today(request)), form), KEEP_SECONDS
    )
    answer = HttpResponse(body, content_type=TYPES[form])
    answer["Content-Disposition"] = content_disposition_header(True, f"政府信息公开申请表.{form}")
    return answer
