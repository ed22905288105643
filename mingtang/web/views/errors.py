"""Pages for what went wrong: what is the matter, what the visitor may do now."""

import logging
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from mingtang.web import clock

log = logging.getLogger(__name__)


def _page(request: HttpRequest, status: int, name: str, **context: Any) -> HttpResponse:
    inside = (
        request.path.startswith("/office/")
        and getattr(request, "user", None)
        and request.user.is_authenticated
    )
    context["frame"] = "web/errors/frame-office.html" if inside else "web/errors/frame.html"
    return render(request, f"web/errors/{name}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request makes no sense to us. The frame of the site is left out; it may not be readable either."""
    return HttpResponse(render_to_string("web/errors/400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not for this. The sentence of the exception says why, when the code gave one."""
    return _page(request, 403, "403", reason=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address."""
    return _page(request, 404, "404")


def gone(
    request: HttpRequest, *, title: str, since: Any, reason: str = "", instead: Any = None
) -> HttpResponse:
    """410: a page taken down; ``reason`` is a kind of reason in words, ``instead`` a ``Link`` to what takes its place."""
    return _page(request, 410, "410", title=title, since=since, reason=reason, instead=instead)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake. The page asks nothing of the database; its number finds the line in the log."""
    number = secrets.token_hex(4).upper()
    log.error("error page shown, incident %s, path %s", number, request.path)
    page = render_to_string("web/errors/500.html", {"number": number, "moment": clock.now()})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without our mark, mostly because the page lay open too long."""
    return _page(request, 403, "csrf")
