"""表单：审查呈批单、登记表、申请表、移送明细表，按案卷印出。写有申请人资料的，先写明事由查看完整信息。"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingtang.disclosure.printed import SHEETS, SHOWS_PERSON, TYPES, label, printed, sheet
from mingtang.disclosure.privacy import note_download
from mingtang.disclosure.views.office.case import open_look
from mingtang.disclosure.views.office.doors import sees_cases, staff_of, the_case
from mingtang.organs.access import requires
from mingtang.web import clock

LOOK_FIRST = "写有申请人资料的表单，先在“申请人”一栏查看完整信息、写明事由，五分钟内可以打印。"


@requires(sees_cases)
@require_safe
def one(request: HttpRequest, pk: int, code: str, form: str) -> HttpResponse:
    """One sheet of the case as a file."""
    case = the_case(request, pk)
    if code not in SHEETS or form not in TYPES:
        raise Http404
    if code in SHOWS_PERSON and open_look(request, case) is None:
        raise PermissionDenied(LOOK_FIRST)
    body = printed(sheet(case, code, clock.today(request)), form)
    note_download(case, by=staff_of(request), what=label(code), data={"sheet": code, "form": form})
    answer = HttpResponse(body, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{code}-{case.receipt_number}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
