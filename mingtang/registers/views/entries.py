"""一条登记：看、登记、更正、撤销、恢复、查看姓名。看对本机关开放，写对经办人和系统管理员开放。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingtang.kit import audit
from mingtang.organs.access import requires
from mingtang.organs.act_words import act_words
from mingtang.organs.refusal import Refused
from mingtang.registers import actions
from mingtang.registers.forms import EntryForm, correction_of
from mingtang.registers.models import AdministrativeDecision, SubjectKind
from mingtang.registers.permissions import may_read, may_write
from mingtang.registers.places import Place
from mingtang.registers.table.columns import COLUMNS, title_of
from mingtang.registers.views.common import entry_of, me, my_organ, place_named
from mingtang.web import clock

RECORD: dict[str, Callable[..., Any]] = {
    "documents": actions.record_document,
    "decisions": actions.record_decision,
    "charges": actions.record_charge,
}


@never_cache
@require_safe
@requires(may_read)
def detail(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """One entry, where it comes from and everything that was done to it."""
    register = place_named(place)
    return _page(request, register, entry_of(request, register, pk))


def _page(request: HttpRequest, place: Place, entry: Any, revealed: str = "") -> HttpResponse:
    today = clock.today(request)
    context = {
        "place": place,
        "entry": entry,
        "facts": [(title_of(column), _shown(entry, column.field)) for column in COLUMNS[entry.kind]],
        "validity": entry.validity(today) if place.name == "documents" else "",
        "acts": [(each, act_words(each.act)) for each in reversed(audit.trail(entry))],
        "may_write": may_write(request.user),
        "masked": getattr(entry, "subject_kind", "") == SubjectKind.PERSON and bool(entry.subject_shown),
        "revealed": revealed,
    }
    return render(request, "registers/detail.html", context)


def _shown(entry: Any, field: str) -> Any:
    if field == "amount":
        return entry.amount_shown
    value = Place.shown(entry, field)
    return value.isoformat() if isinstance(value, date) else value


@require_http_methods(["GET", "POST"])
@requires(may_write)
def add(request: HttpRequest, place: str) -> HttpResponse:
    """Record one entry."""
    register = place_named(place)
    initial = {"kind": request.GET.get("kind") or register.kinds[-1 if place == "documents" else 0]}
    form = register.form(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            entry = RECORD[place](
                by=me(request), on=clock.today(request), organ=my_organ(request), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记{entry}。")
            return redirect("registers:entry", place=place, pk=entry.pk)
    return render(request, "registers/form.html", {"place": register, "form": form, "entry": None})


@require_http_methods(["GET", "POST"])
@requires(may_write)
def correct(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Correct one entry, with a reason."""
    register = place_named(place)
    entry = entry_of(request, register, pk)
    form = correction_of(register.form, entry, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _correct(request, entry, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已更正，原来的内容记在下面。")
            return redirect("registers:entry", place=place, pk=pk)
    return render(request, "registers/form.html", {"place": register, "form": form, "entry": entry})


def _correct(request: HttpRequest, entry: Any, form: EntryForm) -> None:
    changes = dict(form.cleaned_data)
    reason = changes.pop("reason")
    if isinstance(entry, AdministrativeDecision) and not changes["subject"]:
        del changes["subject"]
    actions.correct(entry, by=me(request), on=clock.today(request), changes=changes, reason=reason)


def _with_reason(
    request: HttpRequest, place: str, pk: int, act: Callable[..., Any], done: str
) -> HttpResponse:
    entry = entry_of(request, place_named(place), pk)
    try:
        act(entry, by=me(request), on=clock.today(request), reason=request.POST.get("reason", "")[:200])
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("registers:entry", place=place, pk=pk)


@require_POST
@requires(may_write)
def annul(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Take out an entry recorded by mistake."""
    return _with_reason(request, place, pk, actions.annul, "已撤销，不再计入表二。")


@require_POST
@requires(may_write)
def reinstate(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Let an annulled entry count again."""
    return _with_reason(request, place, pk, actions.reinstate, "已恢复，重新计入表二。")


@never_cache
@require_POST
@requires(may_write)
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person's full name once, for a reason that goes into the log."""
    register = place_named("decisions")
    entry = entry_of(request, register, pk)
    reason = request.POST.get("reason", "")[:200]
    try:
        name = actions.reveal_subject(entry, by=me(request), on=clock.today(request), reason=reason)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registers:entry", place="decisions", pk=pk)
    return _page(request, register, entry, revealed=name)
