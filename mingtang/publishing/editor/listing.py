"""栏目树里看见什么：科室只见本科室负责的栏目和其中的稿件；每行写明办到哪一步、哪个科室、何时改过。"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.db.models.lookups import In
from django.http import HttpRequest
from wagtail.admin.ui.tables import Column as Cell
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, PageQuerySet

from mingtang.organs.models import Role
from mingtang.publishing.models import Column, Home, Piece
from mingtang.publishing.models.shelves import Above, stands_in
from mingtang.publishing.permissions import answering, sections_by_path


def own_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Of these pages, those a section answers for and the way to them; the clerk sees all."""
    person: Any = request.user
    if getattr(person, "role", None) == Role.CLERK:
        return pages
    own = {path for path, (section, _) in sections_by_path().items() if section == person.section_id}
    way = {path[:end] for path in own for end in range(Page.steplen, len(path) + 1, Page.steplen)}
    return pages.filter(Q(path__in=way) | Q(In(Above(F("path")), sorted(own))) if own else Q(pk__in=()))


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
        found = answering(instance, instance.sections_by_path)
        return found[1] if found else ""


# No boxes to tick: pieces are done one by one.
COLUMNS = [
    PageTitleColumn("title", label="标题", sort_key="title", classname="title"),
    StageCell("stage", label="办到", width="14%"),
    SectionCell("section", label="责任科室", width="16%"),
    DateColumn(
        "latest_revision_created_at", label="改于", sort_key="latest_revision_created_at", width="14%"
    ),
]


class Listing(ExplorableIndexView):
    """What stands directly in a column, found by its place: the framework's own question reads every page."""

    def get_base_queryset(self) -> PageQuerySet:
        """Everything below, where somebody searches or filters."""
        if self.is_searching or self.is_filtering:
            return super().get_base_queryset()
        here = Page.objects.filter(stands_in(self.parent_page.path)).order_by()
        return self.annotate_queryset(own_pages(here, self.request))

    def get_table(self, object_list: Any) -> Any:
        """The columns are read once for all rows of a page: for their sections and for what may be done with each."""
        known = sections_by_path()
        for page in object_list:
            page.sections_by_path = known
        return super().get_table(object_list)


class OfAllKinds(PageViewSet):
    """What is listed and searched are pages of all kinds, whatever they stand in."""

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """As the framework's, for every kind of page."""
        return {**super().get_index_view_kwargs(**kwargs), "model": Page}


class ColumnPages(OfAllKinds):
    """栏目里有什么。"""

    model = Column
    parent_models = (Column,)  # by what it lists, not by what is listed
    columns = COLUMNS
    index_view_class = Listing


class HomePages(OfAllKinds):
    """首页之下有什么。"""

    model = Home
    parent_models = (Home,)
    columns = COLUMNS
    index_view_class = Listing
