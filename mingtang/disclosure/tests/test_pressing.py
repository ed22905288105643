"""导航上的到期件数：数出来的，和今日页上画出来的一样多。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mingtang.disclosure import workbench
from mingtang.disclosure.actions import consult, handling
from mingtang.disclosure.tests.factories import (
    DUE,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    decided,
    drafted,
    filed,
    make_office,
    registered,
    replied,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def fill(office: Office) -> None:
    """Cases at every stage that can be pressing or not."""
    for day in (MONDAY, TUESDAY, date(2022, 9, 9), date(2022, 9, 12)):
        filed(office, day, channel="web")
    registered(office)
    drafted(office, assigned(office), TUESDAY)
    decided(office, assigned(office), TUESDAY)
    replied(office, assigned(office), TUESDAY)
    paused, waiting = assigned(office), assigned(office)
    consult.send(paused, by=office.clerk, on=TUESDAY, party="third_party", name="某公司", subject="附表")
    handling.charge(waiting, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="68页")
    registered(office, kind="suggestion")


def test_as_many_as_the_page_of_the_day_shows(office):
    fill(office)
    days = [MONDAY + timedelta(days=n) for n in (0, 1, 4, 5, 6, 7, 8, 33, 34, 35, 60, 90)]
    seen = set()
    for day in days:
        for role, staff in office.people.items():
            drawn = sum(task.pressing for task in workbench.tasks(staff, day))
            assert workbench.pressing(staff, day) == drawn, (day, role)
            seen.add(drawn)
    assert len(seen) > 3
    assert workbench.pressing(office.clerk, DUE) > 0 == workbench.pressing(office.stranger, DUE)


def test_counting_takes_few_queries(office, django_assert_max_num_queries):
    fill(office)
    with django_assert_max_num_queries(4):
        workbench.pressing(office.clerk, DUE)
