"""收到的消息和事件：每条只收一次。"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingtang.kit.fields import EncryptedJSONField, EncryptedTextField, blind_index
from mingtang.wechat.models.account import Account


def openid_index(openid: str) -> str:
    """The digest by which a sender is found; exact, for an openid knows upper and lower case and hyphens."""
    return blind_index(openid.encode().hex(), "wechat.openid")


class InboundState(models.TextChoices):
    """处理到哪一步。"""

    WAITING = "waiting", "待处理"
    DONE = "done", "已处理"
    FAILED = "failed", "处理失败"


class Inbound(models.Model):
    """收到的消息或者事件。微信没有及时得到回答会再发，再发的凭唯一约束认出，答原来的话。

    Messages are known by their MsgId; events have none and are known by sender, second, kind and what they are about.
    The openid is personal data: encrypted, with a blind index. Who it was and what they wrote is removed after
    ``quotas.INBOUND_DAYS`` days (``emptied_on``); that something came, and when, stays.
    """

    State = InboundState

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="inbound")
    msg_id = models.BigIntegerField("消息编号", null=True, blank=True)
    kind = models.CharField("种类", max_length=40)
    event = models.CharField("事件", max_length=60, blank=True)
    detail = models.CharField("事件对象", max_length=200, blank=True)
    created = models.BigIntegerField("微信的时间（秒）")
    sender = EncryptedTextField("发送人")
    sender_index = models.CharField("发送人摘要", max_length=64)
    content = EncryptedJSONField("内容")
    received_at = models.DateTimeField("收到时间")
    state = models.CharField("状态", max_length=10, choices=InboundState, default=InboundState.WAITING)
    attempts = models.PositiveSmallIntegerField("处理次数", default=0)
    last_error = models.CharField("最近的错误", max_length=80, blank=True)
    reply = EncryptedTextField("回复", blank=True)
    late = models.BooleanField("没有赶上当时回复", default=False)
    emptied_on = models.DateField("内容删除于", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "收到的消息"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "msg_id"], condition=Q(msg_id__isnull=False), name="wechat_message_once"
            ),
            models.UniqueConstraint(
                fields=["account", "sender_index", "created", "event", "detail"],
                condition=Q(msg_id__isnull=True),
                name="wechat_event_once",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "received_at"], name="wechat_inbound_open"),
            models.Index(
                fields=["received_at"], condition=Q(emptied_on__isnull=True), name="wechat_inbound_full"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event or self.kind} {self.pk}"
