"""三审：科室送审，机器检查，分管领导审核，主要领导审批；三个不同的人。"""

from __future__ import annotations

from datetime import date, datetime

from wagtail.models import WorkflowState

from mingtang.kit.db import writing
from mingtang.organs.models import Role, Staff
from mingtang.organs.refusal import require
from mingtang.publishing.actions.acts import locked, write
from mingtang.publishing.actions.showing import put_on_show, schedule
from mingtang.publishing.checks import check_piece
from mingtang.publishing.models import CheckRun, Piece, ReviewAct, Stage
from mingtang.publishing.permissions import acts_for, authors_of, may_draft_in
from mingtang.publishing.version import digest

SUBMITTABLE = {Stage.DRAFT, Stage.BLOCKED, Stage.RETURNED, Stage.PUBLISHED, Stage.WITHDRAWN}


def submit(piece: Piece, *, by: Staff, on: date, secrecy: str, explanation: str = "") -> CheckRun:
    """Send the newest version up, with the opinion of the secrecy review (条例第十七条).

    What the machine blocks goes up only with an ``explanation``, and only the last reviewer lets it pass.
    """
    require(may_draft_in(by, piece), "这篇稿件由别的科室负责，由他们送审。")
    require(bool(secrecy.strip()), "写明保密审查意见（是否涉密、能否公开）再送审。")
    with writing():
        now = locked(piece)
        require(now.stage in SUBMITTABLE, f"这篇稿件已在“{now.get_stage_display()}”，不用再送。")
        run = check_piece(now)
        now.stage = Stage.BLOCKED if run.verdict == "block" and not explanation.strip() else now.stage
        if now.stage == Stage.BLOCKED:
            Piece.objects.filter(pk=now.pk).update(stage=Stage.BLOCKED)
            return run
        _restart(now, by)
        _step(now, by)
        data = {"secrecy": secrecy.strip(), "verdict": run.verdict, "explanation": explanation.strip()}
        write(now, "submitted", by=by, on=on, opinion=secrecy, data=data)
        return run


def pass_up(piece: Piece, *, by: Staff, on: date, opinion: str, seen: str) -> ReviewAct:
    """The leader in charge agrees; the piece goes to the head. ``seen`` is the digest of the version that was read."""
    with writing():
        now = locked(piece)
        instead = _reviewer(now, Stage.REVIEW, Role.VICE_LEADER, by, on, seen)
        _step(now, by)
        return write(now, "passed", by=by, on=on, opinion=opinion or "同意", instead_of=instead)


def approve(
    piece: Piece,
    *,
    by: Staff,
    on: date,
    opinion: str,
    seen: str,
    override: str = "",
    at: datetime | None = None,
) -> ReviewAct:
    """The head agrees: the version goes on show, at once or at ``at``. ``override`` lets a blocked version pass."""
    with writing():
        now = locked(piece)
        instead = _reviewer(now, Stage.APPROVAL, Role.LEADER, by, on, seen)
        passed = {act.by_id for act in _acts_of_version(now) if act.kind == "passed"}
        require(by.pk not in passed, "同一篇稿件不能由同一个人既审核又审批，请另一位审批。")
        run = now.checks.filter(digest=seen).first()
        require(
            run is not None and (run.verdict != "block" or bool(override.strip())),
            "机器检查有阻断项：退回科室改正，或写明放行的理由。",
        )
        if override.strip():
            write(now, "overridden", by=by, on=on, opinion=override)
        _step(now, by)
        act = write(now, "approved", by=by, on=on, opinion=opinion or "同意发布", instead_of=instead)
        schedule(now, at=at, by=by, on=on) if at else put_on_show(now, by=by, on=on)
        return act


def send_back(piece: Piece, *, by: Staff, on: date, opinion: str, seen: str) -> ReviewAct:
    """Send the version back to its section, saying what to change."""
    require(bool(opinion.strip()), "写明退回的原因和要改的地方。")
    with writing():
        now = locked(piece)
        stage = Stage(now.stage)
        role = Role.VICE_LEADER if stage == Stage.REVIEW else Role.LEADER
        instead = _reviewer(now, stage, role, by, on, seen)
        _workflow(now).cancel(user=by)
        return write(now, "returned", by=by, on=on, opinion=opinion, instead_of=instead)


def recall(piece: Piece, *, by: Staff, on: date, reason: str) -> ReviewAct:
    """The section takes its piece back before it is approved."""
    require(may_draft_in(by, piece), "这篇稿件由别的科室负责，由他们撤回。")
    require(bool(reason.strip()), "写明撤回的原因。")
    with writing():
        now = locked(piece)
        require(
            now.stage in {Stage.REVIEW, Stage.APPROVAL, Stage.SCHEDULED}, "这篇稿件没有在审核，不用撤回。"
        )
        _restart(now, by)
        return write(now, "recalled", by=by, on=on, opinion=reason)


def _reviewer(piece: Piece, stage: Stage, role: str, by: Staff, on: date, seen: str) -> Staff | None:
    """Make sure this person may review this version now; returns the person acted for, None for oneself."""
    require(piece.stage == stage, f"这篇稿件现在是“{piece.get_stage_display()}”，没有要您办的。")
    require(
        digest(piece.get_latest_revision_as_object()) == seen,
        "您看过之后稿件又改过：重新打开，看过新的一版再签意见。",
    )
    entitled = [person for person in acts_for(by, on) if person.role == role]
    require(bool(entitled), f"这一步由{Role(role).label}办理。")
    require(by.pk not in authors_of(piece), "您写过或改过这一版，不能审自己的稿件，请另一位审核。")
    return None if entitled[0].pk == by.pk else entitled[0]


def _acts_of_version(piece: Piece) -> list[ReviewAct]:
    """The acts since the newest version was last submitted."""
    acts = list(piece.acts.order_by("pk"))
    last = max((i for i, act in enumerate(acts) if act.kind == "submitted"), default=0)
    return acts[last:]


def _workflow(piece: Piece) -> WorkflowState:
    state = piece.current_workflow_state
    require(state is not None, "这篇稿件没有在审核。")
    return state


def _restart(piece: Piece, by: Staff) -> None:
    """End what workflow there was; a new one begins with the machine's check."""
    if piece.current_workflow_state:
        piece.current_workflow_state.cancel(user=by)


def _step(piece: Piece, by: Staff) -> None:
    """Approve the step the workflow is at; without a workflow begin one and approve the machine's check."""
    state = piece.current_workflow_state or piece.get_workflow().start(piece, by)
    state.current_task_state.approve(user=by)
