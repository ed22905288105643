"""由 Wagtail 找到的页面交到这里：栏目、稿件、撤下的稿件。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from mingtang.publishing.models import Column, Piece, Stage
from mingtang.publishing.views.public.columns import column
from mingtang.publishing.views.public.pieces import gone, piece


def show(request: HttpRequest, page: Page) -> HttpResponse:
    """The page as visitors see it. Anyone may enter; what was taken down says so (410)."""
    if isinstance(page, Column):
        return column(request, page)
    if isinstance(page, Piece):
        taken_down = page.stage == Stage.WITHDRAWN and not getattr(request, "is_preview", False)
        return gone(request, page) if taken_down else piece(request, page)
    return redirect("web:home")
