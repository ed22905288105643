"""公众号设置页：只有系统管理员进得来，密钥只进不出。"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from mingtang.kit.models import AuditEntry
from mingtang.organs.models import Role
from mingtang.organs.tests.factories import make_organ, make_staff, one_of_each, signed_in
from mingtang.wechat import actions, jobs
from mingtang.wechat.client import LIMITS
from mingtang.wechat.models import Account, Call
from mingtang.wechat.tests.conftest import AES_KEY, ON, SECRET, TOKEN, deliver_all, push
from mingtang.wechat.views import office

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(home):
    return make_staff(Role.ADMINISTRATOR, organ=home)


@pytest.fixture
def browser(administrator):
    return signed_in(administrator)


def form(**changes):
    values = {
        "name": "楚江政务审批", "kind": "service", "appid": "wx00000000000000ab", "original_id": "",
        "api_base": "https://api.weixin.qq.com", "api_source": "官方文档", "counted_from": "2026-03-02", "enabled": "on",
    }  # fmt: skip
    return {**values, **changes}


def pages(account):
    return {
        reverse("wechat:accounts"): "get", reverse("wechat:add"): "get",
        reverse("wechat:account", args=[account.pk]): "get", reverse("wechat:test", args=[account.pk]): "post",
        reverse("wechat:quota_add", args=[account.pk]): "post",
    }  # fmt: skip


def test_only_administrators_of_the_organ_come_in(account, home):
    people = one_of_each(home)
    for address, method in pages(account).items():
        for role, person in people.items():
            status = getattr(signed_in(person), method)(address).status_code
            assert (status != 403) is (role == Role.ADMINISTRATOR), (address, role)
        assert getattr(Browser(), method)(address)["Location"].startswith("/office/login/")
    elsewhere = signed_in(make_staff(Role.ADMINISTRATOR, organ=make_organ(is_home=False)))
    assert elsewhere.get(reverse("wechat:account", args=[account.pk])).status_code == 404
    assert account.name not in elsewhere.get(reverse("wechat:accounts")).content.decode()


def test_the_navigation_leads_there(browser, home):
    page = browser.get(reverse("wechat:accounts")).content.decode()
    assert "<h2>发布</h2>" in page and "还没有公众号" in page
    clerk = signed_in(make_staff(Role.CLERK, organ=home))
    there = clerk.get("/office/").content.decode()
    assert f'"{reverse("wechat:accounts")}"' not in there and reverse("wechat:first_statistics") in there


def test_adding_an_account(browser, administrator):
    data = form(key="main", secret=SECRET, token=TOKEN, aes_key=AES_KEY)
    response = browser.post(reverse("wechat:add"), data, follow=True)
    account = Account.objects.get()
    page = response.content.decode()
    assert f"http://testserver/wechat/{account.key}/" in page and account.can_call and account.can_receive
    assert (account.counted_from, account.token) == (date(2026, 3, 2), TOKEN)
    assert not any(secret in page for secret in (SECRET, TOKEN, AES_KEY))
    entry = AuditEntry.objects.get(act="wechat.add_account")
    assert entry.by == administrator and SECRET not in str(entry.data)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"appid": "123"}, "AppID 以 wx 开头"), ({"name": ""}, "没有填写“名称”"), ({"key": "a b"}, "“网址标识”"),
        ({"aes_key": "short"}, "EncodingAESKey 是 43 位"), ({"api_base": "http://api.weixin.qq.com"}, "https://"),
        ({"key": ""}, "没有填写“网址标识”"),
    ],
)  # fmt: skip
def test_what_cannot_be_added(browser, changes, sentence):
    response = browser.post(
        reverse("wechat:add"), form(key="main", **changes) if "key" not in changes else form(**changes)
    )
    assert response.status_code == 200 and sentence in response.content.decode()
    assert not Account.objects.exists()


def test_secrets_are_never_shown_back(browser, account):
    address = reverse("wechat:account", args=[account.pk])
    page = browser.get(address).content.decode()
    wrong = browser.post(
        address, form(name="", secret="typed-secret-1", appid=account.appid)
    ).content.decode()
    assert page.count("已填写；留空不变") == 3
    for secret in (SECRET, TOKEN, AES_KEY, "typed-secret-1"):
        assert secret not in page and secret not in wrong


def test_an_empty_secret_stays_as_it_is_and_a_new_one_replaces(browser, account):
    address = reverse("wechat:account", args=[account.pk])
    data = form(appid=account.appid, api_base=account.api_base, name="改名")
    assert browser.post(address, data).status_code == 302
    account.refresh_from_db()
    assert (account.name, account.secret, account.aes_key_previous) == ("改名", SECRET, "")
    browser.post(address, {**data, "aes_key": "N" * 43})
    account.refresh_from_db()
    assert (account.aes_key, account.aes_key_previous) == ("N" * 43, AES_KEY)
    assert "上一个 EncodingAESKey" in browser.get(address).content.decode()
    entries = AuditEntry.objects.filter(act="wechat.edit_account").order_by("id")
    assert [entry.data["secrets"] for entry in entries] == [[], ["aes_key"]]


def test_a_secret_does_not_follow_to_another_address(browser, account):
    address = reverse("wechat:account", args=[account.pk])
    data = form(appid=account.appid, api_base="https://elsewhere.example.cn")
    assert "须重新填写 AppSecret" in browser.post(address, data).content.decode()
    account.refresh_from_db()
    assert account.api_base.startswith("http://127.0.0.1")
    assert browser.post(address, {**data, "secret": "9" * 32}).status_code == 302


def test_testing_the_connection(browser, account, box):
    address = reverse("wechat:test", args=[account.pk])
    assert "连接正常" in browser.post(address, follow=True).content.decode()
    box.world.address_allowed = False
    page = browser.post(address, follow=True).content.decode()
    assert "203.0.113.9" in page and "IP白名单" in page
    assert page.count("/cgi-bin/draft/count") == 2
    assert office.IMPATIENT.whole < 10 < LIMITS.whole
    listed = browser.get(reverse("wechat:accounts")).content.decode()
    assert "白名单" in listed


def test_what_was_sent_is_listed_with_its_trouble(browser, account, box):
    box.disturb("freepublish/submit", "errcode", 53503)
    push(account, title="<b>标题</b>")
    deliver_all()
    page = browser.get(reverse("wechat:account", args=[account.pk])).content.decode()
    assert "&lt;b&gt;标题" in page and "按提示修改" in page and "没有发成" in page


def test_noting_a_quota(browser, account):
    address = reverse("wechat:quota_add", args=[account.pk])
    data = {
        "name": "title_length",
        "value": "64",
        "since": "2026-03-01",
        "source": "后台公告",
        "confirmed": "on",
    }
    assert browser.post(address, data).status_code == 302
    assert account.quotas.get().value == 64
    wrong = browser.post(address, {**data, "source": ""})
    assert wrong.status_code == 200 and "没有填写“来源”" in wrong.content.decode()
    page = browser.get(reverse("wechat:account", args=[account.pk])).content.decode()
    assert "后台公告" in page and "未与官方文档核对" in page


def test_only_administrators_of_the_organ_act(account, home):
    from mingtang.organs.refusal import Refused

    for person in (
        make_staff("clerk", organ=home),
        make_staff("administrator", organ=make_organ(is_home=False)),
    ):
        with pytest.raises(Refused):
            actions.edit_account(account, by=person, on=ON, changes={"name": "x"})
        with pytest.raises(Refused):
            actions.add_account(home, by=person, on=ON, key="k", name="n", appid="wx00000000000000ab")
        with pytest.raises(Refused):
            actions.note_quota(account, by=person, on=ON, name="title_length", since=ON, value=1, source="s")


def test_old_notes_of_calls_are_forgotten(account):
    now = timezone.now()
    for days in (31, 1):
        Call.objects.create(account=account, at=now - timezone.timedelta(days=days), path="/x")
    assert jobs.tidy(now=now, since=None).startswith("清理 1 条")
    assert Call.objects.count() == 1
