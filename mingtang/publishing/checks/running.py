"""查一个版本，留下记录。"""

from __future__ import annotations

from django.utils import timezone

from mingtang.publishing.checks.account import check_account
from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.examining import examine_all
from mingtang.publishing.checks.form import check_form
from mingtang.publishing.checks.gathering import gather
from mingtang.publishing.checks.links import check_links, outside, remember
from mingtang.publishing.checks.passages import Finding
from mingtang.publishing.checks.shelf import book_for
from mingtang.publishing.models import CheckRun, Piece
from mingtang.publishing.version import digest


def check_piece(piece: Piece, *, nightly: bool = False) -> CheckRun:
    """Check the newest version (nightly: the version on show) and keep what was found.

    A nightly run that finds the same as the one before only moves its time: nothing new, no new row.
    """
    now = Piece.objects.get(pk=piece.pk).specific
    version = now if nightly else now.get_latest_revision_as_object()
    mark, at = digest(version), timezone.now()  # before the blocks are read: reading completes old tables
    findings = [finding.as_dict() for finding in findings_of(version, book_of(version))]
    if not nightly:
        findings += [each.as_dict() for each in check_account(version, timezone.localdate(at))]
        findings.sort(key=lambda each: each["level"] != "block")
    if nightly:
        last = CheckRun.objects.filter(piece_id=piece.pk, nightly=True).first()
        if last and last.digest == mark and last.findings == findings:
            last.at = at
            last.save(update_fields=["at"])
            return last
    return CheckRun.objects.create(
        piece_id=piece.pk, digest=mark, at=at, findings=findings, verdict=verdict(findings), nightly=nightly
    )


def findings_of(version: Piece, book: Book) -> list[Finding]:
    """What the machine finds in this version: the gravest first."""
    gathered = gather(version)
    remember(outside(gathered.links, book), at=timezone.now())
    found = [
        *examine_all(gathered.passages, book),
        *check_links(gathered.links, book),
        *check_form(version, gathered),
    ]
    return sorted(found, key=lambda finding: finding.level != "block")


def verdict(findings: list[dict[str, object]]) -> str:
    """block, warn or pass: the gravest of the findings."""
    levels = {finding["level"] for finding in findings}
    return "block" if "block" in levels else "warn" if levels else "pass"


def book_of(version: Piece) -> Book:
    """The book for this version: leaders and weekdays by the day of first publication, else today."""
    return book_for(timezone.localtime(version.first_published_at or timezone.now()).date())
