"""What every template may read: the site, the reading preference and the day."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from mingtang.web import clock
from mingtang.web.reading import reading
from mingtang.web.site import site_of


def workbench(request: HttpRequest) -> dict[str, Any]:
    """``site`` (Site), ``reading`` (Reading) and ``today`` (date); each is looked up only where it is used.

    A public page that never asks for the day is right on every day and may be kept (``request.day`` tells). Pages of
    the office are drawn for one person at one moment; there Python code counts with the day.
    """
    return {
        "site": SimpleLazyObject(lambda: site_of(request)),
        "reading": reading(request),
        "today": clock.today(request)
        if request.path.startswith("/office/")
        else partial(clock.today, request),
    }
