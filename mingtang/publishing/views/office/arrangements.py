"""分管和代审：看得见的人都能看；分管由经办人登记，代审由外出的领导或者经办人安排。"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mingtang.organs.access import requires
from mingtang.organs.models import Role, Section, Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions
from mingtang.publishing.forms.office.delegating import DelegateForm, InChargeForm
from mingtang.publishing.models import Delegation, InCharge
from mingtang.publishing.permissions import may_delegate_for, may_keep_site, may_read
from mingtang.publishing.views.office.doors import staff_of
from mingtang.web import clock

ARRANGE = (Role.CLERK, Role.VICE_LEADER, Role.LEADER)


@requires(may_read)
@require_http_methods(["GET", "HEAD", "POST"])
def arrangements(request: HttpRequest) -> HttpResponse:
    """Who is in charge of which section, who stands in for whom; the form for another delegation."""
    form = DelegateForm(
        request.POST or None, staff=staff_of(request), initial={"since": clock.today(request)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.delegate(by=staff_of(request), on=clock.today(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused).rstrip("。"))
        else:
            messages.success(
                request, f"{made.of.name}由{made.to.name}代审，{made.since:%m-%d}至{made.until:%m-%d}。"
            )
            return redirect("review:arrangements")
    return _draw(request, form, 422 if form.is_bound else 200)


def _draw(request: HttpRequest, form: DelegateForm, status: int) -> HttpResponse:
    staff, day = staff_of(request), clock.today(request)
    charges = {each.section_id: each.leader for each in InCharge.objects.select_related("leader")}
    context = {
        "form": form,
        "may_arrange": staff.role in ARRANGE,
        "may_keep": may_keep_site(staff),
        "charges": [
            _charge(each, charges.get(each.pk)) for each in Section.objects.filter(organ__is_home=True)
        ],
        "delegations": [
            (each, each.ended_on is None and each.until >= day and may_delegate_for(staff, each.of))
            for each in Delegation.objects.select_related("of", "to").order_by("-since", "-pk")[:50]
        ],
    }
    return render(request, "publishing/office/arrangements.html", context, status=status)


def _charge(section: Section, leader: Staff | None) -> tuple[Section, Staff | None, InChargeForm]:
    given = {"section": section.pk, "leader": leader.pk if leader else None}
    return section, leader, InChargeForm(initial=given, auto_id=f"id_{section.pk}_%s")


@requires(may_read)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a delegation before its last day."""
    found = get_object_or_404(Delegation.objects.select_related("of"), pk=pk)
    try:
        actions.end_delegation(found, by=staff_of(request), on=clock.today(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{found.of.name}的代审已结束。")
    return redirect("review:arrangements")


@requires(may_keep_site)
@require_POST
def charge(request: HttpRequest) -> HttpResponse:
    """Name the leader in charge of one section."""
    form = InChargeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "分管领导从列表里选。")
        return redirect("review:arrangements")
    section, leader = form.cleaned_data["section"], form.cleaned_data["leader"]
    try:
        actions.put_in_charge(section, leader, by=staff_of(request), on=clock.today(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{section.name}由{leader.name if leader else '任何一位分管领导'}审。")
    return redirect("review:arrangements")
