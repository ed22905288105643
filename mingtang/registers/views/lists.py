"""表二总览、每本登记簿的列表和导出。本机关工作人员都能看。"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mingtang.kit.tables import write_xlsx
from mingtang.organs.access import requires
from mingtang.organs.models import Organ
from mingtang.organs.permissions import same_organ
from mingtang.registers.figures import MEASURES, TableTwo, rows_url, table_two
from mingtang.registers.models import DECISION_KINDS, DOCUMENT_KINDS, ImportBatch, Kind
from mingtang.registers.permissions import may_read, may_write
from mingtang.registers.places import PLACES, Place
from mingtang.registers.views.common import download, entries_of, me, organ_shown, place_named
from mingtang.web import clock

PER_PAGE = 50


def year_of(request: HttpRequest) -> int:
    """The year asked for, else this year."""
    text = request.GET.get("year", "")
    this = clock.today(request).year
    written = len(text) == 4 and text.isascii() and text.isdigit()
    return int(text) if written and 1949 <= int(text) <= this + 1 else this


@require_safe
@requires(may_read)
def overview(request: HttpRequest) -> HttpResponse:
    """Table two of a year, each figure a link to its rows; the latest imports.

    With ``?kind=`` (and ``year``, ``measure``) it leads to the rows themselves: the address a cell elsewhere needs.
    """
    organ, year = organ_shown(request), year_of(request)
    below = None if same_organ(me(request), organ) else organ
    kind, measure = request.GET.get("kind", ""), request.GET.get("measure", "")
    if kind in Kind.values:
        return redirect(rows_url(kind, year, measure if measure in MEASURES else "", below))
    table = table_two(organ, year)
    batches = (
        ImportBatch.objects.filter(organ=organ)
        .exclude(state=ImportBatch.State.DISCARDED)
        .select_related("by")
    )
    context = {
        "year": year,
        "this_year": clock.today(request).year,
        "below": below,
        "documents": _document_rows(table, below),
        "decisions": [
            (kind.label, table.decisions[kind], rows_url(kind, year, organ=below)) for kind in DECISION_KINDS
        ],
        "charged": f"{table.charged:,.2f}" if table.charged else "",
        "charged_wan": table.charged_wan,
        "charges_url": rows_url(Kind.CHARGE, year, organ=below),
        "places": PLACES.values(),
        "batches": batches[:8],
        "may_write": may_write(request.user) and not below,
    }
    return render(request, "registers/overview.html", context)


def _document_rows(table: TableTwo, below: Organ | None) -> list[tuple[str, list[tuple[int, str, str]]]]:
    """Label, then figure, address and heading of each cell."""
    return [
        (
            kind.label,
            [
                (getattr(table.documents[kind], measure), rows_url(kind, table.year, measure, below), title)
                for measure, title in MEASURES.items()
            ],
        )
        for kind in DOCUMENT_KINDS
    ]


@require_safe
@requires(may_read)
def index(request: HttpRequest, place: str) -> HttpResponse:
    """The entries of one register, filtered."""
    register, organ = place_named(place), organ_shown(request)
    found = register.filter(request.GET, register.model.objects.of(organ))
    below = None if same_organ(me(request), organ) else organ
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "place": register,
        "filter": found,
        "page": page,
        "rows": [_row(entry, clock.today(request)) for entry in page],
        "total": f"{found.qs.total():,.2f}" if place == "charges" else "",
        "places": PLACES.values(),
        "meaning": _meaning(register, found),
        "below": below,
        "may_write": may_write(request.user) and not below,
    }
    return render(request, "registers/list.html", context)


def _row(entry: Any, today: Any) -> tuple[Any, str]:
    validity = getattr(entry, "validity", None)
    return entry, validity(today) if validity else ""


def _meaning(place: Place, found: Any) -> str:
    """What the list shows, in one sentence: the words of the cell of table two that leads here."""
    given = found.form.cleaned_data if found.form.is_valid() else {}
    kind = Kind(given["kind"]).label if given.get("kind") else place.title
    if not given.get("year"):
        return f"{kind}，全部年度"
    year = f"{int(given['year'])} 年"
    if place.name == "documents":
        measure = given.get("measure") or "issued"
        return (
            f"{kind}，{year} 12 月 31 日{MEASURES[measure]}"
            if measure == "in_force"
            else f"{kind}，{year}{MEASURES[measure]}"
        )
    return f"{kind}，{year}{'收费' if place.name == 'charges' else '处理决定'}"


@require_safe
@requires(may_read)
def export(request: HttpRequest, place: str) -> HttpResponse:
    """The same list as XLSX, of one's own organ only; people's names stay masked."""
    if request.GET.get("organ"):
        raise PermissionDenied("下级机关的登记簿供查看，不导出；需要的，向该机关调取。")
    register = place_named(place)
    found = register.filter(request.GET, entries_of(request, register))
    day = clock.today(request)
    return download(write_xlsx([register.sheet(found.qs)]), f"{register.title}{day:%Y%m%d}.xlsx")
