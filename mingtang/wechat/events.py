"""Results of publishing as they come in, and what to do with one that nobody waits for."""

from __future__ import annotations

from datetime import UTC, datetime

from mingtang.kit import outbox
from mingtang.wechat.actions import outcome
from mingtang.wechat.messages import Message
from mingtang.wechat.models import Account, Inbound, Publication, State

LOOK = "wechat.look"


def publish_job_finished(account: Account, message: Message, inbound: Inbound) -> None:
    """Settle the publication a job belongs to.

    A job nobody knows may be one whose submission was never answered: WeChat is then asked what is published.
    """
    result = outcome.result_in(message.fields)
    publication = (
        Publication.objects.filter(account=account, publish_id=message.detail).exclude(publish_id="").first()
    )
    at = datetime.fromtimestamp(message.created, UTC)
    if publication is not None:
        outcome.settle(publication, result, at=at)
    elif Publication.objects.filter(account=account, state=State.UNKNOWN).exists():
        outbox.enqueue(LOOK, f"{LOOK}:{inbound.pk}", {"account": account.pk})
