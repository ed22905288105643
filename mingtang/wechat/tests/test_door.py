"""微信敲的门：只认签名，收一次，五秒内回答。"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from mingtang.organs.tests.factories import make_organ
from mingtang.wechat import actions, door, handlers, jobs
from mingtang.wechat.codec import Codec, encrypt, signature
from mingtang.wechat.messages import Text, cdata, encrypted_part, parse, read_xml
from mingtang.wechat.models import Inbound
from mingtang.wechat.models.inbound import openid_index
from mingtang.wechat.tests.conftest import AES_KEY, ON, SECRET, TOKEN

pytestmark = pytest.mark.django_db(transaction=True)

APPID, OPENID, NEXT_KEY = "wx5a9d0b0c5a9d0b0c", "oAbc-DEF_ghi0000000000000001", "n" * 43
URL = "/wechat/main/"


@pytest.fixture
def account(transactional_db):
    return actions.add_account(
        make_organ(is_home=True), by=None, on=ON, key="main", name="楚江政务审批", appid=APPID,
        secrets={"secret": SECRET, "token": TOKEN, "aes_key": AES_KEY},
    )  # fmt: skip


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    """No handlers but those of the test."""
    monkeypatch.setattr(handlers, "_events", {})
    monkeypatch.setattr(handlers, "_messages", {})


def words(content="你好", msg_id=7, sender=OPENID):
    return (
        f"<xml><ToUserName>gh_1</ToUserName><FromUserName>{sender}</FromUserName><CreateTime>{int(time.time())}</CreateTime>"
        f"<MsgType>text</MsgType><Content>{cdata(content)}</Content><MsgId>{msg_id}</MsgId></xml>"
    )


def happening(name="CLICK", key="guide", at=1700000000, sender=OPENID):
    return (
        f"<xml><ToUserName>gh_1</ToUserName><FromUserName>{sender}</FromUserName><CreateTime>{at}</CreateTime>"
        f"<MsgType>event</MsgType><Event>{name}</Event><EventKey>{key}</EventKey></xml>"
    )


def post(
    xml, *, key=AES_KEY, token=TOKEN, appid=APPID, timestamp=None, seconds=0, browser=None, url=URL, **changed
):
    timestamp, nonce = timestamp or str(int(time.time()) + seconds), "n0nce"
    sealed = encrypt(xml.encode(), appid, key)
    query = {
        "signature": signature(token, timestamp, nonce), "timestamp": timestamp, "nonce": nonce, "openid": OPENID,
        "encrypt_type": "aes", "msg_signature": signature(token, timestamp, nonce, sealed), **changed,
    }  # fmt: skip
    body = f"<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    browser = browser or Browser(enforce_csrf_checks=True)
    return browser.post(url, body, content_type="text/xml", query_params=query)


def opened(response, key=AES_KEY):
    root = read_xml(response.content)
    codec = Codec(TOKEN, APPID, (key,))
    xml, _ = codec.opened(
        encrypted_part(response.content),
        root.findtext("MsgSignature"),
        root.findtext("TimeStamp"),
        root.findtext("Nonce"),
    )
    return read_xml(xml)


def greet(token=TOKEN, timestamp=None, **changed):
    timestamp = timestamp or str(int(time.time()))
    query = {
        "signature": signature(token, timestamp, "n"),
        "timestamp": timestamp,
        "nonce": "n",
        "echostr": "<b>42</b>",
    }
    return Browser().get(URL, query | changed)


def test_the_address_check_gives_the_words_back_as_plain_text(account):
    response = greet()
    assert (response.status_code, response.content) == (200, b"<b>42</b>")
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "changed",
    [
        {"token": "other"},
        {"signature": ""},
        {"signature": "0" * 40},
        {"timestamp": "1"},
        {"nonce": ""},
        {"nonce": "x y"},
    ],
)
def test_the_address_check_with_anything_wrong(account, changed):
    assert greet(**changed).status_code == 403


def test_accounts_that_are_not_there_or_switched_off(account):
    assert post(words(), url="/wechat/other/").status_code == 404
    actions.edit_account(account, by=None, on=ON, changes={"enabled": False})
    assert post(words()).status_code == 404 and greet().status_code == 404


def test_a_message_is_taken_handled_and_answered(account):
    handlers.register_message(
        "text", lambda account, message, inbound: Text(f"收到：{message.text('Content')}")
    )
    response = post(words("]]>问"))
    root = opened(response)
    assert response["Content-Type"].startswith("text/xml")
    assert (root.findtext("Content"), root.findtext("ToUserName")) == ("收到：]]>问", OPENID)
    assert "sessionid" not in response.cookies and "no-store" in response["Cache-Control"]


def test_nobody_handles_it(account):
    response = post(words())
    assert (response.content, response["Content-Type"]) == (b"success", "text/plain; charset=utf-8")
    assert Inbound.objects.get().state == "done"


@pytest.mark.parametrize(
    "wrong",
    [
        {"token": "other"}, {"msg_signature": ""}, {"msg_signature": "0" * 40}, {"key": NEXT_KEY},
        {"appid": "wx0000000000000000"}, {"timestamp": "1"}, {"seconds": -700}, {"seconds": 700},
        {"encrypt_type": "raw"}, {"nonce": "other"},
    ],
)  # fmt: skip
def test_what_is_not_from_wechat_leaves_nothing_behind(account, wrong, caplog):
    response = post(words(), **wrong)
    assert (response.status_code, response.content) == (403, b"refused")
    assert not Inbound.objects.exists() and OPENID not in caplog.text


def test_plain_and_unreadable_bodies(account):
    query = {"timestamp": str(int(time.time())), "nonce": "n", "encrypt_type": "aes"}
    for body in (words(), "", "<xml", "{}"):
        response = Browser().post(URL, body, content_type="text/xml", query_params=query)
        assert response.status_code == 403
    too_large = Browser().post(URL, "x" * 70_000, content_type="text/xml", query_params=query)
    assert too_large.status_code == 413 and not Inbound.objects.exists()


def test_other_methods(account):
    assert Browser().put(URL).status_code == 405


def test_a_signed_message_that_cannot_be_read_is_answered_quietly(account):
    assert post("<xml><MsgType>text</MsgType></xml>").content == b"success"
    assert not Inbound.objects.exists()


def test_a_repeated_message_gets_the_stored_answer(account):
    calls = []
    handlers.register_message(
        "text", lambda account, message, inbound: calls.append(1) or Text(f"第{len(calls)}次")
    )
    xml = words()
    answers = {opened(post(xml)).findtext("Content") for _ in range(3)}
    assert (answers, len(calls), Inbound.objects.count()) == ({"第1次"}, 1, 1)


def test_a_replay_within_the_ten_minutes_does_nothing_again(account):
    calls = []
    handlers.register_event("CLICK", lambda account, message, inbound: calls.append(1))
    for _ in range(2):
        post(happening())
    assert len(calls) == 1


def test_events_are_told_apart(account):
    for xml in (
        happening(), happening(), happening(key="other"), happening(at=1700000001), happening(name="VIEW"),
        happening(sender=OPENID.lower()), happening(sender=OPENID.replace("-", "")),
    ):  # fmt: skip
        assert post(xml).content == b"success"
    assert Inbound.objects.count() == 6


def test_many_copies_at_once_are_one_message(account):
    calls, answers = [], []
    handlers.register_message("text", lambda account, message, inbound: calls.append(1) or Text("一"))
    xml = words()
    threads = [threading.Thread(target=lambda: answers.append(_post_and_close(xml))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(calls) == 1 and Inbound.objects.count() == 1 and set(answers) == {200}


def _post_and_close(xml):
    try:
        return post(xml).status_code
    finally:
        connection.close()


def test_a_handler_that_takes_long_is_not_waited_for(account, monkeypatch):
    let_go, begun = threading.Event(), threading.Event()

    def slow(account, message, inbound):
        begun.set()
        let_go.wait(20)
        return Text("想好了")

    handlers.register_message("text", slow)
    monkeypatch.setattr(door, "IN_TIME", 0.2)
    monkeypatch.setattr(door.answer, "__defaults__", (0.2,))
    try:
        assert post(words()).content == b"success"
        assert begun.wait(20)
    finally:
        let_go.set()
    for _ in range(200):
        if Inbound.objects.get().late:
            break
        time.sleep(0.05)
    inbound = Inbound.objects.get()
    assert inbound.late and "想好了" in inbound.reply
    assert opened(post(words())).findtext("Content") == "想好了", "asked again, it is there"


def test_a_handler_that_fails_is_called_again_later(account, caplog):
    calls = []

    def fails_once(account, message, inbound):
        calls.append(1)
        if len(calls) == 1:
            raise ValueError(message.sender)
        return Text("好")

    handlers.register_message("text", fails_once)
    assert post(words()).content == b"success"
    assert (Inbound.objects.get().state, Inbound.objects.get().last_error) == ("waiting", "ValueError")
    assert OPENID not in caplog.text
    later = timezone.now() + timedelta(minutes=2)
    assert jobs.handle_left_over(now=timezone.now(), since=None) == "补处理 0 条消息"
    assert jobs.handle_left_over(now=later, since=None) == "补处理 1 条消息"
    assert (Inbound.objects.get().state, Inbound.objects.get().late, len(calls)) == ("done", True, 2)


def test_a_handler_that_always_fails_is_left_after_five_times(account):
    def fails(account, message, inbound):
        raise ValueError

    handlers.register_message("text", fails)
    post(words())
    later = timezone.now() + timedelta(minutes=2)
    for _ in range(6):
        door.handle_open(later)
    assert (Inbound.objects.get().state, Inbound.objects.get().attempts) == ("failed", 5)


def test_what_a_failing_handler_wrote_is_undone(account):
    def writes_and_fails(account, message, inbound):
        account.name = "写了一半"
        account.save()
        raise ValueError

    handlers.register_message("text", writes_and_fails)
    post(words())
    account.refresh_from_db()
    assert account.name == "楚江政务审批"


def test_the_key_before_opens_and_answers(account):
    handlers.register_message("text", lambda account, message, inbound: Text("好"))
    actions.edit_account(account, by=None, on=ON, changes={}, secrets={"aes_key": NEXT_KEY})
    assert opened(post(words(msg_id=1)), key=AES_KEY).findtext("Content") == "好"
    assert opened(post(words(msg_id=2), key=NEXT_KEY), key=NEXT_KEY).findtext("Content") == "好"
    assert post(words(msg_id=3), key="x" * 43).status_code == 403


def test_only_messages_to_this_account(account):
    actions.edit_account(account, by=None, on=ON, changes={"original_id": "gh_2"})
    assert post(words()).content == b"success" and not Inbound.objects.exists()


def test_who_wrote_what_is_encrypted_and_can_be_found(account, caplog):
    caplog.set_level(logging.DEBUG)
    post(words("我的身份证丢了"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wechat_inbound")
        rows = repr(cursor.fetchall())
    assert OPENID not in rows and "身份证" not in rows and OPENID not in caplog.text
    found = Inbound.objects.get(sender_index=openid_index(OPENID))
    assert (found.sender, found.content["Content"]) == (OPENID, "我的身份证丢了")


def test_names_that_wechat_does_not_know_cannot_be_registered():
    with pytest.raises(ValueError, match="PUBLISHED"):
        handlers.register_event("PUBLISHED", lambda *_: None)
    with pytest.raises(ValueError, match="fax"):
        handlers.register_message("fax", lambda *_: None)
    assert handlers.handlers_of(parse(words().encode())) == []
