"""汇总：几个机关的报告合成本级政府的报告。取每个机关最近一版已冻结的数字，没有冻结的现算。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mingtang.law.annual_report.tables import Figures
from mingtang.organs.models import Organ, OrganKind
from mingtang.report.models import FIXED, Report
from mingtang.report.tables import figures, figures_from_json


def reporting(organ: Organ) -> list[Organ]:
    """The organs whose records a report of ``organ`` counts: itself, and for a government those below it."""
    if organ.kind != OrganKind.LOCAL_GOVERNMENT:
        return [organ]
    return [organ, *Organ.objects.below(organ)]


def live_figures(organ: Organ, year: int) -> Figures:
    """The figures of ``organ`` for ``year``: a department's counted now, a government's summed over its organs."""
    organs = reporting(organ)
    if len(organs) == 1:
        return figures(organ, year)
    frozen: dict[int, Any] = dict(
        Report.objects.filter(organ__in=organs, year=year, state__in=FIXED)
        .order_by("version")
        .values_list("organ_id", "figures")
    )
    counted_now = [each for each in organs if each.pk not in frozen or each.pk == organ.pk]
    total = figures(counted_now, year)
    for each in organs:
        if each.pk in frozen and each.pk != organ.pk:
            total = total + figures_from_json(frozen[each.pk])
    return total


@dataclass(frozen=True)
class Source:
    """一个机关怎样进入汇总：已冻结的取冻结的数字，没有冻结的现算。"""

    organ: Organ
    report: Report | None

    def cell(self, row: str) -> int | None:
        """The total of one row of its frozen 表三; None while it is counted live."""
        table = figures_from_json(self.report.figures).table3 if self.report and self.report.figures else None
        return table.cell(row) if table else None


def sources(organ: Organ, year: int) -> list[Source]:
    """The organs below a government with the report each is taken from; none for a department."""
    below = reporting(organ)[1:]
    fixed = Report.objects.filter(organ__in=below, year=year, state__in=FIXED).order_by("version")
    newest = {report.organ_id: report for report in fixed}
    return [Source(each, newest.get(each.pk)) for each in below]


def figures_of(report: Report) -> Figures:
    """What a report shows: frozen figures once frozen, else counted now."""
    return figures_from_json(report.figures) if report.figures else live_figures(report.organ, report.year)


def current_figures(organ: Organ, year: int) -> Figures:
    """The figures of the newest version of a year's report; counted now when there is no report."""
    report = Report.objects.filter(organ=organ, year=year).order_by("-version").first()
    return figures_of(report) if report else live_figures(organ, year)
