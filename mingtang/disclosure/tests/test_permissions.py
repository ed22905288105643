"""谁看得见哪些案件，谁看全文、取证据包；科室只看自己的，别的机关什么也看不见。"""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.disclosure import permissions as may
from mingtang.disclosure.actions import close, handling
from mingtang.disclosure.derive import differences, refresh
from mingtang.disclosure.models import Case
from mingtang.disclosure.procedure import RULES
from mingtang.disclosure.tests.factories import (
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    filed,
    make_office,
    registered,
)
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Role
from mingtang.organs.tests.factories import make_section, make_staff

pytestmark = pytest.mark.django_db
WHOLE = {"clerk", "vice_leader", "leader", "supervisor", "auditor"}


@pytest.fixture
def office() -> Office:
    return make_office()


def seen(staff) -> set[int]:
    return set(may.cases_for(staff).values_list("pk", flat=True))


def test_posts_see_the_organs_cases_and_a_section_its_own(office):
    mine, nobodys = assigned(office), filed(office)
    for role, staff in office.people.items():
        expected = {mine.pk, nobodys.pk} if role in WHOLE else {mine.pk} if role == "section_staff" else set()
        assert seen(staff) == expected, role
        assert may.may_see(staff, mine) == (mine.pk in expected)
    assert seen(office.other_section) == set()


def test_another_organ_sees_nothing(office):
    case = assigned(office)
    other = make_office("临江市自然资源局", home=False)
    for staff in (*other.people.values(), office.stranger):
        assert seen(staff) == set()
        assert not may.may_see(staff, case) and not may.may_unmask(staff, case) and not may.may_take_evidence(staff, case)
        assert not any(may.may_do(staff, kind, case) for kind in RULES)


def test_a_section_keeps_what_it_handled_and_loses_what_was_sent_by_mistake(office):
    case = assigned(office)
    handling.assign(case, office.other_section.section, by=office.clerk, on=MONDAY)
    assert seen(office.section_staff) == seen(office.other_section) == {case.pk}
    close.void(case, case.acts.get(kind="assigned", data__section_id=office.section.pk), by=office.clerk, on=MONDAY, reason="分错")
    assert seen(office.section_staff) == set()
    assert seen(office.other_section) == {case.pk}


def test_who_sees_it_beside_the_section_in_charge_follows_the_acts(office):
    case = assigned(office)
    for section in (office.other_section.section, office.section):
        handling.assign(case, section, by=office.clerk, on=TUESDAY)
    assert (case.section, list(case.other_sections.all())) == (office.section, [office.other_section.section])
    Case.objects.get(pk=case.pk).other_sections.clear()
    assert [name for _, name, *_ in differences([case], current_calendar())] == ["other_sections"]
    refresh(case, current_calendar())
    assert differences([case], current_calendar()) == []


def test_a_section_of_the_same_name_in_another_organ_is_another_section(office):
    case = assigned(office)
    other = make_office("临江市自然资源局", home=False)
    namesake = make_staff(Role.SECTION_STAFF, organ=other.organ, section=make_section(other.organ, office.section.name))
    assert not may.may_see(namesake, case)


def test_a_case_appears_once_however_often_it_was_assigned(office):
    case = assigned(office)
    for _ in range(3):
        handling.assign(case, office.section, by=office.clerk, on=TUESDAY)
    assert list(may.cases_for(office.section_staff)) == [case]


def test_closed_accounts_and_people_without_an_organ_see_nothing(office):
    assigned(office)
    for change in ({"is_active": False}, {"organ": None}):
        clerk = make_staff(Role.CLERK, organ=office.organ)
        for name, value in change.items():
            setattr(clerk, name, value)
        assert seen(clerk) == set()
        assert not may.may_file(clerk)


def test_full_data_evidence_and_intake_by_post(office):
    case = assigned(office)
    by_post = office.people
    assert {r for r, s in by_post.items() if may.may_unmask(s, case)} == {"clerk", "supervisor"}
    assert {r for r, s in by_post.items() if may.may_take_evidence(s, case)} == {
        "clerk", "supervisor", "vice_leader", "leader",
    }  # fmt: skip
    assert {r for r, s in by_post.items() if may.may_file(s)} == {"clerk"}


@pytest.mark.parametrize("kind", RULES)
def test_an_act_is_for_its_posts_inside_their_scope(office, kind):
    case, unassigned = assigned(office), registered(office)
    allowed = {role for role, staff in office.people.items() if may.may_do(staff, kind, case)}
    assert allowed == RULES[kind].roles
    outside = {role for role, staff in office.people.items() if may.may_do(staff, kind, unassigned)}
    assert outside == RULES[kind].roles - {"section_staff"}


def test_supervisors_auditors_and_administrators_do_nothing(office):
    case = assigned(office)
    for role in (Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR):
        assert not any(may.may_do(office.people[role], kind, case) for kind in RULES)


def test_the_scope_is_one_query(office, django_assert_num_queries):
    for _ in range(3):
        filed(office, date(2022, 9, 5))
    with django_assert_num_queries(1):
        assert len(list(may.cases_for(office.section_staff))) == 0
    with django_assert_num_queries(1):
        assert len(list(may.cases_for(office.clerk))) == 3
