"""Pages of long lists by two queries."""

import pytest

from mingtang.kit.models import Counter
from mingtang.kit.pagination import Page, page_number, paginate


@pytest.fixture
def counters(db):
    Counter.objects.bulk_create(Counter(series=f"{n:03}", year=2022) for n in range(25))
    return Counter.objects.order_by("series")


@pytest.mark.parametrize("number", [1, 2, 3, 99])
def test_every_page_costs_two_queries(counters, number, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = paginate(counters, number, per_page=10)
        page.label, page.window(), list(page.items)


def test_pages_hold_the_rows_in_order(counters):
    page = paginate(counters, 2, per_page=10)
    assert [counter.series for counter in page.items] == [f"{n:03}" for n in range(10, 20)]
    assert (page.count, page.pages, page.has_previous, page.has_next) == (25, 3, True, True)
    assert page.label == "第 11–20 条，共 25 条"


def test_a_number_behind_the_end_gives_the_last_page(counters):
    page = paginate(counters, "99", per_page=10)
    assert (page.number, len(page.items), page.has_next, page.label) == (3, 5, False, "第 21–25 条，共 25 条")


def test_an_empty_list_is_one_empty_page(db):
    page = paginate(Counter.objects.order_by("id"))
    assert (page.number, page.pages, page.items, page.label, page.window()) == (1, 1, [], "没有记录", [1])
    assert not page.has_next
    assert not page.has_previous


def test_counting_stops_but_turning_pages_does_not(counters):
    first = paginate(counters, 1, per_page=5, count_up_to=10)
    assert (first.count, first.capped, first.label) == (10, True, "第 1–5 条，10 条以上")
    last = paginate(counters, 5, per_page=5, count_up_to=10)
    assert (last.number, len(last.items), last.has_next, last.pages) == (5, 5, False, 5)


def test_exactly_as_many_as_are_counted_is_an_exact_count(counters):
    assert not paginate(counters, per_page=5, count_up_to=25).capped


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), (3, 3), ("0", 1), ("-1", 1), ("x", 1), (None, 1), ("", 1), ("9" * 30, 1_000_000)],
)
def test_page_numbers_from_outside(text, number):
    assert page_number(text) == number


@pytest.mark.parametrize(
    ("number", "offered"),
    [(1, [1, 2, 3, None, 20]), (10, [1, None, 8, 9, 10, 11, 12, None, 20]), (20, [1, None, 18, 19, 20])],
)
def test_the_window_offers_first_last_and_near_pages(number, offered):
    assert Page([], number, 10, 200, False, False).window() == offered
