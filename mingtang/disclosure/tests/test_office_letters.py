"""文书的页面：可以选哪些结果，两个人同时改稿，接收回执上的查询码。"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from mingtang.disclosure.actions import handling
from mingtang.disclosure.tests.office import DAY, House, make_house, registered
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture(autouse=True)
def _the_day(today):  # noqa: F811
    today(DAY)


def offered(house: House, case) -> set[str]:
    """The outcomes that the page offers to write a reply for."""
    body = house.browser(house.clerk).get(reverse("cases:letter_new", args=[case.pk])).content.decode()
    names = ("disclosed", "withdrawn", "supplement_lapsed", "fee_unpaid")
    return {name for name in names if f'value="{name}"' in body}


def test_only_what_was_asked_for_can_lapse(house, today):  # noqa: F811
    case = registered(house)
    assert offered(house, case) == {"disclosed"}
    handling.add_supplement_point(case, by=house.clerk, on=DAY, item="没有写明项目", guidance="写明项目名称")
    handling.ask_supplement(case, by=house.clerk, on=DAY, deadline=date(2022, 9, 20))
    today(date(2022, 9, 21))
    assert offered(house, case) == {"disclosed", "supplement_lapsed"}
    answer = house.browser(house.clerk).post(reverse("cases:letter_new", args=[case.pk]), {"outcome": "supplement_lapsed"})
    assert answer.status_code == 302 and case.letters.get(state="draft").code == "D20"
    handling.receive_supplement(case, by=house.clerk, on=date(2022, 9, 21), how="当面提交")
    assert offered(house, case) == {"disclosed"}
    handling.charge(case, by=house.clerk, on=date(2022, 9, 21), mode="pages", count=68, facts="共68页，超过合理范围。")
    assert offered(house, case) == {"disclosed", "fee_unpaid"}
    handling.pay(case, by=house.clerk, on=date(2022, 9, 22))
    assert offered(house, case) == {"disclosed"}
