"""谁可以做什么：谓词读起来像一句话，可以用 & | ~ 组合。

A predicate takes the person (or ``None``/an anonymous visitor) and answers yes or no. Rooms above bring their own
predicates about their own things and combine them with these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mingtang.organs.models import Organ, OrganKind, OrganQuerySet, Role, Staff


@dataclass(frozen=True)
class Predicate:
    """A yes-or-no question about a person; ``who`` names in Chinese those who pass it."""

    who: str
    test: Callable[[Staff], bool]

    def __call__(self, person: Any) -> bool:
        return is_on_duty(person) and self.test(person)

    def __or__(self, other: Predicate) -> Predicate:
        return Predicate(f"{self.who}、{other.who}", lambda person: self.test(person) or other.test(person))

    def __and__(self, other: Predicate) -> Predicate:
        return Predicate(
            f"{self.who}中的{other.who}", lambda person: self.test(person) and other.test(person)
        )

    def __invert__(self) -> Predicate:
        return Predicate(f"{self.who}以外的人员", lambda person: not self.test(person))


def is_on_duty(person: Any) -> bool:
    """An active member of staff who belongs to an organ; visitors and closed accounts are not."""
    return isinstance(person, Staff) and person.is_active and person.organ_id is not None


def has_role(role: Role) -> Predicate:
    """The person holds this role."""
    return Predicate(str(role.label), lambda person: person.role == role)


def same_organ(person: Staff, organ: Organ | int | None) -> bool:
    """The person works for this organ."""
    return person.organ_id is not None and person.organ_id == (
        organ.pk if isinstance(organ, Organ) else organ
    )


def organs_overseen(person: Any) -> OrganQuerySet:
    """The organs below that this person inspects: a government's supervisors and auditors, nobody else (条例第四十六条、第四十七条)."""
    inspects = is_on_duty(person) and person.role in (Role.SUPERVISOR, Role.AUDITOR)
    if not inspects or person.organ.kind != OrganKind.LOCAL_GOVERNMENT:
        return Organ.objects.none()
    return Organ.objects.below(person.organ)


is_staff = Predicate("本机关工作人员", lambda person: True)
is_clerk = has_role(Role.CLERK)
is_section_staff = has_role(Role.SECTION_STAFF)
is_vice_leader = has_role(Role.VICE_LEADER)
is_leader = has_role(Role.LEADER)
is_supervisor = has_role(Role.SUPERVISOR)
is_administrator = has_role(Role.ADMINISTRATOR)
is_auditor = has_role(Role.AUDITOR)
reads_only = is_auditor
of_the_home_organ = Predicate("主办机关", lambda person: person.organ is not None and person.organ.is_home)

may_manage_staff = is_administrator
may_edit_organ = is_administrator
may_load_holidays = of_the_home_organ & (is_clerk | is_administrator)
may_read_audit = is_auditor | is_supervisor | is_administrator
