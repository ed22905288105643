"""机关信息和科室。只对系统管理员开放。"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mingtang.organs import actions
from mingtang.organs.access import requires
from mingtang.organs.forms import OrganForm, SectionForm
from mingtang.organs.models import Organ
from mingtang.organs.permissions import may_edit_organ
from mingtang.organs.refusal import Refused
from mingtang.organs.views.common import me, my_organ
from mingtang.web import clock


@require_http_methods(["GET", "POST"])
@requires(may_edit_organ)
def organ(request: HttpRequest) -> HttpResponse:
    """What letters and public pages say about the organ."""
    mine = Organ.objects.get(pk=my_organ(request).pk)
    form = OrganForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_organ(mine, by=me(request), on=clock.today(request), changes=form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "机关信息已保存。已签发的文书不变。")
            return redirect("organs:settings")
    sections = mine.sections.prefetch_related("staff")
    return render(
        request, "organs/settings.html", {"form": form, "sections": sections, "section_form": SectionForm()}
    )


@require_POST
@requires(may_edit_organ)
def section_add(request: HttpRequest) -> HttpResponse:
    """Open a section."""
    name = request.POST.get("name", "")
    try:
        section = actions.add_section(
            by=me(request), on=clock.today(request), organ=my_organ(request), name=name
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已添加{section.name}。")
    return redirect("organs:settings")


@require_POST
@requires(may_edit_organ)
def section_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a section another name."""
    section = get_object_or_404(my_organ(request).sections, pk=pk)
    try:
        actions.rename_section(
            section, by=me(request), on=clock.today(request), name=request.POST.get("name", "")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "科室名称已保存。")
    return redirect("organs:settings")
