"""期限怎样算出：打印的一页和 PDF，给申请人、复议机关、法院。能看案件的人员。"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingtang.disclosure.account import account_pdf, facts, result
from mingtang.disclosure.privacy import note_download
from mingtang.disclosure.views.office.case import the_account
from mingtang.disclosure.views.office.doors import sees_cases, staff_of, the_case
from mingtang.organs.access import requires
from mingtang.web import clock


@requires(sees_cases)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The account as one page to print."""
    case, day = the_case(request, pk), clock.today(request)
    _, account, _ = the_account(case, day)
    if account is None:
        raise Http404("收到日期还没有确定")
    context = {"case": case, "account": account, "facts": facts(case, account), "result": result(account)}
    return render(request, "disclosure/office/account.html", context)


@requires(sees_cases)
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a PDF of one page."""
    case, day = the_case(request, pk), clock.today(request)
    _, account, _ = the_account(case, day)
    if account is None:
        raise Http404("收到日期还没有确定")
    body = account_pdf(case, account, day)
    note_download(case, by=staff_of(request), what="期限计算表", data={})
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="account-{case.receipt_number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
