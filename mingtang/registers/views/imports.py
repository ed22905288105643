"""导入：选文件、看结果、导入或放弃、下载退回的行。只对经办人和系统管理员开放。"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingtang.organs.access import requires
from mingtang.organs.refusal import Refused
from mingtang.registers import actions
from mingtang.registers.actions.imports import outlook
from mingtang.registers.forms import ImportForm
from mingtang.registers.models import ImportBatch, Kind
from mingtang.registers.permissions import may_write
from mingtang.registers.places import place_of
from mingtang.registers.stored import load_rejected, load_rows
from mingtang.registers.table.columns import COLUMNS, title_of
from mingtang.registers.table.workbooks import rejected_workbook, template
from mingtang.registers.views.common import download, me, my_organ
from mingtang.web import clock

SHOWN = 10


@require_http_methods(["GET", "POST"])
@requires(may_write)
def start(request: HttpRequest) -> HttpResponse:
    """Choose a register and a file; nothing is imported yet."""
    initial = {"kind": request.GET.get("kind", Kind.LICENCE.value)}
    form = ImportForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        try:
            seen = actions.preview_import(
                kind, file, file.name or "", by=me(request), on=clock.today(request), organ=my_organ(request)
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            if seen.ignored:
                messages.warning(request, f"没有用到的列：{'、'.join(seen.ignored)[:200]}。")
            return redirect("registers:import", pk=seen.batch.pk)
    return render(request, "registers/import_start.html", {"form": form, "kinds": Kind.choices})


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    """A batch of one's own organ; those of others do not exist here."""
    return get_object_or_404(
        ImportBatch.objects.select_related("by", "organ"), pk=pk, organ=my_organ(request)
    )


@never_cache
@require_safe
@requires(may_write)
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """What an import would do, or what it did."""
    found = _batch(request, pk)
    if found.state == ImportBatch.State.DISCARDED:
        raise Http404
    context = {"batch": found, "place": place_of(found.kind), "rejected": load_rejected(found.rejected)[:200]}
    if found.state == ImportBatch.State.PREVIEWED:
        context |= _preview(found)
    return render(request, "registers/import.html", context)


def _preview(found: ImportBatch) -> dict:
    result = outlook(found)
    columns = [column for column in COLUMNS[found.kind] if column.field not in ("subject", "subject_kind")]
    if any(column.field == "subject" for column in COLUMNS[found.kind]):
        titles = [*(title_of(column) for column in columns), "相对人"]
        fields = [*(column.field for column in columns), "subject_shown"]
    else:
        titles, fields = [title_of(column) for column in columns], [column.field for column in columns]
    rows = [
        (row.line, list(zip(titles, (row.values.get(field) for field in fields), strict=True)))
        for row in load_rows(found.payload[:SHOWN])
    ]
    same = ImportBatch.objects.filter(
        organ=found.organ, kind=found.kind, sha256=found.sha256, state=ImportBatch.State.APPLIED
    ).first()
    return {"result": result, "rejected": result.rejected[:200], "titles": titles, "rows": rows, "same": same}


@require_POST
@requires(may_write)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Import what was shown."""
    wanted = request.POST.get("correct") == "1"
    try:
        done = actions.apply_import(
            _batch(request, pk), by=me(request), on=clock.today(request), correct=wanted
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        corrected = f"，更正 {done.corrected} 条" if done.corrected else ""
        messages.success(request, f"已导入 {done.added} 条{corrected}。")
    return redirect("registers:import", pk=pk)


@require_POST
@requires(may_write)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up; nothing was imported."""
    try:
        actions.discard_import(_batch(request, pk), by=me(request), on=clock.today(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registers:import", pk=pk)
    messages.success(request, "已放弃，什么也没有导入。")
    return redirect("registers:import_start")


@require_safe
@requires(may_write)
def rejected(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows sent back, each with its reason, to be mended and imported again."""
    found = _batch(request, pk)
    rows = (
        outlook(found).rejected
        if found.state == ImportBatch.State.PREVIEWED
        else load_rejected(found.rejected)
    )
    return download(rejected_workbook(rows), f"退回的行-{found.get_kind_display()}.xlsx")


@require_safe
@requires(may_write)
def template_file(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty workbook to fill in."""
    if kind not in Kind.values:
        raise Http404
    return download(template(kind), f"{Kind(kind).label}导入模板.xlsx")
