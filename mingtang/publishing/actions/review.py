"""三审：科室送审，机器检查，分管领导审核，主要领导审批；三个不同的人，看的是同一版。"""

from __future__ import annotations

from datetime import date, datetime

from mingtang.organs.models import Role, Staff
from mingtang.organs.refusal import require
from mingtang.publishing.acting import acting
from mingtang.publishing.actions.acts import about, keep, require_seen, write
from mingtang.publishing.actions.showing import put_on_show, schedule
from mingtang.publishing.checks import check_piece
from mingtang.publishing.checks.gathering import warm
from mingtang.publishing.models import Article, CheckRun, Piece, ReviewAct, Stage
from mingtang.publishing.people import entitled, this_round
from mingtang.publishing.policy import required_for, waits_for

SECRECY = {
    "open": "不涉密，可以公开",
    "cleared": "已去掉涉密和个人信息，可以公开",
    "asked": "拿不准，已报有关主管部门或者同级保密行政管理部门确定可以公开",
}


def submit(piece: Piece, *, by: Staff, on: date, secrecy: str, explanation: str = "") -> CheckRun:
    """Send the newest version up, with the opinion of the secrecy review (条例第十七条).

    What the machine blocks goes up only with an ``explanation``, and only the last reviewer lets it pass.
    """
    require(bool(secrecy.strip()), "写明保密审查意见（是否涉密、能否公开）再送审。")
    warm(piece.get_latest_revision_as_object())
    with about("submit", piece, by=by, on=on) as now:
        run = check_piece(now)
        if run.verdict == "block" and not explanation.strip():
            keep(now, stage=Stage.BLOCKED)
            return run
        _cancel(now, by)
        _step(now, by)
        data = {"secrecy": secrecy.strip(), "verdict": run.verdict, "explanation": explanation.strip()}
        write(now, "submitted", by=by, on=on, opinion=secrecy, data=data)
        return run


def pass_up(piece: Piece, *, by: Staff, on: date, opinion: str, seen: str) -> ReviewAct:
    """The leader in charge agrees; the piece goes to the head. ``seen`` is the digest of the version that was read."""
    with about("pass_up", piece, by=by, on=on) as now:
        require_seen(now, seen)
        require(
            _verdict(now, seen) != "block" or bool(opinion.strip()),
            "机器检查有阻断项：退回科室改正；要报主要领导决定是否放行的，写明意见。",
        )
        _step(now, by)
        return write(
            now,
            "passed",
            by=by,
            on=on,
            opinion=opinion or "同意",
            instead_of=_instead(now, by, on, Role.VICE_LEADER),
        )


def approve(
    piece: Piece,
    *,
    by: Staff,
    on: date,
    opinion: str,
    seen: str,
    override: str = "",
    at: datetime | None = None,
    until: datetime | None = None,
) -> ReviewAct:
    """The head agrees: the version goes on show, at once or at ``at``, and comes down at ``until``.

    ``override`` lets a blocked version pass. An interpretation whose document is not on show yet waits for it.
    """
    with acting():
        _hold_documents(piece)
        with about("approve", piece, by=by, on=on) as now:
            require_seen(now, seen)
            _require_one_version(now, seen)
            require_checked(now, seen, override)
            data = required_for(now.get_latest_revision_as_object(), at.date() if at else on)
            if override.strip():
                write(now, "overridden", by=by, on=on, opinion=override)
            instead = _instead(now, by, on, Role.LEADER)
            _step(now, by)
            act = write(
                now, "approved", by=by, on=on, opinion=opinion or "同意发布", instead_of=instead, data=data
            )
            keep(now, hide_at=until or now.hide_at)
            _show(now, at, by, on)
            return act


def send_back(piece: Piece, *, by: Staff, on: date, opinion: str, seen: str) -> ReviewAct:
    """Send the version back to its section, saying what to change."""
    require(bool(opinion.strip()), "写明退回的原因和要改的地方。")
    with about("send_back", piece, by=by, on=on) as now:
        require_seen(now, seen)
        role = Role.VICE_LEADER if now.stage == Stage.REVIEW else Role.LEADER
        _cancel(now, by)
        keep(now, show_at=None)
        return write(now, "returned", by=by, on=on, opinion=opinion, instead_of=_instead(now, by, on, role))


def recall(piece: Piece, *, by: Staff, on: date, reason: str) -> ReviewAct:
    """The section takes its piece back before it is on show."""
    require(bool(reason.strip()), "写明撤回的原因。")
    with about("recall", piece, by=by, on=on) as now:
        _cancel(now, by)
        keep(now, show_at=None)
        return write(now, "recalled", by=by, on=on, opinion=reason)


def _show(piece: Piece, at: datetime | None, by: Staff, on: date) -> None:
    if at:
        schedule(piece, at=at, by=by, on=on)
    elif waits_for(piece.get_latest_revision_as_object()):
        keep(piece, show_at=None)
        write(piece, "scheduled", by=by, on=on, data={"with": "document"})
    else:
        put_on_show(piece, by=by, on=on)


def _hold_documents(piece: Piece) -> None:
    """Lock the documents an interpretation explains before itself: their publication asks for them in this order."""
    if piece.specific_class is Article:
        explained = [each.pk for each in piece.specific.get_latest_revision_as_object().explains.all()]
        list(Piece.objects.select_for_update(of=("self",)).filter(pk__in=explained).order_by("pk"))


def _verdict(piece: Piece, seen: str) -> str:
    run = piece.checks.filter(digest=seen, nightly=False).first()
    return run.verdict if run else "block"


def require_checked(piece: Piece, seen: str, override: str) -> None:
    """Raise ``Refused`` when the machine blocks this version and nobody says why it may pass all the same."""
    require(
        _verdict(piece, seen) != "block" or bool(override.strip()),
        "机器检查有阻断项：退回科室改正，或写明放行的理由。",
    )


def _require_one_version(piece: Piece, seen: str) -> None:
    passed = [act for act in this_round(piece) if act.kind == "passed"]
    require(bool(passed) and passed[-1].digest == seen, "分管领导审的不是这一版：退回科室，重新送审。")


def _instead(piece: Piece, by: Staff, on: date, role: str) -> Staff | None:
    found = entitled(by, piece, role, on)
    return None if found is None or found.pk == by.pk else found


def _cancel(piece: Piece, by: Staff | None) -> None:
    """End what workflow there was; a new one begins with the machine's check."""
    if piece.current_workflow_state:
        piece.current_workflow_state.cancel(user=by)


def _step(piece: Piece, by: Staff) -> None:
    """Approve the step the workflow is at; without a workflow begin one and approve the machine's check."""
    state = piece.current_workflow_state or piece.get_workflow().start(piece, by)
    state.current_task_state.approve(user=by)
