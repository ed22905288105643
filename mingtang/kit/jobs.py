"""The kit's own periodic jobs: the outbox is emptied, abandoned uploads are swept away."""

from datetime import datetime, timedelta

from mingtang.kit import outbox, uploads
from mingtang.kit.ticker import job


@job("kit.outbox", every=timedelta(seconds=20))
def deliver_messages(*, now: datetime, since: datetime | None) -> str:
    """Deliver what is due; the result names how many messages ended in which state, but for topics apart."""
    outbox.deliver_apart(now)
    counts = outbox.deliver(now, topics=outbox.together())
    told = (f"{outbox.State(state).label} {count} 条" for state, count in sorted(counts.items()))
    return "，".join(told) or "没有待发消息"


@job("kit.sweep", every=timedelta(days=1))
def sweep_files(*, now: datetime, since: datetime | None) -> str:
    """Remove files that no record took up, then contents without a file."""
    forgotten = uploads.forget(now - timedelta(days=1))
    return f"清理 {forgotten} 个没有用到的文件、{uploads.sweep(now - timedelta(days=1))} 份没有登记的内容"
