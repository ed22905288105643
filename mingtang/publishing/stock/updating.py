"""迁来以后旧站又改过的一篇：只在要求更新时更新，并且只更新在本站没有人动过的。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from mingtang.organs.models import Staff
from mingtang.publishing import findable, store
from mingtang.publishing.acting import acting
from mingtang.publishing.actions.acts import keep, locked
from mingtang.publishing.models import CheckRun, Consultation, Piece, Stage
from mingtang.publishing.stock.entering import Books, Entered, act_of, fill, findings
from mingtang.publishing.stock.fields import of_form
from mingtang.publishing.stock.judging import MODELS, Draft
from mingtang.publishing.stock.links import Links
from mingtang.publishing.stock.media import Shelf
from mingtang.publishing.store.follows import of_piece
from mingtang.publishing.version import digest

TAKEN = ("imported", "checked")


def obstacle(piece: Piece, draft: Draft) -> str:
    """Why this piece is not updated; '' when it may be."""
    if piece.acts.exclude(kind__in=TAKEN).exists() or _edited(piece):
        return "迁入以后在本站改过或者办过，不再按旧站更新：要改就在本站改稿送审。"
    if not isinstance(piece.specific, MODELS[draft.form]):
        return "稿件类型和迁入时不同，不能更新：换一个编号另作一篇迁入。"
    if piece.get_parent().pk != draft.column.pk:
        return "栏目和迁入时不同：在本站用“调整栏目”办理。"
    return ""


def _edited(piece: Piece) -> bool:
    last = piece.acts.order_by("pk").last()
    return last is not None and last.revision_id != piece.latest_revision_id


def update(piece: Piece, draft: Draft, links: Links, shelf: Shelf, *, by: Staff, on: date) -> Entered:
    """Bring one piece to what the stock says now, in its place: address, index number and number stay."""
    with acting():
        now = locked(piece)
        now._cached_parent_obj = draft.column
        for each in of_form(draft.form):
            setattr(now, each.name, draft.values.get(each.name, now._meta.get_field(each.name).get_default()))
        now.first_published_at = now.last_published_at = draft.shown_at
        this = Entered(draft, now)
        links.know([(draft, now.pk, now.url_path)])
        related = dict(now._cluster_related_objects) if hasattr(now, "_cluster_related_objects") else {}
        fill(this, links, shelf)
        wanted, now._cluster_related_objects = now._cluster_related_objects, related
        _relate(now, wanted)
        this.findings = findings(now, Books())
        _store(this, by=by, on=on)
        return this


def _relate(piece: Any, wanted: dict[str, list[Any]]) -> None:
    for name in ("attachments", "explains"):
        if name in wanted:
            getattr(piece, name).set(wanted[name])


def _store(this: Entered, *, by: Staff, on: date) -> None:
    piece = this.piece
    piece.live, piece.draft_title = not this.held, piece.title
    piece.stage = Stage.BLOCKED if this.held else Stage.PUBLISHED
    piece.has_unpublished_changes = this.held
    piece.save()
    revision = _version(piece, by)
    fresh = Piece.objects.get(pk=piece.pk).specific
    mark = digest(fresh)
    Piece.objects.filter(pk=piece.pk).update(live_revision=None if this.held else revision)
    keep(fresh, live_digest="" if this.held else mark)
    if isinstance(fresh, Consultation):
        Consultation.objects.filter(pk=piece.pk).update(result_on=this.draft.values.get("result_on"))
    this.piece = fresh
    act_of(this, by=by, on=on, at=timezone.now(), mark=mark).save()
    verdict = "block" if this.held else "warn" if this.findings else "pass"
    CheckRun.objects.create(
        piece_id=piece.pk, digest=mark, at=timezone.now(), findings=this.findings, verdict=verdict
    )
    (findable.hidden if this.held else findable.shown)(fresh)  # an old piece goes to no other channel
    store.drop(of_piece(fresh))


def _version(piece: Any, by: Staff) -> Any:
    """Keep a version without voiding anything: there was no review here that it could void."""
    from wagtail.models import Page

    return Page.save_revision(piece, user=by, log_action=False)
