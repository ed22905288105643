"""词典：查看对主办机关里能看稿件的人员开放，改动由经办人办理；改之前先看线上会标出多少。"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingtang.kit.tables import Sheet, TableRefused, read_rows, write_xlsx
from mingtang.organs.access import requires
from mingtang.organs.refusal import Refused
from mingtang.organs.views.common import me
from mingtang.publishing.actions import words as acts
from mingtang.publishing.checks.book import Word
from mingtang.publishing.checks.examining import examine
from mingtang.publishing.checks.impact import Impact, impact_of
from mingtang.publishing.checks.passages import Passage
from mingtang.publishing.checks.shelf import book_for
from mingtang.publishing.forms.office.words import FIELDS, ImportForm, StopForm, TrialForm, word_form
from mingtang.publishing.permissions import may_keep_site, may_read
from mingtang.web import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEARCHED = {
    "wrong": ("wrong", "right"), "sensitive": ("word",), "leaders": ("name", "post"), "numbers": ("number", "use"),
}  # fmt: skip


def _kind(kind: str) -> tuple[Any, tuple[str, ...]]:
    if kind not in FIELDS:
        raise Http404
    return FIELDS[kind]


def _tabs(kind: str) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "label": model._meta.verbose_name,
            "count": model._default_manager.count(),
            "current": code == kind,
        }
        for code, (model, _) in FIELDS.items()
    ]


def _context(request: HttpRequest, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind, "title": _kind(kind)[0]._meta.verbose_name, "may_edit": may_keep_site(request.user), **more,
    }  # fmt: skip


@require_safe
@requires(may_read)
def index(request: HttpRequest) -> HttpResponse:
    """The first dictionary."""
    return redirect("words:list", kind="wrong")


@require_safe
@requires(may_read)
def entries(request: HttpRequest, kind: str) -> HttpResponse:
    """One dictionary; ``?q=`` looks in it."""
    model, fields = _kind(kind)
    asked = request.GET.get("q", "").strip()[:60]
    match = Q()
    for name in SEARCHED[kind]:
        match |= Q(**{f"{name}__icontains": asked})
    page = Paginator(model._default_manager.filter(match), 50).get_page(request.GET.get("page"))
    heads = [model._meta.get_field(name).verbose_name for name in fields]
    rows = [
        (entry, list(zip(heads, (_shown(entry, name) for name in fields), strict=True)))
        for entry in page.object_list
    ]
    context = _context(request, kind, page_obj=page, rows=rows, heads=heads, tabs=_tabs(kind), q=asked)
    return render(request, "publishing/office/words.html", context)


def _shown(entry: Any, name: str) -> Any:
    told = getattr(entry, f"get_{name}_display", None)
    value = told() if told else getattr(entry, name)
    return "" if value is None else value


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_keep_site)
def edit(request: HttpRequest, kind: str, pk: int | None = None) -> HttpResponse:
    """Add or change an entry. What it will mark on the site is shown before it is saved."""
    model, fields = _kind(kind)
    entry = get_object_or_404(model, pk=pk) if pk else None
    form = word_form(kind)(
        request.POST or None, instance=entry, initial={} if entry else {"since": clock.today(request)}
    )
    context = _context(request, kind, form=form, entry=entry, stop_form=StopForm())
    if request.method == "POST" and form.is_valid():
        impact = _impact(kind, form.cleaned_data)
        seen = _mark(form.cleaned_data, impact)
        if impact is None or request.POST.get("seen") == seen:
            return _save(request, kind, pk, form, fields, context)
        context |= {"impact": impact, "seen": seen}
    return render(request, "publishing/office/word.html", context)


def _impact(kind: str, data: dict[str, Any]) -> Impact | None:
    """For the dictionaries of words; a leader or a number marks nothing by itself."""
    if kind not in ("wrong", "sensitive"):
        return None
    phrases = tuple(each for each in data["unless"].replace("，", "、").split("、") if each.strip())
    return impact_of(Word(data["wrong" if kind == "wrong" else "word"], unless=phrases))


def _mark(data: dict[str, Any], impact: Impact | None) -> str:
    return sha256(repr((sorted(data.items()), impact)).encode()).hexdigest()[:20]


def _save(
    request: HttpRequest,
    kind: str,
    pk: int | None,
    form: Any,
    fields: tuple[str, ...],
    context: dict[str, Any],
) -> HttpResponse:
    entry = get_object_or_404(_kind(kind)[0], pk=pk) if pk else None
    values = {name: form.cleaned_data[name] for name in fields}
    try:
        kept = acts.keep_word(
            kind,
            values,
            by=me(request),
            on=clock.today(request),
            reason=form.cleaned_data["reason"],
            entry=entry,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "publishing/office/word.html", context)
    messages.success(request, f"已保存“{kept}”，线上的稿件随后重新检查。")
    return redirect("words:list", kind=kind)


@require_POST
@requires(may_keep_site)
def stop(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take an entry out of use."""
    entry = get_object_or_404(_kind(kind)[0], pk=pk)
    try:
        acts.stop_word(entry, by=me(request), on=clock.today(request), reason=request.POST.get("reason", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("words:edit", kind=kind, pk=pk)
    messages.success(request, f"已停用“{entry}”。")
    return redirect("words:list", kind=kind)


@require_safe
@requires(may_read)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole dictionary as a workbook that can be imported again."""
    model, fields = _kind(kind)
    heads = [str(model._meta.get_field(name).verbose_name) for name in fields]
    rows = ([_shown(entry, name) for name in fields] for entry in model._default_manager.iterator())
    title = str(model._meta.verbose_name)
    response = HttpResponse(write_xlsx([Sheet(title, heads, rows)]), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_keep_site)
def take_in(request: HttpRequest, kind: str) -> HttpResponse:
    """Import a table; the lines that were not taken are named with their reason."""
    _kind(kind)
    form = ImportForm(request.POST or None, request.FILES or None)
    context = _context(request, kind, form=form)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = list(_rows(kind, file))
            context["done"] = acts.import_words(
                kind, rows, by=me(request), on=clock.today(request), reason=form.cleaned_data["reason"]
            )
        except (TableRefused, Refused) as refusal:
            form.add_error("file", str(refusal))
    return render(request, "publishing/office/words_import.html", context)


def _rows(kind: str, file: Any) -> Any:
    model, fields = _kind(kind)
    names = {str(model._meta.get_field(name).verbose_name): name for name in fields}
    heads, rows = read_rows(file, file.name or "", most_rows=acts.MOST_ROWS)
    first = next(iter(names))
    if first not in heads:
        raise TableRefused(f"表格没有“{first}”列：列名同导出的表格。")
    for line, cells in rows:
        values = {names[head]: value for head, value in cells.items() if head in names}
        yield line, {name: _plain(model, name, value) for name, value in values.items()}


def _plain(model: Any, name: str, value: Any) -> Any:
    """What a person wrote in a cell as the field wants it: labels become codes, texts stay texts."""
    field = model._meta.get_field(name)
    for code, label in field.choices or ():
        if value == label:
            return code
    kind = field.get_internal_type()
    return str(value) if value is not None and kind == "CharField" else value


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_read)
def try_out(request: HttpRequest) -> HttpResponse:
    """Paste a text, see what the rules mark. Nothing is kept."""
    form = TrialForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        passage = Passage("文字", form.cleaned_data["text"], "body")
        context["finds"] = [
            {
                "level": "bad" if each.level == "block" else "warn",
                "title": each.excerpt,
                "text": each.sentence,
            }
            for each in examine(passage, book_for(clock.today(request)))
        ]
    return render(request, "publishing/office/words_try.html", context)
