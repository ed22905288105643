"""The demo account: a year of figures that add up, the same every time, and nothing that could leave the machine."""

import pytest
from django.db.models import Sum

from mingtang.demo.account_2022 import AT_FIRST, FIRST, LAST, TITLES, _figures, fill_account
from mingtang.demo.cast import make_cast
from mingtang.kit.models import OutboxMessage
from mingtang.wechat.client import transport
from mingtang.wechat.figures import LONGEST, Period, articles, gaps, rows
from mingtang.wechat.models import AccountDay, ArticleDay, ArticleTotal, UserDay

YEAR = Period(FIRST, LAST)


@pytest.mark.django_db
def test_the_year_of_the_account_adds_up_and_stays_here() -> None:
    account = fill_account(make_cast())
    assert account.demo and not account.can_call and not account.can_receive
    assert transport.is_loopback(account.api_base) and not OutboxMessage.objects.exists()
    users = UserDay.objects.filter(account=account).aggregate(gained=Sum("gained"), lost=Sum("lost"))
    assert UserDay.objects.count() == AccountDay.objects.count() == 365 <= LONGEST
    assert UserDay.objects.latest("day").total > AT_FIRST + 1000
    assert UserDay.objects.latest("day").total == AT_FIRST + users["gained"] - users["lost"]
    assert all(row.total and row.readers for row in rows(account, YEAR)) and not gaps(account, YEAR)
    assert articles(account, YEAR).count() == len(TITLES) == len(set(TITLES))
    for total in ArticleTotal.objects.all():
        days = ArticleDay.objects.filter(msgid=total.msgid).aggregate(readers=Sum("readers"))
        assert total.readers == days["readers"] > 400 and total.published_on.weekday() < 5
    assert _figures() == _figures()
