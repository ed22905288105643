"""谁能进本室的工作台页面；看不到的案件一律 404，和不存在一样。"""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from mingtang.disclosure.models import Case
from mingtang.disclosure.permissions import cases_for
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
    found = cases_for(staff_of(request)).select_related("applicant", "organ", "section", "repeat_of")
    return get_object_or_404(found, pk=pk)
