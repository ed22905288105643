"""调整栏目、标明效力。"""

from __future__ import annotations

from datetime import date

from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect

from mingtang.organs.models import Staff
from mingtang.organs.refusal import require
from mingtang.publishing import effects
from mingtang.publishing.actions.acts import about, keep, locked, write
from mingtang.publishing.models import Column, ColumnKind, Document, Piece, ReviewAct
from mingtang.publishing.models.pieces import Validity
from mingtang.publishing.version import digest


def move(piece: Piece, column: Column, *, by: Staff, on: date, reason: str) -> ReviewAct:
    """Put a piece into another column; its old address leads to the new one."""
    require(bool(reason.strip()), "写明调整栏目的理由。")
    unfit = column.kind == ColumnKind.GROUP or column.target or column.archived_on is not None
    require(not unfit, f"“{column.title}”不直接放稿件或者已经归档，另选一个栏目。")
    with about("move", piece, by=by, on=on) as now:
        before = now.column
        require(before.pk != column.pk, "稿件就在这个栏目，不用调整。")
        old = now.relative_url(None)
        if now.live:
            effects.hidden(now)
        MovePageAction(now, column, pos="last-child", user=by).execute(skip_permission_checks=True)
        moved = locked(piece)
        _lead_on(old, moved)
        data = {"from": before.title, "to": column.title, "old": old or ""}
        act = write(moved, "moved", by=by, on=on, opinion=reason, data=data)
        if moved.live:
            effects.shown(moved)
        return act


def repeal(
    piece: Document, *, by: Staff, on: date, validity: str, note: str, replaced_by: Document | None = None
) -> ReviewAct:
    """Say that a document on show was changed, repealed or has expired, and by which; both pages then show it."""
    require(validity in Validity.values, "选定效力状态。")
    require(bool(note.strip()), "写明依据，如“自2022年3月1日起废止”。")
    with about("repeal", piece, by=by, on=on) as now:
        require(replaced_by is None or replaced_by.pk != now.pk, "公文不能由它自己废止。")
        require(replaced_by is None or replaced_by.live, "废止它的公文还没有发布：先发布，再标明效力。")
        _amend(
            now,
            validity=validity,
            validity_note=note.strip(),
            repealed_by_id=replaced_by.pk if replaced_by else None,
        )
        fresh = locked(now)
        keep(fresh, live_digest=digest(fresh))
        data = {"validity": validity, "by": replaced_by.pk if replaced_by else None}
        act = write(fresh, "repealed", by=by, on=on, opinion=note, revision=fresh.live_revision, data=data)
        effects.shown(fresh)
        if replaced_by:
            effects.shown(replaced_by)
        return act


def _amend(document: Piece, **columns: object) -> None:
    """Change columns on show and in the stored versions, so that no later version brings back the old value."""
    Document.objects.filter(pk=document.pk).update(**columns)
    stored = {name.removesuffix("_id"): value for name, value in columns.items()}
    kept = {document.live_revision_id, document.latest_revision_id} - {None}
    for revision in document.revisions.filter(pk__in=kept):
        revision.content = {**revision.content, **stored}
        revision.save(update_fields=["content"])


def _lead_on(old: str | None, piece: Piece) -> None:
    """The old address redirects for good; the new one must not be led away by an older move."""
    Redirect.objects.filter(old_path=Redirect.normalise_path(piece.relative_url(None) or "")).delete()
    if old and piece.first_published_at:
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(old),
            site=None,
            defaults={"redirect_page": piece, "is_permanent": True},
        )
