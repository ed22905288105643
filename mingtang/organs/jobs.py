"""定时任务：每天清掉不再需要的登录失败次数和过期的会话。"""

from __future__ import annotations

from datetime import datetime, timedelta

from mingtang.kit.ticker import job
from mingtang.organs.actions.sign_in import forget_old_tallies


@job("organs.forget_tallies", every=timedelta(days=1))
def forget_tallies(*, now: datetime, since: datetime | None) -> str:
    """Remove tallies of failed logins whose pause is over."""
    return f"清理 {forget_old_tallies(before=now)} 行登录失败次数"


@job("organs.forget_sessions", every=timedelta(days=1))
def forget_sessions(*, now: datetime, since: datetime | None) -> str:
    """Remove sessions that are over: what staff and applicants did in them is nobody's business any more."""
    from django.contrib.sessions.models import Session

    return f"清理 {Session.objects.filter(expire_date__lt=now).delete()[0]} 个过期的会话"
