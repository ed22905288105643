"""三张表：一次分组查询与逐格查询、与逐件数出来的都相同；跨年结转相接；登记簿和救济各归其格。"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingtang.disclosure.models import Case, Remedy
from mingtang.disclosure.tests.factories import bare_case
from mingtang.law.annual_report import COLUMN_KEYS, ROW_KEYS
from mingtang.law.annual_report.check import assess
from mingtang.law.annual_report.form import APPLICANTS
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.models import Organ
from mingtang.organs.tests.factories import make_organ
from mingtang.registers.tests.factories import make_charge, make_decision, make_document
from mingtang.report.tables import (
    cases_behind,
    figures,
    figures_from_json,
    figures_to_json,
    table2,
    table3,
    table4,
)
from mingtang.report.tests.factories import done_case

pytestmark = pytest.mark.django_db
KINDS = list(APPLICANTS)
DAY = st.dates(date(2021, 12, 1), date(2023, 2, 1))


@pytest.fixture
def organ() -> Organ:
    return make_organ(name="楚江市行政审批局")


@st.composite
def requests(draw) -> list[tuple[date, str, str, date | None]]:
    """(received, applicant kind, outcome, result day) of some requests, many of them around New Year."""
    found = []
    for _ in range(draw(st.integers(0, 12))):
        received = draw(st.one_of(DAY, st.sampled_from([date(2021, 12, 31), date(2022, 1, 1), date(2022, 12, 31)])))
        outcome = draw(st.sampled_from(["", *OUTCOMES]))
        result = received + timedelta(days=draw(st.sampled_from([0, 1, 20, 60, 400]))) if outcome else None
        found.append((received, draw(st.sampled_from(KINDS)), outcome, result))
    return found


def by_hand(made: list[tuple[date, str, str, date | None]], year: int) -> Counter[tuple[str, str]]:
    """Table three, counted one request at a time."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    cells: Counter[tuple[str, str]] = Counter()
    for received, kind, outcome, result in made:
        if received > last or (result and result < first):
            continue
        cells["new" if received >= first else "carried_in", kind] += 1
        if result is None or result > last:
            cells["carried_out", kind] += 1
        else:
            cells[OUTCOMES[outcome].row, kind] += 1
            cells["done", kind] += 1
    return cells


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=requests())
def test_the_grouped_query_is_the_count_of_every_single_case(organ, made):
    with transaction.atomic():
        for received, kind, outcome, result in made:
            if result is None:
                bare_case(organ, received, applicant_kind=kind)
            else:
                done_case(organ, received, outcome, result, kind)
        for year in (2021, 2022, 2023):
            table, cells = table3(organ, year), by_hand(made, year)
            for row in ROW_KEYS:
                for column in COLUMN_KEYS:
                    expected = sum(cells[row, kind] for kind in KINDS) if column == "total" else cells[row, column]
                    assert table.cell(row, column) == expected, (year, row, column)
                    assert cases_behind(organ, year, row, column).count() == expected, (year, row, column)
            assert [f.rule for f in assess(figures(organ, year)) if f.failed and f.level == "hard"] == []
        assert table3(organ, 2021).row("carried_out") == table3(organ, 2022).row("carried_in")
        assert table3(organ, 2022).row("carried_out") == table3(organ, 2023).row("carried_in")
        transaction.set_rollback(True)


def test_one_query_however_many_cases(organ, django_assert_num_queries):
    for month in range(1, 13):
        bare_case(organ, date(2022, month, 1))
    with django_assert_num_queries(1):
        assert table3(organ, 2022).cell("new") == 12


def test_other_organs_other_kinds_and_unconfirmed_requests_do_not_count(organ):
    done_case(organ, date(2022, 3, 1), "disclosed", date(2022, 3, 15))
    bare_case(make_organ(is_home=False), date(2022, 3, 1))
    bare_case(organ, date(2022, 3, 1), kind="suggestion")
    waiting = bare_case(organ, date(2022, 3, 1))
    Case.objects.filter(pk=waiting.pk).update(received_on=None, stage="filed")
    assert [table3(organ, 2022).cell(row) for row in ("new", "granted", "done", "carried_out")] == [1, 1, 1, 0]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_falls_into_its_row(organ, outcome):
    case = done_case(organ, date(2022, 3, 1), outcome, date(2022, 3, 20), "research")
    row = OUTCOMES[outcome].row
    assert table3(organ, 2022).cell(row, "research") == 1
    assert list(cases_behind(organ, 2022, row, "research")) == [case]


