"""What came in is kept as long as the office says, and no longer: then neither who nor what is left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mingtang.kit.models import AuditEntry
from mingtang.organs.refusal import Refused
from mingtang.wechat import actions, quotas
from mingtang.wechat.actions.inbound import take
from mingtang.wechat.jobs import remove_old_contents
from mingtang.wechat.messages import Message
from mingtang.wechat.models import Inbound
from mingtang.wechat.models.inbound import openid_index
from mingtang.wechat.tests.conftest import ON

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def came(account, sender, *, days, state="done", **more):
    values = {
        "kind": "text",
        "recipient": "gh_1",
        "created": 1,
        "msg_id": None,
        "event": "",
        "fields": {"Content": "我叫江一帆"},
        **more,
    }
    row, _ = take(account, Message(sender=sender, **values), now=NOW - timedelta(days=days))
    Inbound.objects.filter(pk=row.pk).update(state=state, reply="<xml>江一帆您好</xml>")
    return row


def test_old_contents_go_and_that_something_came_stays(account):
    old = [
        came(account, name, days=91, event="CLICK") for name in ("oAAA", "oBBB")
    ]  # two people in one second
    new, open_one = (
        came(account, "oCCC", days=89, msg_id=7),
        came(account, "oDDD", days=400, state="waiting", msg_id=8),
    )
    assert remove_old_contents(now=NOW, since=None) == "删除 2 条消息的内容"
    for row in old:
        row.refresh_from_db()
        assert (row.sender, row.content, row.reply, row.detail) == ("", {}, "", "") and row.emptied_on
        assert row.sender_index not in (openid_index("oAAA"), openid_index("oBBB")) and row.event == "CLICK"
    for row in (new, open_one):
        row.refresh_from_db()
        assert row.content["Content"] == "我叫江一帆" and row.emptied_on is None
    assert remove_old_contents(now=NOW, since=None) == "删除 0 条消息的内容"
    assert [entry.data["count"] for entry in AuditEntry.objects.filter(act="wechat.emptied")] == [2]


def test_how_long_is_a_dated_setting_of_the_office(account, clerk):
    came(account, "oAAA", days=31, msg_id=1)
    shipped = quotas.limit(account, quotas.INBOUND_DAYS, date(2026, 1, 1))
    assert shipped.practice and "第十九条" in shipped.source and shipped.value == 90
    noted = {"name": quotas.INBOUND_DAYS, "since": ON, "value": 30, "source": "办公会纪要"}
    with pytest.raises(Refused):
        actions.note_quota(account, by=clerk, on=ON, **noted)
    actions.note_quota(account, by=None, on=ON, **noted)
    assert quotas.limit(account, quotas.INBOUND_DAYS, ON).practice
    assert remove_old_contents(now=NOW, since=None) == "删除 1 条消息的内容"
