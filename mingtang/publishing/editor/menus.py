"""编辑器里的菜单和按钮：留下拟稿用的，其余去掉；送审、审核的去处指到工作台。"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from mingtang.publishing.models import Piece

MAIN = {"explorer", "images", "documents", "office", "review"}


def doors() -> list[MenuItem]:
    """The ways back to the office. The question mark keeps the second from counting as open on every page below it."""
    return [
        MenuItem("稿件三审", reverse("review:pieces"), name="review", icon_name="tasks", order=900),
        MenuItem("回工作台", reverse("workbench:today") + "?", name="office", icon_name="home", order=910),
    ]


def keep_main(request: HttpRequest, items: list[Any]) -> None:
    """Pages, pictures, files and the ways back; no settings, reports or help of Wagtail."""
    items[:] = [each for each in items if each.name in MAIN]


class ToReview(ActionMenuItem):
    """送审在工作台办理：先保存，再到这一篇的三审页面。"""

    name = "to-review"
    label = "送审"
    icon_name = "resubmit"
    order = 50

    def is_shown(self, context: Any) -> bool:
        """A piece that is stored has a page of its review."""
        return context["view"] == "edit" and isinstance(context["page"].specific, Piece)

    def get_url(self, parent_context: Any) -> str:
        """Where it is submitted."""
        return reverse("review:piece", args=[parent_context["page"].pk])


def keep_actions(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Save the draft; go and submit it. Nothing here publishes."""
    items[:] = [each for each in items if each.name in ("action-save-draft", "action-page-locked")]
    link = ToReview()
    if link.is_shown(context):
        items.append(link)


class Words(Component):
    """办稿的去处：编辑器首页上的一段话。"""

    order = 10
    template_name = "publishing/editor/words.html"


def keep_panels(request: HttpRequest, panels: list[Any]) -> None:
    """On the first page of the editor: where to begin, and the person's own newest drafts."""
    panels[:] = [Words(), *(each for each in panels if type(each).__name__ == "RecentEditsPanel")]
