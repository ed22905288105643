"""公众页面：依申请公开的入口、在线申请、查询。任何人可以进入；一件申请只有凭编号和查询码能看。"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mingtang.disclosure.actions import intake
from mingtang.disclosure.forms.public import (
    MAX_FILES,
    PAGES,
    ApplyForm,
    NoteForm,
    SupplementForm,
    TrackForm,
    WithdrawalForm,
)
from mingtang.disclosure.models import AttachmentRole, Case, Letter, LetterState
from mingtang.disclosure.printed import TYPES, blank_application, printed
from mingtang.disclosure.progress import progress
from mingtang.kit.masking import mask_address, mask_email, mask_id, mask_name, mask_phone
from mingtang.kit.models import StoredFile
from mingtang.kit.uploads import download
from mingtang.organs.access import client_address
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Organ
from mingtang.organs.refusal import Refused
from mingtang.web.clock import today

SESSION_KEY = "disclosure_case"
TRIES, LOCKED_SECONDS, KEEP_SECONDS = 5, 900, 3600
View = Callable[..., HttpResponseBase]
signer = Signer(salt="disclosure.apply.files")


@require_safe
def entry(request: HttpRequest) -> HttpResponse:
    """依申请公开的入口：怎么申请、多久答复、怎么查询。"""
    organ = get_object_or_404(Organ.objects.filter(is_home=True))
    return render(request, "disclosure/public/entry.html", {"organ": organ})


@require_safe
def blank_form(request: HttpRequest, form: str) -> HttpResponse:
    """空白申请表，给邮寄、当面提交的人。"""
    if form not in TYPES:
        raise Http404
    organ = get_object_or_404(Organ.objects.filter(is_home=True))
    key = f"disclosure:application:{organ.name}:{form}"  # printing takes a second, and anybody may ask
    body = cache.get_or_set(key, lambda: printed(blank_application(organ, today(request)), form), KEEP_SECONDS)
    answer = HttpResponse(body, content_type=TYPES[form])
    answer["Content-Disposition"] = content_disposition_header(True, f"政府信息公开申请表.{form}")
    return answer


STEPS = (("who", "申请人"), ("what", "所需信息"), ("how", "提供方式"), ("check", "核对并提交"))
KEPT_OUT_OF_SIGHT = {"name": mask_name, "identity_number": mask_id, "phone": mask_phone, "agent_name": mask_name,
                     "agent_identity": mask_id}  # fmt: skip


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponseBase:
    """Fill in page by page, check, submit. ``step`` is the page asked for; earlier answers travel along in the page.

    Nothing about the applicant is stored before the applicant has seen the whole application once more. The pages
    may stay in the browser's own cache, else its back button would ask to send the form again.
    """
    organ = get_object_or_404(Organ.objects.filter(is_home=True))
    if request.method != "POST":
        return _ask(request, organ, "who", ApplyForm(), [])
    step = request.POST.get("step", "")
    goal = step if step in (*PAGES, "submit") else {"edit": "who"}.get(step, "check")
    form = ApplyForm(request.POST, request.FILES)
    files = _files(request, form)
    if page := form.page_in_need(goal):
        form.speak_of(page)
        return _ask(request, organ, page, form, files, status=422)
    if goal in PAGES:
        return _ask(request, organ, goal, ApplyForm(initial=request.POST.dict()), files)
    filed = _file(organ, form, files, _token(request), request) if goal == "submit" else None
    if filed is None or isinstance(filed, Refused):
        return _ask(
            request, organ, "check", form, files, refused=str(filed or ""), status=409 if filed else 200
        )
    request.session.cycle_key()  # a key that somebody planted must not open the case
    request.session[SESSION_KEY] = request.session["disclosure_new"] = filed.pk
    return redirect("disclosure:case")


def _ask(
    request: HttpRequest,
    organ: Organ,
    page: str,
    form: ApplyForm,
    files: list[StoredFile],
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """One page of the application. What other pages asked travels in hidden fields, what was said is shown below."""
    at = [name for name, _ in STEPS].index(page)
    asked = PAGES.get(page, ())
    carried = [form[name] for name in form.fields if name in request.POST and name not in asked]
    context = {
        "form": form,
        "organ": organ,
        "page": page,
        "steps": [{"label": label, "state": _state(i, at)} for i, (_, label) in enumerate(STEPS)],
        "before": STEPS[at - 1][0] if at else "",
        "after": STEPS[at + 1][0] if at + 1 < len(STEPS) else "",
        "carried": carried,
        "token": _token(request),
        "kept": [(signer.sign(str(file.pk)), file) for file in files],
        "said": [_said(request, form, name, label, masked=page != "check") for name, label in STEPS[:at]],
        "refused": refused,
    }
    template = "check" if page == "check" else "apply"
    return render(request, f"disclosure/public/{template}.html", context, status=status)


def _state(number: int, here: int) -> str:
    return "done" if number < here else ("now" if number == here else "")


def _token(request: HttpRequest) -> str:
    """One token for one application, so that sending it twice files it once."""
    return request.POST.get("token", "")[:64] or secrets.token_urlsafe(24)


def _file(
    organ: Organ, form: ApplyForm, files: list[StoredFile], token: str, request: HttpRequest
) -> Case | Refused:
    day = today(request)
    try:
        return intake.file_case(
            organ=organ,
            applicant=form.applicant(),
            wish=form.wish(),
            arrival=intake.Arrival("web", day),
            by=None,
            on=day,
            files=tuple((file, AttachmentRole.APPLICATION) for file in files),
            form_token=token,
        )
    except Refused as refused:
        return refused


def _files(request: HttpRequest, form: ApplyForm) -> list[StoredFile]:
    """Files of this page and of earlier ones; one too many is an error of the form, and the first ones stay."""
    fresh = [] if "files" in form.errors else form.cleaned_data.get("files") or []
    found = [*_kept_files(request), *fresh]
    if len(found) > MAX_FILES:
        form.add_error("files", f"最多上传{MAX_FILES}个文件，合并后再传，或者取消勾选不要的")
    return found[:MAX_FILES]


def _kept_files(request: HttpRequest) -> list[StoredFile]:
    """Files uploaded on an earlier page; their ids come back signed so that nobody attaches another's file."""
    found = []
    for signed in request.POST.getlist("kept"):
        try:
            found.append(StoredFile.objects.get(pk=int(signer.unsign(signed))))
        except (BadSignature, ValueError, StoredFile.DoesNotExist):
            continue
    return found


