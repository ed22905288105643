"""清单快而不改变内容：科室看到的案件、次序、导航的件数都和慢算法一样；查询次数对每个岗位、每个视图都不变。"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingtang.disclosure import workbench
from mingtang.disclosure.actions import close
from mingtang.disclosure.models import Case
from mingtang.disclosure.permissions import cases_for
from mingtang.disclosure.tests.office import DAY, House, consulting, file_case, make_house, registered
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.disclosure.views.office import listing
from mingtang.disclosure.views.office.chips import DONE, OPEN
from mingtang.organs.models import Staff
from mingtang.organs.tests.factories import make_section

pytestmark = pytest.mark.django_db
ROLES = ["clerk", "section_staff", "vice_leader", "leader", "supervisor", "auditor"]


@pytest.fixture
def house() -> House:
    return make_house()


def assorted(house: House) -> list[Case]:
    """Open cases, due on the same and on different days or not at all, and finished ones."""
    found = [file_case(house, channel="web"), consulting(house), registered(house), registered(house)]
    found += [registered(house, on=DAY + timedelta(days=days)) for days in (3, 1, 3)]
    for days in (0, 2, 0):
        over = registered(house, on=DAY + timedelta(days=days))
        close.withdraw(over, by=house.clerk, on=DAY + timedelta(days=days), evidence="书面声明")
        found.append(over)
    return found


def sections_of(house: House) -> list[Any]:
    return [house.section.section, house.other_section.section, make_section(house.organ, "公共资源科")]


def test_a_section_sees_what_the_rule_says_case_by_case(house):
    sections = sections_of(house)
    beside = list(product((False, True), repeat=3))
    for lead, chosen in product([None, *sections], beside):
        case = file_case(house)
        Case.objects.filter(pk=case.pk).update(section=lead)
        case.other_sections.set([section for section, taken in zip(sections, chosen, strict=True) if taken])
    Case.objects.filter(pk=case.pk).update(organ=house.stranger.organ)  # in another organ nobody here sees it
    everything = list(Case.objects.prefetch_related("other_sections"))
    for staff in (house.section, house.other_section):
        mine = [
            case.pk for case in everything
            if case.organ_id == staff.organ_id and (case.section == staff.section or staff.section in case.other_sections.all())
        ]  # fmt: skip
        assert sorted(cases_for(staff).values_list("pk", flat=True)) == sorted(mine)  # each of them once
        assert 0 < len(mine) < len(everything)


def test_sorting_and_walking_give_the_same_order(house):
    assorted(house)
    for who, stages in product(("clerk", "section_staff"), (OPEN, DONE)):
        part = listing._Part(cases_for(house.people[who]), "all", stages)
        orders = []
        for part.sorts in (True, False):
            orders.append([case.pk for case in part.rows(0, 50)])
            assert orders[-1] == [case.pk for first in range(part.size) for case in part.rows(first, 1)]
        assert orders[0] == orders[1], (who, stages)
        assert len(orders[0]) == part.size >= 3, (who, stages)


def test_which_way_a_part_is_read_follows_its_size(house, monkeypatch):
    assorted(house)
    scope = cases_for(house.clerk)
    assert listing._Part(scope, "all", OPEN).sorts and listing._Part(scope, "all", DONE).sorts
    monkeypatch.setattr(listing, "FEW", 2)  # three are finished
    assert not listing._Part(scope, "all", DONE).sorts
    assert listing._Part(scope, "all", OPEN).sorts


def fresh(staff: Staff) -> Staff:
    return Staff.objects.get(pk=staff.pk)


def test_the_navigation_says_the_same_beside_the_list_and_elsewhere(house):
    assorted(house)
    due = registered(house).due_on
    for who, day in product(ROLES, (DAY, due, due + timedelta(days=1))):
        staff = fresh(house.people[who])
        listing.counts(cases_for(staff), staff, day)
        with CaptureQueriesContext(connection) as asked:
            beside = workbench.due_count(staff, day)
        assert len(asked) == 0, who
        assert beside == workbench.due_count(fresh(staff), day), who
        later = workbench.due_count(staff, date(2030, 1, 1))
        assert later == workbench.due_count(fresh(staff), date(2030, 1, 1)), who


def test_no_view_asks_more_often_when_there_are_more_cases(house, today):  # noqa: F811
    browsers = {who: house.browser(house.people[who]) for who in ROLES}

    def asked() -> dict[tuple[str, str], int]:
        found = {}
        for who, view in product(ROLES, listing.VIEWS):
            with CaptureQueriesContext(connection) as queries:
                assert browsers[who].get(reverse("cases:list"), {"v": view}).status_code == 200
            found[who, view] = len(queries)
        return found

    assorted(house)
    asked()
    few = asked()
    for _ in range(2):
        assorted(house)
    many = asked()
    assert many == few
    assert max(many.values()) <= 29


@pytest.mark.skipif(connection.vendor != "sqlite", reason="plans of SQLite")
def test_the_cases_of_a_section_are_not_collected_to_be_counted(house):
    """Counting the open ones reads an index from its open stages on, and asks of each whose it is."""
    scope = cases_for(fresh(house.section))
    for cases in (
        scope.filter(stage__in=OPEN),
        scope.filter(listing.due_now(DAY)),
        scope.filter(listing.turn_of(house.section)),
    ):
        sql, given = cases.order_by().values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given)
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "CORRELATED" in plan and "LIST SUBQUERY" not in plan and "MULTI-INDEX OR" not in plan, plan
