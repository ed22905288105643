"""编辑器怎样收紧：菜单、按钮、列表、起稿和改稿之前的规矩。Wagtail 在启动时读这个文件。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from mingtang.publishing.actions.editing import note_begun
from mingtang.publishing.editor import listing, menus
from mingtang.publishing.models import Piece, Stage

COLUMNS_ELSEWHERE = "栏目不在编辑器里改：由经办人在工作台的“栏目”里管理。"
UNDER_REVIEW = "这篇稿件正在审核，不能改动：先撤回送审，改好再送。"

for item in range(2):
    hooks.register("register_admin_menu_item", lambda item=item: menus.doors()[item])
hooks.register("construct_main_menu", menus.keep_main)
hooks.register("construct_search", lambda request, items: items.clear())
hooks.register("construct_page_action_menu", menus.keep_actions)
hooks.register("construct_homepage_panels", menus.keep_panels)
hooks.register("construct_homepage_summary_items", lambda request, items: items.clear())


@hooks.register("insert_global_admin_css")
def our_look() -> str:
    """The editor in the colours of the office."""
    return format_html('<link rel="stylesheet" href="{}">', static("publishing/editor.css"))


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> str:
    """What the editor keeps by itself and what is saved by hand do not cross."""
    return format_html('<script src="{}"></script>', static("publishing/editor.js"))


@hooks.register("register_admin_viewset")
def column_pages() -> Any:
    """The list of what stands in a column."""
    return listing.ColumnPages()


@hooks.register("register_admin_viewset")
def home_pages() -> Any:
    """The list of the columns below the home page."""
    return listing.HomePages()


@hooks.register("construct_explorer_page_queryset")
def explore_own(parent: Any, pages: Any, request: HttpRequest) -> Any:
    """A section explores its own columns."""
    return listing.own_pages(pages, request)


@hooks.register("after_create_page")
def write_down(request: HttpRequest, page: Any) -> None:
    """A draft begun in the editor is in the log like every other."""
    if isinstance(page, Piece):
        note_begun(page, by=request.user)  # type: ignore[arg-type]


@hooks.register("before_edit_page")
def edit_pieces_alone(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Columns are kept in the office; what is under review is recalled first."""
    if not isinstance(page, Piece):
        messages.error(request, COLUMNS_ELSEWHERE)
        return redirect("wagtailadmin_explore", page.pk)
    if page.stage in (Stage.REVIEW, Stage.APPROVAL):
        messages.warning(request, UNDER_REVIEW)
        return redirect("review:piece", page.pk)
    return None
