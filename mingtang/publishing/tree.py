"""栏目树：每个栏目有几篇、最近一篇是哪天，哪些栏目可以给公众看。

A column is shown when it holds something itself or below it, says why it has nothing, or leads to another page of the
site. An empty column is shown nowhere (《政府网站发展指引》附件《网页设计规范》：不得有空白栏目).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from mingtang.publishing.addresses import path_of
from mingtang.publishing.models import Column, ColumnKind, Piece
from mingtang.publishing.models.shelves import Above, stands_in
from mingtang.web.site import Branch

STEP = Column.steplen
HOME_DEPTH = 2


@dataclass(eq=False)
class Counts:
    """How many pieces are on show in each column, and since when: read when the first page asks, for all at once.

    Every page asks which columns hold something; how many is asked by few, and takes long where there are many.
    """

    by_path: dict[str, tuple[int, datetime | None]] | None = None

    def of(self, column: Column) -> tuple[int, datetime | None]:
        """Pieces directly in this column, the moment of the newest."""
        if self.by_path is None:
            self.by_path = _counts()
        return self.by_path.get(column.path, (0, None))


@dataclass(eq=False)
class Node:
    """A column with what is known about it; ``holds_itself``: whether a piece is on show directly in it."""

    column: Column
    url: str
    parent: Node | None = None
    holds_itself: bool = False
    counts: Counts = field(default_factory=lambda: Counts({}))
    children: list[Node] = field(default_factory=list)

    @property
    def own(self) -> int:
        """Pieces on show directly in it."""
        return self.counts.of(self.column)[0]

    @property
    def newest(self) -> datetime | None:
        """When the newest of these was published."""
        return self.counts.of(self.column)[1]

    @cached_property
    def holds(self) -> bool:
        """Whether a piece is on show here or below."""
        return self.holds_itself or any(each.holds for each in self.children)

    @cached_property
    def filled(self) -> bool:
        """Whether a visitor finds anything here."""
        said = self.column.statement or self.column.target
        return bool(said) or any(each.filled for each in self.children) or self.holds

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
    """The tree as it is in the database now: one query."""
    counts = Counts()
    by_path: dict[str, Node] = {}
    trunks: list[Node] = []
    for column in _columns():
        above = by_path.get(column.path[:-STEP])
        if above is None and column.depth > HOME_DEPTH + 1:
            continue  # below a column that is not on show
        node = by_path[column.path] = Node(column, _address(column), above, column.holds_itself, counts)
        (above.children if above else trunks).append(node)
    return Tree(trunks, {each.column.pk: each for each in by_path.values()})


def _columns() -> Iterator[Any]:
    """The columns on show in order; looking into each ends at its first piece."""
    # With a bare column on the other side SQLite does not see that its index fits.
    path = Concat(OuterRef("path"), Value(""))
    inside = Exists(Piece.objects.live().filter(stands_in(path)).order_by())
    yield from Column.objects.live().order_by("path").select_related("section").annotate(holds_itself=inside)


def tree_of(request: HttpRequest) -> Tree:
    """The tree, read once in a request."""
    if not hasattr(request, "_tree"):
        request._tree = grow()  # type: ignore[attr-defined]
    return request._tree  # type: ignore[attr-defined]


def branches(request: HttpRequest) -> tuple[Branch, ...]:
    """The shown columns as the layouts draw them; what is not listed but filled goes to the footer."""
    return tuple(
        _branch(each)
        for each in tree_of(request).trunks
        if each.shown or (each.filled and not each.column.listed)
    )


def _branch(node: Node) -> Branch:
    foot = not node.column.listed
    below = [each for each in node.children if each.filled] if foot else node.shown_children
    return Branch(
        label=node.column.title, url=node.url, children=tuple(_branch(each) for each in below), foot=foot
    )


def _counts() -> dict[str, tuple[int, datetime | None]]:
    """By the path of the column. Read from an index alone, in which columns stand beside pieces: where there are
    columns below, its pieces are counted by themselves, and they are few."""
    rows = Page.objects.live().order_by().annotate(above=Above(F("path"))).values("above")
    figures = {"own": Count("id"), "newest": Max("first_published_at")}
    found = {row["above"]: (row["own"], row["newest"]) for row in rows.annotate(**figures)}
    for path in set(
        Column.objects.order_by().annotate(above=Above(F("path"))).values_list("above", flat=True)
    ):
        here = (
            Piece.objects.live()
            .filter(stands_in(path))
            .aggregate(own=Count("pk"), newest=Max("first_published_at"))
        )
        found[path] = (here["own"], here["newest"])
    return found


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
        if each.column.item
        and each.filled
        and (each.holds_itself or each.column.statement or not each.children)
    ]
    return sorted(found, key=lambda each: item_number(each.column.item))


def is_disclosure(node: Node) -> bool:
    """Whether this first-level column is the 政府信息公开专栏: it holds the catalogue."""
    return any(each.column.kind == ColumnKind.CATALOGUE for each in node.children)
