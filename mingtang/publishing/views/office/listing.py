"""稿件清单：视图、查找、筛选。主办机关里能看稿件的人员。"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingtang.kit.pagination import page_number, paginate
from mingtang.kit.tables import Sheet, write_xlsx
from mingtang.organs.access import requires
from mingtang.organs.models import Role
from mingtang.publishing.addresses import path_of
from mingtang.publishing.desk import SOME_DAY, WAITING, Desk, with_state
from mingtang.publishing.models import Column, Piece, Stage
from mingtang.publishing.permissions import may_draft, may_read
from mingtang.publishing.views.office.doors import staff_of
from mingtang.publishing.workbench import desk_of
from mingtang.web import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000
VIEWS = {
    "mine": "待我审",
    "others": "在别人手里",
    "drafted": "我拟的",
    "live": "已发布",
    "timed": "定时",
    "withdrawn": "已撤下",
    "after": "待补审",
    "all": "全部",
}

MOST_COUNTED = 999


@requires(may_read)
@require_safe
def pieces(request: HttpRequest) -> HttpResponse:
    """The list in one of its views, searched and narrowed."""
    desk = desk_of(staff_of(request), clock.today(request))
    view = request.GET.get("v", "")
    view = view if view in VIEWS else _first_view(desk)
    found = narrowed(of_view(desk, view), request.GET)
    page = paginate(found, page_number(request.GET.get("page", 1)))
    context = {
        "desk": desk,
        "view": view,
        "label": VIEWS[view],
        "views": [_tab(desk, each, view) for each in VIEWS],
        "page": page,
        "rows": [row(desk, each) for each in page.items],
        "columns": Column.objects.order_by("path"),
        "stages": Stage.choices,
        "asked": request.GET,
        "narrowed": any(request.GET.get(name) for name in ("q", "column", "stage", "since", "until")),
        "may_draft": may_draft(desk.person),
        "may_arrange": desk.person.role in (Role.CLERK, Role.VICE_LEADER, Role.LEADER),
    }
    return render(request, "publishing/office/pieces.html", context)


@requires(may_read)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook, as it is searched and narrowed."""
    desk = desk_of(staff_of(request), clock.today(request))
    view = request.GET.get("v", "")
    found = narrowed(of_view(desk, view if view in VIEWS else "all"), request.GET)
    rows = (_exported(desk, each) for each in found[:MOST_ROWS])
    answer = HttpResponse(write_xlsx([Sheet("稿件", HEADS, rows)]), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"稿件清单{desk.day}.xlsx")
    return answer


HEADS = (
    "标题",
    "栏目",
    "责任科室",
    "拟稿人",
    "办到",
    "索引号",
    "来源",
    "作者",
    "首次发布",
    "最近发布",
    "网址",
)


def _exported(desk: Desk, piece: Piece) -> list[Any]:
    column, section = desk.places.column(piece), desk.places.section(piece)
    days = [
        timezone.localdate(at) if at else None for at in (piece.first_published_at, piece.last_published_at)
    ]
    return [
        piece.draft_title or piece.title, column.title if column else "", section.name if section else "",
        piece.owner.name if piece.owner else "", piece.get_stage_display(), piece.index_number, piece.source, piece.author,
        *days, path_of(piece),
    ]  # fmt: skip


def _first_view(desk: Desk) -> str:
    if desk.person.role in (Role.VICE_LEADER, Role.LEADER):
        return "mine"
    return "drafted" if may_draft(desk.person) else "others"


def of_view(desk: Desk, view: str) -> QuerySet[Piece]:
    """The pieces of one view; those that need a person's eye are counted out one by one, they are few."""
    chosen = with_state(_chosen(desk, view))
    if view in ("mine", "others"):
        return chosen.order_by(F("since").asc(nulls_last=True), "pk")
    newest = "-last_published_at" if view in ("live", "withdrawn") else "-latest_revision_created_at"
    return chosen.order_by(newest, "-id")


def _chosen(desk: Desk, view: str) -> QuerySet[Piece]:
    pieces = Piece.objects.order_by()
    if view in ("mine", "others"):
        few = desk.for_me() if view == "mine" else desk.with_others()
        return pieces.filter(pk__in=[each.pk for each in few])
    if view == "timed":  # two questions, since one with “or” reads every piece
        ids = pieces.values_list("pk", flat=True)
        return pieces.filter(
            pk__in=list(ids.filter(stage=Stage.SCHEDULED).union(ids.filter(hide_at__gte=SOME_DAY)))
        )
    found = {
        "drafted": Q(owner=desk.person),
        "live": Q(live=True),
        "withdrawn": Q(stage=Stage.WITHDRAWN),
        "after": Q(review_by__gte=SOME_DAY),
    }
    return pieces.filter(found.get(view, Q()))


def narrowed(pieces: QuerySet[Piece], asked: Any) -> QuerySet[Piece]:
    """By words in title, number or author, by column with all below it, by stage, by day of publication."""
    words = asked.get("q", "").replace("\0", "").strip()[:100]
    if words:
        pieces = pieces.filter(
            Q(draft_title__icontains=words) | Q(title__icontains=words) | Q(index_number__icontains=words)
            | Q(author__icontains=words) | Q(document__number__icontains=words)
        )  # fmt: skip
    if asked.get("column", "").isdecimal() and (
        column := Column.objects.filter(pk=int(asked["column"][:18])).first()
    ):
        pieces = pieces.descendant_of(column)  # type: ignore[attr-defined]
    if asked.get("stage") in Stage.values:
        pieces = pieces.filter(stage=asked["stage"])
    for name, lookup in (
        ("since", "first_published_at__date__gte"),
        ("until", "first_published_at__date__lte"),
    ):
        if day := _day(asked.get(name, "")):
            pieces = pieces.filter(**{lookup: day})
    return pieces


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _tab(desk: Desk, view: str, current: str) -> dict[str, Any]:
    chosen = _chosen(desk, view)
    count = up_to(chosen)
    red = view == "after" and count and chosen.filter(review_by__lt=clock.now()).exists()
    return {
        "url": f"?v={view}",
        "label": VIEWS[view],
        "count": said(count),
        "current": view == current,
        "red": red,
    }


def up_to(pieces: QuerySet[Piece]) -> int:
    """How many, counted no further than anybody would read them one by one."""
    return pieces.order_by()[: MOST_COUNTED + 1].count()


def said(number: int) -> str:
    """The number, or that there are more."""
    return str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+"


def row(desk: Desk, piece: Piece) -> dict[str, Any]:
    """What a line of the list says."""
    run = piece.checks.filter(nightly=False).first() if piece.stage in (*WAITING, Stage.BLOCKED) else None
    days = desk.days(piece)
    return {
        "piece": piece,
        "title": piece.draft_title or piece.title,
        "column": desk.places.column(piece),
        "section": desk.places.section(piece),
        "holder": desk.holder(piece),
        "days": days,
        "wait": ("late" if days >= 3 else "soon" if days else "") if piece.stage in WAITING else "",
        "found": len(run.findings) if run else 0,
        "verdict": run.verdict if run else "",
        "asked": piece.live and getattr(piece, "asked", "") == "removal_asked",
        "overdue": bool(piece.review_by and piece.review_by < clock.now()),
    }
