"""每件事的共同部分：锁住稿件，问规矩，写下审核记录和日志，推出办到哪一步。"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.utils import timezone

from mingtang.kit import audit
from mingtang.organs.models import Staff
from mingtang.organs.refusal import require
from mingtang.publishing.acting import acting
from mingtang.publishing.models import Piece, ReviewAct, Stage
from mingtang.publishing.rules import refusal
from mingtang.publishing.version import digest, digest_of

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
    "revised": Stage.DRAFT,
}


def locked(piece: Piece) -> Piece:
    """The piece as it is in the database now, held until the end of the transaction."""
    return Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk).specific


@contextmanager
def about(act: str, piece: Piece, *, by: Staff, on: date) -> Iterator[Piece]:
    """The transaction of one act: the piece is locked, and the rules let this person do it now (else ``Refused``)."""
    with acting():
        now = locked(piece)
        sentence = refusal(act, now, by, on)
        require(not sentence, sentence)
        yield now


def require_seen(piece: Piece, seen: str) -> None:
    """Raise ``Refused`` when the newest version is not the one whose digest the person read."""
    require(
        digest(piece.get_latest_revision_as_object()) == seen,
        "您看过之后稿件又改过：重新打开，看过新的一版再签意见。",
    )


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
        keep(piece, stage=STAGES[kind])
    audit.record(
        f"publishing.{kind}",
        by=by,
        subject=Piece(pk=piece.pk, title=piece.title),
        reason=opinion,
        data={"digest": act.digest},
    )
    return act


def keep(piece: Piece, **columns: Any) -> None:
    """Store what the acts keep about the piece as a whole, and nothing else of it."""
    for name, value in columns.items():
        setattr(piece, name, value)
    Piece.objects.filter(pk=piece.pk).update(**columns)
