"""The page of statistics: what it adds up, what it says when figures are missing, what is exported, who comes in."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client as Browser
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from mingtang.organs.models import Role
from mingtang.organs.tests.factories import make_organ, make_staff, one_of_each, signed_in
from mingtang.wechat import actions
from mingtang.wechat.actions import Gathered
from mingtang.wechat.figures import Period, Row, last_days, together, whole

FIRST = date(2026, 1, 5)
DAYS = [FIRST + timedelta(days=n) for n in range(100)]
NAMES = ("read_user", "share_user", "like_user", "zaikan_user", "comment_count", "collection_user")


def told(missing=()):
    """A hundred days: n followers gained on the n-th day, one lost, ten readers each; two articles."""
    gathered = Gathered([day for day in DAYS if day not in missing], missing={DAYS[90]: ["reads"]})
    for number, day in enumerate(DAYS):
        if day not in missing:
            gathered.users[day] = {"gained": number, "lost": 1, "total": 1000 + number, "by_source": {}}
            gathered.account[day] = dict.fromkeys(NAMES, 10)
    for number, title in enumerate(("=SUM(A1)", "<b>粗</b>")):
        gathered.totals[f"{number}_1"] = {
            "title": title, "published_on": DAYS[80 + number], "publish_type": number,
            "detail": {**dict.fromkeys(NAMES, 7 - number), "stat_date": DAYS[85].isoformat()},
        }  # fmt: skip
    return gathered


@pytest.fixture
def account(home):
    """An account with figures; nobody is asked for them."""
    account = actions.add_account(home, by=None, on=FIRST, key="main", name="楚江审批", appid="wx" + "0" * 16)
    actions.keep_statistics(account, told(missing=(DAYS[95],)), at=datetime(2026, 4, 15, tzinfo=UTC))
    return account


@pytest.fixture
def browser(clerk):
    return signed_in(clerk)


def page(browser, account, **asked):
    answer = browser.get(reverse("wechat:statistics", args=[account.pk]), asked)
    assert answer.status_code == 200
    return answer


@pytest.mark.django_db
def test_everybody_of_the_organ_reads_it_and_nobody_else(account, home):
    names = ("statistics", "statistics_xlsx", "statistics_days", "statistics_articles")
    addresses = [reverse(f"wechat:{name}", args=[account.pk]) for name in names]
    for role, person in one_of_each(home).items():
        one = signed_in(person)
        assert [one.get(each).status_code for each in addresses] == [200] * 4, role
        assert one.get(reverse("wechat:first_statistics"))["Location"] == addresses[0]
    elsewhere = signed_in(make_staff(Role.CLERK, organ=make_organ(is_home=False)))
    assert [elsewhere.get(each).status_code for each in addresses] == [404] * 4
    assert "还没有公众号" in elsewhere.get(reverse("wechat:first_statistics")).content.decode()
    assert all(Browser().get(each)["Location"].startswith("/office/login/") for each in addresses)
    assert signed_in(make_staff("clerk", organ=home)).post(addresses[0]).status_code == 405


@pytest.mark.django_db
def test_the_page_says_what_there_is_and_what_is_missing(account, browser):
    answer = page(browser, account)
    text, headline = answer.content.decode(), answer.context["headline"]
    assert answer.context["period"] == last_days(DAYS[-1], 30)
    assert [each["value"] for each in headline] == [
        "1,099",
        f"{sum(range(70, 100)) - 95 - 29:,}",
        "290",
        "290",
    ]
    assert "有 2 天的数字没有取全" in text and "04-05" in text and "—" in text
    assert text.count('role="img"') == 8 and "&lt;b&gt;粗&lt;/b&gt;" in text and "群发通知" in text
    reads = page(browser, account, sort="reads", span="90")
    assert [each.readers for each in reads.context["page"]] == [7, 6]
    assert reads.context["period"].days == 90 and "每周阅读" in reads.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({"since": "2026-02-01", "until": "2026-02-10"}, 10), ({"since": "2020-01-01"}, 1096), ({"until": "2026-02-10"}, 30),
        ({"since": "2026-03-01", "until": "2026-02-01"}, 30), ({"since": "x", "until": "9999-99-99"}, 30),
        ({"span": "abc", "page": "zz"}, 30), ({"span": "365"}, 365), ({"until": "9999-12-31"}, 30),
    ],
)  # fmt: skip
def test_a_period_is_chosen_and_nonsense_breaks_nothing(account, browser, asked, days):
    assert page(browser, account, **asked).context["period"].days == days


@pytest.mark.django_db
def test_before_anything_was_fetched_the_page_says_when_it_will_be(home, browser):
    account = actions.add_account(home, by=None, on=FIRST, key="main", name="楚江审批", appid="wx" + "0" * 16)
    text = page(browser, account).content.decode()
    assert "还没有取到数字" in text and "看公众号设置" not in text


@pytest.mark.django_db
def test_exports_hold_every_day_and_titles_stay_text(account, browser):
    asked = {"since": "2026-01-05", "until": "2026-04-14"}
    book = load_workbook(
        io.BytesIO(browser.get(reverse("wechat:statistics_xlsx", args=[account.pk]), asked).content)
    )
    days = list(book["每日"].values)
    assert len(days) == 101 and days[1][:5] == ("2026-01-05", 0, 1, -1, 1000) and days[96][1] is None
    cell = book["文章"]["A3"]
    assert (cell.value, cell.data_type) == ("=SUM(A1)", "s")
    csv = browser.get(reverse("wechat:statistics_articles", args=[account.pk]), asked)
    assert csv["Content-Disposition"].startswith("attachment") and "'=SUM(A1)" in csv.content.decode(
        "utf-8-sig"
    )
    lines = browser.get(reverse("wechat:statistics_days", args=[account.pk]), asked).content.decode(
        "utf-8-sig"
    )
    assert len(lines.strip().splitlines()) == 101


figure = st.none() | st.integers(0, 10**6)


@given(
    st.lists(st.tuples(figure, figure, figure), min_size=1, max_size=400),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_weeks_and_months_add_up_to_the_days(values, first):
    days = [Row(first + timedelta(n), first + timedelta(n), *each) for n, each in enumerate(values)]
    period = Period(first, days[-1].last)
    for step in ("日", "周", "月"):
        rows = together(days, step)
        assert whole(rows) == whole(days)
        assert rows[0].first == period.first and rows[-1].last == period.last
        assert all(after.first - before.last == timedelta(1) for before, after in pairwise(rows))
    assert len(together(days, period.step)) <= 62
