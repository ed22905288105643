"""各类页面的标签应当是什么，现在对不对：给测试，也给工作台的“网页标签”一页。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse

from mingtang.publishing import metatags
from mingtang.publishing.addresses import path_of
from mingtang.publishing.metatags import Finding, Tags
from mingtang.publishing.models import Column, Piece
from mingtang.publishing.store.places import Place
from mingtang.publishing.store.rendering import render
from mingtang.publishing.tree import Node, grow
from mingtang.web.site import site

HOME_TYPE = "首页"


@dataclass(frozen=True)
class Checked:
    """One page and what is wrong with its tags."""

    kind: str
    path: str
    status: int
    findings: list[Finding]


def expected_for(path: str) -> Tags:
    """The tags a page of this address should have. Pages that belong to no column have those of the site only."""
    tags = metatags.site_tags()
    if path == reverse("web:home"):
        return tags | _home()
    piece = Piece.objects.live().filter(url_path__endswith=path).first() if path.count("/") > 2 else None
    if piece is not None and path_of(piece) == path:
        return tags | metatags.column_tags(piece.column) | metatags.content_tags(piece.specific)
    node = _column_at(path)
    return tags | metatags.column_tags(node) if node else tags


def _home() -> Tags:
    name = site().name
    return {
        "ColumnName": HOME_TYPE,
        "ColumnDescription": f"{name}政府信息公开、通知公告、办事服务和互动交流的首页",
        "ColumnKeywords": f"{name},政府信息公开,通知公告,办事服务",
        "ColumnType": HOME_TYPE,
    }


def _column_at(path: str) -> Column | None:
    return next((each.column for each in grow().walk() if each.url == path), None)


def check_site() -> list[Checked]:
    """The tags of the home page, of every column that is shown, and of the newest piece in each. One request for each
    page: a second or two for a whole site."""
    return [_checked(kind, path) for kind, path in _sample()]


def _sample() -> Iterator[tuple[str, str]]:
    yield HOME_TYPE, reverse("web:home")
    yield "查找", reverse("publishing:search")
    yield "站点地图", reverse("web:sitemap")
    nodes = [each for each in grow().walk() if each.filled]
    yield from ((f"栏目：{each.column.title}", each.url) for each in nodes)
    yield from ((f"文章：{each.column.title}", path) for each in nodes for path in _newest_in(each))


def _newest_in(node: Node) -> list[str]:
    there = Piece.objects.child_of(node.column).live()
    last = there.aggregate(last=Max("pk"))["last"]
    return [path_of(each) for each in there.filter(pk=last)]


def _checked(kind: str, path: str) -> Checked:
    answer = render(Place(path))
    findings = metatags.check(answer.body.decode(errors="replace"), expected_for(path))
    return Checked(kind, path, answer.status, findings)