def test_several_organs_are_the_sum(organ):
    other = make_organ(is_home=False)
    done_case(organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    done_case(other, date(2022, 3, 1), "partial", date(2022, 3, 20), "enterprise")
    make_charge(organ=organ)
    make_charge(organ=other)
    both = figures([organ, other], 2022)
    assert both == figures(organ, 2022) + figures(other, 2022)
    assert both.table3.cell("new") == 2 and both.table2.fees_wan == Decimal("0.24")


class TestRegisters:
    def test_documents_issued_repealed_and_in_force(self, organ):
        make_document(issued_on=date(2021, 6, 1))
        make_document(issued_on=date(2020, 6, 1), repealed_on=date(2022, 7, 1))
        make_document(issued_on=date(2022, 12, 31))
        make_document(issued_on=date(2022, 5, 1), in_force_on=date(2023, 1, 1))
        make_document(issued_on=date(2023, 1, 2))
        make_document(issued_on=date(2022, 5, 1), kind="regulation")
        found = table2(organ, 2022)
        assert found.normative_documents.to_list()[:2] == [2, 1]
        assert found.regulations.to_list() == [1, 0, 1]
        assert found.normative_documents.in_force in (2, 3)

    def test_decisions_of_the_year_by_kind(self, organ):
        for kind, number in (("licence", 3), ("penalty", 2), ("coercion", 1)):
            for _ in range(number):
                make_decision(kind=kind)
            make_decision(kind=kind, decided_on=date(2021, 12, 31))
        found = table2(organ, 2022)
        assert (found.licences, found.penalties, found.compulsory_measures) == (3, 2, 1)

    @pytest.mark.parametrize(
        ("amounts", "wan"),
        [([], "0.00"), (["5900"], "0.59"), (["49.99"], "0.00"), (["50.00"], "0.01"), (["1250"], "0.13"), (["0.01"] * 3, "0.00")],
    )
    def test_charges_in_ten_thousands_to_two_places(self, organ, amounts, wan):
        for amount in amounts:
            make_charge(amount=Decimal(amount))
        make_charge(charged_on=date(2023, 1, 1))
        assert table2(organ, 2022).fees_wan == Decimal(wan)


class TestRemedies:
    def make(self, organ: Organ, **values: object) -> Remedy:
        case = done_case(organ, date(2021, 3, 1), "disclosed", date(2021, 3, 20))
        return Remedy.objects.create(case=case, body="楚江市人民政府", **{"route": "reconsideration", **values})

    def test_ended_by_result_and_pending_at_the_end_of_the_year(self, organ):
        self.make(organ, filed_on=date(2022, 2, 1), decided_on=date(2022, 4, 1), result="upheld")
        self.make(organ, filed_on=date(2021, 12, 1), decided_on=date(2022, 1, 1), result="corrected")
        self.make(organ, filed_on=date(2022, 12, 1), decided_on=date(2023, 1, 5), result="other")
        self.make(organ, filed_on=date(2022, 12, 31))
        self.make(organ, filed_on=date(2023, 1, 1))
        self.make(organ, filed_on=date(2020, 5, 1), decided_on=date(2021, 5, 1), result="upheld")
        self.make(organ, route="direct_suit", filed_on=date(2022, 3, 1), decided_on=date(2022, 9, 1), result="upheld")
        first = self.make(organ, filed_on=date(2020, 5, 1), decided_on=date(2020, 7, 1), result="upheld")
        self.make(organ, route="suit_after_reconsideration", filed_on=date(2022, 1, 5), prior=first)
        assert table4(organ, 2022).to_lists() == [[1, 1, 0, 2, 4], [1, 0, 0, 0, 1], [0, 0, 0, 1, 1]]
        assert table4(organ, 2023).to_lists()[0] == [0, 0, 1, 2, 3]
        assert table4(make_organ(is_home=False), 2022).to_lists() == [[0] * 5] * 3


def test_figures_survive_json(organ):
    done_case(organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    make_charge()
    make_document()
    made = figures(organ, 2022)
    data = figures_to_json(made)
    assert figures_from_json(data) == made
    assert [len(data["table3"]), len(data["table3"][0]), len(data["table4"]), len(data["table4"][0])] == [25, 7, 3, 5]
    assert data["table2"]["fees_wan"] == 0.12
