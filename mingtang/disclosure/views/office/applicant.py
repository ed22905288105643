"""查看申请人完整信息：写明事由，五分钟，记入审计。经办人和监督人员。"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from mingtang.disclosure import privacy
from mingtang.disclosure.forms.office.file import RevealForm
from mingtang.disclosure.models import Case
from mingtang.disclosure.refusal import NotPermitted
from mingtang.disclosure.views.office.case import LOOKS
from mingtang.disclosure.views.office.doors import sees_cases, staff_of, the_case
from mingtang.organs.access import requires
from mingtang.web import clock


@requires(sees_cases)
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the full data of this case to this session for five minutes."""
    case, form = the_case(request, pk), RevealForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"{next(iter(form.errors.values()))[0]}。")
        return _back(case)
    try:
        look = privacy.reveal(case, by=staff_of(request), reason=form.reason, at=clock.now())
    except NotPermitted as refused:
        raise PermissionDenied(str(refused)) from refused
    request.session[LOOKS] = {**request.session.get(LOOKS, {}), str(case.pk): look.entry}
    return _back(case)


@requires(sees_cases)
@require_POST
def conceal(request: HttpRequest, pk: int) -> HttpResponse:
    """Mask again before the five minutes are over."""
    case = the_case(request, pk)
    looks = {key: entry for key, entry in request.session.get(LOOKS, {}).items() if key != str(case.pk)}
    request.session[LOOKS] = looks
    return _back(case)


def _back(case: Case) -> HttpResponse:
    return redirect(reverse("cases:case", args=[case.pk]) + "#applicant")
