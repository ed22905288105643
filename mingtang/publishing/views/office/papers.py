"""登记表：打印的一页和 PDF。能看稿件的人员。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingtang.organs.access import requires
from mingtang.publishing.paper import form_pdf, rows
from mingtang.publishing.permissions import may_read
from mingtang.publishing.views.office.doors import the_piece
from mingtang.web import clock


@requires(may_read)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as one page to print."""
    piece = the_piece(pk)
    return render(request, "publishing/office/form.html", {"piece": piece, "rows": rows(piece)})


@requires(may_read)
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as a PDF."""
    answer = HttpResponse(form_pdf(the_piece(pk), clock.today(request)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="review-{pk}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
