"""栏目树里看见什么：科室只见本科室负责的栏目和其中的稿件；每行写明办到哪一步、哪个科室、何时改过。"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.tables import Column as Cell
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, PageQuerySet

from mingtang.organs.models import Role
from mingtang.publishing.models import Column, Home, Piece

Sections = dict[str, tuple[int, str]]


def sections_by_path() -> Sections:
    """For each column, by its place in the tree: the section (id, name) that answers for it, by itself or from above."""
    found: Sections = {}
    rows = Column.objects.order_by("path").values_list("path", "section_id", "section__name")
    for path, section, name in rows:
        above = found.get(path[: -Column.steplen])
        if section or above:
            found[path] = (section, name) if section else above  # type: ignore[assignment]
    return found


def own_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Of these pages, those a section answers for and the way to them; the clerk sees all."""
    person: Any = request.user
    if getattr(person, "role", None) == Role.CLERK:
        return pages
    own = {path for path, (section, _) in sections_by_path().items() if section == person.section_id}
    return pages.filter(pk__in=_within(pages, own))


def _within(pages: PageQuerySet, own: set[str]) -> list[int]:
    columns = set(Column.objects.values_list("path", flat=True))
    kept = []
    for pk, path in pages.order_by().values_list("pk", "path"):
        if path in columns or len(path) <= 2 * Page.steplen:
            shown = any(each.startswith(path) for each in own)
        else:
            shown = path[: -Page.steplen] in own
        if shown:
            kept.append(pk)
    return kept


class StageCell(Cell):
    """办到哪一步；栏目不写。"""

    def get_value(self, instance: Any) -> str:
        """The stage in words."""
        page = instance.specific
        return str(page.get_stage_display()) if isinstance(page, Piece) else ""


class SectionCell(Cell):
    """责任科室。"""

    def get_value(self, instance: Any) -> str:
        """The section of the nearest column that names one."""
        known = sections_by_path()
        return next(
            (known[path][1] for path in (instance.path, instance.path[: -Page.steplen]) if path in known), ""
        )


# No boxes to tick: pieces are done one by one.
COLUMNS = [
    PageTitleColumn("title", label="标题", sort_key="title", classname="title"),
    StageCell("stage", label="办到", width="14%"),
    SectionCell("section", label="责任科室", width="16%"),
    DateColumn(
        "latest_revision_created_at", label="改于", sort_key="latest_revision_created_at", width="14%"
    ),
]


class ColumnPages(PageViewSet):
    """栏目里有什么。"""

    model = Column
    columns = COLUMNS


class HomePages(PageViewSet):
    """首页之下有什么。"""

    model = Home
    columns = COLUMNS
