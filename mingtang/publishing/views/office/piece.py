"""一篇稿件的页面：审的是哪一版、写了什么、改了什么、查出什么、经过谁的手、现在能做什么。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mingtang.organs.access import requires
from mingtang.organs.models import Role
from mingtang.publishing.desk import AT_SECTION, Desk, with_state
from mingtang.publishing.forms.office.account import COPY_FORMS
from mingtang.publishing.forms.office.acts import ActForm, PassForm, Scene
from mingtang.publishing.models import CheckRun, Consultation, File, Picture, Piece, ReviewAct, Stage
from mingtang.publishing.official_account.article import outline
from mingtang.publishing.official_account.standing import account_of_the_site, standing_of
from mingtang.publishing.people import missing_roles
from mingtang.publishing.permissions import may_draft_in, may_read
from mingtang.publishing.reading import blocks_of, changes, lines_of, particulars
from mingtang.publishing.rules import RULES, not_theirs, refusal
from mingtang.publishing.version import digest, media_of
from mingtang.publishing.views.office.doors import staff_of, the_piece
from mingtang.publishing.views.office.listing import row
from mingtang.web import clock

OPINIONS = ("pass_up", "approve", "send_back")
ORDER = ("submit", "review_after", "refuse_removal", "publish_urgently", "recall", "ask_removal", "withdraw")


@requires(may_read)
@require_safe
def piece(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one piece."""
    return render(request, "publishing/office/piece.html", context_of(request, the_piece(pk)))


def version_under_review(piece: Piece) -> Piece:
    """The newest version; after an urgent publication the one on show, which is what is reviewed then."""
    return (
        piece
        if piece.review_by or piece.latest_revision_id is None
        else piece.get_latest_revision_as_object()
    )


def run_of(piece: Piece, mark: str) -> CheckRun | None:
    """The last check of the version with this digest."""
    return piece.checks.filter(digest=mark, nightly=False).first()


def context_of(request: HttpRequest, piece: Piece, form: ActForm | None = None) -> dict[str, Any]:
    """Everything the page draws."""
    staff, day = staff_of(request), clock.today(request)
    desk, version = Desk(staff, day), version_under_review(piece)
    mark = digest(version)
    run = run_of(piece, mark)
    stated = with_state(Piece.objects.filter(pk=piece.pk)).get()
    may = possible(piece, desk)
    copy_acts = [each for each in may if each["act"] in COPY_FORMS]
    may = [each for each in may if each not in copy_acts]
    excerpts = [each.get("excerpt", "") for each in run.findings] if run else []
    return {
        "piece": piece,
        "version": version,
        "title": version.title,
        "trail": desk.places.trail(piece),
        "mark": mark,
        "number": piece.revisions.count(),
        "run": run,
        "findings": [_finding(each) for each in run.findings] if run else [],
        "blocks": blocks_of(version.body, excerpts),
        "explanation": blocks_of(version.explanation, excerpts) if isinstance(version, Consultation) else [],
        "result": blocks_of(version.result, excerpts) if isinstance(version, Consultation) else [],
        "facts": list(particulars(version)),
        "attachments": list(version.attachments.all()),
        "secrecy": piece.acts.filter(kind="submitted").order_by("-pk").select_related("by").first(),
        "acts": [_act(each) for each in piece.acts.order_by("-pk").select_related("by", "instead_of")],
        "steps": steps(piece, desk),
        "state": row(desk, stated),
        "missing": [Role(role).label for role in missing_roles(piece)],
        "may": may,
        "others": [each for each in may if not each["url"] or each["act"] not in OPINIONS],
        "outdated": _outdated(piece),
        "account": standing_of(piece, version),
        "account_outline": _outline(version, day) if piece.stage != Stage.PUBLISHED else [],
        "copy_acts": copy_acts,
        "opinions": [each["act"] for each in may if each["url"] and each["act"] in OPINIONS],
        "opinion_form": form
        or PassForm(scene=Scene(piece, staff, day, clock.now(), run), initial={"seen": mark}),
        "compared": _compared(piece, version, request.GET.get("c", "")),
        "edit_url": _edit_url(piece, staff),
        "queue": {
            "mine": [row(desk, each) for each in desk.for_me()],
            "others": [row(desk, each) for each in desk.with_others()],
        },
    }


def _outline(version: Piece, day: date) -> list[tuple[str, str]]:
    """What will go to WeChat when this version is approved."""
    return outline(version, account_of_the_site(), day) if version.to_wechat else []


def _outdated(piece: Piece) -> str:
    """What a reader of this page has to know first: that approval is void, that the site shows an older version."""
    last = piece.acts.order_by("-pk").values_list("kind", flat=True).first()
    void = "内容改过，原来的审核已经作废，须重新送审。" if last == "voided" else ""
    shown = (
        "线上仍是审过的旧版，这一版批准以后才换上。" if piece.live and piece.stage != Stage.PUBLISHED else ""
    )
    return void + shown


def _edit_url(piece: Piece, staff: Any) -> str:
    open_stage = piece.stage not in (Stage.REVIEW, Stage.APPROVAL)
    return (
        reverse("wagtailadmin_pages:edit", args=[piece.pk])
        if open_stage and may_draft_in(staff, piece)
        else ""
    )


def _finding(found: dict[str, Any]) -> dict[str, Any]:
    fix = found.get("fix")
    return {
        **found,
        "style": "bad" if found.get("level") == "block" else "warn",
        "word": "阻断" if found.get("level") == "block" else "提示",
        "mend": fix.get("label") or fix.get("words") or "" if isinstance(fix, dict) else str(fix or ""),
    }


