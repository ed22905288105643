"""The kit's own periodic job: the outbox is emptied."""

from datetime import datetime, timedelta

from mingtang.kit import outbox
from mingtang.kit.ticker import job


@job("kit.outbox", every=timedelta(seconds=20))
def deliver_messages(*, now: datetime, since: datetime | None) -> str:
    """Deliver what is due; the result names how many messages ended in which state."""
    counts = outbox.deliver(now)
    return "，".join(f"{state} {count}" for state, count in sorted(counts.items())) or "没有待发消息"
