"""谁进得来：每个页面按每种岗位走一遍。"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mingtang.organs import urls
from mingtang.organs.models import Role
from mingtang.organs.tests.factories import (
    make_organ,
    make_section,
    make_staff,
    one_of_each,
    signed_in,
)

pytestmark = pytest.mark.django_db


ALL = set(Role)
ADMINISTRATOR = {Role.ADMINISTRATOR}
ENTER = {
    "account": ALL,
    "people": ADMINISTRATOR,
    "person_add": ADMINISTRATOR,
    "person": ADMINISTRATOR,
    "person_password": ADMINISTRATOR,
    "person_close": ADMINISTRATOR,
    "person_open": ADMINISTRATOR,
    "settings": ADMINISTRATOR,
    "section_add": ADMINISTRATOR,
    "section_rename": ADMINISTRATOR,
    "holidays": ALL,
    "holiday_year": ALL,
    "holiday_load": {Role.CLERK, Role.ADMINISTRATOR},
    "holiday_file": {Role.CLERK, Role.ADMINISTRATOR},
    "audit": {Role.AUDITOR, Role.SUPERVISOR, Role.ADMINISTRATOR},
}
POST_ONLY = {
    "person_password",
    "person_close",
    "person_open",
    "section_add",
    "section_rename",
    "holiday_file",
}
OPEN = {"login", "logout"}


def address(name: str, home) -> str:
    arguments = {
        "person": [make_staff(organ=home).pk],
        "section_rename": [make_section(home).pk],
        "holiday_year": [2022],
    }
    key = "person" if name.startswith("person_") and name != "person_add" else name
    return reverse(f"organs:{name}", args=arguments.get(key, []))


def test_every_page_is_in_the_matrix():
    assert {pattern.name for pattern in urls.urlpatterns} == set(ENTER) | OPEN


@pytest.mark.parametrize("name", ENTER)
def test_only_those_named_may_enter(home, name):
    url = address(name, home)
    for role, person in one_of_each(home).items():
        client = signed_in(person)
        response = client.post(url) if name in POST_ONLY else client.get(url)
        assert (response.status_code != 403) == (Role(role) in ENTER[name]), role


@pytest.mark.parametrize("name", ENTER)
def test_visitors_are_led_to_the_door(home, name):
    url = address(name, home)
    response = Client().post(url) if name in POST_ONLY else Client().get(url)
    assert response.status_code == 302 and response.url.startswith(reverse("organs:login"))


def test_a_refusal_says_who_may_enter(home):
    response = signed_in(make_staff(Role.CLERK)).get(reverse("organs:people"))
    assert response.status_code == 403 and "这一页只对系统管理员开放。" in response.content.decode()


@pytest.mark.parametrize(
    "name", ["person", "person_password", "person_close", "person_open", "section_rename"]
)
def test_things_of_another_organ_do_not_exist(home, name):
    elsewhere = make_organ(is_home=False)
    thing = make_section(elsewhere) if name == "section_rename" else make_staff(organ=elsewhere)
    response = signed_in(make_staff(Role.ADMINISTRATOR, organ=home)).post(
        reverse(f"organs:{name}", args=[thing.pk])
    )
    assert response.status_code == 404
