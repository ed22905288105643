"""栏目树：每个栏目有几篇、最近一篇是哪天，哪些栏目可以给公众看。

A column is shown when it holds something itself or below it, says why it has nothing, or leads to another page of the
site. An empty column is shown nowhere (《政府网站发展指引》附件《网页设计规范》：不得有空白栏目).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, F, Max
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from mingtang.publishing.addresses import path_of
from mingtang.publishing.models import Column, ColumnKind, Piece
from mingtang.web.site import Branch

STEP = Column.steplen
HOME_DEPTH = 2


@dataclass(eq=False)
class Node:
    """A column with what is known about it: ``own`` pieces on show directly in it, the moment of the ``newest``."""

    column: Column
    url: str
    parent: Node | None = None
    own: int = 0
    newest: datetime | None = None
    children: list[Node] = field(default_factory=list)

    @cached_property
    def filled(self) -> bool:
        """Whether a visitor finds anything here."""
        return bool(self.own or self.column.statement or self.column.target) or any(
            each.filled for each in self.children
        )

    @property
    def shown(self) -> bool:
        """Whether navigation and site map lead here."""
        return self.filled and self.column.listed and self.column.archived_on is None

    @property
    def shown_children(self) -> list[Node]:
        """The sub-columns navigation leads to."""
        return [each for each in self.children if each.shown]

    @property
    def line(self) -> list[Node]:
        """From the first level down to this column."""
        return [*(self.parent.line if self.parent else []), self]

    @cached_property
    def total(self) -> int:
        """Pieces on show here and below."""
        return self.own + sum(each.total for each in self.children)

    @cached_property
    def latest(self) -> datetime | None:
        """When something was last published here or below."""
        moments = [self.newest, *(each.latest for each in self.children)]
        return max((moment for moment in moments if moment), default=None)

    def walk(self) -> Iterator[Node]:
        """This column and all below it, as they stand on the page."""
        yield self
        for each in self.children:
            yield from each.walk()


@dataclass(frozen=True)
class Tree:
    """All columns of the site."""

    trunks: list[Node]
    by_pk: dict[int, Node]

    def walk(self) -> Iterator[Node]:
        """Every column in order."""
        for each in self.trunks:
            yield from each.walk()

    def of_kind(self, *kinds: str) -> list[Node]:
        """The filled columns of these kinds, in order."""
        return [each for each in self.walk() if each.column.kind in kinds and each.filled]

    def node(self, column: Column) -> Node:
        """The node of a column; one that is not on show (a preview) stands alone."""
        return self.by_pk.get(column.pk) or Node(column, path_of(column))


def grow() -> Tree:
    """The tree as it is in the database now: two queries."""
    counts = _counts()
    by_path: dict[str, Node] = {}
    trunks: list[Node] = []
    for column in Column.objects.live().order_by("path").select_related("section"):
        above = by_path.get(column.path[:-STEP])
        if above is None and column.depth > HOME_DEPTH + 1:
            continue  # below a column that is not on show
        own, newest = counts.get(column.path, (0, None))
        node = by_path[column.path] = Node(column, _address(column), above, own, newest)
        (above.children if above else trunks).append(node)
    return Tree(trunks, {each.column.pk: each for each in by_path.values()})


def tree_of(request: HttpRequest) -> Tree:
    """The tree, read once in a request."""
    if not hasattr(request, "_tree"):
        request._tree = grow()  # type: ignore[attr-defined]
    return request._tree  # type: ignore[attr-defined]


def branches(request: HttpRequest) -> tuple[Branch, ...]:
    """The shown columns as the layouts draw them; what is not listed but filled goes to the footer."""
    return tuple(
        _branch(each) for each in tree_of(request).trunks if each.shown or (each.filled and not each.column.listed)
    )


def _branch(node: Node) -> Branch:
    foot = not node.column.listed
    below = [each for each in node.children if each.filled] if foot else node.shown_children
    return Branch(
        label=node.column.title, url=node.url, children=tuple(_branch(each) for each in below), foot=foot
    )


def _counts() -> dict[str, tuple[int, datetime | None]]:
    above = Substr("path", 1, Length(F("path")) - STEP)
    rows = Piece.objects.live().order_by().annotate(above=above).values("above")
    found = rows.annotate(own=Count("pk"), newest=Max("first_published_at"))
    return {row["above"]: (row["own"], row["newest"]) for row in found}


def _address(column: Column) -> str:
    if column.target:
        try:
            return reverse(column.target)
        except NoReverseMatch:
            pass  # the room it leads to is not part of this installation
    return path_of(column)


ORDINALS = "一二三四五六七八九十"


def item_number(item: str) -> int:
    """``十五`` → 15, for the order of the catalogue; 99 for what is no numeral."""
    tens, ten, ones = item.strip().rpartition("十")
    if any(sign not in ORDINALS for sign in tens + ones) or not item.strip():
        return 99
    value = ORDINALS.find(ones) + 1 if ones else 0
    return value + ((ORDINALS.find(tens) + 1 if tens else 1) * 10 if ten else 0)


def catalogue(tree: Tree) -> list[Node]:
    """主动公开基本目录: the filled columns that answer an item of article 20, by item."""
    found = [
        each
        for each in tree.walk()
        if each.column.item and each.filled and (each.own or each.column.statement or not each.children)
    ]
    return sorted(found, key=lambda each: item_number(each.column.item))


def is_disclosure(node: Node) -> bool:
    """Whether this first-level column is the 政府信息公开专栏: it holds the catalogue."""
    return any(each.column.kind == ColumnKind.CATALOGUE for each in node.children)
