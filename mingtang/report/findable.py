"""已公布的年度报告可以在站内查到；首页的数随公布更新。"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from mingtang.publishing import store
from mingtang.report.export import foreword, sections, title
from mingtang.report.models import Report
from mingtang.report.rollup import figures_of
from mingtang.search import index

KIND = "report"


def published() -> list[Report]:
    """The newest published version of every year of the home organ."""
    reports = Report.objects.published().filter(organ__is_home=True).order_by("-year", "-version")
    newest: dict[int, Report] = {}
    for report in reports.select_related("organ"):
        newest.setdefault(report.year, report)
    return list(newest.values())


def connect() -> None:
    """Register the source; called when the program starts."""
    index.register_source(index.Source(KIND, "年度报告", _documents))


def shown(report: Report) -> None:
    """Let the report of the home organ be found, in the transaction that publishes it; the home page shows its figures."""
    if report.organ.is_home:
        index.put(_document(report))
        store.drop(["/", "/open-data/"])


def _document(report: Report) -> index.Document:
    said = [
        foreword(report),
        *(text for part in sections(report, figures_of(report)) for text in part.paragraphs),
    ]
    return index.Document(
        KIND,
        str(report.year),
        title(report),
        "\n".join(said),
        url=reverse("annual:year", args=[report.year]),
        channel="政府信息公开年报",
        channel_key=reverse("annual:years"),
        on=report.published_on,
    )


def _documents() -> Iterator[index.Document]:
    return (_document(each) for each in published())
