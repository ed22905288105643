"""监督检查：本级政府的监督人员、审计员看下级机关的案件，只看清单和案件页；谁也不在别的机关的案卷里做事（条例第四十七条）。"""

from __future__ import annotations

import pytest
from django.urls import reverse

from mingtang.disclosure import permissions as may
from mingtang.disclosure import workbench
from mingtang.disclosure.models import Case
from mingtang.disclosure.procedure import RULES
from mingtang.disclosure.tests.factories import TUESDAY, Office, assigned, make_office
from mingtang.disclosure.tests.test_office_doors import addresses
from mingtang.organs.models import OrganKind
from mingtang.organs.permissions import organs_overseen
from mingtang.organs.tests.factories import one_of_each, signed_in

pytestmark = pytest.mark.django_db
INSPECTORS = {"supervisor", "auditor"}


@pytest.fixture
def department() -> Office:
    return make_office()


@pytest.fixture
def government(department) -> Office:
    made = make_office("楚江市人民政府", home=False)
    made.organ.kind = OrganKind.LOCAL_GOVERNMENT
    made.organ.save()
    department.organ.parent = made.organ
    department.organ.save()
    return made


@pytest.fixture
def case(department, government) -> Case:
    return assigned(department)


def listed(staff, **query) -> str:
    return signed_in(staff).get(reverse("cases:list"), query).content.decode()


def test_only_inspectors_of_a_government_oversee_and_only_what_is_below(department, government):
    beside = make_office("楚江市财政局", home=False)
    for role, staff in government.people.items():
        expected = [department.organ] if role in INSPECTORS else []
        assert list(organs_overseen(staff)) == expected, role
    for office in (department, beside):
        assert not any(organs_overseen(staff).exists() for staff in office.people.values())
    government.supervisor.is_active = False
    assert not organs_overseen(government.supervisor).exists()
    assert not organs_overseen(None).exists()


def test_a_department_with_organs_below_inspects_nothing(department, government, case):
    department.organ.parent = None
    department.organ.save()
    lower = make_office("楚江市行政审批局江城分局", home=False)
    lower.organ.parent = department.organ
    lower.organ.save()
    assert not organs_overseen(department.supervisor).exists()
    assert not organs_overseen(government.supervisor).exists()


def test_inspectors_open_the_page_of_the_case_and_nobody_else_does(case, department, government):
    beside = make_office("楚江市财政局", home=False)
    beside.organ.parent = government.organ
    beside.organ.save()
    address = reverse("cases:case", args=[case.pk])
    for role, staff in government.people.items():
        expected = 200 if role in INSPECTORS else 403 if role == "administrator" else 404
        assert signed_in(staff).get(address).status_code == expected, role
    for role, staff in one_of_each(beside.organ).items():
        assert signed_in(staff).get(address).status_code in (403, 404), role
    own = assigned(government)
    for staff in department.people.values():  # nobody looks up
        assert signed_in(staff).get(reverse("cases:case", args=[own.pk])).status_code in (403, 404)


def test_the_page_shows_no_name_and_leads_to_nothing_one_may_not_open(case, government):
    applicant = case.applicant
    for role in INSPECTORS:
        page = signed_in(government.people[role]).get(reverse("cases:case", args=[case.pk])).content.decode()
        assert "供监督检查时查看" in page and case.number in page
        assert applicant.name not in page and applicant.identity_number not in page
        assert page.count(f"/office/cases/{case.pk}/") == 0


@pytest.mark.parametrize("role", sorted(INSPECTORS))
def test_every_other_door_of_the_case_stays_shut(case, government, role):
    staff = government.people[role]
    own = reverse("cases:case", args=[case.pk])
    for address in addresses(case, case.letters.get().pk, 1, 1):
        for method in ("get", "post"):
            answer = getattr(signed_in(staff), method)(address, {"why": "核验身份", "confirmed": "1"})
            if address == own and method == "get":
                assert answer.status_code == 200
            else:
                assert answer.status_code in (403, 404, 405), (method, address)


@pytest.mark.parametrize("role", sorted(INSPECTORS))
def test_no_predicate_lets_an_inspector_do_anything(case, government, role):
    staff = government.people[role]
    assert list(may.cases_below(staff)) == [case]
    assert list(may.cases_for(staff)) == [] and not may.may_see(staff, case)
    assert not any(may.may_do(staff, kind, case) for kind in RULES)
    assert not (may.may_add_file(staff, case) or may.may_unmask(staff, case) or may.may_take_evidence(staff, case))


def test_the_list_shows_one_organ_below_when_asked_for_it(case, department, government):
    for role in INSPECTORS:
        staff = government.people[role]
        page = listed(staff, organ=department.organ.pk, v="all")
        assert case.number in page and case.applicant.name not in page
        assert "导出 XLSX" not in page and department.organ.name in page
        assert case.number not in listed(staff, v="all")
    for role in ("clerk", "vice_leader", "leader", "section_staff"):
        assert case.number not in listed(government.people[role], organ=department.organ.pk, v="all"), role
    assert case.number not in listed(department.stranger, organ=department.organ.pk, v="all")
    for nonsense in ("abc", "0", "9" * 40, "-1"):
        assert case.number not in listed(government.supervisor, organ=nonsense, v="all")


def test_names_cannot_be_guessed_by_searching(case, department, government):
    ask = {"organ": department.organ.pk, "v": "all"}
    assert case.number in listed(government.supervisor, q=case.number, **ask)
    for words in (case.applicant.name, case.description[:6]):
        found = listed(government.supervisor, q=words, **ask)
        assert case.number not in found


def test_lists_of_organs_below_are_not_exported(case, department, government):
    client = signed_in(government.supervisor)
    assert client.get(reverse("cases:export"), {"organ": department.organ.pk}).status_code == 403
    assert client.get(reverse("cases:export"), {"v": "all"}).status_code == 200


def test_the_desk_holds_only_ones_own_organ(case, government):
    for role in INSPECTORS:
        staff = government.people[role]
        day = case.due_on
        assert not list(workbench.tasks(staff, day)) and not list(workbench.blockers(staff, day))
        assert not list(workbench.notes(staff, TUESDAY)) and not list(workbench.search(staff, case.number))
        assert workbench.due_count(staff, day) is None and workbench.pressing(staff, day) == 0
