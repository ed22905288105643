"""收到一条消息，处理一条消息。"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.wechat.handlers import handlers_of
from mingtang.wechat.messages import Message, Reply, render
from mingtang.wechat.models import Account, Inbound
from mingtang.wechat.models.inbound import openid_index

log = logging.getLogger("mingtang.wechat.inbound")

MAX_ATTEMPTS = 5
LEFT_AFTER = timedelta(minutes=1)  # by then the process that took it has handled it or is dead


def take(account: Account, message: Message, *, now: datetime) -> tuple[Inbound, bool]:
    """Write the message down once; the row, and whether it is new."""
    try:
        with writing():
            return _insert(account, message, now), True
    except IntegrityError:
        return _known(account, message), False


def _insert(account: Account, message: Message, now: datetime) -> Inbound:
    content: Any = {"recipient": message.recipient, **message.fields}
    return Inbound.objects.create(
        account=account,
        msg_id=message.msg_id,
        kind=message.kind[:40],
        event=message.event[:60],
        detail=message.detail,
        created=message.created,
        sender=message.sender,
        sender_index=openid_index(message.sender),
        content=content,
        received_at=now,
    )


def _known(account: Account, message: Message) -> Inbound:
    if message.msg_id is not None:
        return Inbound.objects.get(account=account, msg_id=message.msg_id)
    return Inbound.objects.get(
        account=account,
        msg_id=None,
        sender_index=openid_index(message.sender),
        created=message.created,
        event=message.event[:60],
        detail=message.detail,
    )


def message_of(inbound: Inbound) -> Message:
    """The message as it was taken."""
    fields = dict(inbound.content)
    return Message(
        kind=inbound.kind,
        sender=inbound.sender,
        recipient=fields.pop("recipient"),
        created=inbound.created,
        msg_id=inbound.msg_id,
        event=inbound.event,
        fields=fields,
    )


def handle(pk: int, *, now: datetime) -> str:
    """Call the handlers and mark the message done, both or neither; the stored answer.

    A handler that fails leaves the message waiting for another try, five in all.
    """
    try:
        return _handle_once(pk, now)
    except Exception as error:
        log.error("wechat: message %s: %s", pk, type(error).__name__)
        _note_failure(pk, type(error).__name__)
        return ""


@writing()
def _handle_once(pk: int, now: datetime) -> str:
    inbound = Inbound.objects.select_for_update(of=("self",)).select_related("account").get(pk=pk)
    if inbound.state != Inbound.State.WAITING:
        return inbound.reply
    message = message_of(inbound)
    inbound.reply = _rendered(_first_reply(inbound, message), message, now)
    inbound.state = Inbound.State.DONE
    inbound.attempts += 1
    inbound.save(update_fields=["reply", "state", "attempts"])
    return inbound.reply


def _first_reply(inbound: Inbound, message: Message) -> Reply | None:
    replies = [handler(inbound.account, message, inbound) for handler in handlers_of(message)]
    return next((reply for reply in replies if reply is not None), None)


def _rendered(reply: Reply | None, message: Message, now: datetime) -> str:
    return "" if reply is None else render(reply, message, int(now.timestamp())).decode()


@writing()
def _note_failure(pk: int, error: str) -> None:
    inbound = Inbound.objects.select_for_update().get(pk=pk)
    if inbound.state == Inbound.State.WAITING:
        inbound.attempts += 1
        inbound.last_error = error[:80]
        if inbound.attempts >= MAX_ATTEMPTS:
            inbound.state = Inbound.State.FAILED
        inbound.save(update_fields=["attempts", "last_error", "state"])


@writing()
def mark_late(inbound: Inbound) -> None:
    """Note that WeChat was answered before the handler was ready: its reply has to go another way."""
    Inbound.objects.filter(pk=inbound.pk).update(late=True)


@writing()
def remove_contents(account: Account, *, before: datetime, on: date) -> int:
    """Remove who wrote, what they wrote and what was answered, of messages taken before a moment; how many.

    That a message of a kind came at a time stays, for counting. What still waits to be handled is left.
    """
    old = Inbound.objects.filter(account=account, emptied_on=None, received_at__lt=before)
    count = old.exclude(state=Inbound.State.WAITING).update(
        sender="",
        sender_index=Concat(Value("-"), Cast("pk", CharField())),  # it is part of what tells events apart
        content={},
        detail="",
        reply="",
        emptied_on=on,
    )
    if count:
        audit.record("wechat.emptied", by=None, subject=account, data={"count": count, "on": on.isoformat()})
    return count


def left_over(now: datetime) -> QuerySet[Inbound]:
    """Messages taken a while ago and still not handled."""
    return Inbound.objects.filter(state=Inbound.State.WAITING, received_at__lte=now - LEFT_AFTER)
