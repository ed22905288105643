"""汇总：本级政府的报告是各机关之和；冻结的取冻结的数字，没有冻结的现算，更正的取最近一版。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from mingtang.disclosure.tests.factories import Office, make_office
from mingtang.organs.models import Organ, Role
from mingtang.organs.tests.factories import make_organ, make_staff, one_of_each, signed_in
from mingtang.registers.tests.factories import make_charge
from mingtang.report import actions
from mingtang.report.changes import place
from mingtang.report.checking import checked
from mingtang.report.layout import cells
from mingtang.report.models import Report
from mingtang.report.rollup import current_figures, figures_of, kept, live_figures, parts, parts_of, reporting
from mingtang.report.tables import figures
from mingtang.report.tests.factories import JANUARY, done_case, published, written

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
    found = [(each.organ, each.report and each.report.state, each.figures.table3.cell("new")) for each in parts(government, 2022)]
    assert found == [
        (government, None, 0), (offices[0].organ, None, 1), (offices[1].organ, "published", 2), (offices[2].organ, None, 3),
    ]  # fmt: skip
    assert [each.organ for each in parts(offices[0].organ, 2022)] == [offices[0].organ]
    clerk = make_staff(Role.CLERK, organ=government)
    actions.start(organ=government, year=2022, by=clerk, on=JANUARY)
    page = signed_in(clerk).get(reverse("report:year", args=[2022])).content.decode()
    assert "已公布，第1版" in page and page.count("没有冻结，现算") == 3


def test_what_is_below_an_organ_below_counts_once(government, offices):
    town = make_organ(name="江城镇人民政府", kind="local_government", is_home=False, parent=government)
    office = below(town, "江城镇便民服务中心")
    done_case(office.organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    assert office.organ in reporting(government)
    assert live_figures(government, 2022).table3.cell("new") == 7
    Report.objects.create(
        organ=town, year=2022, state="frozen", figures=kept(parts(town, 2022)), frozen_on=JANUARY, approved_on=JANUARY
    )
    assert office.organ not in [each.organ for each in parts(government, 2022)]  # the town's figures hold it
    assert live_figures(government, 2022).table3.cell("new") == 7


def test_organs_that_hang_on_each_other_are_counted_once(government, offices):
    government.parent = make_organ(name="楚南省人民政府", kind="local_government", is_home=False, parent=government)
    government.save()
    assert len(reporting(government)) == 5
    assert live_figures(government, 2022).table3.cell("new") == 6


def test_fees_are_the_sum_of_what_each_organ_says(government, offices):
    for office in offices:
        make_charge(organ=office.organ, amount=Decimal("40.00"))  # 0.124 万元 each, printed 0.12
    assert [str(part.figures.table2.fees_wan) for part in parts(government, 2022)] == ["0.00", "0.12", "0.12", "0.12"]
    assert str(live_figures(government, 2022).table2.fees_wan) == "0.36"


def test_many_organs_cost_no_more_queries(government, offices, django_assert_max_num_queries):
    for n in range(20):
        done_case(below(government, f"楚江市第{n}局").organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    with django_assert_max_num_queries(14):
        assert live_figures(government, 2022).table3.cell("new") == 26


class TestComposition:
    """Every cell of a government's report opens what it is made of, and from there the records for those who may."""

    CELL = ("3", "new", "enterprise")

    @pytest.fixture(autouse=True)
    def report(self, government, offices) -> Report:
        self.government, self.offices = government, offices
        self.people = one_of_each(government)
        done_case(government, date(2022, 4, 1), "partial", date(2022, 4, 20), "enterprise")
        made = Report.objects.create(organ=government, year=2022)
        self.report = made
        return made

    def get(self, role: str, *key: str):
        return signed_in(self.people[role]).get(reverse("report:cell", args=[2022, *(key or self.CELL)]))

    def test_every_cell_that_is_not_zero_and_its_parts_add_up_to_it(self):
        published(self.offices[2])
        page = signed_in(self.people["clerk"]).get(reverse("report:year", args=[2022])).content.decode()
        for key, text in cells(figures_of(self.report)).items():
            address = reverse("report:cell", args=[2022, *key])
            assert (address in page) == bool(Decimal(text)), key
            if Decimal(text):
                shown = self.get("clerk", *key)
                lines, added = shown.context["lines"], shown.context["added"]
                assert sum(Decimal(line["figure"]) for line in lines) == Decimal(added) == Decimal(text), key
                assert not shown.context["differs"]

    def test_it_names_the_organ_its_version_and_its_figure(self):
        published(self.offices[1])
        page = self.get("leader").content.decode()
        for organ in [self.government, *(office.organ for office in self.offices)]:
            assert organ.name in page
        assert "第1版，已公布" in page and page.count("没有冻结，现算") == 3 and f"{place(self.CELL)}由哪些机关构成" in page

    @pytest.mark.parametrize("role", [role.value for role in Role])
    def test_the_door_and_the_links_by_post(self, role):
        answer = self.get(role)
        if role in ("section_staff", "administrator"):
            assert answer.status_code == 403
            return
        leads = [line["url"] for line in answer.context["lines"]]
        assert leads[0] == f"{reverse('cases:list')}?year=2022&row=new&col=enterprise"
        inspects = role in ("supervisor", "auditor")
        assert [bool(lead) for lead in leads[1:]] == [inspects] * 3
        for line in answer.context["lines"]:
            if line["url"]:
                listed = signed_in(self.people[role]).get(line["url"])
                assert listed.context["page"].count == int(line["figure"])

    def test_registers_open_too(self):
        found = self.get("auditor", "2", "fees_wan", "amount")
        assert found.context["unit"] == "万元" and found.context["added"] == "0.36"
        for line in found.context["lines"]:
            listed = signed_in(self.people["auditor"]).get(line["url"], follow=True)
            assert listed.status_code == 200 and listed.context["below"] == line["part"].organ
            assert listed.context["page"].paginator.count == 1

    def test_others_stay_out(self):
        stranger = one_of_each(make_organ(name="临江市人民政府", kind="local_government", is_home=False))
        for person in [*stranger.values(), *self.offices[0].people.values()]:
            answer = signed_in(person).get(reverse("report:cell", args=[2022, *self.CELL]))
            assert answer.status_code in (403, 404)
        written(self.offices[0])
        assert signed_in(self.offices[0].clerk).get(reverse("report:cell", args=[2022, *self.CELL])).status_code == 404

    @pytest.mark.parametrize("key", [("3", "new", "nobody"), ("3", "nothing", "total"), ("5", "new", "total"), ("2", "new", "total")])
    def test_cells_that_do_not_exist(self, key):
        assert self.get("clerk", *key).status_code == 404

    def freeze(self) -> None:
        Report.objects.filter(pk=self.report.pk).update(
            state="frozen", figures=kept(parts(self.government, 2022)), frozen_on=JANUARY, approved_on=JANUARY
        )
        self.report.refresh_from_db()

    def test_a_frozen_report_keeps_what_it_was_made_of(self):
        published(self.offices[0])
        self.freeze()
        done_case(self.offices[1].organ, date(2022, 5, 1), "disclosed", date(2022, 5, 20), "enterprise")
        shown = self.get("clerk")
        assert shown.context["added"] == shown.context["total"] == "7" and not shown.context["differs"]
        assert [(each.organ, each.report and each.report.version) for each in parts_of(self.report)][:2] == [
            (self.government, None), (self.offices[0].organ, 1),
        ]  # fmt: skip
        assert "冻结本报告时的数" in shown.content.decode()

    def test_a_report_frozen_without_its_parts_says_when_they_differ(self):
        self.freeze()
        Report.objects.filter(pk=self.report.pk).update(
            figures={key: value for key, value in self.report.figures.items() if key != "parts"}
        )
        assert not self.get("clerk").context["differs"]
        done_case(self.offices[1].organ, date(2022, 5, 1), "disclosed", date(2022, 5, 20), "enterprise")
        shown = self.get("clerk")
        assert shown.context["differs"] and "各机关现在合计8件" in shown.content.decode()