def _said(request: HttpRequest, form: ApplyForm, page: str, label: str, *, masked: bool) -> dict[str, Any]:
    """What was answered on a page; beside the next questions personal data is masked, on the last page it is not."""
    rows = []
    for name in PAGES[page]:
        value = request.POST.get(name)
        if name == "files" or not value:
            continue
        choices = dict(getattr(form.fields[name], "choices", []))
        hide = KEPT_OUT_OF_SIGHT.get(name) if masked else None
        rows.append((form.fields[name].label, hide(str(value)) if hide else choices.get(value, value)))
    return {"page": page, "label": label, "rows": rows, "files": page == "what"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponseBase:
    """Open a case by number and code. A wrong number and a wrong code give the same answer; five misses lock the door."""
    form = TrackForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "disclosure/public/track.html", {"form": form})
    key = f"track:{client_address(request)}:{form.cleaned_data['number']}"
    if cache.get(key, 0) >= TRIES:
        form.add_error(None, "查询次数过多，15分钟后再试，或者打电话查询")
        return render(request, "disclosure/public/track.html", {"form": form}, status=429)
    case = _find(form.cleaned_data["number"], form.cleaned_data["code"])
    if case is None:
        cache.add(key, 0, LOCKED_SECONDS)
        cache.incr(key)
        form.add_error(None, "没有找到这件申请，核对编号和查询码后再查")
        return render(request, "disclosure/public/track.html", {"form": form}, status=422)
    cache.delete(key)
    request.session.cycle_key()
    request.session[SESSION_KEY] = case.pk
    return redirect("disclosure:case")


def _find(number: str, code: str) -> Case | None:
    year, serial = number.split("-")
    for case in Case.objects.filter(organ__is_home=True, year=int(year), serial=int(serial)):
        if case.query_code and constant_time_compare(case.query_code, code):
            return case
    return None


def opened(view: Callable[..., HttpResponseBase]) -> View:
    """Let in only the session that opened the case with its number and code; others are sent to the query page."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        pk = request.session.get(SESSION_KEY)
        case = Case.objects.select_related("applicant", "organ").filter(pk=pk).first() if pk else None
        return view(request, case, **kwargs) if case else redirect("disclosure:track")

    return never_cache(guarded)


@require_safe
@opened
def case(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The applicant's page of one case."""
    new = request.session.get("disclosure_new") == case.pk
    context = {
        "case": case,
        "applicant": _masked(case),
        "progress": progress(case, today(request), current_calendar()),
        "letters": _papers(case),
        "disclosed": case.attachments.filter(role=AttachmentRole.DISCLOSED) if case.replied_on else [],
        "new": new,
    }
    return render(request, "disclosure/public/case.html", context)


