"""Effects outside the database (mail, messages, other systems): written down with the act, delivered after it.

`enqueue` belongs to the transaction of the act: no act, no message. `deliver` claims a message first and
calls its handler afterwards. The claim reads ``unknown``: should the process die before the result is
written, that is the truth. An ``unknown`` message is asked about when its lease is over, and sent again only
if the other side says that it has not arrived. So a message goes out at least once, and the receiver gets
``message.key`` to recognise a second copy.

A room registers its handlers in its ``deliveries.py`` (imported at start). A topic whose other side may be slow
says ``apart=True``: a thread of its own delivers it, so that nothing else waits for it (`deliver_apart`).
"""

import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connections
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
    people decide (`settle`), unless `repeatable` says that a second copy does no harm. `lease` is longer than
    one delivery can take: only after it is a delivery taken for dead.
    """

    send: Send
    ask: Ask | None = None
    repeatable: bool = False
    apart: bool = False
    lease: timedelta = LEASE


_handlers: dict[str, Handler] = {}


def handler(
    topic: str,
    *,
    ask: Ask | None = None,
    repeatable: bool = False,
    apart: bool = False,
    lease: timedelta = LEASE,
) -> Callable[[Send], Send]:
    """Register the decorated function as the sender of `topic`. Any error it raises but NotSent and Refused
    leaves the message ``unknown``, for the message may have gone out before the error."""

    def register(send: Send) -> Send:
        _handlers[topic] = Handler(send, ask, repeatable, apart, lease)
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


def deliver(now: datetime, limit: int = 100, topics: Collection[str] | None = None) -> dict[str, int]:
    """Ask about doubtful messages, then send those that are due; how many ended in each state.

    `topics` narrows it down to some topics. Safe in many processes at once. Call it outside of transactions.
    """
    counts: dict[str, int] = {}
    moment = _moment(now)
    known = _handlers.keys() if topics is None else _handlers.keys() & set(topics)
    due = OutboxMessage.objects.filter(state=State.WAITING, not_before__lte=now, topic__in=known)
    for message in list(doubtful(now).filter(topic__in=_can_be_asked() & known)[:limit]):
        _ask(message, moment())
    for message in list(due.order_by("not_before", "id")[:limit]):
        if _claim(message, moment()):
            state = _send(message, now)
            counts[state] = counts.get(state, 0) + 1
    return counts


def _moment(now: datetime) -> Callable[[], datetime]:
    """`now` moving on while the messages before this one are sent: a lease counts from its own claim."""
    started = time.monotonic()
    return lambda: now + timedelta(seconds=int(time.monotonic() - started))


_apart: dict[str, threading.Thread] = {}


def together() -> set[str]:
    """The topics that one delivery may send one after the other."""
    return {topic for topic, chosen in _handlers.items() if not chosen.apart}


def deliver_apart(now: datetime, limit: int = 100) -> list[threading.Thread]:
    """Start a thread for each topic with ``apart`` that has work and no thread yet; the threads started.

    A thread that hangs keeps its own topic waiting in this process, no other.
    """
    free = [topic for topic in sorted(_handlers.keys() - together()) if not _is_under_way(topic)]
    return [_start_apart(topic, now, limit) for topic in free if _has_work(topic, now)]


def _is_under_way(topic: str) -> bool:
    return topic in _apart and _apart[topic].is_alive()


def _has_work(topic: str, now: datetime) -> bool:
    waiting = OutboxMessage.objects.filter(topic=topic, state=State.WAITING, not_before__lte=now)
    return waiting.exists() or doubtful(now).filter(topic__in=_can_be_asked() & {topic}).exists()


def _can_be_asked() -> set[str]:
    """Topics whose doubtful messages the program settles by itself; the others wait for a person."""
    return {topic for topic, chosen in _handlers.items() if chosen.ask or chosen.repeatable}


def _start_apart(topic: str, now: datetime, limit: int) -> threading.Thread:
    thread = threading.Thread(
        target=_deliver_topic, args=(topic, now, limit), name=f"outbox-{topic}", daemon=True
    )
    _apart[topic] = thread
    thread.start()
    return thread


def _deliver_topic(topic: str, now: datetime, limit: int) -> None:
    try:
        deliver(now, limit, {topic})
    except Exception as error:
        log.error("outbox: topic %s: %s", topic, type(error).__name__)
    finally:
        connections.close_all()


def _claim(message: OutboxMessage, now: datetime) -> bool:
    until = now + _handlers[message.topic].lease
    with writing(durable=True):
        waiting = OutboxMessage.objects.filter(pk=message.pk, state=State.WAITING, attempts=message.attempts)
        return bool(waiting.update(state=State.UNKNOWN, attempts=F("attempts") + 1, lease_until=until))


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
    ask = _handlers[message.topic].ask
    arrived: bool | None = None
    try:
        arrived = ask(message) if ask else False  # without an asker it is one that may be sent twice
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
