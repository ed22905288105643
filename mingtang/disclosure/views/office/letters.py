"""文书：拟稿、保存并核对、报审、弃稿、看、取出。拟稿的是经办人和承办科室，看的是能看案件的人员。"""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingtang.disclosure.actions import letters as acts
from mingtang.disclosure.forms.office.base import Scene, outcome_choices
from mingtang.disclosure.forms.office.letter import LetterForm
from mingtang.disclosure.forms.office.replies import gate_of
from mingtang.disclosure.letters import render as printer
from mingtang.disclosure.letters.catalogue import KINDS, LetterKind, kind_for
from mingtang.disclosure.letters.gate.grounds import LEVELS
from mingtang.disclosure.models import Case, Letter, LetterState
from mingtang.disclosure.privacy import hide, hides_code, note_download
from mingtang.disclosure.procedure import why_not
from mingtang.disclosure.recalculate import told_otherwise
from mingtang.disclosure.refusal import Conflict
from mingtang.disclosure.story import Story
from mingtang.disclosure.views.office.acts import let_act, scene_of
from mingtang.disclosure.views.office.doors import sees_cases, staff_of, the_case
from mingtang.disclosure.views.office.paper import paper_of, shown
from mingtang.disclosure.words import outcome_label
from mingtang.kit.models import StoredFile
from mingtang.kit.uploads import FileMissing
from mingtang.kit.uploads import download as give_out
from mingtang.law.errors import LawError
from mingtang.organs.access import requires
from mingtang.organs.models import Role, Staff
from mingtang.organs.refusal import Refused

WRITERS = (Role.CLERK, Role.SECTION_STAFF)


