"""公众意见：看的是能看稿件的人，办的是承办科室和经办人；姓名和联系方式遮盖，查看要写理由。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingtang.kit.masking import mask_email, mask_name, mask_phone, mask_text
from mingtang.kit.pagination import page_number, paginate
from mingtang.kit.tables import Sheet, write_xlsx
from mingtang.organs.access import requires
from mingtang.organs.refusal import Refused
from mingtang.organs.views.common import me
from mingtang.publishing.actions import opinions as acts
from mingtang.publishing.consulting import Standing, standing, standings
from mingtang.publishing.forms.office.opinions import (
    AnswerForm,
    EnterForm,
    RevealForm,
    ShowForm,
    WithholdForm,
)
from mingtang.publishing.models import Comment, Consultation
from mingtang.publishing.permissions import may_draft, may_draft_in, may_read
from mingtang.web import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VIEWS = {
    "undecided": ("待看", lambda found: found.undecided()),
    "unanswered": ("待答复", lambda found: found.unanswered()),
    "shown": ("已公开", lambda found: found.filter(shown=True)),
    "withheld": ("不公开", lambda found: found.exclude(withheld="")),
    "all": ("全部", lambda found: found),
}
HEADS = (
    "编号",
    "收到日期",
    "途径",
    "意见",
    "姓名",
    "联系方式",
    "同意公开",
    "公开",
    "不公开的理由",
    "采纳情况",
    "理由",
    "处理日期",
    "处理人",
)


@require_safe
@requires(may_read)
def index(request: HttpRequest) -> HttpResponse:
    """All consultations: which owe a result, where opinions wait."""
    found = list(standings(clock.today(request)))
    groups: dict[str, tuple[str, Callable[[Standing], bool]]] = {
        "": ("全部", lambda each: True), "waiting": ("有意见待看", lambda each: each.undecided > 0),
        "owed": ("结果待公布", lambda each: each.owed is not None), "open": ("征集中", lambda each: each.status == "征集中"),
        "answered": ("已反馈", lambda each: each.status == "已反馈"),
    }  # fmt: skip
    asked = request.GET.get("v", "")
    chosen = asked if asked in groups else ""
    views = [
        {"url": f"?v={code}", "label": label, "count": sum(map(test, found)), "current": code == chosen,
         "red": code == "owed" and any(each.late for each in found)}
        for code, (label, test) in groups.items()
    ]  # fmt: skip
    rows = [each for each in found if groups[chosen][1](each)]
    return render(request, "publishing/office/consultations.html", {"rows": rows, "views": views})


@require_safe
@requires(may_read)
def opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """The opinions on one consultation."""
    this = _consultation(pk)
    asked = request.GET.get("v", "")
    chosen = asked if asked in VIEWS else "undecided" if this.comments.undecided().exists() else "all"
    everything = this.comments.select_related("handled_by").order_by("pk")
    page = paginate(VIEWS[chosen][1](everything), page_number(request.GET.get("page", 1)))
    views = [
        {"url": f"?v={code}", "label": label, "count": narrow(this.comments.all()).count(), "current": code == chosen}
        for code, (label, narrow) in VIEWS.items()
    ]  # fmt: skip
    context = {
        "piece": this, "standing": standing(this, clock.today(request)), "views": views, "page": page,
        "rows": [(each, mask_text(each.text)) for each in page.items], "mine": may_draft_in(request.user, this),
        "states": [(words, this.comments.filter(state=code).count()) for code, words in acts.STATES.items()],
    }  # fmt: skip
    return render(request, "publishing/office/opinions.html", context)


@require_safe
@requires(may_read)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The opinions on one consultation as a workbook; who spoke is masked."""
    this = _consultation(pk)
    rows = (
        [
            each.pk, each.received_on, each.get_channel_display(), mask_text(each.text), mask_name(each.name),
            _contact(each.contact), "是" if each.may_show else "否", "是" if each.shown else "否", each.withheld,
            each.get_state_display(), each.reply, each.handled_on, each.handled_by.name if each.handled_by else "",
        ]
        for each in this.comments.select_related("handled_by").order_by("pk")
    )  # fmt: skip
    answer = HttpResponse(write_xlsx([Sheet("公众意见", HEADS, rows)]), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"公众意见{this.pk}.xlsx")
    return answer


