"""编辑器的门：只有写明的几页能进，其余一律 403；每一页带自己的内容安全策略。

What is not named in ``OPEN`` is shut, so that a page a new version of Wagtail brings along is shut too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.translation import override

from mingtang.organs.access import requires
from mingtang.publishing.actions.editing import join_editors
from mingtang.publishing.permissions import may_draft
from mingtang.web.middleware import POLICY

View = Callable[..., HttpResponse]

# Wagtail starts its fields by scripts in the page and its text editor writes style elements; both stay in this area.
EDITOR_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
PREVIEW_POLICY = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
PREVIEWS = {
    f"wagtailadmin_pages:{name}"
    for name in ("preview_on_add", "preview_on_edit", "view_draft", "revisions_view")
}

ROUND = {
    *("wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_logout", "wagtailadmin_dismissibles"),
    *("wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_login"),
    *("wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"),
    *("wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"),
}
TREE = {
    *("wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailadmin_explore_results"),
    *("wagtailadmin_api:pages:listing", "wagtailadmin_api:pages:detail"),
    *("wagtailadmin_choose_page", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_search"),
    *("wagtailadmin_choose_page_chosen_multiple", "wagtailadmin_choose_page_external_link"),
    "wagtailadmin_choose_page_email_link",
}
WRITING = {
    *("wagtailadmin_pages:add_subpage", "wagtailadmin_pages:add", "wagtailadmin_pages:edit"),
    *("wagtailadmin_pages:delete", "wagtailadmin_pages:history", "wagtailadmin_pages:history_results"),
    "wagtailadmin_pages:revisions_compare",
}
PICTURES = {
    *("wagtailimages:index", "wagtailimages:index_results", "wagtailimages:add", "wagtailimages:edit"),
    *("wagtailimages:add_multiple", "wagtailimages:edit_multiple", "wagtailimages:image_usage"),
    *("wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results", "wagtailimages_chooser:chosen"),
    *("wagtailimages_chooser:chosen_multiple", "wagtailimages_chooser:create"),
}
FILES = {
    *("wagtaildocs:index", "wagtaildocs:index_results", "wagtaildocs:add", "wagtaildocs:edit"),
    *("wagtaildocs:add_multiple", "wagtaildocs:edit_multiple", "wagtaildocs:document_usage"),
    *("wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results", "wagtaildocs_chooser:chosen"),
    *("wagtaildocs_chooser:chosen_multiple", "wagtaildocs_chooser:create"),
}
OPEN = ROUND | TREE | WRITING | PREVIEWS | PICTURES | FILES
FIXED = {
    'aria-label="Actions"': 'aria-label="操作"',
    'type="submit" value="Search"': 'type="submit" value="查找"',
}
SHUT = "编辑器里没有这一项：审核、发布、撤下在“稿件三审”里办，栏目、人员由经办人和系统管理员在工作台里管。"


def guarded(view: View) -> View:
    """The editor's view, for those who draft, if its name is one of ``OPEN``."""

    @wraps(view)
    def behind(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in OPEN:
            raise PermissionDenied(SHUT)
        join_editors(request.user)  # type: ignore[arg-type]  # let in by the predicate
        with override("zh-hans"):
            answer = view(request, *args, **kwargs)
            if isinstance(answer, SimpleTemplateResponse):
                answer.render()
        if name not in PREVIEWS:
            _said(answer)
        return _framed(answer, name)

    return requires(may_draft)(behind)


def _said(answer: HttpResponse) -> None:
    """Wagtail's pages hold a few English words that no catalogue reaches."""
    kind = answer.get("Content-Type", "")
    if answer.streaming or not kind.startswith(("text/html", "application/json")):
        return
    for english, chinese in FIXED.items():
        if "json" in kind:  # dialogs come as HTML inside JSON
            english, chinese = (json.dumps(each, ensure_ascii=False)[1:-1] for each in (english, chinese))
        answer.content = answer.content.replace(english.encode(), chinese.encode())


def _framed(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Security-Policy"] = PREVIEW_POLICY if name in PREVIEWS else EDITOR_POLICY
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer
