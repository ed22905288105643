"""Who does something with what comes in: other rooms register here in ``AppConfig.ready()``.

A handler is called once for each message, in the transaction that marks it done: ``handler(account, message, inbound)``
gives a reply or None. It does database work only; mail, HTTP and anything slow goes through the outbox.
"""

from __future__ import annotations

from collections.abc import Callable

from mingtang.wechat.messages import EVENTS, MESSAGES, Message, Reply
from mingtang.wechat.models import Account, Inbound

Handler = Callable[[Account, Message, Inbound], Reply | None]

_events: dict[str, list[Handler]] = {}
_messages: dict[str, list[Handler]] = {}


def register_event(name: str, handler: Handler) -> None:
    """Call ``handler`` for events of this name (as in ``messages.EVENTS``)."""
    if name.upper() not in EVENTS:
        raise ValueError(f"WeChat has no event {name}")
    _add(_events, name.upper(), handler)


def register_message(kind: str, handler: Handler) -> None:
    """Call ``handler`` for messages of this kind (as in ``messages.MESSAGES``)."""
    if kind not in MESSAGES:
        raise ValueError(f"WeChat has no message {kind}")
    _add(_messages, kind, handler)


def handlers_of(message: Message) -> list[Handler]:
    """The handlers of a message, in the order of their registration."""
    found = _events.get(message.event) if message.is_event else _messages.get(message.kind)
    return list(found or ())


def _add(registry: dict[str, list[Handler]], name: str, handler: Handler) -> None:
    handlers = registry.setdefault(name, [])
    if handler not in handlers:
        handlers.append(handler)
