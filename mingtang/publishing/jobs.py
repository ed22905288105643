"""定时任务：每分钟看一遍定时发布和定时撤下，错过的补上；读新发布的附件。"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mingtang.kit.ticker import job
from mingtang.publishing.actions import publish_due, withdraw_due
from mingtang.publishing.reindexing import read_files, unread


@job("publishing.timed", every=timedelta(minutes=1))
def show_and_hide(*, now: datetime, since: datetime | None) -> str:
    """Show and take down what is due; each in its own transaction, what failed is tried again in a minute."""
    on = timezone.localtime(now).date()
    return f"发布{publish_due(now=now, on=on)}篇，撤下{withdraw_due(now=now, on=on)}篇"


@job("publishing.files", every=timedelta(minutes=1))
def read_attachments(*, now: datetime, since: datetime | None) -> str:
    """Read the attachments of what is on show, so that they are found by their words."""
    done = read_files(now=now, seconds=10)
    return f"读附件{done}个，还有{unread().count()}个"
