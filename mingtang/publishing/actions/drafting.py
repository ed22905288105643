"""拟稿：在本科室的栏目里写一篇，改一篇。"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from mingtang.kit import audit, numbering
from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.organs.refusal import require
from mingtang.publishing.actions.acts import locked, write
from mingtang.publishing.models import Column, Piece, Stage
from mingtang.publishing.permissions import may_draft_in

Any_Piece = TypeVar("Any_Piece", bound=Piece)
OPEN = {Stage.DRAFT, Stage.BLOCKED, Stage.RETURNED, Stage.PUBLISHED}


def slug_for(on: date) -> str:
    """The last part of a piece's address: the day and a running number, never changed afterwards (``t20221024_15``)."""
    return f"t{on:%Y%m%d}_{numbering.take('publishing.page', on.year)}"


def begin(column: Column, piece: Any_Piece, *, by: Staff, on: date) -> Any_Piece:
    """Put a first draft into a column. Raises ``Refused`` when the column is not this person's."""
    require(may_draft_in(by, column), f"“{column.title}”由别的科室负责，请在本科室的栏目里拟稿。")
    with writing():
        piece.slug, piece.live, piece.owner = slug_for(on), False, by
        piece.draft_title = piece.title
        column.add_child(instance=piece)
        piece.save_revision(user=by, log_action="wagtail.create")
        audit.record("publishing.begun", by=by, subject=piece)
    return piece


def revise(piece: Any_Piece, changes: dict[str, Any], *, by: Staff, on: date) -> Any_Piece:
    """Save a new version with these fields changed; a review that had begun on another version is void."""
    require(may_draft_in(by, piece), "这篇稿件由别的科室负责，由他们修改。")
    with writing():
        now = locked(piece)
        require(now.stage in OPEN, "这篇稿件正在审核，不能改动：先撤回送审，改好再送。")
        draft = now.get_latest_revision_as_object()
        for name, value in changes.items():
            setattr(draft, name, value)
        draft.save_revision(user=by)
        fresh = locked(piece)
        if fresh.stage != Stage.DRAFT:
            write(fresh, "voided", by=by, on=on)
        return fresh
