"""汇总：几个机关的报告合成本级政府的报告。取每个机关最近一版已冻结的数字，没有冻结的现算。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mingtang.law.annual_report.tables import Figures
from mingtang.organs.models import Organ, OrganKind
from mingtang.report.models import FIXED, Report
from mingtang.report.tables import figures_by_organ, figures_from_json, figures_to_json


@dataclass(frozen=True)
class Part:
    """一个机关在汇总里的数字：取自哪一版报告；没有冻结的（``report`` 空）是现算的。"""

    organ: Organ
    figures: Figures
    report: Report | None = None


def reporting(organ: Organ, closed: Iterable[int] = ()) -> list[Organ]:
    """The organs whose records a report of ``organ`` counts: itself, and for a government those below it, level by level.

    Below an organ whose key is in ``closed`` nothing is looked for: its own figures hold what is below it.
    """
    found = {organ.pk: organ}
    level = [organ]
    while parents := [each for each in level if each.kind == OrganKind.LOCAL_GOVERNMENT and each.pk not in closed]:
        level = list(Organ.objects.filter(parent__in=parents).exclude(pk__in=found))
        found |= {each.pk: each for each in level}
    return list(found.values())


def parts(organ: Organ, year: int) -> list[Part]:
    """Each organ that a report of ``organ`` counts, itself first, with its figures as they stand now."""
    everyone = reporting(organ)
    fixed = Report.objects.filter(organ__in=everyone[1:], year=year, state__in=FIXED).order_by("version")
    newest = {report.organ_id: report for report in fixed}
    organs = reporting(organ, newest) if len(everyone) > 1 else everyone
    counted = figures_by_organ([each for each in organs if each.pk not in newest], year)
    return [
        Part(each, counted[each.pk]) if each.pk in counted else Part(each, figures_of(newest[each.pk]), newest[each.pk])
        for each in organs
    ]


def total(found: list[Part]) -> Figures:
    """The sum of the parts."""
    return sum((part.figures for part in found[1:]), found[0].figures)


def live_figures(organ: Organ, year: int) -> Figures:
    """The figures of ``organ`` for ``year``: a department's counted now, a government's summed over its organs."""
    return total(parts(organ, year))


def kept(found: list[Part]) -> dict[str, Any]:
    """What a report keeps when it is frozen: the figures, and for several organs what each had in them."""
    made = figures_to_json(total(found))
    if len(found) > 1:
        made["parts"] = [
            {"organ": part.organ.pk, "version": part.report and part.report.version, **figures_to_json(part.figures)}
            for part in found
        ]
    return made


def parts_of(report: Report) -> list[Part]:
    """The parts of what a report shows: those it was frozen with, before as they are now."""
    frozen = (report.figures or {}).get("parts")
    if frozen is None:
        return parts(report.organ, report.year)
    organs = Organ.objects.in_bulk([each["organ"] for each in frozen])
    versions = Report.objects.filter(organ__in=organs, year=report.year)
    taken = {(each.organ_id, each.version): each for each in versions}
    return [
        Part(organs[each["organ"]], figures_from_json(each), taken.get((each["organ"], each["version"])))
        for each in frozen
    ]


def figures_of(report: Report) -> Figures:
    """What a report shows: frozen figures once frozen, else counted now."""
    return figures_from_json(report.figures) if report.figures else live_figures(report.organ, report.year)


def current_figures(organ: Organ, year: int) -> Figures:
    """The figures of the newest version of a year's report; counted now when there is no report."""
    report = Report.objects.filter(organ=organ, year=year).order_by("-version").first()
    return figures_of(report) if report else live_figures(organ, year)
