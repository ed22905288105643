"""栏目和稿件页面共同的部分：面包屑、左侧栏目树、标签、订阅地址。"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from mingtang.publishing import metatags
from mingtang.publishing.addresses import absolute, path_of
from mingtang.publishing.models import ColumnKind, Piece
from mingtang.publishing.tree import Node, is_disclosure, tree_of


@dataclass(frozen=True)
class SideLink:
    """One line of the tree at the side; what lies below it is drawn only along the way to the open page."""

    label: str
    url: str
    current: str = ""
    below: list[SideLink] = field(default_factory=list)


def frame(request: HttpRequest, node: Node, page: Page | None = None, ending: str = "") -> dict[str, Any]:
    """What every page below a column draws. ``page`` is the piece on it, ``ending`` its last crumb."""
    tags = metatags.column_tags(node.column)
    if isinstance(page, Piece):
        tags |= metatags.content_tags(page, request)
    return {
        "node": node,
        "column": node.column,
        "tags": tags,
        "trail": trail(node, ending),
        "side": side(node),
        "side_title": node.line[0].column.title,
        "canonical": absolute(path_of(page or node.column), request),
        "feed": feed_of(node),
    }


def trail(node: Node, ending: str = "") -> list[tuple[str, str]]:
    """The crumbs, home first."""
    line = [(each.column.title, each.url) for each in node.line]
    tail = [(ending, "")] if ending else [(line.pop()[0], "")]
    return [("首页", reverse("web:home")), *line, *tail]


def side(node: Node) -> list[SideLink]:
    """The tree of the first-level column this one belongs to; empty when there is nothing to choose from."""
    top = node.line[0]
    here = {each.column.pk for each in node.line}
    links = [_link(each, node, here) for each in top.children if each.shown or each.column.pk in here]
    return links if len(links) > 1 or (links and links[0].below) else []


def _link(each: Node, node: Node, here: set[int]) -> SideLink:
    along = each.column.pk in here
    spread = each.column.kind == ColumnKind.CATALOGUE or along
    below = [_link(child, node, here) for child in each.shown_children] if spread else []
    current = "page" if each is node else "true" if along and not below else ""
    return SideLink(each.column.title, each.url, current, below)


def feed_of(node: Node) -> str:
    """The address of the column's feed."""
    return f"{path_of(node.column)}feed.xml"


def area(request: HttpRequest) -> Node | None:
    """The 政府信息公开专栏, if the site has one."""
    return next((each for each in tree_of(request).trunks if is_disclosure(each)), None)