@requires(sees_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the outcome; the letter follows from it. Then an empty draft."""
    case = the_case(request, pk)
    let_act(request, case, "drafted")
    scene = scene_of(request, case)
    refused = why_not("drafted", scene.story, scene.day, scene.calendar)
    outcome = request.POST.get("outcome", "") if request.method == "POST" else ""
    kind = kind_for(outcome) if outcome in dict(outcome_choices(case, scene.story)) else None
    if refused or kind is None:
        return _choose(request, scene, refused)
    try:
        letter = acts.save_draft(case, by=scene.staff, code=kind.code, fields=known_already(scene.story, kind), outcome=outcome)
    except Refused as error:
        return _choose(request, scene, str(error))
    return redirect("cases:letter", case.pk, letter.pk)


def known_already(story: Story, kind: LetterKind) -> dict[str, str]:
    """What the file says already and the letter must repeat: the organ the applicant was pointed to (art. 36(5))."""
    told = story.transferred_to
    return {"organ": told} if told and kind.field("organ") else {}


def _choose(request: HttpRequest, scene: Scene, refused: str) -> HttpResponse:
    said = {each.outcome for each in scene.story.opinions}
    choices = [(code, label, kind_for(code), code in said) for code, label in outcome_choices(scene.case, scene.story)]
    context = {
        "case": scene.case,
        "case_title": hide(scene.case.title, scene.case.applicant),
        "choices": [each for each in choices if each[2]],
        "refused": f"现在不能拟答复书：{refused}。" if refused else "",
    }
    return render(request, "disclosure/office/letter_new.html", context, status=409 if refused else 200)


def the_letter(case: Case, letter: int) -> Letter:
    """One letter of the case, or 404."""
    return get_object_or_404(Letter.objects.select_related("case", "organ", "pdf", "docx"), case=case, pk=letter)


def editable(letter: Letter, staff: Staff, scene: Scene) -> bool:
    """Whether this person may change this draft now."""
    return (
        letter.state == LetterState.DRAFT
        and staff.role in WRITERS
        and scene.story.draft != letter.pk
        and scene.story.decision is None
        and letter.code in KINDS
    )


@requires(sees_cases)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, pk: int, letter: int) -> HttpResponse:
    """A draft with its check and its preview; an issued letter as it was frozen."""
    case = the_case(request, pk)
    found = the_letter(case, letter)
    scene = scene_of(request, case)
    writes = editable(found, scene.staff, scene)
    if request.method != "POST":
        return _show(request, scene, found, _form(found, scene) if writes else None)
    if not writes:
        raise PermissionDenied("这份文书现在不能改：已签发、已报审，或者您的岗位不拟稿。")
    return _save(request, scene, found)


def _form(letter: Letter, scene: Scene, data: Any = None, more: str = "") -> LetterForm:
    initial = {"dated_on": letter.dated_on, "seen": scene.case.acts.count(), "version": letter.version}
    return LetterForm(data, kind=KINDS[letter.code], values=letter.fields, more=more, initial=initial)


def _save(request: HttpRequest, scene: Scene, letter: Letter) -> HttpResponse:
    more = request.POST.get("more", "")
    form = _form(letter, scene, request.POST, more)
    if not form.is_valid():
        return _show(request, scene, letter, form, status=422)
    if more:
        return _show(request, scene, letter, form)
    try:
        kept = acts.save_draft(
            scene.case, by=scene.staff, code=letter.code, fields=form.values, outcome=letter.outcome, ref=letter.ref,
            dated_on=form.cleaned_data["dated_on"], letter=letter, version=form.cleaned_data["version"],
        )  # fmt: skip
        if "submit" not in request.POST:
            messages.success(request, f"已保存第{kept.version}稿。")
            return redirect("cases:letter", scene.case.pk, letter.pk)
        acts.submit(scene.case, kept, by=scene.staff, on=scene.day, seen=form.cleaned_data["seen"])
    except (Refused, LawError) as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return _show(request, scene, letter, _again(letter, scene, request), refused=str(refused), status=status)
    messages.success(request, "答复书已报审。")
    return redirect("cases:case", scene.case.pk)


def _again(letter: Letter, scene: Scene, request: HttpRequest) -> LetterForm:
    """What was typed, on top of the draft as it is now: it is kept over that one when it is sent again."""
    letter.refresh_from_db()
    data = request.POST.copy()
    data["version"], data["seen"] = str(letter.version), str(scene.case.acts.count())
    return _form(letter, scene, data)


def _show(
    request: HttpRequest, scene: Scene, letter: Letter, form: LetterForm | None, *, refused: str = "", status: int = 200
) -> HttpResponse:
    case = scene.case
    drafted = letter.state == LetterState.DRAFT
    finds = gate_of(letter, scene, form) if drafted and letter.code in KINDS else []
    context = {
        "case": case,
        "case_title": hide(case.title, case.applicant),
        "letter": letter,
        "form": form,
        "finds": finds,
        "blocked": sum(each["level"] == "bad" for each in finds),
        "warned": sum(each["level"] == "warn" for each in finds),
        "now_due": told_otherwise(scene.story, [letter] if letter.issued else [], scene.calendar).get(letter.pk),
        "paper": shown(letter, scene),
        "reviews_ahead": reviews_ahead(letter, scene.story),
        "outcome": outcome_label(letter.outcome) if letter.outcome else "",
        "under_review": scene.story.draft == letter.pk,
        "refused": refused,
    }
    return render(request, "disclosure/office/letter.html", context, status=status)


def reviews_ahead(letter: Letter, story: Story) -> str:
    """Who still reviews a draft before it is signed: a step to come, no fault of the letter."""
    passed = story.passed if story.draft == letter.pk else frozenset()
    needed = LEVELS if story.section else ("vice_leader",)
    return "、".join(LEVELS[level] for level in needed if level not in passed)


@requires(sees_cases)
@require_POST
def drop(request: HttpRequest, pk: int, letter: int) -> HttpResponse:
    """Give up a draft."""
    case = the_case(request, pk)
    found, scene = the_letter(case, letter), scene_of(request, case)
    if not editable(found, scene.staff, scene):
        raise PermissionDenied("这份文书现在不能弃稿：已签发、已报审，或者您的岗位不拟稿。")
    try:
        acts.drop_draft(found, by=scene.staff)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("cases:case", case.pk)


@requires(sees_cases)
@require_safe
def file(request: HttpRequest, pk: int, letter: int, form: str) -> Any:
    """The stored bytes of an issued letter; a draft is printed anew and marked as one."""
    case = the_case(request, pk)
    found = the_letter(case, letter)
    if form not in ("pdf", "docx"):
        raise Http404
    staff = staff_of(request)
    if hides_code(found, staff):
        raise PermissionDenied("接收回执写有查询码，只交给申请人；需要时请经办人取出。")
    if found.issued:
        answer = _issued(found, form)
    else:
        answer = _drafted(request, case, found, form)
    note_download(case, by=staff, what=found.title, data={"letter": found.pk, "form": form})
    return answer


def _issued(letter: Letter, form: str) -> HttpResponseBase:
    stored = cast(StoredFile, letter.pdf if form == "pdf" else letter.docx)  # an issued letter has both, by constraint
    try:
        return give_out(stored, f"{letter.number or letter.title}.{form}")
    except FileMissing as missing:
        raise Http404("文件不在存档里，请系统管理员检查存档目录。") from missing


def _drafted(request: HttpRequest, case: Case, letter: Letter, form: str) -> HttpResponse:
    scene = scene_of(request, case)
    paper = paper_of(letter, scene)
    body = printer.pdf_bytes(paper, draft=True) if form == "pdf" else printer.docx_bytes(paper, draft=True)
    kinds = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
    answer = HttpResponse(body, content_type=kinds[form])
    answer["Content-Disposition"] = f'attachment; filename="draft-{letter.pk}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
