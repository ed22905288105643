"""人员：名单、添加、变动、停用、重置密码。只对系统管理员开放。"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingtang.kit.db import writing
from mingtang.organs import actions
from mingtang.organs.access import requires
from mingtang.organs.forms import NewStaffForm, StaffForm, first_password
from mingtang.organs.models import Staff
from mingtang.organs.permissions import may_manage_staff
from mingtang.organs.refusal import Refused
from mingtang.organs.views.common import me, my_organ
from mingtang.web import clock


def _of_my_organ(request: HttpRequest, pk: int) -> Staff:
    """The person of one's own organ; those of others do not exist here."""
    return get_object_or_404(Staff.objects.select_related("section", "organ"), pk=pk, organ=my_organ(request))


@require_safe
@requires(may_manage_staff)
def index(request: HttpRequest) -> HttpResponse:
    """Everybody of the organ, those on duty first."""
    people = my_organ(request).staff.select_related("section").order_by("-is_active", "section__order", "id")
    return render(request, "organs/people.html", {"people": people})


@never_cache
@require_http_methods(["GET", "POST"])
@requires(may_manage_staff)
def add(request: HttpRequest) -> HttpResponse:
    """Open an account; its first password is made here and shown once."""
    organ, password = my_organ(request), first_password()
    form = NewStaffForm(request.POST or None, organ=organ)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.add_staff(
                by=me(request), on=clock.today(request), organ=organ, password=password, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _tell_password(request, person, password)
    return render(request, "organs/person_add.html", {"form": form})


def _tell_password(request: HttpRequest, person: Staff, password: str) -> HttpResponse:
    """The only page that ever shows a first password."""
    return render(request, "organs/person_password.html", {"person": person, "password": password})


@require_http_methods(["GET", "POST"])
@requires(may_manage_staff)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, role and section of one person; each change is an act of its own in the log."""
    person = _of_my_organ(request, pk)
    initial = {"name": person.name, "role": person.role, "section": person.section_id}
    form = StaffForm(request.POST or None, organ=my_organ(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _apply(request, person, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{form.cleaned_data['name']}的信息已保存。")
            return redirect("organs:people")
    return render(request, "organs/person.html", {"form": form, "person": person})


@writing()
def _apply(request: HttpRequest, person: Staff, wanted: dict) -> None:
    """All changes of one form or none of them."""
    by, on, reason = me(request), clock.today(request), wanted["reason"]
    if wanted["name"] != person.name:
        person = actions.rename_staff(person, by=by, on=on, name=wanted["name"])
    if wanted["role"] != person.role:
        actions.change_role(
            person, by=by, on=on, role=wanted["role"], section=wanted["section"], reason=reason
        )
    elif wanted["section"] != person.section:
        actions.move_section(person, by=by, on=on, section=wanted["section"], reason=reason)


@never_cache
@require_POST
@requires(may_manage_staff)
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a first password again; the person has to change it at the next login."""
    person, password = _of_my_organ(request, pk), first_password()
    try:
        actions.set_password(person, by=me(request), on=clock.today(request), password=password)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("organs:person", pk=pk)
    return _tell_password(request, person, password)


@require_POST
@requires(may_manage_staff)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account."""
    person = _of_my_organ(request, pk)
    try:
        actions.deactivate(
            person, by=me(request), on=clock.today(request), reason=request.POST.get("reason", "")[:200]
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("organs:person", pk=pk)
    messages.success(request, f"{person.name}的账号已停用。")
    return redirect("organs:people")


@require_POST
@requires(may_manage_staff)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    person = _of_my_organ(request, pk)
    try:
        actions.reactivate(person, by=me(request), on=clock.today(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("organs:person", pk=pk)
    messages.success(request, f"{person.name}的账号已恢复。")
    return redirect("organs:people")