def _act(act: ReviewAct) -> dict[str, Any]:
    who = act.by.name if act.by else "系统"
    data = act.data
    notes = [
        f"代{act.instead_of.name}" if act.instead_of else "",
        f"依据：{data['basis']}" if data.get("basis") else "",
        f"说明：{data['explanation']}" if data.get("explanation") else "",
        f"缩短期限：{data['short_reason']}" if data.get("short_reason") else "",
        f"不配解读：{data['no_interpretation']}" if data.get("no_interpretation") else "",
        f"{data['from']} → {data['to']}" if data.get("to") and data.get("from") else "",
        f"定于 {data['at'][:16].replace('T', ' ')}" if data.get("at") else "",
        "随公文一起发布" if data.get("with") == "document" else "",
        f"版本 {act.digest[:8]}" if act.digest else "",
    ]
    return {
        "at": act.at, "title": f"{act.get_kind_display()}　{who}", "quote": act.opinion,
        "note": " · ".join(filter(None, notes)), "effect": "",
    }  # fmt: skip


def possible(piece: Piece, desk: Desk) -> list[dict[str, str]]:
    """Acts this person may do now, and those that are due now but not theirs, with the reason."""
    found = []
    for act in sorted(RULES, key=lambda each: ORDER.index(each) if each in ORDER else len(ORDER)):
        rule = RULES[act]
        if rule.when(piece) or not_theirs(act, piece, desk.person, desk.day):
            continue
        why = refusal(act, piece, desk.person, desk.day)
        url = "" if why else reverse("review:act", args=[piece.pk, act])
        found.append({"act": act, "label": rule.label, "url": url, "why_not": why, "kind": "", "note": ""})
    return found


def steps(piece: Piece, desk: Desk) -> list[dict[str, str]]:
    """科室拟稿, 机器检查, 分管领导审核, 主要领导审批, 发布: who and when, or whose turn."""
    acts = list(piece.acts.order_by("pk").select_related("by"))
    last = max((i for i, act in enumerate(acts) if act.kind == "submitted"), default=len(acts))
    round_ = [] if piece.stage in AT_SECTION else acts[last:]
    run = piece.checks.filter(nightly=False).first()
    begun = piece.revisions.order_by("pk").select_related("user").first()
    drafted = f"{begun.created_at:%m-%d} {begun.user or ''}" if begun else ""
    shown = {"published", "urgent", "restored"}
    return [
        {"label": "科室拟稿", "state": "done" if round_ else "now", "note": drafted},
        {
            "label": "机器检查",
            "state": "done" if round_ else "",
            "note": f"{run.at:%m-%d} {run.get_verdict_display()}" if run else "",
        },
        _step("分管领导审核", "passed", round_, piece.stage == Stage.REVIEW, desk, piece),
        _step("主要领导审批", "approved", round_, piece.stage == Stage.APPROVAL, desk, piece),
        _shown(piece, next((act for act in reversed(round_) if act.kind in shown), None)),
    ]


def _step(
    label: str, kind: str, acts: list[ReviewAct], now: bool, desk: Desk, piece: Piece
) -> dict[str, str]:
    done = next((act for act in reversed(acts) if act.kind == kind), None)
    if done:
        return {"label": label, "state": "done", "note": f"{done.on:%m-%d} {done.by.name if done.by else ''}"}
    return {"label": label, "state": "now" if now else "", "note": f"轮到{desk.holder(piece)}" if now else ""}


def _shown(piece: Piece, act: ReviewAct | None) -> dict[str, str]:
    if act:
        return {"label": act.get_kind_display(), "state": "done", "note": f"{act.on:%m-%d}"}
    if piece.stage == Stage.SCHEDULED:
        return {
            "label": "发布",
            "state": "now",
            "note": f"定于{piece.show_at:%m-%d}" if piece.show_at else "随公文一起发布",
        }
    return {"label": "发布", "state": "", "note": ""}


def _compared(piece: Piece, version: Piece, how: str) -> dict[str, Any] | None:
    """The version against what is on show; None when there is nothing to compare."""
    if not piece.live or piece.live_digest == digest(version):
        return None
    found = changes(lines_of(piece), lines_of(version))
    side = how == "side"
    return {"lines": found, "count": sum(not each.same for each in found), "side": side}


@requires(may_read)
@require_safe
def attachment(request: HttpRequest, pk: int, file: int) -> Any:
    """One file of the version under review, to read before one signs. Always a download, never a page."""
    piece = the_piece(pk)
    _require_in_version(piece, "file", file)
    found = get_object_or_404(File, pk=file)
    return _give(found.file, found.filename)


@requires(may_read)
@require_safe
def picture(request: HttpRequest, pk: int, image: int) -> Any:
    """A picture of the version under review, also before it is on the site."""
    piece = the_piece(pk)
    _require_in_version(piece, "picture", image)
    rendition = get_object_or_404(Picture, pk=image).get_rendition("width-800")
    answer = FileResponse(rendition.file.open("rb"))
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def _require_in_version(piece: Piece, kind: str, pk: int) -> None:
    if (kind, pk) not in media_of(version_under_review(piece)) | media_of(piece):
        raise Http404


def _give(stored: Any, name: str) -> FileResponse:
    try:
        answer = FileResponse(
            stored.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
        )
    except FileNotFoundError as missing:
        raise Http404("文件不在存档里") from missing
    answer["Cache-Control"] = "private, no-store"
    return answer
