"""报告的行为：起草、写正文、说明、审核、批准、冻结、公布、更正。"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from mingtang.kit import audit
from mingtang.kit.db import take_order_lock, writing
from mingtang.law.annual_report import FORM_2021
from mingtang.organs.models import Organ, Role, Staff
from mingtang.organs.refusal import require
from mingtang.report import findable, narrative
from mingtang.report.checking import blocking, checked
from mingtang.report.models import Acceptance, Report, ReportState
from mingtang.report.rollup import kept, live_figures, parts

WRITERS = {Role.CLERK}
REVIEWERS = {Role.VICE_LEADER}
APPROVERS = {Role.LEADER}


def _may(by: Staff, roles: set[Role], organ: Organ, what: str) -> None:
    require(
        by.role in roles and by.organ_id == organ.pk,
        f"{by.get_role_display()}不能{what}，请交有此职责的人办理。",
    )


def _take(report: Report) -> None:
    """The report as it is now, held until the act is done: what somebody else just saved is not written over."""
    Report.objects.select_for_update().get(pk=report.pk)
    report.refresh_from_db()


@contextmanager
def _changing(report: Report, act: str, by: Staff, reason: str = "") -> Iterator[dict[str, Any]]:
    """The report as it is now, to be checked and changed; then kept with a line in the log, all or nothing."""
    noted: dict[str, Any] = {}
    with writing():
        _take(report)
        yield noted
        report.save()
        audit.record(act, by=by, subject=report, reason=reason, data=noted)


def _back_to_work(report: Report) -> None:
    """Reviewed and approved again before it can be frozen."""
    report.state = ReportState.DRAFT
    report.reviewed_by = report.approved_by = None
    report.reviewed_on = report.approved_on = None


def start(*, organ: Organ, year: int, by: Staff, on: date, demo: bool = False) -> Report:
    """Open the report of a year with a drafted text; a second call returns the one that is open."""
    _may(by, WRITERS, organ, "起草年度报告")
    require(year <= on.year, f"{year}年还没有到，不能起草这一年的报告。")
    first = FORM_2021.first_year
    require(
        year >= first,
        f"{year}年度的报告不用现行格式（国办公开办函〔2021〕30号），这里编制{first}年度起的报告。",
    )
    with writing():
        take_order_lock()  # two at once would both find none
        current = Report.objects.filter(organ=organ, year=year).current().first()
        if current:
            return current
        text = narrative.draft(organ, year, live_figures(organ, year))
        report = Report.objects.create(organ=organ, year=year, narrative=text, demo=demo)
        audit.record("report.start", by=by, subject=report)
    return report


def write(report: Report, *, by: Staff, on: date, text: dict[str, str], seen: str | None = None) -> Report:
    """Save the text; a text changed after review or approval must be reviewed again.

    ``seen`` is the mark of the text that was on the screen: another one saved meanwhile is not written over.
    """
    _may(by, WRITERS, report.organ, "写正文")
    with _changing(report, "report.write", by):
        require(not report.fixed, "报告已冻结：公布以前先解除冻结，公布以后出更正说明。")
        require(
            seen in (None, narrative.mark(report.narrative)),
            "正文已有新保存的内容，请看过最新的正文再保存；您填的内容仍在。",
        )
        report.narrative = {key: text.get(key, "").strip() for key in ("1", "5", "6")}
        _back_to_work(report)
    return report


def accept(report: Report, *, by: Staff, on: date, rule: str, place: str, reason: str) -> Acceptance:
    """Accept a soft finding with a written reason, kept with name and day."""
    _may(by, WRITERS | REVIEWERS, report.organ, "说明软规则")
    require(bool(reason.strip()), "写明原因后再保存。")
    found = [f for f in checked(report, on).findings if f.rule == rule and f.failed]
    require(bool(found), "这条规则没有不符，不需要说明。")
    require(all(f.level == "soft" for f in found), "硬规则不平不能用说明代替，请改正数字或者案卷。")
    with writing():
        _take(report)
        require(not report.fixed, "报告已冻结，不再需要说明。")
        accepted, _ = Acceptance.objects.update_or_create(
            report=report, rule=rule, place=place, defaults={"reason": reason, "by": by, "on": on}
        )
        audit.record("report.accept", by=by, subject=report, reason=reason, data={"rule": rule})
    return accepted


def review(report: Report, *, by: Staff, on: date) -> Report:
    """The deputy in charge passes the report on."""
    _may(by, REVIEWERS, report.organ, "审核年度报告")
    with _changing(report, "report.review", by):
        require(report.state == ReportState.DRAFT, "报告不在待审核的一步。")
        report.state, report.reviewed_by, report.reviewed_on = ReportState.REVIEWED, by, on
    return report


def approve(report: Report, *, by: Staff, on: date) -> Report:
    """The head approves (条例 art. 49)."""
    _may(by, APPROVERS, report.organ, "批准年度报告")
    with _changing(report, "report.approve", by):
        require(report.state == ReportState.REVIEWED, "先经分管领导审核，再批准。")
        report.state, report.approved_by, report.approved_on = ReportState.APPROVED, by, on
    return report


def freeze(report: Report, *, by: Staff, on: date) -> Report:
    """Keep the figures as they are now; refused before the year is over or while a hard rule fails."""
    _may(by, WRITERS, report.organ, "冻结年度报告")
    with _changing(report, "report.freeze", by) as noted:
        require(report.state == ReportState.APPROVED, "先经主要领导批准，再冻结。")
        require(on > date(report.year, 12, 31), f"{report.year}年还没有结束，年度期满后才能冻结。")
        wrong = blocking(report, on)
        require(not wrong, f"还有{len(wrong)}项没有解决：{wrong[0].sentence if wrong else ''}")
        report.figures = kept(parts(report.organ, report.year))
        report.state, report.frozen_on = ReportState.FROZEN, on
        noted["table3"] = report.figures["table3"]
    return report


def reopen(report: Report, *, by: Staff, on: date, why: str) -> Report:
    """Take a frozen report back to work before it is published, to be reviewed, approved and frozen anew."""
    _may(by, WRITERS, report.organ, "解除冻结")
    require(bool(why.strip()), "写明为什么解除冻结。")
    with _changing(report, "report.reopen", by, why):
        require(
            report.state == ReportState.FROZEN,
            "只有冻结以后、公布以前的报告可以解除冻结；已公布的出更正说明。",
        )
        report.figures = report.frozen_on = None
        _back_to_work(report)
    return report


def publish(report: Report, *, by: Staff, on: date) -> Report:
    """Show the frozen report to the public (条例 art. 49: by 31 January for departments)."""
    _may(by, WRITERS, report.organ, "公布年度报告")
    with _changing(report, "report.publish", by):
        require(report.state == ReportState.FROZEN, "先冻结，再公布。")
        report.state, report.published_on = ReportState.PUBLISHED, on
        findable.shown(report)
    return report


def restate(report: Report, *, by: Staff, on: date, why: str) -> Report:
    """Open a corrected version beside the published one; the earlier one stays readable."""
    _may(by, WRITERS, report.organ, "更正年度报告")
    require(bool(why.strip()), "写明更正什么、为什么更正。")
    with writing():
        _take(report)
        require(
            report.state == ReportState.PUBLISHED,
            "报告公布以后才需要更正说明；冻结而没有公布的，先解除冻结再改。",
        )
        require(not Report.objects.filter(restates=report).exists(), "这一版已有更正版，请在更正版上继续。")
        newer = Report.objects.create(
            organ=report.organ,
            year=report.year,
            version=report.version + 1,
            restates=report,
            restatement=why,
            narrative=report.narrative,
            demo=report.demo,
        )
        audit.record("report.restate", by=by, subject=newer, reason=why)
    return newer
