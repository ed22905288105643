"""各页共用：我的机关、哪本登记簿、下载。"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from mingtang.organs.models import Organ
from mingtang.organs.permissions import organs_overseen
from mingtang.organs.views.common import me, my_organ
from mingtang.registers.places import PLACES, Place

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

__all__ = ["download", "entries_of", "entry_of", "me", "my_organ", "organ_shown", "place_named"]


def place_named(name: str) -> Place:
    """The register of an address; there are three."""
    try:
        return PLACES[name]
    except KeyError:
        raise Http404 from None


def organ_shown(request: HttpRequest) -> Organ:
    """Whose registers a page shows: one's own organ's, with ``?organ=`` those of one below that this person inspects."""
    asked = request.GET.get("organ", "")
    if not asked:
        return my_organ(request)
    if not asked.isdecimal():
        raise Http404
    return get_object_or_404(organs_overseen(request.user), pk=asked)


def entries_of(request: HttpRequest, place: Place) -> Any:
    """The entries of one's own organ; those of others do not exist here."""
    return place.model.objects.of(my_organ(request))


def entry_of(request: HttpRequest, place: Place, pk: int) -> Any:
    """One entry of one's own organ."""
    return get_object_or_404(entries_of(request, place).select_related("batch", "recorded_by"), pk=pk)


def download(content: bytes, name: str) -> HttpResponse:
    """A workbook to save under a name."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
