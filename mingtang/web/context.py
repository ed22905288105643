"""What every template may read: the site, the reading preference and the day."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from mingtang.web import clock
from mingtang.web.reading import reading
from mingtang.web.site import site


def workbench(request: HttpRequest) -> dict[str, Any]:
    """``site`` (Site), ``reading`` (Reading) and ``today`` (date); each is looked up only where it is used."""
    return {
        "site": SimpleLazyObject(site),
        "reading": reading(request),
        "today": clock.today(request),
    }
