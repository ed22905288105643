"""谁能进工作台的年度报告。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from mingtang.organs.models import Staff
from mingtang.report.models import Report
from mingtang.report.permissions import may_read


def readers_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in staff who may read the report of their organ."""

    @login_required
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        staff = request.user
        if not isinstance(staff, Staff) or not may_read(staff):
            raise PermissionDenied("年度报告由经办人、领导和监督人员查看。")
        return view(request, staff, **kwargs)

    return guarded


def the_report(staff: Staff, year: int) -> Report:
    """The newest version of the year's report of this person's organ; else 404."""
    found = Report.objects.filter(organ=staff.organ, year=year).select_related("organ").order_by("-version").first()
    if found is None:
        raise Http404
    return found
