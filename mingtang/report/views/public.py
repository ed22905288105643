"""公众页面：历年年度报告。任何人可以进入，只看得到已公布的。"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from mingtang.report.export import FORMATS, TYPES, export, foreword, sections, title
from mingtang.report.models import Report
from mingtang.report.rollup import figures_of


def published() -> list[Report]:
    """The newest published version of every year of the home organ."""
    reports = Report.objects.published().filter(organ__is_home=True).order_by("-year", "-version")
    newest: dict[int, Report] = {}
    for report in reports.select_related("organ"):
        newest.setdefault(report.year, report)
    return list(newest.values())


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """All years."""
    return render(request, "report/public_list.html", {"reports": published()})


def _find(year: int, version: int | None) -> Report:
    found = (
        Report.objects.published().filter(organ__is_home=True, year=year).select_related("organ", "restates")
    )
    found = found.filter(version=version) if version else found
    report = found.order_by("-version").first()
    if report is None:
        raise Http404
    return report


@require_safe
def year(request: HttpRequest, year: int, version: int | None = None) -> HttpResponse:
    """One year's report as a page; earlier versions stay readable under their number."""
    report = _find(year, version)
    context = {
        "report": report,
        "title": title(report),
        "foreword": foreword(report),
        "sections": sections(report, figures_of(report)),
        "formats": [kind for kind in FORMATS if kind != "html"],
        "newer": Report.objects.published().filter(restates=report).first(),
    }
    return render(request, "report/public_report.html", context)


@require_safe
def file(request: HttpRequest, year: int, kind: str) -> HttpResponseBase:
    """One year's report as a file."""
    if kind not in FORMATS:
        raise Http404
    report = get_object_or_404(Report, pk=_find(year, None).pk)
    response = HttpResponse(export(report, kind), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="report-{year}.{kind}"'
    return response
