"""定时：取统计、处理剩下的消息、清理调用记录、收拾停住的发布、删除到期的消息内容。"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mingtang.kit import outbox
from mingtang.kit.db import writing
from mingtang.kit.ticker import job
from mingtang.wechat import door, quotas
from mingtang.wechat.actions import statistics
from mingtang.wechat.actions.inbound import remove_contents
from mingtang.wechat.actions.repair import give_up_stuck
from mingtang.wechat.models import Account, Call

KEEP_CALLS = timedelta(days=30)


@job("wechat.statistics", every=timedelta(hours=1))
def ask_for_statistics(*, now: datetime, since: datetime | None) -> str:
    """Enqueue the days still missing; the outbox fetches them, so that a slow WeChat keeps no other job waiting."""
    if not statistics.is_ready(now):
        return "还没到八点"
    today, count = timezone.localdate(now), 0
    for account in Account.objects.filter(enabled=True):
        for first, last in statistics.missing_spans(account, today) if account.can_call else ():
            payload = {"account": account.pk, "first": first.isoformat(), "last": last.isoformat()}
            key = f"{statistics.STATISTICS}:{account.pk}:{first}:{last}:{timezone.localtime(now):%Y-%m-%dT%H}"
            with writing():
                outbox.enqueue(statistics.STATISTICS, key, payload, not_before=now)
            count += 1
    return f"待取 {count} 段"


@job("wechat.door", every=timedelta(minutes=1))
def handle_left_over(*, now: datetime, since: datetime | None) -> str:
    """Handle messages that a crash or an error has left over."""
    return f"补处理 {door.handle_open(now)} 条消息"


@job("wechat.tidy", every=timedelta(hours=1))
def tidy(*, now: datetime, since: datetime | None) -> str:
    """Forget old notes of calls; tell of publications whose message has been given up."""
    stuck = give_up_stuck(now)
    gone, _ = Call.objects.filter(at__lt=now - KEEP_CALLS).delete()
    return f"清理 {gone} 条调用记录，{stuck} 篇停住的发布"


@job("wechat.retention", every=timedelta(days=1))
def remove_old_contents(*, now: datetime, since: datetime | None) -> str:
    """Remove the contents of messages that have been kept long enough; a day at the least, for WeChat may repeat one."""
    today, count = timezone.localdate(now), 0
    for account in Account.objects.all():
        days = max(quotas.value(account, quotas.INBOUND_DAYS, today), 1)
        count += remove_contents(account, before=now - timedelta(days=days), on=today)
    return f"删除 {count} 条消息的内容"
