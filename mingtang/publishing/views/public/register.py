"""规章、规范性文件目录：登记簿里的全部，登了全文的连到全文；整份取走。任何人。"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingtang.kit.tables import write_csv
from mingtang.publishing.addresses import absolute
from mingtang.publishing.opendata import Dataset
from mingtang.publishing.registered import Listed, entries, listed
from mingtang.search.numbers import number_fold
from mingtang.web.clock import today
from mingtang.web.site import site_of

ON_A_PAGE, LONGEST = 30, 60
STATES = ("有效", "已修改", "尚未施行", "已废止", "失效")
HEADS = ("类别", "标题", "文号", "制发日期", "施行日期", "修改日期", "废止日期", "有效期至", "效力", "网址")
NAMES = (
    *("kind", "title", "number", "issued_on", "in_force_on", "amended_on", "repealed_on", "expires_on"),
    *("validity", "url"),
)


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The directory, narrowed by words of title or number and by validity."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    state = request.GET.get("state", "")
    everything = listed(today(request))
    found = [each for each in everything if _meant(each, words) and state in ("", each.state)]
    context = {
        "page_obj": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")), "words": words, "state": state,
        "states": [each for each in STATES if any(one.state == each for one in everything)], "total": len(everything),
        "valid": sum(each.state in ("有效", "已修改") for each in everything),
    }  # fmt: skip
    return render(request, "publishing/register.html", context)


def _meant(each: Listed, words: str) -> bool:
    folded = number_fold(words)
    return words in each.entry.title or bool(folded and folded in number_fold(each.entry.number))


@require_safe
def register_table(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole directory as a table."""
    rows = _rows(request)
    if kind == "json":
        told = {
            "organ": site_of(request).name,
            "documents": [dict(zip(NAMES, row, strict=True)) for row in rows],
        }
        text = json.dumps(told, ensure_ascii=False, indent=1)
        return HttpResponse(text, content_type="application/json; charset=utf-8")
    answer = HttpResponse(write_csv(HEADS, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="normative-documents.csv"'
    return answer


def _rows(request: HttpRequest) -> Iterator[list[Any]]:
    for each in listed(today(request)):
        entry = each.entry
        days = (entry.issued_on, entry.in_force_on, entry.amended_on, entry.repealed_on, entry.expires_on)
        told = [day.isoformat() if day else "" for day in days]
        url = absolute(each.url, request) if each.url else ""
        yield [entry.get_kind_display(), entry.title, entry.number, *told, each.state, url]


def datasets(request: HttpRequest) -> list[Dataset]:
    """What the register offers on the data page."""
    if not entries():
        return []
    files = (("CSV", "/open-data/normative-documents.csv"), ("JSON", "/open-data/normative-documents.json"))
    return [Dataset("规章、规范性文件目录", "文号、制发和施行日期、效力，登了全文的带网址", files)]
