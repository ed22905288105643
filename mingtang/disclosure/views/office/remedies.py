"""复议、诉讼的后续登记：提交答复、审结。经办人。"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from mingtang.disclosure.forms.office.close import AnswerRemedy, DecideRemedy
from mingtang.disclosure.views.office.acts import act_page, let_act, scene_of
from mingtang.disclosure.views.office.doors import sees_cases, the_case
from mingtang.organs.access import requires

STEPS = {"answer": AnswerRemedy, "decide": DecideRemedy}


@requires(sees_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, remedy: int, step: str) -> HttpResponse:
    """The next step of one remedy."""
    case = the_case(request, pk)
    found = get_object_or_404(case.remedies, pk=remedy)
    if step not in STEPS:
        raise Http404
    let_act(request, case, "remedy_filed")
    return act_page(request, scene_of(request, case), STEPS[step], remedy=found)
