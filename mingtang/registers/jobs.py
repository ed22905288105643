"""定时任务：看过没有导入的表格，七天后忘掉读出的内容。"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mingtang.kit.ticker import job
from mingtang.registers.actions import forget_previews

KEPT = timedelta(days=7)


@job("registers.forget_previews", every=timedelta(days=1))
def forget_old_previews(*, now: datetime, since: datetime | None) -> str:
    """Give up previews nobody decided about; rows name people and are not kept for nothing."""
    before = timezone.localtime(now).date() - KEPT
    return f"放弃 {forget_previews(before=before)} 个没有导入的表格"
