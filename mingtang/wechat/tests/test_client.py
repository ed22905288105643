"""调用微信：每一种不顺都有一个种类和一句话，什么密钥都不进日志。"""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mingtang.wechat import client as wechat
from mingtang.wechat import quotas
from mingtang.wechat.actions import edit_account, note_quota
from mingtang.wechat.client import Client, tokens, transport
from mingtang.wechat.client.errors import MEANINGS, error_of
from mingtang.wechat.models import AccessToken, Account, Call
from mingtang.wechat.tests.conftest import ON, SECRET, picture

COUNT = "/cgi-bin/draft/count"


def ask(account, **options):
    return Client(account, **options).call(COUNT)


def caught(account):
    with pytest.raises(wechat.WechatError) as raised:
        ask(account)
    return raised.value


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (-1, wechat.Busy), (40013, wechat.InvalidCredential), (40164, wechat.IpNotAllowed), (45009, wechat.QuotaReached),
        (45047, wechat.QuotaReached), (45015, wechat.OutOfTime), (48001, wechat.NotAuthorised), (40007, wechat.NotThere),
        (45003, wechat.BadContent), (424242, wechat.WechatError),
    ],
)  # fmt: skip
def test_codes_have_a_kind_and_one_sentence(account, box, code, kind):
    box.disturb(COUNT, "errcode", code)
    error = caught(account)
    assert type(error) is kind and error.code == code
    assert str(error).endswith("。") and str(error).count("。") == 1 and error.todo
    assert Call.objects.first().sentence == str(error)


def test_every_code_we_know_speaks_clearly():
    for code in MEANINGS:
        error = error_of(code, "anything")
        assert error.problem and error.todo and "！" not in str(error) and "请您" not in str(error)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("slow", 2.5),
        ("cut", 0),
        ("cut_after", 0),
        ("http", 503),
        ("http", 302),
        ("garbage", 0),
        ("huge", 5_000_000),
    ],
)
def test_no_usable_answer(account, box, kind, value):
    ask(account)
    box.disturb(COUNT, kind, value)
    assert isinstance(caught(account), wechat.NoAnswer)
    ask(account)


def test_the_token_call_has_time_limits_too(account, box):
    box.disturb("stable_token", "slow", 2.5)
    assert isinstance(caught(account), wechat.NoAnswer)
    assert AccessToken.objects.get().holder == ""


def test_a_drop_at_a_time_does_not_last_for_ever(account, box, monkeypatch):
    ask(account)
    monkeypatch.setattr(transport, "LIMITS", transport.Limits(connect=2, read=2, write=2, whole=-1))
    assert isinstance(caught(account), wechat.NoAnswer)


def test_nobody_there(account, box):
    box.__exit__(None, None, None)
    error = caught(account)
    assert isinstance(error, wechat.NotReached) and "检查服务器的网络" in str(error)


def test_our_address_is_told_when_it_is_not_on_the_list(account, box):
    box.world.address_allowed = False
    error = caught(account)
    assert isinstance(error, wechat.IpNotAllowed) and "203.0.113.9" in str(error)


def test_one_token_for_many_calls(account, box):
    for _ in range(3):
        ask(account)
    assert box.calls("stable_token") == 1


def test_a_token_is_fetched_again_in_its_last_five_minutes(account, box):
    ask(account)
    row = AccessToken.objects.get()
    for left, fetched in ((timedelta(minutes=6), 1), (timedelta(minutes=4), 2)):
        at = row.expires_at - left
        box.world.offset = (at - timezone.now()).total_seconds()
        ask(account, now=lambda at=at: at)
        assert box.calls("stable_token") == fetched
    assert AccessToken.objects.get().value != row.value


def test_an_expired_token_is_replaced_once(account, box):
    ask(account)
    box.expire_tokens()
    ask(account)
    assert (box.calls("stable_token"), box.calls(COUNT)) == (2, 3)
    assert AccessToken.objects.get().forced_count == 1


@pytest.mark.parametrize("code", [40001, 42001, 40014])
def test_a_token_refused_for_ever_ends_after_two_tries(account, box, code):
    box.disturb(COUNT, "errcode", code, times=99)
    assert isinstance(caught(account), wechat.InvalidCredential)
    assert box.world.calls.count("/cgi-bin/stable_token") == 2
    assert isinstance(caught(account), wechat.InvalidCredential)
    assert box.world.calls.count("/cgi-bin/stable_token") == 2, "not forced again within 30 seconds"


