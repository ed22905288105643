"""谁可以进：每个页面用一个谓词写明。"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from mingtang.organs.permissions import Predicate, is_on_duty

View = Callable[..., HttpResponse]


def requires(predicate: Predicate) -> Callable[[View], View]:
    """Let in those who pass the predicate; visitors go to the login page, others get 403 with who may enter.

    The decorated view carries the predicate as ``view.requires``, so that a test can walk all views.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_login(request)
            if not is_on_duty(request.user) or not predicate(request.user):
                raise PermissionDenied(f"这一页只对{predicate.who}开放。")
            return view(request, *args, **kwargs)

        guarded.requires = predicate  # type: ignore[attr-defined]
        return guarded

    return decorate


def to_login(request: HttpRequest) -> HttpResponseRedirect:
    """Send a visitor to the login page and back afterwards."""
    back = request.get_full_path() if request.method == "GET" else ""
    query = f"?{urlencode({'next': back})}" if back else ""
    return HttpResponseRedirect(reverse("organs:login") + query)


def client_address(request: HttpRequest) -> str:
    """The address a request comes from; behind our own HTTPS proxy the last one it has written down."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
