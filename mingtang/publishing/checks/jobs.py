"""定时任务：夜间复查，词典改动后的复查，打开站外链接。"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from mingtang.kit.ticker import job
from mingtang.publishing.checks.opening import open_links
from mingtang.publishing.checks.rechecking import advance
from mingtang.publishing.models import Recheck

NIGHT = range(1, 6)  # hours of local time
BY_NIGHT, BY_DAY = 25.0, 8.0  # seconds of each turn
LATE = timedelta(hours=30)


@job("publishing.recheck", every=timedelta(minutes=1))
def recheck(*, now: datetime, since: datetime | None) -> str:
    """Go on with the recheck under way, else begin tonight's."""
    under_way = Recheck.objects.filter(finished_at=None).order_by("pk").first() or _begin(now)
    if under_way is None:
        return "没有要复查的"
    seconds = BY_NIGHT if timezone.localtime(now).hour in NIGHT else BY_DAY
    count = advance(under_way, now=now, seconds=seconds)
    return f"复查 {count} 篇，这一轮共 {under_way.checked} 篇"


def _begin(now: datetime) -> Recheck | None:
    """Once a night; at any hour when the last one is long ago."""
    last = Recheck.objects.filter(reason="nightly").first()
    local = timezone.localtime(now)
    tonight = local.hour in NIGHT and (
        last is None or timezone.localtime(last.started_at).date() < local.date()
    )
    if tonight or (last is not None and last.started_at < now - LATE):
        return Recheck.objects.create(reason="nightly", started_at=now)
    return None


@job("publishing.links", every=timedelta(minutes=10))
def check_outside_links(*, now: datetime, since: datetime | None) -> str:
    """Open links to other sites; switched off by ``LINK_CHECKS`` where the server has no way out."""
    return open_links(now=now) if getattr(settings, "LINK_CHECKS", True) else "没有打开链接检查"
