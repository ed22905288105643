"""栏目：谁负责、多久更新、有没有逾期；新建、改动、调整位置、归档。看的是能看稿件的人，改的是经办人。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from mingtang.kit import audit
from mingtang.kit.tables import Sheet, write_xlsx
from mingtang.organs.access import requires
from mingtang.organs.act_words import act_words
from mingtang.organs.permissions import may_edit_organ
from mingtang.organs.refusal import Refused
from mingtang.organs.views.common import me
from mingtang.publishing import keeping
from mingtang.publishing.actions import columns as acts
from mingtang.publishing.forms.office.columns import AddForm, ArchiveForm, ColumnForm, PlaceForm, ReasonForm
from mingtang.publishing.furniture import furniture
from mingtang.publishing.keeping import Ledger
from mingtang.publishing.models import Column
from mingtang.publishing.permissions import may_keep_site, may_read
from mingtang.web import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(may_read)
def index(request: HttpRequest) -> HttpResponse:
    """The tree of columns; what is overdue stands first."""
    ledger, asked = Ledger(clock.today(request)), request.GET.get("v", "")
    views = _views(ledger, request)
    chosen = asked if asked in views else ""
    lines = views[chosen][1]()
    context = {
        "lines": lines, "view": chosen, "label": views[chosen][0], "overdue": ledger.overdue() if not chosen else [],
        "views": [
            {"url": f"?v={code}", "label": label, "count": len(found()), "current": code == chosen,
             "red": code == "late" and bool(found())}
            for code, (label, found) in views.items()
        ],
        "may_keep": may_keep_site(request.user), "furniture": furniture(request),
        "may_edit_organ": may_edit_organ(request.user), "count": len(ledger.lines),
    }  # fmt: skip
    return render(request, "publishing/office/columns.html", context)


def _views(ledger: Ledger, request: HttpRequest) -> dict[str, tuple[str, Callable[[], list[Any]]]]:
    section = me(request).section_id
    kept = [each for each in ledger.lines if each.column.archived_on is None and each.column.live]
    shut = [each for each in ledger.lines if each not in kept]
    own = {"mine": ("本科室", lambda: ledger.of(section))} if section else {}
    return {
        "": ("全部", lambda: kept), "late": ("逾期", ledger.overdue), "soon": ("将到期", ledger.soon),
        "empty": ("空栏目", ledger.empty), **own, "archived": ("已归档", lambda: shut),
    }  # fmt: skip


@require_safe
@requires(may_read)
def export(request: HttpRequest) -> HttpResponse:
    """The ledger as a workbook."""
    lines = Ledger(clock.today(request)).lines
    answer = HttpResponse(write_xlsx([Sheet("栏目", keeping.HEADS, keeping.table(lines))]), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"栏目台账{clock.today(request)}.xlsx")
    return answer


@require_safe
@requires(may_read)
def column(request: HttpRequest, pk: int) -> HttpResponse:
    """One column: what is written down, what is below it, what was done with it, what may be done."""
    this = _column(pk)
    lines = Ledger(clock.today(request)).lines
    line = next(each for each in lines if each.column.pk == this.pk)
    below = [
        each
        for each in lines
        if each.column.path.startswith(this.path) and each.column.depth == this.depth + 1
    ]
    trail = audit.trail(this).order_by("-pk")[:30]
    context = {
        "line": line, "column": this, "below": below, "may_keep": may_keep_site(request.user),
        "above": Column.objects.ancestor_of(this).order_by("depth"),
        "done": [(each, act_words(each.act)) for each in trail],
        "archive_form": ArchiveForm(column=this), "reopen_form": ReasonForm(auto_id="id_reopen_%s"),
    }  # fmt: skip
    return render(request, "publishing/office/column.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_keep_site)
def add(request: HttpRequest) -> HttpResponse:
    """Open a column."""
    form = AddForm(request.POST or None, initial=_place_asked(request))
    return _page(request, form, "新建栏目", lambda: _added(request, form))


def _place_asked(request: HttpRequest) -> dict[str, Any]:
    below = request.GET.get("below", "")
    return {"place": f"last-child:{below}"} if below.isdecimal() else {}


def _added(request: HttpRequest, form: AddForm) -> str:
    place, pos = form.target()
    made = acts.add_column(
        place, form.values, slug=form.cleaned_data["slug"], pos=pos, **_signed(request, form)
    )
    messages.success(request, f"“{made.title}”已建立；放进稿件以后公众才看得到。")
    return reverse("site:column", args=[made.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_keep_site)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is written down about a column."""
    this = _column(pk)
    form = ColumnForm(request.POST or None, instance=_column(pk))

    def do() -> str:
        acts.edit_column(this, form.values, **_signed(request, form))
        messages.success(request, f"“{form.cleaned_data['title']}”已保存。")
        return reverse("site:column", args=[pk])

    return _page(request, form, "改动栏目", do, this)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_keep_site)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a column elsewhere in the tree."""
    this = _column(pk)
    form = PlaceForm(request.POST or None, column=this)

    def do() -> str:
        place, pos = form.target()
        acts.move_column(this, place, pos=pos, **_signed(request, form))
        messages.success(request, f"“{this.title}”已调整位置；网址变了的，旧网址自动引到新网址。")
        return reverse("site:column", args=[pk])

    return _page(request, form, "调整位置", do, this)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_keep_site)
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a column."""
    this = _column(pk)
    form = ArchiveForm(request.POST or None, column=this)

    def do() -> str:
        acts.archive_column(this, successor=form.cleaned_data["successor"], **_signed(request, form))
        messages.success(request, f"“{this.title}”已归档，不再催更。")
        return reverse("site:column", args=[pk])

    return _page(request, form, "归档栏目", do, this)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_keep_site)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a column back into use."""
    this = _column(pk)
    form = ReasonForm(request.POST or None)

    def do() -> str:
        acts.reopen_column(this, **_signed(request, form))
        messages.success(request, f"“{this.title}”已恢复。")
        return reverse("site:column", args=[pk])

    return _page(request, form, "恢复栏目", do, this)


def _column(pk: int) -> Column:
    return get_object_or_404(Column, pk=min(pk, 2**63 - 1))


def _signed(request: HttpRequest, form: Any) -> dict[str, Any]:
    return {"by": me(request), "on": clock.today(request), "reason": form.cleaned_data["reason"]}


def _page(
    request: HttpRequest, form: BaseForm, title: str, do: Callable[[], str], this: Column | None = None
) -> HttpResponse:
    """Draw the form; when it is sent and the act is let through, go where ``do`` says."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(do())
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "title": title, "column": this}
    return render(
        request, "publishing/office/column_form.html", context, status=422 if form.is_bound else 200
    )
