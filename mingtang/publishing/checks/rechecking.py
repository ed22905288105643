"""复查：线上的稿件一篇一篇重新查，分批做，断了接着做；只把新查出的列出来。"""

from __future__ import annotations

import hashlib
import time
from datetime import datetime
from typing import Any

from mingtang.kit.db import writing
from mingtang.publishing.checks.gathering import warm
from mingtang.publishing.checks.running import check_piece
from mingtang.publishing.models import CheckRun, Piece, Recheck, RecheckHit

GONE = "复查时已经没有"


def key_of(finding: dict[str, Any]) -> str:
    """The same finding has the same key from night to night."""
    said = "|".join(str(finding[name]) for name in ("rule", "level", "where", "sentence", "excerpt"))
    return hashlib.sha256(said.encode()).hexdigest()


def advance(recheck: Recheck, *, now: datetime, seconds: float) -> int:
    """Check the next pieces for so many seconds, at least one; returns how many. Sets ``finished_at`` at the end."""
    until, done = time.monotonic() + seconds, 0
    while done == 0 or time.monotonic() < until:
        piece = Piece.objects.live().filter(pk__gt=recheck.cursor).order_by("pk").first()
        if piece is None:
            recheck.finished_at = now
            recheck.save(update_fields=["finished_at"])
            break
        warm(piece)
        with writing():
            _one(recheck, piece, now)
            recheck.cursor, recheck.checked = piece.pk, recheck.checked + 1
            recheck.save(update_fields=["cursor", "checked"])
        done += 1
    return done


def _one(recheck: Recheck, piece: Piece, now: datetime) -> None:
    known = _known(piece)
    run = check_piece(piece, nightly=True)
    found = {key_of(finding): finding for finding in run.findings}
    open_hits = RecheckHit.objects.filter(piece_id=piece.pk, settled_on=None)
    open_hits.exclude(key__in=found).update(settled_on=now.date(), outcome=GONE)
    waiting = set(open_hits.values_list("key", flat=True))
    for key, finding in found.items():
        if key in waiting or (key in known if known is not None else finding["level"] != "block"):
            continue
        RecheckHit.objects.create(
            recheck=recheck, piece_id=piece.pk, finding=finding, level=finding["level"], key=key
        )


def _known(piece: Piece) -> set[str] | None:
    """What was found before: by the last nightly run, else when this version was reviewed; None when never checked."""
    runs = CheckRun.objects.filter(piece_id=piece.pk)
    last = runs.filter(nightly=True).first() or runs.filter(digest=piece.live_digest).first()
    return None if last is None else {key_of(finding) for finding in last.findings}
