"""汇总：本级政府的报告是各机关之和；冻结的取冻结的数字，没有冻结的现算，更正的取最近一版。"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from mingtang.disclosure.tests.factories import Office, make_office
from mingtang.organs.models import Organ, Role
from mingtang.organs.tests.factories import make_organ, make_staff, signed_in
from mingtang.registers.tests.factories import make_charge
from mingtang.report import actions
from mingtang.report.checking import checked
from mingtang.report.models import Report
from mingtang.report.rollup import current_figures, figures_of, live_figures, reporting, sources
from mingtang.report.tables import figures
from mingtang.report.tests.factories import JANUARY, done_case, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def government() -> Organ:
    return make_organ(name="楚江市人民政府", kind="local_government", is_home=False)


def below(government: Organ, name: str, *, home: bool = False) -> Office:
    office = make_office(name, home=home)
    office.organ.parent = government
    office.organ.save()
    return office


@pytest.fixture
def offices(government) -> list[Office]:
    made = [below(government, "楚江市行政审批局", home=True), below(government, "楚江市财政局"), below(government, "楚江市水利局")]
    for n, office in enumerate(made, start=1):
        for day in range(1, n + 1):
            done_case(office.organ, date(2022, 3, day), "disclosed", date(2022, 3, 20), "enterprise")
        make_charge(organ=office.organ)
    return made


def test_a_department_reports_itself_a_government_those_below_it(government, offices):
    assert reporting(offices[0].organ) == [offices[0].organ]
    assert reporting(government) == [government, *(office.organ for office in offices)]


def test_three_organs_are_the_sum_of_three_organs(government, offices):
    total = live_figures(government, 2022)
    parts = [figures(office.organ, 2022) for office in offices]
    assert total == parts[0] + parts[1] + parts[2]
    assert (total.table3.cell("new"), total.table3.cell("granted", "enterprise")) == (6, 6)
    assert str(total.table2.fees_wan) == "0.36"


def test_the_governments_own_cases_count_too(government, offices):
    done_case(government, date(2022, 3, 1), "partial", date(2022, 3, 20))
    assert live_figures(government, 2022).table3.cell("partial") == 1


def test_frozen_figures_are_taken_as_frozen(government, offices):
    published(offices[0])
    done_case(offices[0].organ, date(2022, 5, 1), "disclosed", date(2022, 5, 20))
    done_case(offices[1].organ, date(2022, 5, 1), "disclosed", date(2022, 5, 20))
    assert live_figures(government, 2022).table3.cell("new") == 7  # 1 frozen, 2 + 1 counted now, 3


def test_a_restated_report_replaces_its_earlier_version(government, offices):
    first = published(offices[0])
    done_case(offices[0].organ, date(2022, 5, 1), "disclosed", date(2022, 5, 20))
    actions.restate(first, by=offices[0].clerk, on=JANUARY, why="补登一件")
    assert live_figures(government, 2022).table3.cell("new") == 6  # a draft of a restatement is no figure yet
    published(offices[0])
    assert live_figures(government, 2022).table3.cell("new") == 7


def test_a_government_that_counts_frozen_organs_is_not_blamed_for_their_later_cases(government, offices):
    published(offices[0])
    done_case(offices[0].organ, date(2022, 5, 1), "disclosed", date(2022, 5, 20))
    report = Report.objects.create(organ=government, year=2022)
    assert "K5" not in {finding.rule for finding in checked(report, JANUARY).hard}


def test_rolling_up_takes_few_queries(government, offices, django_assert_max_num_queries):
    published(offices[0])
    with django_assert_max_num_queries(15):
        live_figures(government, 2022)


def test_figures_shown_are_frozen_ones_when_there_are(offices):
    office = offices[0]
    assert current_figures(office.organ, 2022) == figures(office.organ, 2022)
    report = published(office)
    done_case(office.organ, date(2022, 5, 1), "disclosed", date(2022, 5, 20))
    assert figures_of(report) == current_figures(office.organ, 2022)
    assert current_figures(office.organ, 2022).table3.cell("new") == 1


def test_a_government_says_where_its_figures_come_from(government, offices):
    published(offices[1])
    found = [(each.organ, each.report and each.report.state, each.cell("new")) for each in sources(government, 2022)]
    assert found == [
        (offices[0].organ, None, None), (offices[1].organ, "published", 2), (offices[2].organ, None, None),
    ]  # fmt: skip
    assert sources(offices[0].organ, 2022) == []
    clerk = make_staff(Role.CLERK, organ=government)
    actions.start(organ=government, year=2022, by=clerk, on=JANUARY)
    page = signed_in(clerk).get(reverse("report:year", args=[2022])).content.decode()
    assert "已公布，第1版" in page and page.count("没有冻结，现算") == 2

