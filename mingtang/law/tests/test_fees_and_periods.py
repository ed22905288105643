"""收费和按日历算的期间：算例之外的部分。"""

from datetime import date as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.law.calendar import standard_calendar
from mingtang.law.errors import LawError
from mingtang.law.fees import by_items, by_pages
from mingtang.law.periods import (
    add_months,
    after_days,
    after_months,
    correction_due,
    proactive_due,
    report_dates,
    review_refusal_on,
)
from mingtang.law.since import NotInForce

CALENDAR = standard_calendar()


def rate_of_item(n):
    """The tariff as its own words give it, one item at a time."""
    return 0 if n <= 10 else 100 if n <= 30 else 100 + 100 * ((n - 31) // 10 + 1)


def rate_of_page(k):
    return 0 if k <= 30 else 10 if k <= 100 else 20 if k <= 200 else 40


@given(st.integers(0, 200), st.integers(1, 200))
def test_a_fee_by_items_is_the_sum_of_each_item_at_its_own_rate(previous, items):
    fee = by_items(previous, items)
    assert fee.amount == sum(rate_of_item(n) for n in range(previous + 1, previous + items + 1))
    assert [step.first for step in fee.steps] == [previous + 1, *(step.last + 1 for step in fee.steps[:-1])]
    assert fee.steps[-1].last == previous + items


@given(st.integers(1, 1500))
def test_a_fee_by_pages_is_the_sum_of_each_page_at_its_own_rate(pages):
    assert by_pages(pages).amount == sum(rate_of_page(k) for k in range(1, pages + 1))


@given(st.integers(0, 100), st.integers(1, 100), st.integers(1, 100))
def test_splitting_the_items_of_a_month_changes_nothing(previous, first, second):
    whole = by_items(previous, first + second).amount
    assert whole == by_items(previous, first).amount + by_items(previous + first, second).amount


def test_the_steps_can_be_printed():
    assert [step.sentence() for step in by_items(8, 4).steps] == [
        "第9至10件，不收费",
        "第11至12件，2件×100元＝200元",
    ]
    assert by_pages(201).steps[-1].sentence() == "第201页，1页×40元＝40元"


@pytest.mark.parametrize(
    "call", [lambda: by_items(-1, 1), lambda: by_items(0, 0), lambda: by_pages(0), lambda: by_pages(True)]
)
def test_counts_that_cannot_be_are_refused(call):
    with pytest.raises(LawError, match="之间的整数"):
        call()


def test_there_was_no_fee_before_2021():
    with pytest.raises(NotInForce):
        by_items(0, 11, decided_on=D(2020, 12, 31))


def test_months_end_on_the_same_day_number_or_the_last_of_the_month():
    assert add_months(D(2022, 8, 31), 6) == D(2023, 2, 28)
    assert add_months(D(2023, 8, 31), 6) == D(2024, 2, 29)
    assert add_months(D(2022, 3, 11), 3) == D(2022, 6, 11)
    with pytest.raises(LawError):
        add_months(D(2022, 1, 1), -1)


def test_a_period_says_why_it_ends_when_it_ends():
    rolled = after_days(D(2022, 8, 2), 60, CALENDAR)
    assert rolled.rolled and rolled.plain == D(2022, 10, 1)
    assert "以法定休假日结束的次日" in rolled.cites[-1].text
    makeup = after_days(D(2024, 12, 10), 60, CALENDAR)
    assert not makeup.rolled and makeup.cites[-1].rank == "本机关做法"
    assert not after_days(D(2022, 2, 28), 60, CALENDAR).rolled
    assert len(after_months(D(2022, 2, 28), 6, CALENDAR).cites) == 3
    with pytest.raises(LawError):
        after_days(D(2022, 2, 28), -1, CALENDAR)


def test_a_period_into_an_unknown_year_is_provisional():
    assert after_months(D(2026, 8, 31), 6, CALENDAR).provisional
    assert not after_months(D(2026, 5, 31), 6, CALENDAR).provisional


def test_own_periods():
    assert review_refusal_on(D(2022, 2, 28)) == D(2023, 2, 28)
    assert (
        correction_due(D(2022, 9, 28), CALENDAR) == proactive_due(D(2022, 9, 28), CALENDAR) == D(2022, 10, 31)
    )


def test_only_departments_and_governments_report():
    with pytest.raises(LawError, match="报告单位“town”不认识"):
        report_dates(2022, "town", CALENDAR)
