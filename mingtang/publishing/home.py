"""首页的几节：动态和公告，政府信息公开，专题。没有内容的节不出现。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from mingtang.publishing.models import ColumnKind, Consultation, Document
from mingtang.publishing.tree import Node, Tree, tree_of
from mingtang.publishing.views.public.framing import area
from mingtang.publishing.views.public.lists import Row, newest, newest_below, rows
from mingtang.web.clock import today

NEWS, NOTICES, FILES, CONSULTATIONS = 7, 8, 5, 4


def news(request: HttpRequest) -> dict[str, Any] | None:
    """工作动态 beside 通知公告."""
    tree, day = tree_of(request), today(request)
    news_group, notices = _group_of(tree, ColumnKind.NEWS), _group_of(tree, ColumnKind.NOTICES)
    told = _newest(news_group, NEWS, day)
    said = _newest(notices, NOTICES, day)
    if not told and not said:
        return None
    lead = told[0] if told and told[0].piece.summary else None
    return {
        "news": told[1:] if lead else told,
        "lead": lead,
        "news_node": news_group,
        "notices": said,
        "notices_node": notices,
    }


def _group_of(tree: Tree, kind: str) -> Node | None:
    """The first-level column under which columns of this kind begin."""
    return next((each.line[0] for each in tree.of_kind(kind) if each.holds and each.line[0].shown), None)


def _newest(node: Node | None, count: int, day: date) -> list[Row]:
    return rows(newest_below(node, count), day) if node else []


def disclosure(request: HttpRequest) -> dict[str, Any] | None:
    """The 政府信息公开专栏 with its blocks, the newest documents with their interpretations, consultations."""
    node, day = area(request), today(request)
    if node is None or not node.shown:
        return None
    documents: QuerySet[Any] = Document.objects.exclude(number="")
    consultations = Consultation.objects.live().filter(opens_on__lte=day).order_by("-closes_on", "-pk")
    return {
        "node": node,
        "blocks": node.shown_children,
        "documents": newest(documents, FILES, day),
        "documents_node": next(iter(tree_of(request).of_kind(ColumnKind.DOCUMENTS)), None),
        "consultations": rows(consultations[:CONSULTATIONS], day),
        "consultations_node": next(iter(tree_of(request).of_kind(ColumnKind.CONSULTATIONS)), None),
        "day": day,
    }


def topics(request: HttpRequest) -> dict[str, Any] | None:
    """专题 that are open."""
    found = [each for each in tree_of(request).of_kind(ColumnKind.TOPIC) if each.shown]
    return {"topics": found} if found else None
