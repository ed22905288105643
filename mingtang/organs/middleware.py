"""须先改密码的人，在改密码以前哪里也去不了。"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from mingtang.organs.models import Staff
from mingtang.organs.site import demo_mode


def first_change_password(get_response: Callable[[HttpRequest], HttpResponse]):
    """Lead everyone with a first or a demonstration password to the password page, inside the office only.

    In demo mode the demonstration passwords are printed on the login page and stay.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/office/") and _has_to_change(request):
            return HttpResponseRedirect(reverse("organs:account"))
        return get_response(request)

    return middleware


def _has_to_change(request: HttpRequest) -> bool:
    person = request.user
    if not isinstance(person, Staff) or request.path in (reverse("organs:account"), reverse("organs:logout")):
        return False
    return person.must_change_password or (person.demo and not demo_mode())
