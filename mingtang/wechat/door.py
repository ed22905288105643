"""What happens to a message at the door: known or new, handled within seconds, answered with what was stored."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from datetime import datetime

from django.db import connections

from mingtang.wechat.actions import inbound as acts
from mingtang.wechat.codec import BadMessage
from mingtang.wechat.messages import Message
from mingtang.wechat.models import Account, Inbound

log = logging.getLogger("mingtang.wechat.door")

IN_TIME = 3.5  # seconds; WeChat hangs up after 5 and asks again
_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="wechat-door")


def answer(account: Account, message: Message, now: datetime, in_time: float = IN_TIME) -> str:
    """The XML to answer with, "" for nothing to say (``success``).

    A message that WeChat repeats gets the stored answer. A handler that is not ready in time goes on; its answer
    is stored and marked late.
    """
    if account.original_id and message.recipient != account.original_id:
        raise BadMessage("the message is for another account")
    inbound, is_new = acts.take(account, message, now=now)
    if not is_new:
        return inbound.reply
    task = _workers.submit(_handle, inbound.pk, now)
    try:
        return task.result(timeout=in_time)
    except NotInTime:
        # Marked when it is done: while it is at work it may hold the only lock there is for writing.
        task.add_done_callback(lambda done: _mark_late(inbound, done))
        return ""


def _handle(pk: int, now: datetime) -> str:
    try:
        return acts.handle(pk, now=now)
    finally:
        connections.close_all()


def _mark_late(inbound: Inbound, task: Future[str]) -> None:
    try:
        acts.mark_late(inbound)
    except Exception as error:
        log.error("wechat: message %s is late and not marked so: %s", inbound.pk, type(error).__name__)
    finally:
        connections.close_all()


def handle_open(now: datetime, limit: int = 100) -> int:
    """Handle what a crash or an error has left over, too late to answer in the door; how many were tried."""
    left = list(
        Inbound.objects.filter(pk__in=acts.left_over(now)).order_by("id").values_list("pk", flat=True)[:limit]
    )
    for pk in left:
        acts.handle(pk, now=now)
        acts.mark_late(Inbound(pk=pk))
    return len(left)
