"""在线提交：申请公开、申请更正、建议主动公开，一页页填、核对、提交。任何人。"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from mingtang.disclosure.actions import intake
from mingtang.disclosure.forms.correction import CorrectionForm
from mingtang.disclosure.forms.public import ApplyForm, Paged
from mingtang.disclosure.forms.suggestion import SuggestionForm
from mingtang.disclosure.models import AttachmentRole, Case
from mingtang.disclosure.spoken import SPOKEN, Spoken
from mingtang.disclosure.views.public.limits import FILINGS, TOO_MANY, UPLOADS
from mingtang.disclosure.views.public.track import open_new
from mingtang.disclosure.views.public.uploads import gathered, signed
from mingtang.kit.masking import mask_address, mask_email, mask_id, mask_name, mask_phone
from mingtang.kit.models import StoredFile
from mingtang.organs.models import Organ
from mingtang.organs.refusal import Refused
from mingtang.web.clock import today

KEPT_OUT_OF_SIGHT = {
    "name": mask_name,
    "identity_number": mask_id,
    "contact": mask_name,
    "phone": mask_phone,
    "email": mask_email,
    "address": mask_address,
    "agent_name": mask_name,
    "agent_identity": mask_id,
}


@dataclass(frozen=True)
class Course:
    """One of the three forms: its pages in order with what the steps call them. The check comes last."""

    form: type[Paged]
    labels: dict[str, str]

    @property
    def steps(self) -> list[tuple[str, str]]:
        return [*self.labels.items(), ("check", "核对并提交")]

    @property
    def spoken(self) -> Spoken:
        return SPOKEN[self.form.kind]

    @property
    def takes_files(self) -> bool:
        return any("files" in names for names in self.form.pages.values())


COURSES = {
    "apply": Course(ApplyForm, {"who": "申请人", "what": "所需信息", "how": "提供方式"}),
    "correct": Course(CorrectionForm, {"record": "要更正的记录", "owner": "申请人"}),
    "suggest": Course(SuggestionForm, {"idea": "建议"}),
}


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, course: str) -> HttpResponseBase:
    """Fill in page by page, check, submit. ``step`` is the page asked for; earlier answers travel along in the page.

    Nothing that was typed is stored before it has been seen once more as a whole; uploads are stored at once and
    forgotten after a day. The pages may stay in the browser's own cache, else its back button would ask to send the
    form again.
    """
    sheet = Sheet(request, COURSES[course])
    first = next(iter(sheet.course.labels))
    if request.method != "POST":
        return sheet.ask(first, sheet.course.form(), [])
    if sheet.brings_too_much():
        return sheet.without_uploads()
    goal = sheet.goal(first)
    form = sheet.course.form(request.POST, request.FILES)
    files = gathered(request, form, sheet.token) if sheet.course.takes_files else []
    form.heed(files)
    if page := form.page_in_need(goal):
        form.speak_of(page)
        return sheet.ask(page, form, files, status=422)
    if goal in sheet.course.labels:
        return sheet.ask(goal, sheet.as_said(), files)
    return sheet.submit(form, files) if goal == "submit" else sheet.ask("check", form, files)


class Sheet:
    """One form in one request: who asks, which course, and the token by which sending it twice files it once."""

    def __init__(self, request: HttpRequest, course: Course) -> None:
        self.request, self.course = request, course
        self.organ = get_object_or_404(Organ.objects.filter(is_home=True))
        given = re.sub(r"[^\x20-\x7e]", "", request.POST.get("token", ""))[:64]
        self.token = given or secrets.token_urlsafe(24)

    def goal(self, first: str) -> str:
        """The page that was asked for; the check when it is not one of ours."""
        step = self.request.POST.get("step", "")
        known = {**dict.fromkeys(self.course.labels), "submit": None}
        return step if step in known else {"edit": first}.get(step, "check")

    def brings_too_much(self) -> bool:
        """Whether this address has uploaded more than anybody needs to."""
        return self.course.takes_files and bool(self.request.FILES) and UPLOADS.reached(self.request)

    def without_uploads(self) -> HttpResponse:
        """The page of the files again: what was written and uploaded before stays, what comes now is not taken."""
        page = next(name for name, fields in self.course.form.pages.items() if "files" in fields)
        files = gathered(self.request, self.course.form(self.request.POST), self.token)
        return self.ask(page, self.as_said(), files, refused=TOO_MANY, status=429)

    def as_said(self) -> Paged:
        """The form with what was typed and without complaints."""
        return self.course.form(initial=self.request.POST.dict())

    def submit(self, form: Paged, files: list[StoredFile]) -> HttpResponseBase:
        """File it and open its page; what the intake refuses is said above the check."""
        if FILINGS.reached(self.request):
            return self.ask("check", form, files, refused=TOO_MANY, status=429)
        try:
            case = self._file(form, files)
        except Refused as refused:
            return self.ask("check", form, files, refused=str(refused), status=409)
        FILINGS.count(self.request)
        open_new(self.request, case)
        return redirect("disclosure:case")

    def _file(self, form: Paged, files: list[StoredFile]) -> Case:
        day = today(self.request)
        return intake.file_case(
            organ=self.organ,
            applicant=form.applicant(),
            wish=form.wish(),
            arrival=intake.Arrival("web", day),
            by=None,
            on=day,
            kind=form.kind,
            files=tuple((file, AttachmentRole.APPLICATION) for file in files),
            form_token=self.token,
        )

    def ask(
        self, page: str, form: Paged, files: list[StoredFile], *, refused: str = "", status: int = 200
    ) -> HttpResponse:
        """One page. What other pages asked travels in hidden fields, what was said is shown below."""
        steps = self.course.steps
        at = [name for name, _ in steps].index(page)
        asked = self.course.form.pages.get(page, ())
        context = {
            "form": form,
            "organ": self.organ,
            "page": page,
            "part": f"disclosure/public/apply/{page}.html",
            "spoken": self.course.spoken,
            "kind": str(form.kind),
            "place": f"第{at + 1}步，共{len(steps)}步",
            "steps": [{"label": label, "state": _state(i, at)} for i, (_, label) in enumerate(steps)],
            "before": steps[at - 1][0] if at else "",
            "after": steps[at + 1][0] if at + 1 < len(steps) else "",
            "carried": [form[name] for name in form.fields if self._travels(name, asked)],
            "token": self.token,
            "kept": signed(files, self.token),
            "asks_files": "files" in asked,
            "said": [self._said(form, name, label, masked=page != "check") for name, label in steps[:at]],
            "refused": refused,
        }
        template = "check" if page == "check" else "apply"
        return render(self.request, f"disclosure/public/{template}.html", context, status=status)

    def _travels(self, name: str, asked: tuple[str, ...]) -> bool:
        return name in self.request.POST and name not in asked and name != "files"

    def _said(self, form: Paged, page: str, label: str, *, masked: bool) -> dict[str, Any]:
        """What was answered on a page; beside the next questions personal data is masked, on the last page it is not."""
        rows = []
        for name in self.course.form.pages[page]:
            value = self.request.POST.get(name)
            if name == "files" or not value:
                continue
            choices = dict(getattr(form.fields[name], "choices", []))
            hide = KEPT_OUT_OF_SIGHT.get(name) if masked else None
            rows.append((form.fields[name].label, hide(str(value)) if hide else choices.get(value, value)))
        files = self.course.form.base_fields.get("files") if "files" in self.course.form.pages[page] else None
        return {"page": page, "label": label, "rows": rows, "files": files.label if files else ""}


def _state(number: int, here: int) -> str:
    return "done" if number < here else ("now" if number == here else "")
