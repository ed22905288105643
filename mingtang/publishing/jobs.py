"""定时任务：每分钟看一遍定时发布和定时撤下，错过的补上。"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mingtang.kit.ticker import job
from mingtang.publishing.actions import publish_due, withdraw_due


@job("publishing.timed", every=timedelta(minutes=1))
def show_and_hide(*, now: datetime, since: datetime | None) -> str:
    """Show and take down what is due; each in its own transaction, what failed is tried again in a minute."""
    on = timezone.localtime(now).date()
    return f"发布{publish_due(now=now, on=on)}篇，撤下{withdraw_due(now=now, on=on)}篇"
