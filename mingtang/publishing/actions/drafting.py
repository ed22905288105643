"""拟稿：在本科室的栏目里写一篇，改一篇。改动使已有的审核作废，不论从哪里改。"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.utils import timezone

from mingtang.kit import audit, numbering
from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.organs.refusal import require
from mingtang.publishing.acting import acting
from mingtang.publishing.actions.acts import keep, locked, write
from mingtang.publishing.models import Column, Piece, ReviewAct, Stage
from mingtang.publishing.permissions import may_draft_in
from mingtang.publishing.version import digest

Any_Piece = TypeVar("Any_Piece", bound=Piece)
UNDER_REVIEW = (Stage.REVIEW, Stage.APPROVAL)
APPROVED = (Stage.PUBLISHED, Stage.WITHDRAWN)


def slug_for(on: date) -> str:
    """The last part of a piece's address: the day and a running number, never changed afterwards (``t20221024_15``)."""
    return f"t{on:%Y%m%d}_{numbering.take('publishing.page', on.year)}"


def begin(column: Column, piece: Any_Piece, *, by: Staff, on: date) -> Any_Piece:
    """Put a first draft into a column. Raises ``Refused`` when the column is not this person's."""
    require(may_draft_in(by, column), f"“{column.title}”由别的科室负责，请在本科室的栏目里拟稿。")
    require(column.archived_on is None, f"“{column.title}”已经归档，不再放稿件，另选一个栏目。")
    with writing():
        piece.slug, piece.live, piece.owner = slug_for(on), False, by
        piece.draft_title = piece.title
        column.add_child(instance=piece)
        piece.save_revision(user=by, log_action="wagtail.create")
        audit.record("publishing.begun", by=by, subject=piece)
    return piece


def revise(piece: Any_Piece, changes: dict[str, Any], *, by: Staff, on: date) -> Any_Piece:
    """Save a new version with these fields changed; what was approved for an older one is void."""
    require(may_draft_in(by, piece), "这篇稿件由别的科室负责，由他们修改。")
    with writing():
        now = locked(piece)
        require(now.stage not in UNDER_REVIEW, "这篇稿件正在审核，不能改动：先撤回送审，改好再送。")
        draft = now.get_latest_revision_as_object()
        for name, value in changes.items():
            setattr(draft, name, value)
        draft.save_revision(user=by)
        return locked(piece)


def follow_version(piece: Piece, user: Staff | None, **_: Any) -> None:
    """A version was stored, here or in the editor: what was decided about an older one does not hold for it."""
    with acting():
        now = locked(piece)
        if now.stage == Stage.BLOCKED:
            keep(now, stage=Stage.DRAFT)
        judged = now.acts.exclude(digest="").order_by("-pk").first()
        if judged is None or judged.digest == digest(now.get_latest_revision_as_object()):
            return
        void(now, by=user, on=timezone.localdate())


def void(piece: Piece, *, by: Staff | None, on: date, opinion: str = "") -> ReviewAct | None:
    """End the review of a version that is no longer the newest, or begin a new round above what is on show."""
    if piece.stage in (*UNDER_REVIEW, Stage.SCHEDULED):
        if piece.current_workflow_state:
            piece.current_workflow_state.cancel(user=by)
        keep(piece, show_at=None)
        return write(piece, "voided", by=by, on=on, opinion=opinion)
    if piece.stage in APPROVED:
        return write(piece, "revised", by=by, on=on)
    return None
