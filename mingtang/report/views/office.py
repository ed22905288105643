"""工作台的年度报告：本机关人员可以看；写、审、批各由经办人、分管领导、主要领导。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingtang.law.annual_report.finding import Finding
from mingtang.law.annual_report.rules import RULES
from mingtang.law.periods import report_dates
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import OrganKind, Role, Staff
from mingtang.organs.refusal import Refused
from mingtang.report import actions, layout, papers
from mingtang.report.changes import changes
from mingtang.report.checking import Checked, checked
from mingtang.report.export import FORMATS, TYPES, export
from mingtang.report.forms import NarrativeForm, ReasonForm
from mingtang.report.models import Report
from mingtang.report.narrative import mark
from mingtang.report.rollup import Part, parts_of
from mingtang.report.views.cells import cell_url
from mingtang.report.views.doors import readers_only, the_report
from mingtang.web.clock import today


@require_safe
@readers_only
def index(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """All years of the organ, newest first, and the year that is now running."""
    day = today(request)
    reports = Report.objects.filter(organ=staff.organ).select_related("organ")
    known = {report.year for report in reports}
    return render(
        request,
        "report/office_list.html",
        {
            "reports": reports,
            "startable": [y for y in (day.year, day.year - 1) if y not in known],
            "may_start": staff.role == Role.CLERK,
        },
    )


@require_POST
@readers_only
def start(request: HttpRequest, staff: Staff, year: int) -> HttpResponseBase:
    """Open the report of a year."""
    organ = staff.organ
    if organ is None:
        raise Http404
    return _do(request, lambda: actions.start(organ=organ, year=year, by=staff, on=today(request)), year)


def _do(request: HttpRequest, act: Callable[[], object], year: int) -> HttpResponseBase:
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    if not Report.objects.filter(year=year, organ=getattr(request.user, "organ", None)).exists():
        return redirect("report:index")
    return redirect("report:year", year=year)


@require_safe
@readers_only
def year(request: HttpRequest, staff: Staff, year: int) -> HttpResponseBase:
    """The report at work: tables that open their cases, rules with both sides, what may be done next."""
    report, day = the_report(staff, year), today(request)
    result, parts = checked(report, day), parts_of(report)
    several = len(parts) > 1
    kind = "government" if report.organ.kind == OrganKind.LOCAL_GOVERNMENT else "department"
    dates = report_dates(year, kind, current_calendar())
    return render(
        request,
        "report/office_report.html",
        {
            "report": report,
            "result": result,
            "dates": dates,
            "versions": Report.objects.filter(organ=report.organ, year=year),
            "left": current_calendar().workdays_between(day, dates.target),
            "steps": _steps(report),
            **_grids(result, year, several),
            "finds": _finds(result),
            "several": several,
            "parts": [_shown(part) for part in parts] if several else [],
            "changes": [
                {"change": each, "url": cell_url(each.key, year, each.now, several)} for each in changes(report)
            ],
            "next": _next(report, staff),
            "formats": FORMATS,
            "may_write": staff.role == Role.CLERK,
        },
    )


def _grids(result: Checked, year: int, several: bool) -> dict[str, dict[str, Any]]:
    """The three tables for the page: heading rows and body, every figure with the address of what is behind it."""
    bad = {
        (str(place.table), place.row, place.column) for f in result.hard for place in f.where if place.table
    }
    made = {}
    for number, draw in layout.GRIDS.items():
        rows = [
            [
                {"box": box, "url": cell_url(box.key, year, box.text, several) if box.key else "", "bad": box.key in bad}
                for box in row
            ]
            for row in draw(result.figures)
        ]
        heads = layout.HEAD_ROWS[int(number)]
        made[f"table{number}"] = {"head": rows[:heads], "body": rows[heads:]}
    return made


def _shown(part: Part) -> dict[str, Any]:
    """One organ of a government's report with the figures people ask for first."""
    table = part.figures.table3
    return {"part": part, "cells": [table.cell(row) for row in ("new", "done", "carried_out")] if table else []}


STEPS = (
    ("draft", "归集核对"),
    ("reviewed", "分管领导审核"),
    ("approved", "主要领导批准"),
    ("frozen", "冻结"),
    ("published", "公布"),
)


def _steps(report: Report) -> list[dict[str, str]]:
    names = [name for name, _ in STEPS]
    at = names.index(report.state)
    notes = {
        "reviewed": report.reviewed_by,
        "approved": report.approved_by,
        "frozen": report.frozen_on,
        "published": report.published_on,
    }
    done = report.state == "published"
    return [
        {
            "label": label,
            "state": "done" if i < at or done else ("now" if i == at else ""),
            "note": str(notes.get(name) or ""),
        }
        for i, (name, label) in enumerate(STEPS)
    ]


