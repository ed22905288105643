"""登录：错得太多就停一会儿；按账号加地址。"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session

from mingtang.kit.models import AuditEntry
from mingtang.organs.actions import sign_in as door
from mingtang.organs.jobs import forget_sessions, forget_tallies
from mingtang.organs.models import LoginTally, Role
from mingtang.organs.refusal import Refused
from mingtang.organs.tests.factories import PASSWORD, make_staff, signed_in

pytestmark = pytest.mark.django_db
NINE = datetime(2022, 10, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HERE = "203.0.113.5"


def knock(username, password=PASSWORD, address=HERE, at=NINE):
    return door.sign_in(username=username, password=password, address=address, at=at)


def refused(*args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        knock(*args, **kwargs)
    return str(caught.value)


@pytest.fixture
def person(home):
    return make_staff(Role.CLERK, organ=home)


def test_the_right_password_opens_and_is_logged(person):
    assert knock(person.username) == person
    assert AuditEntry.objects.filter(act="staff.sign_in", by=person).count() == 1
    assert not LoginTally.objects.filter(failures__gt=0).exists()


def test_each_wrong_password_says_how_many_are_left(person):
    said = [refused(person.username, "wrong") for _ in range(5)]
    assert said[0] == "账号或密码不对。再错 4 次，账号停用 30 分钟。"
    assert said[4] == "账号或密码不对。已错 5 次，账号停用 30 分钟。"
    assert AuditEntry.objects.filter(act="staff.locked", subject_id=str(person.pk)).count() == 1


def test_after_five_wrong_passwords_the_right_one_waits_half_an_hour(person):
    for _ in range(5):
        refused(person.username, "wrong")
    said = refused(person.username, at=NINE + timedelta(minutes=10))
    assert said == "这个账号登录失败次数过多，已停用 30 分钟，21 分钟后再试。"
    assert knock(person.username, at=NINE + timedelta(minutes=30)) == person


def test_another_address_is_not_locked_out(person):
    for _ in range(5):
        refused(person.username, "wrong")
    assert knock(person.username, address="198.51.100.7") == person


def test_another_account_at_the_address_is_not_locked_out(person):
    for _ in range(5):
        refused(person.username, "wrong")
    other = make_staff(Role.LEADER)
    assert knock(other.username) == other


def test_one_address_trying_many_accounts_is_stopped(person):
    for number in range(door.ADDRESS_LIMIT):
        refused(f"nobody{number}", "wrong")
    assert refused(person.username).startswith("这个网络地址登录失败次数过多")


def test_success_forgets_the_failures_of_the_account(person):
    for _ in range(4):
        refused(person.username, "wrong")
    knock(person.username)
    assert refused(person.username, "wrong") == "账号或密码不对。再错 4 次，账号停用 30 分钟。"


def test_unknown_and_closed_accounts_are_told_nothing_else(person):
    closed = make_staff(Role.CLERK, is_active=False)
    assert refused("nobody") == refused(closed.username) == "账号或密码不对。再错 4 次，账号停用 30 分钟。"


def test_the_tallies_name_nobody(person):
    refused(person.username, "wrong")
    tallies = list(LoginTally.objects.all())
    assert len(tallies) == 2
    for tally in tallies:
        assert len(tally.key) == 64 and person.username not in tally.key and HERE not in tally.key


def test_old_tallies_are_removed(person):
    refused(person.username, "wrong")
    assert door.forget_old_tallies(before=NINE) == 0
    assert forget_tallies(now=NINE + timedelta(hours=1), since=None) == "清理 2 行登录失败次数"


def test_sessions_that_are_over_are_removed(home):
    client = signed_in(make_staff(Role.CLERK, organ=home))
    over = Session.objects.get()
    live = Session.objects.create(
        session_key="k", session_data="", expire_date=over.expire_date + timedelta(days=2)
    )
    now = over.expire_date + timedelta(hours=1)
    assert forget_sessions(now=over.expire_date, since=None) == "清理 0 个过期的会话"
    assert client.get("/office/").status_code == 200
    assert forget_sessions(now=now, since=None) == "清理 1 个过期的会话"
    assert list(Session.objects.all()) == [live]
    assert client.get("/office/").status_code == 302
