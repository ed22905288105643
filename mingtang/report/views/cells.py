"""数字背后：一格打开它的案件或者登记，政府的一格先打开它由哪些机关构成；一条规则打开不符的案件。"""

from __future__ import annotations

from array import array
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mingtang.disclosure.models import Case
from mingtang.disclosure.words import outcome_label
from mingtang.law.annual_report.rules import RULES
from mingtang.organs.models import Organ, Staff
from mingtang.report import layout, papers
from mingtang.report.changes import place
from mingtang.report.layout import Key
from mingtang.report.permissions import organs_opened
from mingtang.report.rollup import Part, figures_of, parts_of, reporting
from mingtang.report.views.doors import readers_only, the_report

PER_PAGE = 50
REGISTER_KINDS = {
    "regulations": "regulation",
    "normative_documents": "normative_document",
    "licences": "licence",
    "penalties": "penalty",
    "compulsory_measures": "coercion",
    "fees_wan": "charge",
}


def records_url(key: Key, year: int, organ: Organ | None = None) -> str:
    """The page of the cases or entries behind one cell; ``organ`` is one below, else one's own."""
    table, row, column = key
    below = f"&organ={organ.pk}" if organ else ""
    if table == "2":
        measure = f"&measure={column}" if column in ("issued", "repealed", "in_force") else ""
        return f"{reverse('registers:overview')}?kind={REGISTER_KINDS[row]}&year={year}{measure}{below}"
    if table == "4":
        return f"{reverse('cases:list')}?year={year}&route={row}&result={column}{below}"
    return f"{reverse('cases:list')}?year={year}&row={row}&col={column}{below}"


def cell_url(key: Key, year: int, text: str, several: bool) -> str:
    """Where a cell leads: to its records, in the report of several organs to what it is made of; zeros are made of nothing."""
    if not several:
        return records_url(key, year)
    return reverse("report:cell", args=[year, *key]) if Decimal(text) else ""


@require_safe
@readers_only
def cell(request: HttpRequest, staff: Staff, year: int, table: str, row: str, column: str) -> HttpResponseBase:
    """The organs whose figures make up one cell of a government's report."""
    report, key = the_report(staff, year), (table, row, column)
    found = parts_of(report)
    shown = layout.cells(figures_of(report), table).get(key)
    if shown is None or len(found) == 1:
        raise Http404
    opened = organs_opened(staff)
    lines = [line for part in found if Decimal((line := _line(part, key, year, opened))["figure"])]
    added = sum(Decimal(line["figure"]) for line in lines)
    context = {
        "report": report,
        "place": place(key),
        "lines": lines,
        "without": len(found) - len(lines),
        "total": shown,
        "added": str(added),
        "differs": added != Decimal(shown),
        "unit": "万元" if row == "fees_wan" else "件",
    }
    return render(request, "report/office_cell.html", context)


def _line(part: Part, key: Key, year: int, opened: dict[int, Organ | None]) -> dict[str, Any]:
    """One organ's share; its address only for those who may enter."""
    may = part.organ.pk in opened
    return {
        "part": part,
        "figure": layout.cells(part.figures, key[0])[key],
        "url": records_url(key, year, opened[part.organ.pk]) if may else "",
    }


@require_safe
@readers_only
def breaking(request: HttpRequest, staff: Staff, year: int, rule: str) -> HttpResponseBase:
    """Every case that breaks one rule, page by page."""
    report = the_report(staff, year)
    if rule not in papers.ABOUT_CASES:
        raise Http404
    keys = array("q", (case.pk for case in papers.breaking(rule, reporting(report.organ), year)))
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    opened = organs_opened(staff)
    cases = Case.objects.filter(pk__in=list(page)).select_related("organ").order_by("pk")
    context = {
        "report": report,
        "rule": RULES[rule],
        "sentence": papers.ABOUT_CASES[rule].sentence,
        "page": page,
        "cases": [
            {"case": each, "outcome": outcome_label(each.outcome) if each.outcome else "", "may": each.organ_id in opened}
            for each in cases
        ],
    }
    return render(request, "report/office_breaking.html", context)
