"""栏目页：按用途画。列表、公文目录、固定内容、栏目组、政府信息公开专栏、基本目录。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page as Shown
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mingtang.publishing.models import Column, ColumnKind, Consultation, Document, Piece
from mingtang.publishing.opendata import datasets
from mingtang.publishing.tree import Node, catalogue, is_disclosure, tree_of
from mingtang.publishing.views.public.filters import DocumentFilters, documents_of, years_of
from mingtang.publishing.views.public.framing import frame
from mingtang.publishing.views.public.lists import count_in, newest_below, rows
from mingtang.publishing.views.public.pieces import draw
from mingtang.web.clock import today

ON_A_PAGE, IN_A_GROUP = 20, 5
Context = dict[str, Any]


def column(request: HttpRequest, this: Column) -> HttpResponse:
    """The page of a column; one that another page of the site fills leads there."""
    node = tree_of(request).node(this)
    if this.target and node.url != request.path:
        return redirect(node.url)
    template, build = PAGES.get(this.kind, PAGES[ColumnKind.NEWS])
    if is_disclosure(node):
        template, build = "disclosure", _disclosure
    context = {**frame(request, node), **build(request, node)}
    return render(request, f"publishing/columns/{template}.html", context)


def in_column(node: Node) -> QuerySet[Any]:
    """Everything on show directly in a column, newest first."""
    pieces: QuerySet[Any] = Piece.objects.child_of(node.column).on_show()
    return pieces


def _page(
    request: HttpRequest, found: QuerySet[Any], size: int = ON_A_PAGE, count: int | None = None
) -> Shown:
    pages = Paginator(found, size)
    if count is not None:
        pages.count = count
    return pages.get_page(request.GET.get("page"))


def _listed(request: HttpRequest, node: Node) -> Context:
    page = _page(request, in_column(node), count=count_in(node.column))
    pieces = page.object_list.specific()  # type: ignore[union-attr, attr-defined]
    return {"page_obj": page, "rows": rows(pieces, today(request))}


def _documents(request: HttpRequest, node: Node) -> Context:
    filters = documents_of(request)
    found = filters.narrow(in_column(node), today(request))
    page = _page(request, found)
    pieces = page.object_list.specific()  # type: ignore[union-attr, attr-defined]
    known = Document.objects.child_of(node.column).live()
    return {
        "page_obj": page,
        "rows": rows(pieces, today(request)),
        "filters": filters,
        "years": years_of(in_column(node)),
        "topics": sorted(set(known.exclude(topic="").order_by().values_list("topic", flat=True))),
        "genres": sorted(set(known.order_by().values_list("genre", flat=True))),
        "in_force": DocumentFilters(state="in_force").narrow(in_column(node), today(request)).count(),
    }


def _interpretations(request: HttpRequest, node: Node) -> Context:
    return _listed(request, node)


STATES = {"open": "征集中", "closed": "已结束", "answered": "已反馈"}


def _consultations(request: HttpRequest, node: Node) -> Context:
    day = today(request)
    found = Consultation.objects.child_of(node.column).live()
    counts = {key: _in_state(found, key, day).count() for key in STATES}
    wanted = request.GET.get("state", "")
    chosen = _in_state(found, wanted, day) if wanted in STATES else found
    page = _page(request, chosen.order_by("-closes_on", "-pk"))
    tabs = [("", "全部", found.count()), *((key, STATES[key], counts[key]) for key in STATES)]
    return {"page_obj": page, "rows": rows(page.object_list, day), "tabs": tabs, "wanted": wanted}


def _in_state(found: QuerySet[Any], state: str, day: Any) -> QuerySet[Any]:
    answered = Q(result_on__lte=day)
    if state == "answered":
        return found.filter(answered)
    unanswered = found.exclude(answered)
    if state == "open":
        return unanswered.filter(opens_on__lte=day, closes_on__gte=day)
    return unanswered.filter(closes_on__lt=day)


def _static(request: HttpRequest, node: Node) -> Context:
    pieces = list(in_column(node)[: ON_A_PAGE + 1])
    first = pieces[0].specific if pieces else None
    rest = rows([each.specific for each in pieces[1:]], today(request))
    drawn = draw(request, first, node) if first else {}
    return {**drawn, "piece": first, "rows": rest, "tags": frame(request, node)["tags"]}


def _group(request: HttpRequest, node: Node) -> Context:
    day = today(request)
    parts = [(each, _newest_in(each, day)) for each in node.shown_children]
    return {"parts": parts, "rows": rows(in_column(node).specific()[:ON_A_PAGE], day)}  # type: ignore[attr-defined]


def _newest_in(node: Node, day: Any) -> list[Any]:
    return rows(newest_below(node, IN_A_GROUP), day)


def _disclosure(request: HttpRequest, node: Node) -> Context:
    day = today(request)
    by_kind = {each.column.kind: each for each in node.children}
    statics = [each for each in node.children if each.column.kind == ColumnKind.STATIC and each.filled]
    return {
        "lines": catalogue(tree_of(request)),
        "blocks": [each for each in node.children if each.filled],
        "catalogue_node": by_kind.get(ColumnKind.CATALOGUE),
        "statics": [(each, _newest_in(each, day)) for each in statics],
        "reports": by_kind.get(ColumnKind.REPORTS),
        "requests": by_kind.get(ColumnKind.REQUESTS),
    }


def _catalogue(request: HttpRequest, node: Node) -> Context:
    entries = catalogue(tree_of(request))
    return {"lines": [(each, _newest_of(each)) for each in entries], "datasets": datasets(request)[:1]}


def _newest_of(node: Node) -> Piece | None:
    return next(iter(newest_below(node, 1)), None)


def _data(request: HttpRequest, node: Node) -> Context:
    return {**_listed(request, node), "datasets": datasets(request)}


def _topic(request: HttpRequest, node: Node) -> Context:
    context = _listed(request, node)
    first = next((row for row in context["rows"] if row.piece.summary), None)
    return {**context, "lead": first if context["page_obj"].number == 1 else None}


PAGES: dict[str, tuple[str, Callable[[HttpRequest, Node], Context]]] = {
    ColumnKind.NEWS: ("list", _listed),
    ColumnKind.NOTICES: ("list", _listed),
    ColumnKind.REPORTS: ("list", _listed),
    ColumnKind.REQUESTS: ("list", _listed),
    ColumnKind.DOCUMENTS: ("documents", _documents),
    ColumnKind.INTERPRETATIONS: ("interpretations", _interpretations),
    ColumnKind.CONSULTATIONS: ("consultations", _consultations),
    ColumnKind.STATIC: ("static", _static),
    ColumnKind.GROUP: ("group", _group),
    ColumnKind.CATALOGUE: ("catalogue", _catalogue),
    ColumnKind.DATA: ("data", _data),
    ColumnKind.TOPIC: ("topic", _topic),
}