def _finds(result: Checked) -> list[dict[str, Any]]:
    return [_find(f) for f in (*result.hard, *result.soft)]


def _find(finding: Finding) -> dict[str, Any]:
    return {
        "level": "bad" if finding.level == "hard" else "warn",
        "title": f"{finding.rule}　{finding.name}",
        "rule": finding.rule,
        "left": "" if finding.left is None else str(finding.left),
        "left_label": finding.left_says,
        "right": "" if finding.right is None else str(finding.right),
        "right_label": finding.right_says,
        "text": finding.sentence,
        "refs": finding.refs,
        "unnamed": finding.unnamed,
        "listed": finding.rule in papers.ABOUT_CASES and bool(finding.refs),
        "soft": finding.level == "soft",
    }


NEXT = {
    "draft": ("review", "审核通过", Role.VICE_LEADER),
    "reviewed": ("approve", "批准", Role.LEADER),
    "approved": ("freeze", "冻结数字", Role.CLERK),
    "frozen": ("publish", "公布", Role.CLERK),
}
ACTS = {
    "review": actions.review,
    "approve": actions.approve,
    "freeze": actions.freeze,
    "publish": actions.publish,
}


def _next(report: Report, staff: Staff) -> dict[str, Any] | None:
    if report.state not in NEXT:
        return None
    kind, label, role = NEXT[report.state]
    return {"kind": kind, "label": label, "mine": staff.role == role, "who": Role(role).label}


@require_POST
@readers_only
def act(request: HttpRequest, staff: Staff, year: int, kind: str) -> HttpResponseBase:
    """Review, approve, freeze or publish."""
    if kind not in ACTS:
        raise Http404
    report = the_report(staff, year)
    return _do(request, lambda: ACTS[kind](report, by=staff, on=today(request)), year)


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def text(request: HttpRequest, staff: Staff, year: int) -> HttpResponseBase:
    """Write sections one, five and six beside what the rules say of them."""
    report = the_report(staff, year)
    told = report.narrative
    shown = {"one": told.get("1"), "five": told.get("5"), "six": told.get("6"), "seen": mark(told)}
    form = NarrativeForm(request.POST or None, initial=shown)
    newer = None
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] or None
        try:
            actions.write(report, by=staff, on=today(request), text=form.text(), seen=seen)
            return redirect("report:text", year=year)
        except Refused as refused:
            messages.error(request, str(refused))
            newer = report.narrative if seen and seen != mark(report.narrative) else None
            form = NarrativeForm({**request.POST.dict(), "seen": mark(report.narrative)})
    finds = [
        f
        for f in _finds(checked(report, today(request)))
        if f["rule"][0] in "NR" or f["rule"] in ("K11", "K20")
    ]
    return render(request, "report/office_text.html", {"report": report, "form": form, "finds": finds, "newer": newer})


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def accept(request: HttpRequest, staff: Staff, year: int, rule: str) -> HttpResponseBase:
    """Give the written reason for a soft finding."""
    if rule not in RULES:
        raise Http404
    return _with_reason(
        request, staff, year, lambda report, why, **who: actions.accept(report, rule=rule, place="", reason=why, **who), f"说明 {rule}"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def restate(request: HttpRequest, staff: Staff, year: int) -> HttpResponseBase:
    """Open a corrected version of a published report."""
    return _with_reason(request, staff, year, actions.restate, "出更正说明")


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def reopen(request: HttpRequest, staff: Staff, year: int) -> HttpResponseBase:
    """Take a frozen report that is not published back to work."""
    return _with_reason(request, staff, year, actions.reopen, "解除冻结")


def _with_reason(
    request: HttpRequest, staff: Staff, year: int, act: Callable[..., object], heading: str
) -> HttpResponseBase:
    """Ask why, then do it."""
    report, form = the_report(staff, year), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["reason"]
        return _do(request, lambda: act(report, by=staff, on=today(request), why=why), year)
    return render(request, "report/office_reason.html", {"report": report, "form": form, "heading": heading})


@require_safe
@readers_only
def file(request: HttpRequest, staff: Staff, year: int, kind: str) -> HttpResponseBase:
    """The report as a file, marked as a draft before it is frozen."""
    if kind not in FORMATS:
        raise Http404
    response = HttpResponse(export(the_report(staff, year), kind), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="report-{year}.{kind}"'
    return response