def test_forcing_has_a_pause_and_a_daily_measure(account, box):
    ask(account)
    at = timezone.now()
    for n in range(22):
        box.expire_tokens()
        box.world.offset = 31.0 * n
        moment = at + timedelta(seconds=31 * n)
        expected = n < 20
        try:
            ask(account, now=lambda moment=moment: moment)
        except wechat.InvalidCredential:
            assert not expected
        else:
            assert expected
    assert len(box.world.forced) == 20


def test_a_wrong_secret_is_said_once_and_not_tried_again(account, box):
    edit_account(account, by=None, on=ON, changes={}, secrets={"secret": "f" * 32})
    account.refresh_from_db()
    error = caught(account)
    assert isinstance(error, wechat.InvalidCredential) and box.world.calls == ["/cgi-bin/stable_token"]


def test_another_secret_drops_the_token(account, box):
    ask(account)
    edit_account(account, by=None, on=ON, changes={}, secrets={"secret": SECRET})
    assert AccessToken.objects.get().value == ""


def test_a_dead_holder_is_replaced(account, box):
    AccessToken.objects.update(holder="dead", held_until=timezone.now() - timedelta(seconds=1))
    ask(account)
    assert AccessToken.objects.get().holder == ""


def test_while_another_fetches_the_old_token_goes_on(account, box, monkeypatch):
    ask(account)
    row = AccessToken.objects.get()
    later = row.expires_at - timedelta(minutes=2)
    AccessToken.objects.update(holder="other", held_until=later + timedelta(minutes=1))
    ask(account, now=lambda: later)
    assert box.calls("stable_token") == 1
    AccessToken.objects.update(value="")
    monkeypatch.setattr(tokens, "PATIENCE", 0.2)
    with pytest.raises(wechat.NotReached, match="另一个进程"):
        ask(account, now=lambda: later)


def test_a_switched_off_account_is_not_asked_for(account, box):
    Account.objects.update(enabled=False)
    account.refresh_from_db()
    assert isinstance(caught(account), wechat.InvalidCredential) and box.world.calls == []


@pytest.mark.parametrize(
    "base",
    [
        "http://api.weixin.qq.com",
        "ftp://x",
        "",
        "https://",
        "https://u:p@x",
        "https://x?y=1",
        "http://127.0.0.1.evil.cn",
    ],
)
def test_secrets_travel_by_https_or_not_at_all(base):
    assert not wechat.allowed_base(base)
    with pytest.raises(wechat.WechatError, match="接口地址不能用"):
        transport.post(base, "/x")


def test_addresses_that_are_allowed():
    assert all(
        wechat.allowed_base(each)
        for each in ("https://api.weixin.qq.com", "http://127.0.0.1:8010", "http://[::1]:1")
    )


def test_no_secret_in_any_log(account, box, caplog):
    caplog.set_level(logging.DEBUG)
    client = Client(account)
    client.upload_picture(picture(), "a.png", "image/png")
    box.expire_tokens()
    ask(account)
    box.disturb(COUNT, "cut")
    with pytest.raises(wechat.WechatError):
        ask(account)
    written = caplog.text + " ".join(repr(record.__dict__) for record in caplog.records)
    for secret in (SECRET, *box.world.tokens):
        assert secret not in written
    notes = " ".join(f"{call.path} {call.sentence}" for call in Call.objects.all())
    assert not any(secret in notes for secret in (SECRET, *box.world.tokens)) and "access_token=" not in notes


def test_no_secret_in_an_error(account, box):
    box.disturb(COUNT, "cut")
    error = caught(account)
    shown = repr(error) + repr(error.__cause__) + repr(error.args)
    assert SECRET not in shown and not any(token in shown for token in box.world.tokens)


def test_secrets_are_not_readable_in_the_database(account, box):
    ask(account)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wechat_account")
        rows = repr(cursor.fetchall())
        cursor.execute("SELECT * FROM wechat_accesstoken")
        rows += repr(cursor.fetchall())
    assert SECRET not in rows and account.aes_key not in rows and box.world.current not in rows


def test_quotas_have_a_day_and_a_source(account):
    for name in quotas.LABELS:
        limit = quotas.limit(account, name, ON)
        assert limit.value > 0 and limit.source and name in quotas.SHIPPED
    assert quotas.value(account, "custom_per_message", ON) == 5
    assert quotas.value(account, "custom_per_message", ON.replace(year=2022)) == 20
    note_quota(account, by=None, on=ON, name="title_length", since=ON, value=64, source="后台公告")
    assert quotas.value(account, "title_length", ON) == 64
    assert quotas.value(account, "title_length", ON - timedelta(days=1)) == 32
    assert quotas.value(account, "title_length", ON.replace(year=2000)) == 32
