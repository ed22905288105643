"""凭登记编号和查询码进入一件案子，以及退出。任何人。"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mingtang.disclosure.forms.public import TrackForm
from mingtang.disclosure.models import Case
from mingtang.disclosure.views.public.limits import GUESSES

SESSION_KEY, NEW_KEY = "disclosure_case", "disclosure_new"
View = Callable[..., HttpResponseBase]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponseBase:
    """Open a case by number and code. A wrong number and a wrong code give the same answer; five misses lock the door."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, form, 200)
    if not form.is_valid():
        return _page(request, form, 422)
    number = form.cleaned_data["number"]
    if GUESSES.reached(request, number):
        form.add_error(None, "查询次数过多，15分钟后再试，或者打电话查询")
        return _page(request, form, 429)
    case = _find(number, form.cleaned_data["code"])
    if case is None:
        GUESSES.count(request, number)
        form.add_error(None, "没有找到这件申请，核对编号和查询码后再查")
        return _page(request, form, 422)
    GUESSES.forgive(request, number)
    _open(request, case)
    return redirect("disclosure:case")


def _page(request: HttpRequest, form: TrackForm, status: int) -> HttpResponseBase:
    return render(request, "disclosure/public/track.html", {"form": form}, status=status)


def _find(number: str, code: str) -> Case | None:
    """Requests, corrections and suggestions count their numbers apart: the code tells which of them is meant."""
    year, serial = number.split("-")
    for case in Case.objects.filter(organ__is_home=True, year=int(year), serial=int(serial)):
        if case.query_code and constant_time_compare(case.query_code, code):
            return case
    return None


def _open(request: HttpRequest, case: Case) -> None:
    request.session.cycle_key()  # a key that somebody planted must not open the case
    request.session.pop(NEW_KEY, None)
    request.session[SESSION_KEY] = case.pk


def open_new(request: HttpRequest, case: Case) -> None:
    """Open the case that was just filed; its page shows the code until the person leaves."""
    _open(request, case)
    request.session[NEW_KEY] = case.pk


def opened(view: Callable[..., HttpResponseBase]) -> View:
    """Let in only the session that opened the case with its number and code; others are sent to the query page."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        pk = request.session.get(SESSION_KEY)
        case = Case.objects.select_related("applicant", "organ").filter(pk=pk).first() if pk else None
        return view(request, case, **kwargs) if case else redirect("disclosure:track")

    return never_cache(guarded)


@never_cache
@require_http_methods(["POST"])
def leave(request: HttpRequest) -> HttpResponseBase:
    """Close the case on this device."""
    for key in (SESSION_KEY, NEW_KEY):
        request.session.pop(key, None)
    return redirect("disclosure:track")
