"""谁能看、谁能做。每个谓词读起来是一句话；页面、行为、测试用的是同一套。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from mingtang.disclosure.models import Case
from mingtang.disclosure.models.case import CaseQuerySet
from mingtang.disclosure.procedure import RULES
from mingtang.organs.models import Role
from mingtang.organs.permissions import organs_overseen

if TYPE_CHECKING:
    from mingtang.organs.models import Staff

WHOLE_ORGAN = {Role.CLERK, Role.VICE_LEADER, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR}
UNMASKS = {Role.CLERK, Role.SUPERVISOR}


def cases_for(staff: Staff) -> CaseQuerySet:
    """The cases this person may see: the organ's, a section's own, or none (the administrator runs the program, not the cases)."""
    if not staff.is_active or staff.organ_id is None:
        return Case.objects.none()
    if staff.role in WHOLE_ORGAN:
        return Case.objects.filter(organ_id=staff.organ_id)
    if staff.role == Role.SECTION_STAFF and staff.section_id is not None:
        beside = Case.other_sections.through.objects.filter(
            section_id=staff.section_id, case_id=OuterRef("pk")
        )
        # Not “pk in …”: for that the database collects all the section ever had, for each count. This it asks case by case.
        return Case.objects.filter(Q(section_id=staff.section_id) | Exists(beside), organ_id=staff.organ_id)
    return Case.objects.none()


def cases_below(staff: Staff) -> CaseQuerySet:
    """The cases of organs below that a government's inspectors read in the list and on the page of the case, and no more.

    Every other predicate asks ``cases_for``: nobody acts, adds, unmasks, downloads or exports in them.
    """
    return Case.objects.filter(organ__in=organs_overseen(staff))


def may_see(staff: Staff, case: Case) -> bool:
    """Whether this person may open this case and what lies in it."""
    return cases_for(staff).filter(pk=case.pk).exists()


def may_do(staff: Staff, kind: str, case: Case) -> bool:
    """Whether this person's post does acts of ``kind`` in this case (what the case allows is the procedure's matter)."""
    return staff.role in RULES[kind].roles and may_see(staff, case)


def may_file(staff: Staff) -> bool:
    """Whether this person takes in requests at the counter, by mail, by fax or orally."""
    return staff.is_active and staff.role == Role.CLERK and staff.organ_id is not None


def may_add_file(staff: Staff, case: Case) -> bool:
    """Whether this person puts material into this file."""
    return staff.role in {Role.CLERK, Role.SECTION_STAFF} and may_see(staff, case)


def may_unmask(staff: Staff, case: Case) -> bool:
    """Whether this person may see the applicant's full data, with a reason and on record."""
    return staff.role in UNMASKS and may_see(staff, case)


def may_take_evidence(staff: Staff, case: Case) -> bool:
    """Whether this person may take the whole file out of the house as one bundle."""
    return staff.role in {Role.CLERK, Role.SUPERVISOR, Role.LEADER, Role.VICE_LEADER} and may_see(staff, case)
