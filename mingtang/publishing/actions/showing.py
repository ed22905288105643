"""发布、定时发布、定时撤下：页面与由它推出的一切同时生灭。"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction

from mingtang.kit import numbering
from mingtang.organs.models import Staff
from mingtang.organs.refusal import require
from mingtang.publishing import effects
from mingtang.publishing.acting import acting
from mingtang.publishing.actions.acts import keep, locked, write
from mingtang.publishing.actions.drafting import void
from mingtang.publishing.models import Consultation, Document, Piece, ReviewAct, Stage
from mingtang.publishing.policy import approved_interpretations, waits_for
from mingtang.publishing.version import digest

log = logging.getLogger("mingtang.publishing")

CHANGED = "批准以后内容又改过，没有发布；重新送审。"


def put_on_show(
    piece: Piece, *, by: Staff | None, on: date, kind: str = "published", **more: Any
) -> ReviewAct:
    """Show the newest version (``more``: ``revision`` another one) to everyone. Inside the caller's transaction.

    ``more`` goes into the act. A document takes the approved interpretations that wait for it along.
    """
    given = more.pop("revision", None)
    revision = given or piece.latest_revision
    revision.publish(user=by, skip_permission_checks=True, log_action=False)
    _date(Piece.objects.get(pk=piece.pk), on)
    now = Piece.objects.get(pk=piece.pk).specific
    _number(now)
    keep(now, live_digest=digest(now), index_number=now.index_number, expired=False, show_at=None)
    act = write(now, kind, by=by, on=on, revision=revision, **more)
    _first_result(now, by, on)
    effects.shown(now)
    if isinstance(now, Document):
        for each in approved_interpretations(now):
            put_on_show(locked(each), by=by, on=on)
    return act


def schedule(piece: Piece, *, at: datetime, by: Staff, on: date) -> ReviewAct:
    """Keep the approved version until its moment; the ticker shows it (``publish_due``)."""
    require(at > timezone.now(), "定时发布的时间已经过了：另定一个时间，或者现在发布。")
    keep(piece, show_at=at)
    return write(piece, "scheduled", by=by, on=on, data={"at": at.isoformat()})


def publish_due(*, now: datetime, on: date) -> int:
    """Show what is due; returns how many. What was changed after its approval is void; one failure stops no other."""
    timed = Piece.objects.filter(stage=Stage.SCHEDULED, show_at__lte=now)
    held = Piece.objects.filter(stage=Stage.SCHEDULED, show_at=None)
    due = [*timed.order_by("show_at", "pk").values_list("pk", flat=True), *held.values_list("pk", flat=True)]
    return sum(_apart(_show_due, pk, now, on) for pk in due)


def withdraw_due(*, now: datetime, on: date) -> int:
    """Take down what is due; returns how many."""
    due = Piece.objects.filter(live=True, hide_at__lte=now).order_by("hide_at", "pk")
    return sum(_apart(_hide_due, pk, now, on) for pk in due.values_list("pk", flat=True))


def _apart(work: Callable[[int, datetime, date], int], pk: int, now: datetime, on: date) -> int:
    """Each in its own transaction: what fails is tried again next minute and keeps no other from its time."""
    try:
        return work(pk, now, on)
    except Exception as error:
        log.error("piece %s at its time: %s", pk, type(error).__name__)
        return 0


def _show_due(pk: int, now: datetime, on: date) -> int:
    with acting():
        piece = locked(Piece(pk=pk))
        if piece.stage != Stage.SCHEDULED or (piece.show_at and piece.show_at > now):
            return 0
        version = piece.get_latest_revision_as_object()
        if piece.show_at is None and waits_for(version):
            return 0
        approved = piece.acts.filter(kind="scheduled").order_by("pk").last()
        if approved is None or approved.digest != digest(version):
            void(piece, by=None, on=on, opinion=CHANGED)
            return 0
        put_on_show(piece, by=None, on=on)
        return 1


def _hide_due(pk: int, now: datetime, on: date) -> int:
    with acting():
        piece = locked(Piece(pk=pk))
        if not piece.live or piece.hide_at is None or piece.hide_at > now:
            return 0
        plan = piece.acts.filter(kind="removal_planned").order_by("pk").last()
        data = {"replacement": plan.data.get("replacement", "") if plan else "", "planned": True}
        take_down(piece, by=None, on=on, opinion=plan.opinion if plan else "定时撤下", data=data)
        return 1


def take_down(piece: Piece, *, by: Staff | None, on: date, opinion: str, **more: Any) -> ReviewAct:
    """Take the piece off the site; a newer version under review is void with it. Inside the caller's transaction."""
    shown = piece.live_revision
    if piece.stage not in (Stage.PUBLISHED, Stage.DRAFT, Stage.RETURNED):
        void(piece, by=by, on=on, opinion="稿件已撤下。")
    UnpublishPageAction(piece, user=by, log_action=False).execute(skip_permission_checks=True)
    keep(piece, hide_at=None, review_by=None, show_at=None)
    act = write(piece, "withdrawn", by=by, on=on, opinion=opinion, revision=shown, **more)
    effects.hidden(piece)
    return act


def _date(piece: Piece, on: date) -> None:
    """The day of publication is the day of the act: when a past year is replayed the clock says another."""
    shown = piece.last_published_at
    if timezone.localdate(shown) == on:
        return
    at = timezone.make_aware(datetime.combine(on, time(12)))
    first = at if piece.first_published_at == shown else piece.first_published_at
    keep(piece, first_published_at=first, last_published_at=at)


def _number(piece: Piece) -> None:
    """Give the index number once: organisation code / year of publication - running number (索引号不再改变)."""
    if piece.index_number or not piece.column.numbered:
        return
    from mingtang.publishing.numbers import index_number

    piece.index_number = index_number(piece, numbering.take)


def _first_result(piece: Piece, by: Staff | None, on: date) -> None:
    """The day a consultation's result was first on show is kept once."""
    if isinstance(piece, Consultation) and piece.result and piece.result_on is None:
        Consultation.objects.filter(pk=piece.pk).update(result_on=on)
        piece.result_on = on
        write(piece, "result_shown", by=by, on=on, revision=piece.live_revision)
