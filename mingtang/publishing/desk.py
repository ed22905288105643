"""谁手里有哪些稿件：待我审的、在别人手里的、我拟的、已发布的、定时的、已撤下的。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Role, Staff
from mingtang.organs.permissions import of_the_home_organ
from mingtang.publishing.models import Column, InCharge, Piece, ReviewAct, Stage
from mingtang.publishing.permissions import acts_for, may_draft

WAITING = (Stage.REVIEW, Stage.APPROVAL)
BACK = (Stage.RETURNED, Stage.BLOCKED)
AT_SECTION = (Stage.DRAFT, *BACK)
MOVES = (
    *("submitted", "passed", "returned", "recalled", "scheduled", "published", "urgent", "imported"),
    *("restored", "withdrawn", "voided", "revised"),
)
ASKS = ("removal_asked", "removal_refused", "withdrawn")
STEP = 4  # length of one step of a page's path
# “is not null” reads every row where most are null; a moment before all others is looked up in the index.
SOME_DAY = datetime(1970, 1, 1, tzinfo=UTC)


def with_state(pieces: QuerySet[Piece]) -> QuerySet[Piece]:
    """Each with ``since`` (day of the last step), ``last_by`` (who took it) and ``asked`` (last word on taking it down)."""
    acts = ReviewAct.objects.filter(piece_id=OuterRef("pk")).order_by("-pk")
    moves = acts.filter(kind__in=MOVES)
    return pieces.annotate(
        since=Subquery(moves.values("on")[:1]),
        last_by=Subquery(moves.values("by__name")[:1]),
        asked=Subquery(acts.filter(kind__in=ASKS).values("kind")[:1]),
    ).select_related("owner")


def _to_go(piece: Any) -> bool:
    """Whether somebody has asked to take it down and was not answered yet."""
    return piece.live and piece.asked == "removal_asked"


class Places:
    """The columns of the site, read once: in which column a piece stands and which section answers for it."""

    def __init__(self) -> None:
        self.by_path = {each.path: each for each in Column.objects.select_related("section")}

    def column(self, piece: Piece) -> Column | None:
        """The column the piece stands in."""
        return self.by_path.get(piece.path[:-STEP])

    def above(self, piece: Piece) -> Iterator[Column]:
        """Its columns, the nearest first."""
        path = piece.path
        while path := path[:-STEP]:
            if path in self.by_path:
                yield self.by_path[path]

    def section(self, piece: Piece) -> Any:
        """The section that answers for it, None when no column names one."""
        return next((each.section for each in self.above(piece) if each.section_id), None)

    def trail(self, piece: Piece) -> list[str]:
        """The names of its columns from the top."""
        return [each.title for each in reversed(list(self.above(piece)))]


@dataclass
class Desk:
    """What lies before one person on one day. Reads the columns, leaders and delegations once."""

    person: Staff
    day: date

    @cached_property
    def places(self) -> Places:
        """The columns, read when they are first asked for."""
        return Places()

    @cached_property
    def _stands_for(self) -> list[Staff]:
        return [each for each in acts_for(self.person, self.day) if of_the_home_organ(each)]

    @cached_property
    def _leaders(self) -> dict[int, Staff]:
        return {each.section_id: each.leader for each in InCharge.objects.select_related("leader")}

    @cached_property
    def _named(self) -> dict[str, str]:
        people = Staff.objects.filter(
            role__in=(Role.VICE_LEADER, Role.LEADER), is_active=True, organ__is_home=True
        )
        names: dict[str, list[str]] = {}
        for each in people:
            names.setdefault(each.role, []).append(each.name)
        return {role: "、".join(found) for role, found in names.items()}

    def leader_of(self, piece: Piece) -> Staff | None:
        """The leader in charge of the piece's section, when one is named."""
        section = self.places.section(piece)
        leader = self._leaders.get(section.pk) if section else None
        return leader if leader and leader.is_active and leader.role == Role.VICE_LEADER else None

    def _at(self, role: str, piece: Piece) -> bool:
        named = self.leader_of(piece) if role == Role.VICE_LEADER else None
        return any(each.role == role and (named is None or each.pk == named.pk) for each in self._stands_for)

    def mine(self, piece: Piece) -> bool:
        """Whether the next step is this person's."""
        if piece.stage == Stage.REVIEW:
            return self._at(Role.VICE_LEADER, piece)
        if piece.stage == Stage.APPROVAL:
            return self._at(Role.LEADER, piece)
        leads = self._at(Role.VICE_LEADER, piece) or self._at(Role.LEADER, piece)
        return leads and (
            self._owes_review(piece) or (piece.live and getattr(piece, "asked", "") == "removal_asked")
        )

    def _owes_review(self, piece: Piece) -> bool:
        from mingtang.publishing.people import missing_roles

        return bool(piece.review_by) and any(self._at(role, piece) for role in missing_roles(piece))

    def holder(self, piece: Piece) -> str:
        """In whose hands it is: a person's name, or the section's."""
        if piece.stage == Stage.REVIEW:
            leader = self.leader_of(piece)
            return f"分管领导 {leader.name if leader else self._named.get(Role.VICE_LEADER, '')}".strip()
        if piece.stage == Stage.APPROVAL:
            return f"主要领导 {self._named.get(Role.LEADER, '')}".strip()
        section = self.places.section(piece)
        return str(section.name) if section else "责任科室"

    @cached_property
    def _all(self) -> list[Piece]:
        """Every piece that lies on somebody's desk: few among many, so they are first found in the indexes."""
        on_a_desk = Piece.objects.order_by().values_list("pk", flat=True)
        asked = ReviewAct.objects.filter(kind="removal_asked").values("piece_id")
        found = on_a_desk.filter(stage__in=(*WAITING, *BACK)).union(
            on_a_desk.filter(review_by__gte=SOME_DAY), on_a_desk.filter(pk__in=asked)
        )
        known = list(found)
        return list(with_state(Piece.objects.filter(pk__in=known))) if known else []

    @cached_property
    def _waiting(self) -> list[Piece]:
        waiting = (each for each in self._all if each.stage in WAITING or each.review_by or _to_go(each))
        return sorted(waiting, key=lambda each: (each.since or self.day, each.pk))

    def waiting(self) -> list[Piece]:
        """Everything at a leader's desk, the longest wait first."""
        return self._waiting

    def for_me(self) -> list[Piece]:
        """What waits for this person."""
        if not self.waiting() or not self._stands_for_a_leader:
            return []
        return [piece for piece in self.waiting() if self.mine(piece)]

    @property
    def _stands_for_a_leader(self) -> bool:
        return any(each.role in (Role.VICE_LEADER, Role.LEADER) for each in self._stands_for)

    @cached_property
    def _sent_back(self) -> list[Piece]:
        return sorted((each for each in self._all if each.stage in BACK), key=lambda each: each.path)

    def with_others(self) -> list[Piece]:
        """What lies with other leaders, or was sent back to its section."""
        return [*(piece for piece in self.waiting() if not self.mine(piece)), *self._sent_back]

    def to_mend(self) -> list[Piece]:
        """What was sent back to this person's section, or stopped by the machine."""
        if not may_draft(self.person):
            return []
        return [piece for piece in self._sent_back if self.answers_for(piece)]

    def answers_for(self, piece: Piece) -> bool:
        """Whether the piece is this person's own, or of their section."""
        section = self.places.section(piece)
        own = section is not None and section.pk == self.person.section_id
        return piece.owner_id == self.person.pk or (self.person.role == Role.SECTION_STAFF and own)

    def days(self, piece: Piece) -> int:
        """Working days it has lain there."""
        since = getattr(piece, "since", None)
        return current_calendar().workdays_between(since, self.day) if since and since <= self.day else 0
