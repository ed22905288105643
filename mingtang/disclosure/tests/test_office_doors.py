"""谁能进哪一页：岗位×行为经由网页，外人对每个地址都是 404。"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from mingtang.disclosure import office_urls
from mingtang.disclosure.actions import intake, letters, remedies
from mingtang.disclosure.procedure import RULES
from mingtang.disclosure.tests.office import DAY, House, file_case, make_house, registered
from mingtang.kit.uploads import store_bytes
from mingtang.organs.models import Role

pytestmark = pytest.mark.django_db
READERS = [role.value for role in Role if role != Role.ADMINISTRATOR]


@pytest.fixture
def house() -> House:
    return make_house()


def status(answer) -> int:
    return answer.status_code


@pytest.mark.parametrize("kind", sorted(RULES))
def test_each_act_opens_to_its_posts_only(house, kind):
    case = registered(house)
    address = reverse("cases:act", args=[case.pk, kind])
    for role in READERS:
        got = status(house.browser(house.people[role]).get(address))
        allowed = role in RULES[kind].roles
        assert (got in (200, 302, 409)) if allowed else got == 403, (role, got)


@pytest.mark.parametrize("kind", sorted(RULES))
def test_a_post_by_the_wrong_post_changes_nothing(house, kind):
    case = registered(house)
    before = case.acts.count()
    for role in set(READERS) - RULES[kind].roles:
        answer = house.browser(house.people[role]).post(reverse("cases:act", args=[case.pk, kind]), {"confirmed": "1"})
        assert status(answer) == 403, role
    assert case.acts.count() == before


def addresses(case, letter, attachment, remedy) -> list[str]:
    """Every address of the namespace that is about one case."""
    values = {"pk": case.pk, "letter": letter, "attachment": attachment, "remedy": remedy}
    choices = {"kind": "registered", "form": "pdf", "code": "R1", "step": "answer"}
    found = []
    for pattern in office_urls.urlpatterns:
        names = pattern.pattern.converters
        if "pk" not in names:
            continue
        given = {name: values.get(name, choices.get(name)) for name in names}
        assert None not in given.values(), f"{pattern.name} needs an example of {names}"
        found.append(reverse(f"cases:{pattern.name}", kwargs=given))
    return found


@pytest.fixture
def full_case(house):
    case = registered(house)
    stored = store_bytes("字".encode(), "a.txt", "text/plain")
    intake.attach(case, ((stored, "evidence"),), by=house.clerk)
    remedy = remedies.file_remedy(case, by=house.clerk, on=DAY, route="reconsideration", body="楚江市人民政府")
    letter = letters.save_draft(case, by=house.clerk, code="D2", fields={}, outcome="already_public")
    return case, letter.pk, case.attachments.get().pk, remedy.pk


def test_outsiders_get_404_on_every_address_of_a_case(house, full_case):
    found = addresses(*full_case)
    assert len(found) >= 14
    for person in (house.other_section, house.stranger):
        client = house.browser(person)
        for address in found:
            assert status(client.get(address)) in (404, 405), (person.role, address)
            assert status(client.post(address)) in (404, 405), (person.role, address)
    posts = {a for a in found if status(house.browser(house.stranger).get(a)) == 405}
    assert all(status(house.browser(house.stranger).post(a)) == 404 for a in posts)


def test_the_administrator_runs_the_program_not_the_cases(house, full_case):
    client = house.browser(house.people["administrator"])
    for address in [*addresses(*full_case), reverse("cases:list"), reverse("cases:export"), reverse("cases:new")]:
        assert status(client.get(address)) == 403, address


def test_visitors_go_to_the_door(house, full_case):
    for pattern in office_urls.urlpatterns:
        try:
            address = reverse(f"cases:{pattern.name}")
        except NoReverseMatch:
            continue
        assert status(Client().get(address)) == 302
    for address in addresses(*full_case):
        answer = Client().get(address)
        assert status(answer) == 302 and reverse("organs:login") in answer["Location"], address


def test_every_view_names_who_may_enter():
    for pattern in office_urls.urlpatterns:
        assert hasattr(pattern.callback, "requires"), pattern.name


def test_only_clerks_take_in_requests(house):
    for role in READERS:
        expected = 200 if role == "clerk" else 403
        assert status(house.browser(house.people[role]).get(reverse("cases:new"))) == expected, role


def test_lists_hold_only_what_the_person_may_see(house):
    mine, other = registered(house), file_case(house, on=date(2022, 9, 6))
    body = house.browser(house.section).get(reverse("cases:list"), {"v": "all"}).content.decode()
    assert mine.number in body and other.number not in body
    for person in (house.stranger, house.other_section):
        body = house.browser(person).get(reverse("cases:list"), {"v": "all"}).content.decode()
        assert mine.number not in body and other.number not in body
