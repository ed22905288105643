"""谁能进本室的工作台页面；看不到的案件一律 404，和不存在一样。"""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from mingtang.disclosure.models import Case
from mingtang.disclosure.models.case import CaseQuerySet
from mingtang.disclosure.permissions import cases_below, cases_for
from mingtang.organs.models import Role, Staff
from mingtang.organs.permissions import Predicate

sees_cases = Predicate(
    "经办人、科室人员、分管领导、主要领导、监督人员、审计员", lambda person: person.role != Role.ADMINISTRATOR
)


def staff_of(request: HttpRequest) -> Staff:
    """The signed-in person; the door has already turned everybody else away."""
    return cast(Staff, request.user)


def the_case(request: HttpRequest, pk: int) -> Case:
    """The case, if this person may see it; else 404."""
    return get_object_or_404(_whole(cases_for(staff_of(request))), pk=pk)


def the_case_to_read(request: HttpRequest, pk: int) -> Case:
    """The case, also one of an organ below for those who inspect it; else 404. Only for the page of the case itself."""
    staff = staff_of(request)
    found = _whole(cases_for(staff)).filter(pk=pk).first()
    return found or get_object_or_404(_whole(cases_below(staff)), pk=pk)


def _whole(cases: CaseQuerySet) -> CaseQuerySet:
    return cases.select_related("applicant", "organ", "section", "repeat_of")
