"""操作日志：对审计员、监督人员、系统管理员开放。只能看。"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingtang.kit import audit
from mingtang.kit.models import AuditEntry
from mingtang.kit.pagination import paginate
from mingtang.organs.access import requires
from mingtang.organs.act_words import act_words, known_acts
from mingtang.organs.forms import AuditFilterForm
from mingtang.organs.models import Organ
from mingtang.organs.permissions import may_read_audit
from mingtang.organs.views.common import my_organ


@require_safe
@requires(may_read_audit)
def index(request: HttpRequest) -> HttpResponse:
    """The log, newest first, with filters; with ``?verify=1`` the whole chain is recomputed."""
    form = AuditFilterForm(request.GET)
    found = _filtered(_in_scope(my_organ(request)), form.given())
    page = paginate(found, request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(entry, act_words(entry.act)) for entry in page.items],
        "acts": sorted(known_acts().items(), key=lambda pair: pair[1]),
    }
    if request.GET.get("verify"):
        count, last = audit.head()
        context |= {"verified": True, "broken": audit.verify(), "count": count, "last": last}
    return render(request, "organs/audit.html", context)


def _in_scope(organ: Organ) -> QuerySet[AuditEntry]:
    """The home organ, which runs the program, reads everything; others read what their own people did."""
    entries = AuditEntry.objects.select_related("by").order_by("-id")
    return entries if organ.is_home else entries.filter(by__organ=organ)


def _filtered(entries: QuerySet[AuditEntry], given: dict) -> QuerySet[AuditEntry]:
    narrow = {
        "act": lambda value: Q(act=value),
        "by": lambda value: Q(by_name__icontains=value),
        "since": lambda value: Q(at__gte=_start_of(value)),
        "until": lambda value: Q(at__lt=_start_of(value + timedelta(days=1))),
        "q": lambda value: Q(subject_label__icontains=value),
    }
    return entries.filter(*(narrow[name](value) for name, value in given.items()))


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
