"""The demo year gives the tables that a real bureau published for 2022, cell by cell."""

from datetime import date

import pytest

from mingtang.demo import accounts, replay
from mingtang.disclosure.derive import differences
from mingtang.disclosure.models import Act, Case, Letter
from mingtang.law.annual_report.form import ROW_KEYS
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Organ, Role
from mingtang.report.checking import checked
from mingtang.report.models import Report
from mingtang.report.tables import cases_behind, figures

pytestmark = pytest.mark.django_db

PUBLISHED_TABLE3 = {
    "new": [13, 1, 0, 0, 0, 0, 14],
    "granted": [6, 1, 0, 0, 0, 0, 7],
    "partial": [2, 0, 0, 0, 0, 0, 2],
    "u1": [4, 0, 0, 0, 0, 0, 4],
    "done": [12, 1, 0, 0, 0, 0, 13],
    "carried_out": [1, 0, 0, 0, 0, 0, 1],
}
PUBLISHED_TABLE2 = {
    "regulations": {"issued": 0, "repealed": 0, "in_force": 0},
    "normative_documents": {"issued": 0, "repealed": 0, "in_force": 3},
    "licences": 965,
    "penalties": 0,
    "compulsory_measures": 0,
    "fees_wan": 0.59,
}


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker):
    """The whole demo, once for this module, taken back at the end."""
    from django.db import transaction

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        replay.run(progress=lambda line: None, day=date(2026, 11, 24))
        yield Organ.objects.home()
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


def test_table_three_equals_the_published_one_cell_by_cell(year):
    table = figures(year, 2022).table3
    expected = [PUBLISHED_TABLE3.get(key, [0] * 7) for key in ROW_KEYS]
    assert table.to_lists() == expected


def test_tables_two_and_four_equal_the_published_ones(year):
    found = figures(year, 2022)
    assert found.table2.to_dict() == PUBLISHED_TABLE2
    assert found.table4.to_lists() == [[0] * 5] * 3


def test_frozen_figures_are_the_live_ones_and_no_hard_rule_fails(year):
    report = Report.objects.get(organ=year, year=2022)
    assert report.state == "published"
    assert report.published_on == date(2023, 1, 5)
    assert report.figures["table3"] == figures(year, 2022).table3.to_lists()
    assert checked(report, date(2023, 1, 5)).hard == []


def test_every_cell_opens_as_many_cases_as_it_says(year):
    table = figures(year, 2022).table3
    for row in ROW_KEYS:
        assert cases_behind(year, 2022, row).count() == table.cell(row), row
        assert cases_behind(year, 2022, row, "enterprise").count() == table.cell(row, "enterprise"), row


def test_every_channel_and_the_required_turns_occur(year):
    cases = Case.objects.filter(organ=year, year=2022)
    assert set(cases.values_list("channel", flat=True)) == {
        "counter",
        "registered_mail",
        "ordinary_mail",
        "fax",
        "web",
        "oral",
    }
    kinds = set(Act.objects.filter(case__in=cases).values_list("kind", flat=True))
    assert {"supplement_asked", "supplement_received", "consultation_sent", "extended", "archived"} <= kinds


def test_all_replies_were_in_time_and_the_derived_columns_are_what_the_acts_say(year):
    cases = Case.objects.filter(organ=year)
    assert [case.number for case in cases.filter(year=2022) if case.in_time is not True] == []
    assert differences(cases, current_calendar()) == []


def test_letters_are_numbered_without_gaps(year):
    found = set(Letter.objects.exclude(series="").values_list("series", "year"))
    assert found
    for series in found:
        serials = Letter.objects.filter(series=series[0], year=series[1]).values_list("serial", flat=True)
        assert sorted(serials) == list(range(1, len(serials) + 1)), series


def test_everything_is_marked_as_demo_and_there_is_an_account_for_every_role(year):
    assert year.demo
    assert not Case.objects.filter(demo=False).exists()
    assert {label for *_, label in accounts()} == {role.label for role in Role}


def test_the_carried_over_request_was_answered_in_the_next_year(year):
    carried = cases_behind(year, 2022, "carried_out").get()
    assert carried.result_on.year == 2023
    assert figures(year, 2023).table3.row("carried_in") == (1, 0, 0, 0, 0, 0, 1)


def test_a_second_load_is_refused(year):
    with pytest.raises(replay.NotEmpty):
        replay.run(progress=lambda line: None)
