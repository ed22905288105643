"""Effects outside the database (mail, messages, other systems): written down with the act, delivered after it.

`enqueue` belongs to the transaction of the act: no act, no message. `deliver` claims a message first and
calls its handler afterwards. The claim reads ``unknown``: should the process die before the result is
written, that is the truth. An ``unknown`` message is asked about when its lease is over, and sent again only
if the other side says that it has not arrived. So a message goes out at least once, and the receiver gets
``message.key`` to recognise a second copy.

A room registers its handlers in its ``deliveries.py`` (imported at start).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from mingtang.kit.db import require_transaction, writing
from mingtang.kit.masking import mask_text
from mingtang.kit.models import OutboxMessage

log = logging.getLogger("mingtang.kit.outbox")

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 10
LONGEST_WAIT = timedelta(hours=6)
State = OutboxMessage.State

Send = Callable[[OutboxMessage], None]
Ask = Callable[[OutboxMessage], bool | None]


class NotSent(Exception):
    """Raised by a handler that knows the message did not go out: it is tried again later."""


class Refused(Exception):
    """Raised by a handler when the message can never go out (no such address): no further try."""


@dataclass(frozen=True)
class Handler:
    """How messages of one topic are sent and asked about.

    `ask` answers whether a message arrived: True, False (send again) or None (not known yet). Without it
    people decide (`settle`), unless `repeatable` says that a second copy does no harm.
    """

    send: Send
    ask: Ask | None = None
    repeatable: bool = False


_handlers: dict[str, Handler] = {}


def handler(topic: str, *, ask: Ask | None = None, repeatable: bool = False) -> Callable[[Send], Send]:
    """Register the decorated function as the sender of `topic`. Any error it raises but NotSent and Refused
    leaves the message ``unknown``, for the message may have gone out before the error."""

    def register(send: Send) -> Send:
        _handlers[topic] = Handler(send, ask, repeatable)
        return send

    return register


def enqueue(topic: str, key: str, payload: Any, *, not_before: datetime | None = None) -> OutboxMessage:
    """Write a message into the caller's transaction. The same `key` twice makes no second message.

    `payload` is JSON (encrypted at rest); `not_before` (aware) by default now.
    """
    require_transaction("outbox.enqueue")
    written = {"topic": topic, "payload": payload, "not_before": not_before or timezone.now()}
    message, _ = OutboxMessage.objects.get_or_create(key=key, defaults=written)
    return message


def cancel(key: str) -> bool:
    """Call back a message that still waits; False when it does not exist, is under way, gone or called back."""
    return bool(OutboxMessage.objects.filter(key=key, state=State.WAITING).update(state=State.CANCELLED))


def settle(key: str, *, arrived: bool, now: datetime) -> bool:
    """What a person found out about an ``unknown`` message: it arrived, or it is to be sent again."""
    unknown = OutboxMessage.objects.filter(key=key, state=State.UNKNOWN, lease_until__lte=now)
    return bool(unknown.update(**(_sent(now) if arrived else _again(now))))


def doubtful(now: datetime) -> QuerySet[OutboxMessage]:
    """Messages whose arrival nobody knows, for the list of things to look into."""
    return OutboxMessage.objects.filter(state=State.UNKNOWN, lease_until__lte=now).order_by("id")


def deliver(now: datetime, limit: int = 100) -> dict[str, int]:
    """Ask about doubtful messages, then send those that are due; how many ended in each state.

    Safe in many processes at once. Call it outside of transactions.
    """
    counts: dict[str, int] = {}
    due = OutboxMessage.objects.filter(state=State.WAITING, not_before__lte=now, topic__in=_handlers)
    for message in list(doubtful(now).filter(topic__in=_handlers)[:limit]):
        _ask(message, now)
    for message in list(due.order_by("not_before", "id")[:limit]):
        if _claim(message, now):
            state = _send(message, now)
            counts[state] = counts.get(state, 0) + 1
    return counts


def _claim(message: OutboxMessage, now: datetime) -> bool:
    with writing(durable=True):
        waiting = OutboxMessage.objects.filter(pk=message.pk, state=State.WAITING, attempts=message.attempts)
        return bool(waiting.update(state=State.UNKNOWN, attempts=F("attempts") + 1, lease_until=now + LEASE))


def _send(message: OutboxMessage, now: datetime) -> str:
    message.attempts += 1
    try:
        _handlers[message.topic].send(message)
    except NotSent as error:
        return _write_result(message, **_later(message, now, error))
    except Refused as error:
        return _write_result(message, state=State.FAILED, lease_until=None, last_error=_readable(error))
    except Exception as error:
        log.warning("outbox: result of message %s is not known: %s", message.pk, type(error).__name__)
        return _write_result(message, state=State.UNKNOWN, last_error=_readable(error))
    return _write_result(message, **_sent(now))


def _ask(message: OutboxMessage, now: datetime) -> None:
    """Find out about one doubtful message; an asker that fails or does not know is asked again later."""
    chosen = _handlers[message.topic]
    arrived: bool | None = None
    try:
        if chosen.ask:
            arrived = chosen.ask(message)
        elif chosen.repeatable:
            arrived = False
    except Exception as error:
        log.warning("outbox: cannot ask about message %s: %s", message.pk, type(error).__name__)
    if arrived:
        _write_result(message, **_sent(now))
    elif arrived is None:
        _write_result(message, lease_until=now + _wait(message.attempts))
    else:
        _write_result(message, **_later(message, now, NotSent("asked: not arrived")))


def _write_result(message: OutboxMessage, **values: Any) -> str:
    """Only the holder of the claim may write: a claim is known by its number of attempts."""
    with writing():
        claimed = OutboxMessage.objects.filter(pk=message.pk, state=State.UNKNOWN, attempts=message.attempts)
        claimed.update(**values)
    return str(values.get("state", State.UNKNOWN))


def _sent(now: datetime) -> dict[str, Any]:
    return {"state": State.SENT, "sent_at": now, "lease_until": None, "last_error": ""}


def _again(now: datetime) -> dict[str, Any]:
    return {"state": State.WAITING, "not_before": now, "lease_until": None}


def _later(message: OutboxMessage, now: datetime, error: Exception) -> dict[str, Any]:
    if message.attempts >= MAX_ATTEMPTS:
        return {"state": State.FAILED, "lease_until": None, "last_error": _readable(error)}
    return {**_again(now + _wait(message.attempts)), "last_error": _readable(error)}


def _wait(attempts: int) -> timedelta:
    return min(timedelta(minutes=1 << min(attempts, 12)), LONGEST_WAIT)


def _readable(error: Exception) -> str:
    return mask_text(f"{type(error).__name__}: {error}")[:300]
