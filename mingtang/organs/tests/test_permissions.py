"""岗位能做什么：逐岗逐项写明。"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from mingtang.organs import permissions as p
from mingtang.organs.models import Role
from mingtang.organs.tests.factories import make_organ, make_staff, one_of_each

pytestmark = pytest.mark.django_db

MATRIX = {
    "is_staff": set(Role),
    "is_clerk": {Role.CLERK},
    "is_section_staff": {Role.SECTION_STAFF},
    "is_vice_leader": {Role.VICE_LEADER},
    "is_leader": {Role.LEADER},
    "is_supervisor": {Role.SUPERVISOR},
    "is_administrator": {Role.ADMINISTRATOR},
    "is_auditor": {Role.AUDITOR},
    "reads_only": {Role.AUDITOR},
    "may_manage_staff": {Role.ADMINISTRATOR},
    "may_edit_organ": {Role.ADMINISTRATOR},
    "may_load_holidays": {Role.CLERK, Role.ADMINISTRATOR},
    "may_read_audit": {Role.AUDITOR, Role.SUPERVISOR, Role.ADMINISTRATOR},
}


@pytest.mark.parametrize("name", MATRIX)
def test_matrix_of_roles(home, name):
    people = one_of_each(home)
    assert {Role(role) for role, person in people.items() if getattr(p, name)(person)} == MATRIX[name]


def test_visitors_closed_accounts_and_people_without_an_organ_may_nothing(home):
    closed, homeless = make_staff(Role.ADMINISTRATOR, is_active=False), make_staff(Role.ADMINISTRATOR)
    homeless.organ = None
    for person in (None, AnonymousUser(), closed, homeless):
        assert not any(getattr(p, name)(person) for name in MATRIX)


def test_holidays_belong_to_the_home_organ(home):
    elsewhere = make_organ(is_home=False)
    assert not p.may_load_holidays(make_staff(Role.CLERK, organ=elsewhere))
    assert p.may_load_holidays(make_staff(Role.CLERK, organ=home))


def test_predicates_combine_and_name_those_who_pass(home):
    clerk, leader = make_staff(Role.CLERK), make_staff(Role.LEADER)
    either, neither = p.is_clerk | p.is_leader, ~(p.is_clerk | p.is_leader)
    assert either(clerk) and either(leader) and not neither(clerk) and neither(make_staff(Role.AUDITOR))
    assert either.who == "经办人、主要领导"
    assert (p.of_the_home_organ & p.is_clerk)(clerk)
    assert p.may_load_holidays.who == "主办机关中的经办人、系统管理员"


def test_same_organ(home):
    person = make_staff(organ=home)
    assert p.same_organ(person, home) and p.same_organ(person, home.pk)
    assert not p.same_organ(person, make_organ(is_home=False)) and not p.same_organ(person, None)