def _masked(case: Case) -> dict[str, str]:
    person = case.applicant
    return {
        "name": mask_name(person.name),
        "phone": mask_phone(person.phone),
        "email": mask_email(person.email) if person.email else "",
        "address": mask_address(person.address) if person.address else "",
    }


def _letters(case: Case) -> list[Letter]:
    """Issued letters addressed to the applicant; final ones once they have left the house."""
    issued = case.letters.filter(state=LetterState.ISSUED, code__in=TO_APPLICANT).select_related("pdf")
    sent = _sent(case)
    return [letter for letter in issued if letter.code.startswith("P") or letter.pk in sent]


def _sent(case: Case) -> dict[int, date]:
    return {act.data["letter"]: act.on for act in case.acts.filter(kind__in=("sent", "notice_sent"))}


def _papers(case: Case) -> list[dict[str, Any]]:
    """The letters as the page lists them: when each was sent, what each is for."""
    sent = _sent(case)
    return [
        {"letter": letter, "sent_on": sent.get(letter.pk), "says": SAYS.get(letter.code, "")}
        for letter in _letters(case)
    ]


SAYS = {
    "P2": "证明本局收到了您的申请，写着登记编号和查询码。",
    "P3": "告诉您要补正什么、在哪一天以前补正。",
    "P4": "告诉您要说明什么、在哪一天以前说明。",
    "P5": "告诉您为什么延期、延到哪一天。",
    "P8": "告诉您计时为什么暂停。",
}
TO_APPLICANT = [*(f"P{n}" for n in (2, 3, 4, 5, 8, 12, 14)), *(f"D{n}" for n in range(1, 23))]


@require_safe
@opened
def letter(request: HttpRequest, case: Case, pk: int) -> HttpResponseBase:
    """One letter as PDF; only letters of the opened case that are the applicant's."""
    found: Letter | None = next((one for one in _letters(case) if one.pk == pk), None)
    if found is None or found.pdf is None:
        raise Http404
    return download(found.pdf, f"{found.title}{found.number}.pdf", inline="view" in request.GET)


@require_safe
@opened
def file(request: HttpRequest, case: Case, pk: int) -> HttpResponseBase:
    """One disclosed file of the opened case."""
    if not case.replied_on:
        raise Http404
    found = get_object_or_404(case.attachments, pk=pk, role=AttachmentRole.DISCLOSED)
    return download(found.file, found.label)


FORMS = {"supplement": SupplementForm, "withdraw": WithdrawalForm, "note": NoteForm}
LABELS = {"supplement": "提交补正", "withdraw": "撤回申请", "note": "补充说明"}
DONE = {
    "supplement": "补正已提交，本局会与您确认收到",
    "withdraw": "撤回申请已提交，等本局登记",
    "note": "补充说明已提交，承办人会看到",
}


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def act(request: HttpRequest, case: Case, what: str) -> HttpResponseBase:
    """Supplement, withdraw, or add a remark."""
    seen = progress(case, today(request), current_calendar())
    if what not in FORMS or what not in seen.may:
        raise Http404
    form = FORMS[what](request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "case": case,
        "form": form,
        "what": what,
        "label": LABELS[what],
        "progress": seen,
    }
    if request.method == "POST" and form.is_valid():
        try:
            _act(case, what, form.cleaned_data, request)
            messages.success(request, DONE[what])
            return redirect("disclosure:case")
        except Refused as refused:
            context["refused"] = str(refused)
    return render(
        request, "disclosure/public/act.html", context, status=422 if request.method == "POST" else 200
    )


def _act(case: Case, what: str, data: dict[str, Any], request: HttpRequest) -> None:
    on = max(today(request), case.acts.order_by("-seq")[0].on)
    if what == "supplement":
        files = tuple((file, AttachmentRole.SUPPLEMENT) for file in data["files"] or ())
        intake.submit_supplement(case, on=on, text=data["text"], files=files)
    elif what == "withdraw":
        intake.ask_withdrawal(case, on=on, reason=data["reason"])
    else:
        intake.add_note(case, on=on, text=data["text"])


@require_http_methods(["POST"])
def leave(request: HttpRequest) -> HttpResponseBase:
    """Close the case on this device."""
    for key in (SESSION_KEY, "disclosure_new"):
        request.session.pop(key, None)
    return redirect("disclosure:track")
