"""给程序看的：订阅、robots.txt、sitemap.xml；开放数据页。任何人。"""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingtang.kit.tables import write_csv
from mingtang.publishing import feeds
from mingtang.publishing.addresses import absolute, path_of
from mingtang.publishing.models import Piece
from mingtang.publishing.opendata import Dataset, datasets
from mingtang.publishing.tree import catalogue, tree_of
from mingtang.web.site import site_of

XML, PLAIN = "application/xml; charset=utf-8", "text/plain; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
MOST = 50_000  # addresses a sitemap.xml may hold


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """What was published last, anywhere."""
    return HttpResponse(feeds.whole(request), content_type=RSS)


@require_safe
def column_feed(request: HttpRequest, column: str) -> HttpResponse:
    """What was published last in a column or below it."""
    node = next((each for each in tree_of(request).walk() if path_of(each.column) == f"/{column}/"), None)
    if node is None:
        raise Http404
    this = node.column
    pieces = Piece.objects.in_column(this)
    text = feeds.feed(request, f"{this.title} - {site_of(request).name}", path_of(this), this.description, pieces)
    return HttpResponse(text, content_type=RSS)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: everything but the office and the answers of our own search."""
    lines = ["User-agent: *", "Disallow: /office/", "Disallow: /search/", "Disallow: /leave/", "Disallow: /disclosure/case/"]
    lines += ["", f"Sitemap: {absolute('/sitemap.xml', request)}", ""]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every column and every piece on show, with the day of its last change."""
    columns = [
        (absolute(path_of(each.column), request), each.latest)
        for each in tree_of(request).walk()
        if each.filled and not each.column.target
    ]
    pieces = Piece.objects.on_show().only("url_path", "last_published_at", "first_published_at")[: MOST - 500]
    entries = [(absolute("/", request), None), *columns]
    entries += [(absolute(path_of(each), request), each.last_published_at) for each in pieces]
    dated = [(url, timezone.localdate(moment) if moment else None) for url, moment in entries]
    return render(request, "publishing/sitemap.xml", {"entries": dated}, content_type=XML)


HEADERS = (
    "条例第二十条",
    "公开内容",
    "责任科室",
    "公开依据",
    "公开时限",
    "公开形式",
    "公开对象",
    "已公开",
    "最近更新",
    "情况说明",
    "网址",
)
NAMES = (
    "item",
    "title",
    "section",
    "basis",
    "time_limit",
    "form",
    "audience",
    "published",
    "updated",
    "statement",
    "url",
)


@require_safe
def open_catalogue(request: HttpRequest, kind: str) -> HttpResponse:
    """主动公开基本目录 as a table."""
    lines = [_line(each, request) for each in catalogue(tree_of(request))]
    if kind == "json":
        rows = [dict(zip(NAMES, line, strict=True)) for line in lines]
        text = json.dumps({"organ": site_of(request).name, "catalogue": rows}, ensure_ascii=False, indent=1)
        return HttpResponse(text, content_type="application/json; charset=utf-8")
    answer = HttpResponse(write_csv(HEADERS, lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="catalogue.csv"'
    return answer


def _line(node: Any, request: HttpRequest) -> list[Any]:
    this = node.column
    updated = timezone.localdate(node.latest).isoformat() if node.latest else ""
    section = this.section.name if this.section else ""
    return [
        *(this.item, this.title, section, this.basis, this.time_limit, this.form, this.audience),
        *(node.total, updated, this.statement, absolute(node.url, request)),
    ]


def own_datasets(request: HttpRequest) -> list[Dataset]:
    """What this room offers on the data page."""
    if not catalogue(tree_of(request)):
        return []
    files = (("CSV", "/open-data/catalogue.csv"), ("JSON", "/open-data/catalogue.json"))
    return [Dataset("主动公开基本目录", "条例第二十条各项的公开内容、责任科室、时限和最近更新", files)]


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Everything that can be taken away as a table."""
    return render(request, "publishing/opendata.html", {"datasets": datasets(request)})