def _contact(text: str) -> str:
    return mask_email(text) if "@" in text else mask_phone(text) if text.strip() else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_read)
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """One opinion: read it, show it or not, answer it. What was typed stays when something is missing."""
    this = _opinion(pk)
    mine = may_draft_in(request.user, this.consultation)
    act = request.POST.get("act", "")
    if request.method == "POST" and not mine:
        raise PermissionDenied("这次征集由别的科室承办，由他们办理。")
    forms = {
        "show": ShowForm(_data(request, "show"), initial={"text": this.public_text or mask_text(this.text)}),
        "withhold": WithholdForm(_data(request, "withhold"), initial={"reason": this.withheld}),
        "answer": AnswerForm(_data(request, "answer"), initial={"state": this.state, "reply": this.reply}),
        "reveal": RevealForm(_data(request, "reveal")),
    }
    revealed: tuple[str, str] | None = None
    if act in forms and forms[act].is_valid():
        done, revealed = _do(request, this, act, forms[act])
        if done and not revealed:
            return redirect(_next(this))
    return _draw(request, this, forms, mine, revealed, act)


def _data(request: HttpRequest, act: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("act") == act else None


ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    "show": (acts.show_opinion, "已公开。"),
    "withhold": (acts.withhold_opinion, "已记下，不公开。"),
    "answer": (acts.answer_opinion, "采纳情况已记下。"),
    "reveal": (acts.reveal_person, ""),
}


def _do(request: HttpRequest, this: Comment, act: str, form: Form) -> tuple[bool, tuple[str, str] | None]:
    """Whether the act was let through, and what it reveals."""
    do, words = ACTS[act]
    try:
        made = do(this, by=me(request), on=clock.today(request), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False, None
    if words:
        messages.success(request, words)
    return True, made if act == "reveal" else None


def _next(this: Comment) -> str:
    """Back to the same opinion as long as something about it is open; else to the next one that waits."""
    if not (this := Comment.objects.get(pk=this.pk)).decided or this.state == "new":
        return reverse("site:opinion", args=[this.pk])
    waiting = this.consultation.comments.undecided().order_by("pk").first()
    if waiting is not None:
        return reverse("site:opinion", args=[waiting.pk])
    return reverse("site:opinions", args=[this.consultation_id])


def _draw(
    request: HttpRequest, this: Comment, forms: dict[str, Form], mine: bool, revealed: Any, act: str
) -> HttpResponse:
    bad = act in forms and bool(forms[act].errors)
    context = {
        "opinion": this, "piece": this.consultation, "mine": mine, "forms": forms, "revealed": revealed,
        "text": this.text if revealed else mask_text(this.text), "name": mask_name(this.name), "bad": forms[act] if bad else None,
        "contact": _contact(this.contact),
    }  # fmt: skip
    return render(request, "publishing/office/opinion.html", context, status=422 if bad else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_draft)
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a letter or an e-mail."""
    this = _consultation(pk)
    if not may_draft_in(request.user, this):
        raise PermissionDenied("这次征集由别的科室承办，由他们登记。")
    form = EnterForm(request.POST or None, initial={"received_on": clock.today(request)})
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.enter_opinion(this, by=me(request), on=clock.today(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记为公众意见第{made.pk}号。")
            return redirect("site:opinions", this.pk)
    status = 422 if form.is_bound else 200
    return render(
        request, "publishing/office/opinion_enter.html", {"form": form, "piece": this}, status=status
    )


@require_POST
@requires(may_draft)
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what became of the opinions into the piece."""
    this = _consultation(pk)
    try:
        acts.draft_result(this, by=me(request), on=clock.today(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("site:opinions", this.pk)
    messages.success(request, "采纳情况已写进稿件的新一版：看过以后送审，批准后公布。")
    return redirect("review:piece", this.pk)


def _consultation(pk: int) -> Consultation:
    return get_object_or_404(Consultation, pk=min(pk, 2**63 - 1))


def _opinion(pk: int) -> Comment:
    found = Comment.objects.select_related("consultation", "handled_by")
    return get_object_or_404(found, pk=min(pk, 2**63 - 1))
