"""信息发布审核登记表：一篇稿件的审核经过，印出来归档。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from mingtang.kit.documents import render_pdf
from mingtang.organs.models import Organ, Role
from mingtang.publishing.desk import Places
from mingtang.publishing.models import Piece, ReviewAct

SHOWING = {
    *(
        "scheduled",
        "published",
        "urgent",
        "withdrawn",
        "restored",
        "moved",
        "removal_asked",
        "removal_refused",
    ),
    *("removal_planned", "plan_dropped", "repealed", "result_shown"),
}
Row = tuple[str, str]


def rows(piece: Piece) -> list[Row]:
    """(label, text) of the form, in its order."""
    version = (
        piece if piece.live or piece.latest_revision_id is None else piece.get_latest_revision_as_object()
    )
    places, acts = Places(), list(piece.acts.order_by("pk").select_related("by", "instead_of"))
    begun = piece.revisions.order_by("pk").select_related("user").first()
    section = places.section(piece)
    home = Organ.objects.filter(is_home=True).first()
    author = version.author or (str(begun.user) if begun and begun.user else "")
    copied = f"　转载：{version.origin_url}" if version.origin_url else ""
    basis = next((each.basis for each in places.above(piece) if each.basis), "")
    head: list[Row] = [
        ("标题", version.title),
        ("栏目", " › ".join(places.trail(piece))),
        ("来源", (version.source or (home.name if home else "")) + copied),
        ("供稿科室、供稿人", "　".join(filter(None, (section.name if section else "", author)))),
        ("公开属性与依据", "　".join(filter(None, (version.get_disclosure_display(), basis)))),
        ("索引号", piece.index_number or "未编"),
    ]
    return [
        *head,
        *_review(acts),
        *_proof(piece, acts),
        (
            "附件清单",
            "\n".join(f"{i}. {each.title}" for i, each in enumerate(version.attachments.all(), 1)) or "无",
        ),
        ("发布、撤下记录", "\n".join(_line(act) for act in acts if act.kind in SHOWING) or "未发布"),
        ("版本校验值", piece.live_digest or (acts[-1].digest if acts else "")),
    ]


def _review(acts: list[ReviewAct]) -> list[Row]:
    submitted = [act for act in acts if act.kind == "submitted"]
    first = submitted[-1] if submitted else None
    since = acts[acts.index(first) :] if first else []
    return [
        ("保密审查意见", f"{first.data.get('secrecy', '')}\n{_sign(first)}" if first else "未审查"),
        ("一审（科室送审）", _line(first) if first else "未送审"),
        ("二审（分管领导）", _lines(since, "passed", Role.VICE_LEADER)),
        ("三审（主要领导）", _lines(since, "approved", Role.LEADER)),
    ]


def _lines(acts: list[ReviewAct], kind: str, role: str) -> str:
    """What the desk signed: in order, or at an urgent publication, or afterwards."""
    mine = [
        act for act in acts
        if act.kind in (kind, *(("overridden",) if role == Role.LEADER else ())) or (act.kind in ("urgent", "reviewed_after") and act.data.get("role") == role)
    ]  # fmt: skip
    return "\n".join(_line(act) for act in mine) or "未签"


def _proof(piece: Piece, acts: list[ReviewAct]) -> list[Row]:
    """校对: by the section before it is sent, by the machine, by those who read and sent back."""
    runs = list(piece.checks.filter(nightly=False).order_by("pk"))
    machine = [
        f"{timezone.localtime(run.at):%Y-%m-%d %H:%M}　{run.get_verdict_display()}，发现{len(run.findings)}项"
        for run in runs[-5:]
    ]
    back = [_line(act) for act in acts if act.kind in ("returned", "voided", "revised")]
    sent = [act for act in acts if act.kind == "submitted"]
    return [
        ("一校（科室）", _line(sent[-1]) if sent else "未校"),
        ("二校（机器检查）", "\n".join(machine) or "未查"),
        ("三校（审核中退改）", "\n".join(back) or "无退改"),
    ]


def _line(act: ReviewAct) -> str:
    more = f"（{act.data['basis']}）" if act.data.get("basis") else ""
    words = f"：{act.opinion}" if act.opinion else ""
    return f"{act.get_kind_display()}{words}{more}　{_sign(act)}"


def _sign(act: ReviewAct) -> str:
    who = act.by.name if act.by else "系统"
    instead = f"（代{act.instead_of.name}）" if act.instead_of else ""
    mark = f"　版本{act.digest[:12]}" if act.digest else ""
    return f"{who}{instead}　{timezone.localtime(act.at):%Y-%m-%d %H:%M}{mark}"


def form_pdf(piece: Piece, on: date) -> bytes:
    """The form on A4."""
    home = Organ.objects.filter(is_home=True).first()
    table: dict[str, Any] = {
        "kind": "table", "widths": [3, 10],
        "rows": [[{"text": label, "head": True, "align": "center"}, text] for label, text in rows(piece)],
    }  # fmt: skip
    return render_pdf(
        "form",
        {
            "title": "信息发布审核登记表", "organ": home.name if home else "", "number": piece.index_number or "",
            "blocks": [table], "dated": on.isoformat(), "footnotes": [f"{on:%Y-%m-%d}按审核记录印出；记录只增不改。"],
        },
    )  # fmt: skip
