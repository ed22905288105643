"""发布、定时发布、撤下：页面与由它推出的一切同时生灭。"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction

from mingtang.kit import numbering
from mingtang.kit.db import writing
from mingtang.organs.models import Role, Staff
from mingtang.organs.refusal import require
from mingtang.publishing import effects
from mingtang.publishing.actions.acts import locked, write
from mingtang.publishing.models import Piece, ReviewAct, Stage
from mingtang.publishing.version import digest

TAKE_DOWN = {Role.LEADER, Role.VICE_LEADER}


def put_on_show(piece: Piece, *, by: Staff | None, on: date, kind: str = "published") -> ReviewAct:
    """Show the newest version to everyone. Inside the caller's transaction."""
    revision = piece.latest_revision
    revision.publish(user=by, skip_permission_checks=True, log_action=False)
    now = Piece.objects.get(pk=piece.pk).specific
    now.live_digest = digest(now)
    _number(now)
    Piece.objects.filter(pk=now.pk).update(
        live_digest=now.live_digest, index_number=now.index_number, expired=False
    )
    act = write(now, kind, by=by, on=on, revision=revision)
    effects.shown(now)
    return act


def schedule(piece: Piece, *, at: datetime, by: Staff, on: date) -> ReviewAct:
    """Keep the approved version until its moment; the ticker shows it (``publish_due``)."""
    require(at > timezone.now(), "定时发布的时间已经过了：另定一个时间，或者现在发布。")
    return write(piece, "scheduled", by=by, on=on, data={"at": at.isoformat()})


def publish_due(*, now: datetime, on: date) -> int:
    """Show what is due; returns how many. A version that was changed after its approval is not shown."""
    count = 0
    for piece in Piece.objects.filter(stage=Stage.SCHEDULED):
        with writing():
            fresh = locked(piece)
            plan = fresh.acts.filter(kind="scheduled").last()
            if fresh.stage == Stage.SCHEDULED and plan and datetime.fromisoformat(plan.data["at"]) <= now:
                require(plan.digest == digest(fresh.get_latest_revision_as_object()), "批准之后稿件又改过")
                put_on_show(fresh, by=None, on=on)
                count += 1
    return count


def withdraw(piece: Piece, *, by: Staff, on: date, reason: str, replacement: str = "") -> ReviewAct:
    """Take a piece off the site; its address then says so (410) and names what replaces it."""
    require(by.role in TAKE_DOWN, "撤下由分管领导或主要领导决定，请写明理由报他们。")
    require(bool(reason.strip()), "写明撤下的理由。")
    with writing():
        now = locked(piece)
        require(now.live, "这篇稿件没有在线上，不用撤下。")
        UnpublishPageAction(now, user=by, log_action=False).execute(skip_permission_checks=True)
        act = write(now, "withdrawn", by=by, on=on, opinion=reason, data={"replacement": replacement})
        effects.hidden(now)
        return act


def _number(piece: Piece) -> None:
    """Give the index number once: organisation code / year of publication - running number (索引号不再改变)."""
    if piece.index_number or not piece.column.numbered:
        return
    from mingtang.publishing.numbers import index_number

    piece.index_number = index_number(piece, numbering.take)
