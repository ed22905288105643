"""案件清单和导出。能看案件的人员；各看各的范围。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mingtang.disclosure.forms.office.filters import CaseFilter
from mingtang.disclosure.models import Case
from mingtang.disclosure.models.case import CaseQuerySet
from mingtang.disclosure.permissions import cases_below, cases_for, may_file
from mingtang.disclosure.privacy import hide, note_export
from mingtang.disclosure.views.office.chips import DONE, stored_status
from mingtang.disclosure.views.office.doors import sees_cases, staff_of
from mingtang.disclosure.views.office.listing import VIEWS, counts, page_of, rows, seen_as
from mingtang.disclosure.views.office.people import People
from mingtang.disclosure.words import outcome_label
from mingtang.kit.masking import mask_name
from mingtang.kit.tables.writing import Sheet, Value, write_xlsx
from mingtang.law.calendar import Calendar
from mingtang.organs.access import requires
from mingtang.organs.calendars import current_calendar
from mingtang.web import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_FILTERS = ("row", "col", "route", "result", "year")


def _view_of(request: HttpRequest) -> str:
    """The chosen view; a cell of the report opens all its cases, finished or not."""
    asked = request.GET.get("v", "")
    if asked in VIEWS:
        return asked
    return "all" if any(request.GET.get(name) for name in CELL_FILTERS) else "open"


def _narrowed(request: HttpRequest) -> tuple[CaseFilter, CaseQuerySet]:
    """The filter form and the cases it leaves; a filter that makes no sense leaves none rather than all."""
    staff = staff_of(request)
    scope = cases_below(staff) if request.GET.get("organ") else cases_for(staff)
    chosen = CaseFilter(request.GET, queryset=scope, staff=staff)
    if not chosen.form.is_valid():
        return chosen, scope.none()
    return chosen, chosen.qs


@requires(sees_cases)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Views with their counts, the filters, the cases by due day."""
    staff, day = staff_of(request), clock.today(request)
    view = _view_of(request)
    chosen, found = _narrowed(request)
    below = chosen.below
    page = page_of(seen_as(found, view, staff, day), request.GET.get("page", 1), view)
    context = {
        "page": page,
        "rows": list(rows(page.items, People(below.pk if below else staff.organ_id), current_calendar(), day)),
        "views": [] if below else _tabs(view, counts(cases_for(staff), staff, day)),
        "below": below,
        "view": view,
        "filter": chosen,
        "taken": _taken(request, chosen),
        "may_file": may_file(staff),
    }
    return render(request, "disclosure/office/cases.html", context)


def _taken(request: HttpRequest, chosen: CaseFilter) -> list[tuple[str, str, str]]:
    """(label, value, address without it) of every filter in use."""
    found = []
    for name, label, value in chosen.chosen:
        rest = request.GET.copy()
        for gone in (name, "page"):
            rest.pop(gone, None)
        found.append((label, value, f"?{rest.urlencode()}"))
    return found


def _tabs(current: str, found: dict[str, str]) -> list[dict[str, Any]]:
    address = reverse("cases:list")
    return [
        {
            "label": label,
            "url": f"{address}?v={view}",
            "count": found[view],
            "current": view == current,
            "red": view == "today" and found[view] != "0",
        }
        for view, label in VIEWS.items()
    ]


HEADERS = ["登记编号", "种类", "事项", "申请人", "申请人类别", "渠道", "提交日期", "收到日期", "答复期限", "状态", "阶段", "轮到", "承办科室", "处理结果", "结果日期", "答复送出", "按期", "演示数据"]


@requires(sees_cases)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same cases as the list, all of them, as a workbook in which names are masked."""
    staff, day = staff_of(request), clock.today(request)
    if request.GET.get("organ"):
        raise PermissionDenied("下级机关的案件供查看，不导出；需要清单的，向该机关调取。")
    _, found = _narrowed(request)
    found = seen_as(found, _view_of(request), staff, day).order_by("due_on", "pk")
    lean = found.select_related("applicant", "section").only(*COLUMNS)
    people, calendar = People(staff.organ_id), current_calendar()
    body = write_xlsx([Sheet("依申请公开", HEADERS, _lines(lean.iterator(chunk_size=500), people, calendar, day))])
    note_export(by=staff, query=request.GET.dict())
    answer = HttpResponse(body, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="cases-{day:%Y%m%d}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


COLUMNS = [
    *["number", "kind", "title", "channel", "submitted_on", "received_on", "due_on", "stage", "holder", "holder_name", "outcome", "result_on"],
    *["replied_on", "in_time", "demo", "clock_state", "applicant_kind", "organ_id", "applicant__name", "applicant__contact"],
    *["applicant__agent_name", "section__name"],
]
IN_TIME = {True: "是", False: "否", None: ""}


def _lines(found: Iterable[Case], people: People, calendar: Calendar, day: date) -> Iterator[list[Value]]:
    for case in found:
        done = case.stage in DONE
        yield [
            case.number, case.get_kind_display(), hide(case.title, case.applicant), mask_name(case.applicant.name),
            case.get_applicant_kind_display(), case.get_channel_display(), case.submitted_on, case.received_on,
            case.due_on, stored_status(case, calendar, day).chip.words, case.get_stage_display(),
            "" if done else people.who(case.holder, case.holder_name),
            case.section.name if case.section else "", outcome_label(case.outcome) if case.outcome else "",
            case.result_on, case.replied_on, IN_TIME[case.in_time], "演示" if case.demo else "",
        ]  # fmt: skip
