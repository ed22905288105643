"""紧急发布：科室和一位领导先发，其余的人在限定的工作小时内补审；逾期标红，经过都记下。"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Role, Staff
from mingtang.organs.refusal import require
from mingtang.publishing.actions.acts import about, keep, require_seen, write
from mingtang.publishing.actions.review import require_checked
from mingtang.publishing.actions.showing import put_on_show, take_down
from mingtang.publishing.hours import after_hours
from mingtang.publishing.models import Piece, ReviewAct
from mingtang.publishing.people import entitled, missing_roles, this_round


def publish_urgently(
    piece: Piece,
    *,
    by: Staff,
    on: date,
    now: datetime,
    reason: str,
    basis: str,
    seen: str,
    override: str = "",
) -> ReviewAct:
    """Show the submitted version at once on the word of one leader; the others review it afterwards.

    ``now`` is the moment the hours are counted from. Only the head may ``override`` what the machine blocks.
    """
    require(bool(reason.strip()), "写明为什么要紧急发布。")
    require(bool(basis.strip()), "写明紧急发布的依据（预案、文件、领导批示）。")
    with about("publish_urgently", piece, by=by, on=on) as held:
        require_seen(held, seen)
        head = entitled(by, held, Role.LEADER, on)
        require_checked(held, seen, override if head else "")
        role = Role.LEADER if head else Role.VICE_LEADER
        if held.current_workflow_state:
            held.current_workflow_state.cancel(user=by)
        if override.strip() and head:
            write(held, "overridden", by=by, on=on, opinion=override)
        due = after_hours(now, settings.URGENT_REVIEW_HOURS, current_calendar())
        signer = entitled(by, held, role, on)
        data = {"basis": basis.strip(), "missing": _missing(held, role), "due": due.isoformat(), "role": role}
        act = put_on_show(
            held,
            by=by,
            on=on,
            kind="urgent",
            opinion=reason,
            data=data,
            instead_of=None if signer == by else signer,
        )
        keep(held, review_by=due if data["missing"] else None)
        return act


def review_after(piece: Piece, *, by: Staff, on: date, opinion: str, agree: bool = True) -> ReviewAct:
    """A leader who was left out says what they think; who does not agree takes the piece down with it."""
    require(agree or bool(opinion.strip()), "不同意的，写明理由；稿件随即撤下。")
    with about("review_after", piece, by=by, on=on) as now:
        role, signer = next(
            (role, found) for role in missing_roles(now) if (found := entitled(by, now, role, on)) is not None
        )
        act = write(
            now, "reviewed_after", by=by, on=on, opinion=opinion or "同意", revision=now.live_revision,
            instead_of=None if signer == by else signer, data={"role": role, "agree": agree},
        )  # fmt: skip
        if not agree:
            take_down(now, by=by, on=on, opinion=f"补审不同意：{opinion.strip()}")
        elif not missing_roles(now):
            keep(now, review_by=None)
        return act


def _missing(piece: Piece, role: str) -> list[str]:
    """Which of the two posts have not signed this version."""
    signed = {Role.VICE_LEADER for act in this_round(piece) if act.kind == "passed"} | {Role(role)}
    return [each for each in (Role.VICE_LEADER, Role.LEADER) if each not in signed]
