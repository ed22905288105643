"""公众页面：历年年度报告。任何人可以进入，只看得到已公布的。"""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingtang.kit import audit
from mingtang.law.annual_report.tables import Figures
from mingtang.report.export import FORMATS, TYPES, Section, export, foreword, sections, title
from mingtang.report.findable import published
from mingtang.report.layout import Box
from mingtang.report.models import Report
from mingtang.report.opendata import long_table
from mingtang.report.rollup import figures_of

KEEP_SECONDS = 3600


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """All years."""
    return render(request, "report/public_list.html", {"reports": published()})


def _find(year: int, version: int | None) -> Report:
    found = (
        Report.objects.published().filter(organ__is_home=True, year=year).select_related("organ", "restates")
    )
    found = found if version is None else found.filter(version=version)
    report = found.order_by("-version").first()
    if report is None:
        raise Http404
    return report


@require_safe
def year(request: HttpRequest, year: int, version: int | None = None) -> HttpResponse:
    """One year's report as a page; earlier versions stay readable under their number."""
    report = _find(year, version)
    figures = figures_of(report)
    newer = Report.objects.published().filter(restates=report).first()
    context = {
        "report": report,
        "title": title(report),
        "source": _source(report),
        "moment": _moment(report),
        "foreword": foreword(report),
        "sections": [_drawn(section) for section in sections(report, figures)],
        "figures": first_look(figures),
        "sums": _sums(figures),
        "downloads": [] if newer else _downloads(report),
        "newer": newer,
        "years": [
            {
                "label": f"{each.year}年",
                "url": reverse("annual:year", args=[each.year]),
                "current": _here(each, report),
            }
            for each in published()
        ],
    }
    return render(request, "report/public_report.html", context)


def _source(report: Report) -> str:
    version = f"　第{report.version}版" if report.version > 1 else ""
    return f"{report.organ.name}　{report.published_on}公布{version}"


def _moment(report: Report) -> str:
    """``2023-01-18 09:30``: when it was published, as the log has it; without an entry the beginning of its day."""
    entry = audit.trail(report).filter(act="report.publish").last()
    return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M}" if entry else f"{report.published_on} 00:00"


def _here(each: Report, report: Report) -> str:
    return "page" if each.pk == report.pk else ("true" if each.year == report.year else "")


def _drawn(section: Section) -> dict[str, Any]:
    """A section for the page: rows that head columns and the row of sums are marked."""
    rows = [{"boxes": row, "kind": _kind(row)} for row in section.body]
    return {"section": section, "head": [{"boxes": row, "kind": ""} for row in section.head], "rows": rows}


def _kind(row: list[Box]) -> str:
    if all(box.scope in ("col", "colgroup") for box in row):
        return "heads"
    return "sum" if any(box.key and box.key[:2] == ("3", "done") for box in row) else ""


def first_look(figures: Figures) -> list[dict[str, Any]]:
    """The four figures people ask for first, each with its base."""
    three, four = figures.table3, figures.table4
    if three is None or four is None:
        return []
    count = {
        key: three.cell(key) or 0
        for key in ("new", "carried_in", "granted", "partial", "done", "carried_out")
    }
    given = count["granted"] + count["partial"]
    share = f"占办结{count['done']}件的{given / count['done']:.1%}" if count["done"] else "没有办结的申请"
    disputes = sum((group[-1] or 0) for group in four.groups)
    return [
        {
            "label": "新收申请",
            "base": f"另有上年结转{count['carried_in']}件",
            "value": count["new"],
            "unit": "件",
        },
        {"label": "办结", "base": f"结转下年{count['carried_out']}件", "value": count["done"], "unit": "件"},
        {"label": "予以公开和部分公开", "base": share, "value": given, "unit": "件"},
        {"label": "复议和诉讼", "base": "三类合计，见第四部分", "value": disputes, "unit": "件"},
    ]


def _sums(figures: Figures) -> str:
    """The equation the form prescribes, with this year's numbers; '' when it does not hold."""
    if figures.table3 is None:
        return ""
    new, old, done, left = (
        figures.table3.cell(key) or 0 for key in ("new", "carried_in", "done", "carried_out")
    )
    return f"{new} + {old} = {done} + {left}" if new + old == done + left else ""


NAMES = {
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel表格",
    "json": "开放数据（JSON）",
    "csv": "开放数据（CSV）",
}


def _downloads(report: Report) -> list[dict[str, str]]:
    return [
        {"kind": kind.upper(), "name": name, "url": reverse("annual:file", args=[report.year, kind])}
        for kind, name in NAMES.items()
    ]


@require_safe
def file(request: HttpRequest, year: int, kind: str) -> HttpResponseBase:
    """One year's report as a file."""
    if kind not in (*FORMATS, "csv"):
        raise Http404
    report = _find(year, None)
    key = f"annual:{report.pk}:{kind}"  # a published report never changes, and printing it takes a second
    make = (lambda: long_table(report)) if kind == "csv" else lambda: export(report, kind)
    content = cache.get_or_set(key, make, KEEP_SECONDS)
    response = HttpResponse(content, content_type=TYPES.get(kind, "text/csv; charset=utf-8"))
    response["Content-Disposition"] = f'attachment; filename="report-{year}.{kind}"'
    return response
