"""核对：等式、跨年、正文、文书四类规则一起跑；软规则可以说明，硬规则必须平。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingtang.law.annual_report.check import assess
from mingtang.law.annual_report.finding import Finding, Status
from mingtang.law.annual_report.narrative import Narrative
from mingtang.law.annual_report.tables import Figures
from mingtang.organs.models import OrganKind
from mingtang.report import papers
from mingtang.report.models import FIXED, Report
from mingtang.report.rollup import figures_of, live_figures, reporting
from mingtang.report.tables import figures_from_json


@dataclass(frozen=True)
class Checked:
    """The figures and what the rules say of them."""

    figures: Figures
    findings: tuple[Finding, ...]
    accepted: frozenset[str]

    @property
    def hard(self) -> list[Finding]:
        """Hard rules that fail."""
        return [f for f in self.findings if f.failed and f.level == "hard"]

    @property
    def soft(self) -> list[Finding]:
        """Soft rules that fail and have no written reason."""
        return [f for f in self.findings if f.failed and f.level == "soft" and f.rule not in self.accepted]

    @property
    def passed(self) -> list[Finding]:
        """Rules that hold."""
        return [f for f in self.findings if f.status is Status.PASS]


def previous_figures(report: Report) -> Figures | None:
    """Last year's figures: of its last frozen report when there is one, else counted from the cases if there were any."""
    fixed = Report.objects.filter(organ=report.organ, year=report.year - 1, state__in=FIXED)
    before = fixed.order_by("-version").first()
    if before and before.figures:
        return figures_from_json(before.figures)
    figures = live_figures(report.organ, report.year - 1)
    handled = figures.table3 and any(any(row) for row in figures.table3.rows)
    return figures if handled else None


def narrative_of(report: Report) -> Narrative:
    """The text as the rules read it; the sections of tables have no words of their own."""
    text = report.narrative
    sections = tuple(text.get(str(number), "") for number in range(1, 7))
    government = report.organ.kind == OrganKind.LOCAL_GOVERNMENT
    return Narrative(sections, report.year, title=str(report), government=government)


def checked(report: Report, on: date) -> Checked:
    """Run every rule on a report as it stands."""
    figures = figures_of(report)
    narrative = narrative_of(report)
    findings = assess(figures, previous=previous_figures(report), narrative=narrative)
    organs = reporting(report.organ)
    # A government sums what its organs froze; whether their cases still agree is for each organ's own report to say.
    backed = papers.check(organs, report.year, figures.table3 if len(organs) == 1 else None)
    accepted = frozenset(report.acceptances.values_list("rule", flat=True))
    return Checked(figures, (*findings, *backed), accepted)


def blocking(report: Report, on: date) -> list[Finding]:
    """What keeps the report from being frozen: hard rules that fail, soft ones without a written reason."""
    result = checked(report, on)
    return [*result.hard, *result.soft]
