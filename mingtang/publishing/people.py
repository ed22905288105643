"""一篇稿件经过谁的手：谁写的、谁送的、谁签的、该谁审、代谁审。"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mingtang.organs.models import Role
from mingtang.organs.permissions import is_on_duty, of_the_home_organ
from mingtang.publishing.models import InCharge, Piece, ReviewAct
from mingtang.publishing.permissions import acts_for, authors_of, section_of

if TYPE_CHECKING:
    from mingtang.organs.models import Staff

SIGNED = ("passed", "approved", "urgent", "reviewed_after")


def leader_in_charge(piece: Piece) -> Staff | None:
    """The leader in charge of the piece's section; None when nobody is named, or nobody who still is one."""
    section = section_of(piece)
    found = InCharge.objects.filter(section_id=section).select_related("leader").first() if section else None
    leader = found.leader if found else None
    return leader if leader and leader.role == Role.VICE_LEADER and is_on_duty(leader) else None


def entitled(person: Staff, piece: Piece, role: str, on: date) -> Staff | None:
    """For whom this person may review at the desk of ``role``: themselves first, else one who is away; None for nobody."""
    if not of_the_home_organ(person):
        return None
    named = leader_in_charge(piece) if role == Role.VICE_LEADER else None
    holders = [each for each in acts_for(person, on) if each.role == role and of_the_home_organ(each)]
    return next((each for each in holders if named is None or each.pk == named.pk), None)


def this_round(piece: Piece) -> list[ReviewAct]:
    """The acts since the newest version was last submitted."""
    acts = list(piece.acts.order_by("pk"))
    last = max((i for i, act in enumerate(acts) if act.kind == "submitted"), default=0)
    return acts[last:]


def authors(piece: Piece) -> set[int]:
    """Who wrote or changed what this round of review is about; after an urgent publication, what is on show."""
    if piece.review_by is None:
        return authors_of(piece)
    urgent = piece.acts.filter(kind="urgent").order_by("pk").last()
    until = urgent.revision_id if urgent else None
    revisions = piece.revisions.filter(pk__lte=until) if until else piece.revisions.all()
    return {user for user in revisions.values_list("user_id", flat=True) if user}


def submitter(piece: Piece) -> set[int]:
    """Who sent this version up: the first of the three."""
    return {act.by_id for act in this_round(piece) if act.kind == "submitted" and act.by_id}


def signers(piece: Piece) -> set[int]:
    """Who has signed in this round, and on whose behalf: a desk that is away has signed, too."""
    signed = [act for act in this_round(piece) if act.kind in SIGNED]
    return {pk for act in signed for pk in (act.by_id, act.instead_of_id) if pk}


def missing_roles(piece: Piece) -> list[str]:
    """Whose review is still owed after an urgent publication."""
    last = piece.acts.filter(kind="urgent").order_by("-pk").first()
    if piece.review_by is None or last is None:
        return []
    done = piece.acts.filter(kind="reviewed_after", pk__gt=last.pk).values_list("data", flat=True)
    return [role for role in last.data.get("missing", []) if role not in {each.get("role") for each in done}]
