"""查一个版本，留下记录。"""

from __future__ import annotations

from django.utils import timezone

from mingtang.publishing.models import CheckRun, Piece
from mingtang.publishing.version import digest


def check_piece(piece: Piece, *, nightly: bool = False) -> CheckRun:
    """Check the newest version (nightly: the version on show) and keep what was found."""
    version = piece.specific if nightly else piece.specific.get_latest_revision_as_object()
    findings: list[dict[str, str]] = []
    verdict = "block" if any(f["level"] == "block" for f in findings) else "warn" if findings else "pass"
    return CheckRun.objects.create(
        piece_id=piece.pk,
        digest=digest(version),
        at=timezone.now(),
        findings=findings,
        verdict=verdict,
        nightly=nightly,
    )
