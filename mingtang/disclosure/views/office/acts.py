"""每种行为的页面：填写，重大的再确认一次，做完回到案件。谁能做由程序表决定。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mingtang.disclosure.derive import story_of
from mingtang.disclosure.forms.office.acts import ACT_FORMS
from mingtang.disclosure.forms.office.base import ActForm, Scene
from mingtang.disclosure.models import Case
from mingtang.disclosure.permissions import may_do
from mingtang.disclosure.privacy import hide
from mingtang.disclosure.procedure import RULES, why_not
from mingtang.disclosure.refusal import Conflict, ReasonNeeded
from mingtang.disclosure.views.office.doors import sees_cases, staff_of, the_case
from mingtang.disclosure.views.office.paper import shown
from mingtang.disclosure.views.office.possible import in_time_before, posts
from mingtang.law.errors import LawError
from mingtang.organs.access import requires
from mingtang.organs.calendars import current_calendar
from mingtang.organs.refusal import Refused
from mingtang.web import clock


def scene_of(request: HttpRequest, case: Case) -> Scene:
    """The case as it stands, the person and the day."""
    return Scene(case, story_of(case), staff_of(request), clock.today(request), current_calendar())


def let_act(request: HttpRequest, case: Case, kind: str) -> None:
    """403 with who does this act, unless this person's post does it."""
    if not may_do(staff_of(request), kind, case):
        rule = RULES[kind]
        raise PermissionDenied(f"“{rule.label}”由{posts(rule)}办理。")


@requires(sees_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The form of one act."""
    case = the_case(request, pk)
    if kind not in RULES:
        raise Http404
    let_act(request, case, kind)
    if kind == "drafted":  # a letter is written on its own page
        return redirect("cases:letter_new", case.pk)
    return act_page(request, scene_of(request, case), ACT_FORMS[kind])


def act_page(request: HttpRequest, scene: Scene, form_class: Any, **more: Any) -> HttpResponse:
    """Show the form, ask once more where the act is grave, do it, go back to the case."""
    if request.method != "POST":
        return _blank(request, scene, form_class(scene=scene, initial=request.GET.dict(), **more))
    form = form_class(request.POST, scene=scene, **more)
    if "edit" in request.POST:
        return _draw(request, form)
    if not form.is_valid():
        return _draw(request, form, status=422)
    if form.confirms and "confirmed" not in request.POST:
        return _ask(request, form)
    return _do(request, scene, form, more)


def _blank(request: HttpRequest, scene: Scene, form: ActForm) -> HttpResponse:
    reason = why_not(form.kind, scene.story, scene.day, scene.calendar)
    if reason and in_time_before(form.kind, scene.story, scene.calendar):
        return _draw(request, form, warned=f"今天不能“{form.rule.label}”：{reason}。此前做的，日期填实际做的那一天。")
    if reason:
        refused = f"现在不能“{form.rule.label}”：{reason}。"
        return _draw(request, form, refused=refused, closed=True, status=409)
    return _draw(request, form)


def _reviewed(form: ActForm) -> dict[str, Any]:
    """The reply that is reviewed or signed, to be read on the page itself, and the way back beside the way on."""
    draft, scene = getattr(form, "draft", None), form.scene
    if draft is None:
        return {}
    back = form.kind != "returned" and scene.staff.role in RULES["returned"].roles
    return {
        "draft": draft,
        "paper": shown(draft, scene),
        "send_back_url": reverse("cases:act", args=[scene.case.pk, "returned"]) if back else "",
    }


def _ask(request: HttpRequest, form: ActForm) -> HttpResponse:
    try:
        foretold = [(label, hide(value, form.scene.case.applicant)) for label, value in form.foretold()]
    except (Refused, LawError) as refused:
        return _draw(request, form, refused=str(refused), status=422)
    return _draw(request, form, asking=True, foretold=foretold, told=list(form.told()))


def _do(request: HttpRequest, scene: Scene, form: ActForm, more: dict[str, Any]) -> HttpResponse:
    try:
        form.do()
    except Conflict as conflict:
        return _conflict(request, scene.case, form, str(conflict), more)
    except ReasonNeeded as needed:
        form.ask_reason(str(needed))
        return _draw(request, form, status=422)
    except (Refused, LawError) as refused:
        return _draw(request, form, refused=str(refused), status=422)
    messages.success(request, f"“{form.title}”已记入案卷。")
    return redirect("cases:case", scene.case.pk)


def _conflict(request: HttpRequest, case: Case, form: ActForm, why: str, more: dict[str, Any]) -> HttpResponse:
    """Somebody acted meanwhile: say who, keep what was typed, and count what has now been seen."""
    fresh = scene_of(request, case)
    data: QueryDict = request.POST.copy()
    data["seen"] = str(case.acts.count())
    again = type(form)(data, scene=fresh, **more)
    again.is_valid()
    last = case.acts.order_by("-seq").first()
    return _draw(request, again, refused=why, newer=last, status=409)


def _draw(request: HttpRequest, form: ActForm, *, status: int = 200, **more: Any) -> HttpResponse:
    case = form.scene.case
    context = {
        "form": form,
        "case": case,
        "rule": form.rule,
        "case_title": hide(case.title, case.applicant),
        "shown": [form[name] for name in form.fields],
        "points": form.scene.story.points,
        **_reviewed(form),
        **more,
    }
    return render(request, "disclosure/office/act.html", context, status=status)
