"""谁进得来：每个页面按每种岗位走一遍。"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mingtang.organs.models import Role
from mingtang.organs.tests.factories import make_organ, make_staff, one_of_each, signed_in
from mingtang.registers import actions, urls
from mingtang.registers.models import ImportBatch
from mingtang.registers.tests.conftest import ON
from mingtang.registers.tests.factories import LICENCES, csv_file, make_decision

pytestmark = pytest.mark.django_db


READS = {"overview", "documents", "decisions", "charges", "export", "entry"}
POST_ONLY = {"import_apply", "import_discard", "annul", "reinstate", "reveal"}


def batch_of(home) -> ImportBatch:
    return actions.preview_import("licence", csv_file(LICENCES), "表.csv", by=None, on=ON, organ=home).batch


def address(name: str, home) -> str:
    entry = make_decision(organ=home, subject="罗小满", subject_kind="person")
    if name.startswith("import") and name != "import_start":
        return reverse(f"registers:{name}", args=[batch_of(home).pk])
    arguments = {
        "template": ["licence"], "export": ["decisions"], "add": ["decisions"], "reveal": [entry.pk],
        **{name: ["decisions", entry.pk] for name in ("entry", "correct", "annul", "reinstate")},
    }  # fmt: skip
    return reverse(f"registers:{name}", args=arguments.get(name, []))


NAMES = sorted({pattern.name for pattern in urls.urlpatterns})


@pytest.mark.parametrize("name", NAMES)
def test_everybody_of_the_organ_reads_and_only_clerks_and_administrators_write(home, name):
    url = address(name, home)
    for role, person in one_of_each(home).items():
        client = signed_in(person)
        response = client.post(url) if name in POST_ONLY else client.get(url)
        allowed = name in READS or role in (Role.CLERK, Role.ADMINISTRATOR)
        assert (response.status_code != 403) == allowed, role


@pytest.mark.parametrize("name", NAMES)
def test_visitors_are_led_to_the_door(home, name):
    url = address(name, home)
    response = Client().post(url) if name in POST_ONLY else Client().get(url)
    assert response.status_code == 302 and response.url.startswith(reverse("organs:login"))


@pytest.mark.parametrize(
    "name",
    [
        "entry",
        "correct",
        "annul",
        "reinstate",
        "reveal",
        "import",
        "import_apply",
        "import_discard",
        "import_rejected",
    ],
)
def test_things_of_another_organ_do_not_exist(home, name):
    url = address(name, home)
    outsider = signed_in(make_staff(Role.CLERK, organ=make_organ(is_home=False)))
    response = outsider.post(url, {"reason": "看看"}) if name in POST_ONLY else outsider.get(url)
    assert response.status_code == 404


@pytest.mark.parametrize("name", ["entry", "correct", "add", "export", "annul"])
def test_there_are_three_registers(home, clerk, name):
    arguments = ["gifts"] if name in ("add", "export") else ["gifts", 1]
    url = reverse(f"registers:{name}", args=arguments)
    response = signed_in(clerk).post(url) if name == "annul" else signed_in(clerk).get(url)
    assert response.status_code == 404
