"""撤下和恢复：科室申请，领导决定；定时撤下；恢复的是撤下前的那一版。"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from mingtang.organs.models import Role, Staff
from mingtang.organs.refusal import require
from mingtang.publishing.actions.acts import about, keep, write
from mingtang.publishing.actions.showing import put_on_show, take_down
from mingtang.publishing.models import Piece, ReviewAct
from mingtang.publishing.people import entitled
from mingtang.publishing.version import digest_of


def ask_removal(piece: Piece, *, by: Staff, on: date, reason: str, replacement: str = "") -> ReviewAct:
    """The section asks that its piece be taken down."""
    require(bool(reason.strip()), "写明申请撤下的理由。")
    with about("ask_removal", piece, by=by, on=on) as now:
        data = {"replacement": replacement}
        return write(
            now, "removal_asked", by=by, on=on, opinion=reason, revision=now.live_revision, data=data
        )


def refuse_removal(piece: Piece, *, by: Staff, on: date, reason: str) -> ReviewAct:
    """The leader leaves the piece where it is."""
    require(bool(reason.strip()), "写明不同意撤下的理由。")
    with about("refuse_removal", piece, by=by, on=on) as now:
        instead = _instead(now, by, on)
        return write(
            now,
            "removal_refused",
            by=by,
            on=on,
            opinion=reason,
            revision=now.live_revision,
            instead_of=instead,
        )


def withdraw(piece: Piece, *, by: Staff, on: date, reason: str, replacement: str = "") -> ReviewAct:
    """Take a piece off the site; its address then says so (410) and names what replaces it."""
    require(bool(reason.strip()), "写明撤下的理由。")
    with about("withdraw", piece, by=by, on=on) as now:
        data, instead = {"replacement": replacement}, _instead(now, by, on)
        return take_down(now, by=by, on=on, opinion=reason, data=data, instead_of=instead)


def plan_removal(
    piece: Piece, *, by: Staff, on: date, at: datetime, reason: str, replacement: str = ""
) -> ReviewAct:
    """Fix the moment at which the piece comes down by itself."""
    require(bool(reason.strip()), "写明定时撤下的理由。")
    require(at > timezone.now(), "定时撤下的时间已经过了：另定一个时间，或者现在撤下。")
    with about("plan_removal", piece, by=by, on=on) as now:
        require(now.show_at is None or at > now.show_at, "撤下的时间要在发布的时间以后。")
        keep(now, hide_at=at)
        data = {"at": at.isoformat(), "replacement": replacement}
        return write(now, "removal_planned", by=by, on=on, opinion=reason, data=data)


def unplan_removal(piece: Piece, *, by: Staff, on: date, reason: str = "") -> ReviewAct:
    """The piece stays on show."""
    with about("unplan_removal", piece, by=by, on=on) as now:
        keep(now, hide_at=None)
        return write(now, "plan_dropped", by=by, on=on, opinion=reason)


def restore(piece: Piece, *, by: Staff, on: date, reason: str) -> ReviewAct:
    """Show again exactly what was on show before it was taken down."""
    require(bool(reason.strip()), "写明恢复的理由。")
    with about("restore", piece, by=by, on=on) as now:
        last = now.acts.filter(kind="withdrawn").order_by("pk").last()
        revision = now.revisions.filter(pk=last.revision_id).first() if last and last.revision_id else None
        require(
            revision is not None and digest_of(revision) == now.live_digest,
            "撤下以后内容又改过，或者撤下前的那一版不在了：改好重新送审。",
        )
        instead = None if by.role == Role.LEADER else _instead(now, by, on)
        return put_on_show(
            now, by=by, on=on, kind="restored", revision=revision, opinion=reason, instead_of=instead
        )


def _instead(piece: Piece, by: Staff, on: date) -> Staff | None:
    """For whom this person decides, when neither post is their own."""
    if by.role in (Role.VICE_LEADER, Role.LEADER) and entitled(by, piece, by.role, on) == by:
        return None
    found = entitled(by, piece, Role.VICE_LEADER, on) or entitled(by, piece, Role.LEADER, on)
    return None if found is None or found.pk == by.pk else found
