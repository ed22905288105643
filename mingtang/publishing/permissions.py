"""谁能拟、谁能审、谁能批、谁能看。页面、行为、编辑器、测试用的是同一套。"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mingtang.organs.models import Role
from mingtang.organs.permissions import Predicate, is_on_duty, of_the_home_organ

if TYPE_CHECKING:
    from mingtang.organs.models import Staff
    from mingtang.publishing.models import Piece

DRAFTS = {Role.CLERK, Role.SECTION_STAFF}
READS = {Role.CLERK, Role.SECTION_STAFF, Role.VICE_LEADER, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR}

drafts = Predicate("拟稿人（经办人、科室人员）", lambda person: person.role in DRAFTS)
reads = Predicate("经办人、科室人员、领导、监督和审计人员", lambda person: person.role in READS)
keeps_site = Predicate("经办人", lambda person: person.role == Role.CLERK)
keeps_accounts = Predicate("系统管理员", lambda person: person.role == Role.ADMINISTRATOR)
may_draft = of_the_home_organ & drafts
may_read = of_the_home_organ & reads
may_keep_site = of_the_home_organ & keeps_site
may_take_in = of_the_home_organ & keeps_accounts


Sections = dict[str, tuple[int, str]]


def sections_by_path() -> Sections:
    """For each column, by its place in the tree: the section (id, name) that answers for it, by itself or from above."""
    from mingtang.publishing.models import Column

    found: Sections = {}
    rows = Column.objects.order_by("path").values_list("path", "section_id", "section__name")
    for path, section, name in rows:
        above = found.get(path[: -Column.steplen])
        if section or above:
            found[path] = (section, name) if section else above  # type: ignore[assignment]
    return found


def answering(page: Any, known: Sections) -> tuple[int, str] | None:
    """The section that answers for a page, among columns that were read already."""
    return known.get(page.path) or known.get(page.path[: -page.steplen])


def section_of(page: Any) -> int | None:
    """The section (id) that answers for a page: of the nearest column that names one; None when none does.

    Lists read the columns once for all their rows and keep them at each page (``sections_by_path``).
    """
    from mingtang.publishing.models import Column

    if (known := getattr(page, "sections_by_path", None)) is not None:
        found = answering(page, known)
        return found[0] if found else None
    line = Column.objects.ancestor_of(page, inclusive=True).order_by("-depth")
    return line.exclude(section=None).values_list("section_id", flat=True).first()


def may_draft_in(person: Staff | Any, page: Any) -> bool:
    """The clerk drafts everywhere; a section in columns it answers for. Nobody edits the tree itself here but the clerk."""
    if not is_on_duty(person) or not may_draft(person):
        return False
    return person.role == Role.CLERK or (
        person.section_id is not None and section_of(page) == person.section_id
    )


def may_delegate_for(person: Staff | Any, leader: Staff) -> bool:
    """A leader arranges who stands in for them; the clerk enters what a leader has arranged."""
    return may_keep_site(person) or (may_read(person) and person.pk == leader.pk)


def acts_for(person: Staff, on: date) -> list[Staff]:
    """The person and those who have handed their reviewing over to the person for this day."""
    from mingtang.publishing.models import Delegation

    handed = Delegation.objects.in_force(on).filter(to=person).select_related("of")
    return [person, *(each.of for each in handed)]


def authors_of(piece: Piece) -> set[int]:
    """Everyone who wrote or changed the version under review, since it was last published."""
    revisions = piece.revisions.all()
    if piece.live_revision_id:
        revisions = revisions.filter(pk__gt=piece.live_revision_id)
    return {user for user in revisions.values_list("user_id", flat=True) if user}
