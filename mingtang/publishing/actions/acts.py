"""每件事的共同部分：锁住稿件，写下审核记录和日志，推出办到哪一步。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from mingtang.kit import audit
from mingtang.organs.models import Staff
from mingtang.publishing.models import Piece, ReviewAct, Stage
from mingtang.publishing.version import digest_of

STAGES = {
    "submitted": Stage.REVIEW,
    "passed": Stage.APPROVAL,
    "returned": Stage.RETURNED,
    "recalled": Stage.DRAFT,
    "scheduled": Stage.SCHEDULED,
    "published": Stage.PUBLISHED,
    "urgent": Stage.PUBLISHED,
    "imported": Stage.PUBLISHED,
    "restored": Stage.PUBLISHED,
    "withdrawn": Stage.WITHDRAWN,
    "voided": Stage.DRAFT,
}


def locked(piece: Piece) -> Piece:
    """The piece as it is in the database now, held until the end of the transaction."""
    return Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk).specific


def write(
    piece: Piece, kind: str, *, by: Staff | None, on: date, opinion: str = "", **more: Any
) -> ReviewAct:
    """Write down one act about the newest version and move the piece to the stage that follows from it.

    ``more``: ``instead_of`` (Staff), ``data`` (dict), ``revision`` (another version than the newest).
    """
    revision = more.get("revision") or piece.latest_revision
    act = ReviewAct.objects.create(
        piece_id=piece.pk,
        kind=kind,
        on=on,
        at=timezone.now(),
        by=by,
        instead_of=more.get("instead_of"),
        revision_id=revision.pk if revision else None,
        digest=digest_of(revision) if revision else "",
        opinion=opinion.strip(),
        data=more.get("data") or {},
    )
    if kind in STAGES:
        piece.stage = STAGES[kind]
        Piece.objects.filter(pk=piece.pk).update(stage=piece.stage)
    audit.record(
        f"publishing.{kind}",
        by=by,
        subject=Piece(pk=piece.pk, title=piece.title),
        reason=opinion,
        data={"digest": act.digest},
    )
    return act
