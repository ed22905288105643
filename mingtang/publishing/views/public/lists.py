"""列表上的一行：题名、日期、副行。几条查询取齐一页要用的。"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from mingtang.publishing.addresses import path_of
from mingtang.publishing.models import Article, Column, Consultation, Document, Piece
from mingtang.publishing.models.pieces import Medium, Validity
from mingtang.publishing.models.shelves import stands_in
from mingtang.publishing.tree import Node

REPEALED = {Validity.REPEALED: "已废止", Validity.EXPIRED: "失效"}


@dataclass(frozen=True)
class Row:
    """A piece on a list."""

    title: str
    url: str
    at: datetime | None
    piece: Piece
    interpretations: list[Any] = field(default_factory=list)
    documents: list[Any] = field(default_factory=list)
    state: str = ""
    note: str = ""

    @property
    def on(self) -> date | None:
        """The day it was published, where we are."""
        return timezone.localdate(self.at) if self.at else None


@dataclass(frozen=True)
class Related:
    """A link to an interpretation (``words`` names its form) or to a document."""

    words: str
    title: str
    url: str


def validity(document: Document, day: date) -> str:
    """有效, 尚未施行, 已修改, 已废止 or 失效 on this day."""
    state = document.validity_on(day)
    if state == Validity.IN_FORCE and document.effective_on and document.effective_on > day:
        return "尚未施行"
    return REPEALED.get(state, str(state.label))


def rows(pieces: Iterable[Piece], day: date) -> list[Row]:
    """The rows of these pieces, which may be of any kind."""
    known = list(pieces)
    told, of = _interpretations(known), _documents(known)
    return [_row(each, day, told.get(each.pk, []), of.get(each.pk, [])) for each in known]


def newest(pieces: QuerySet[Any], count: int, day: date) -> list[Row]:
    """The rows of the newest pieces of a queryset."""
    return rows(pieces.on_show().specific()[:count], day)  # type: ignore[attr-defined]


def count_in(column: Column) -> int:
    """How many pieces are on show directly in a column, read from an index alone."""
    here = stands_in(column.path)
    columns = Column.objects.live().filter(here).order_by().count()
    return Page.objects.live().filter(here).order_by().count() - columns


def newest_below(node: Node, count: int) -> list[Piece]:
    """The newest pieces of a column and those below it: of each column some, since only each by itself is in order."""
    found: list[tuple[datetime, int]] = []
    for each in node.walk():
        if each.holds_itself:
            found += (
                Piece.objects.child_of(each.column).on_show().values_list("first_published_at", "pk")[:count]
            )
    best = [pk for _, pk in heapq.nlargest(count, found)]
    pieces = Piece.objects.filter(pk__in=best).specific()
    return sorted(pieces, key=lambda each: best.index(each.pk))


def _row(piece: Piece, day: date, told: list[Related], documents: list[Related]) -> Row:
    state = note = ""
    if isinstance(piece, Document):
        state = validity(piece, day)
    elif isinstance(piece, Consultation):
        state, note = piece.status(day), period(piece, day)
    return Row(piece.title, path_of(piece), piece.first_published_at, piece, told, documents, state, note)


def period(consultation: Consultation, day: date) -> str:
    """How the time of a consultation stands, in words."""
    state = consultation.status(day)
    if state == "征集中":
        left = (consultation.closes_on - day).days
        return f"还有{left}天截止" if left else "今天截止"
    if state == "未开始":
        return f"{consultation.opens_on}开始"
    return f"{consultation.closes_on}截止"


def interpretation_of(article: Article) -> Related:
    """An interpretation as its document shows it."""
    label = Medium(article.medium).label if article.medium else "文字"
    words = label if label.endswith(("解读", "图解", "问答", "访谈", "发布会")) else f"{label}解读"
    return Related(words, article.title, path_of(article))


def _interpretations(pieces: list[Piece]) -> dict[int, list[Related]]:
    documents = [each.pk for each in pieces if isinstance(each, Document)]
    if not documents:
        return {}
    links = Article.explains.through.objects.filter(document_id__in=documents, article__live=True)
    found: dict[int, list[Related]] = {}
    for link in links.select_related("article").order_by("article__first_published_at", "pk"):
        found.setdefault(link.document_id, []).append(interpretation_of(link.article))
    return found


def _documents(pieces: list[Piece]) -> dict[int, list[Related]]:
    articles = [each.pk for each in pieces if isinstance(each, Article)]
    if not articles:
        return {}
    links = Article.explains.through.objects.filter(article_id__in=articles, document__live=True)
    found: dict[int, list[Related]] = {}
    for link in links.select_related("document").order_by("pk"):
        related = Related(link.document.number, link.document.title, path_of(link.document))
        found.setdefault(link.article_id, []).append(related)
    return found
