"""定时：把没做完的做完，过了零点把写着昨天的页面撤下来。"""

from datetime import datetime, timedelta

from django.utils import timezone

from mingtang.kit.ticker import job
from mingtang.publishing.store import bakery


@job("publishing.store", every=timedelta(seconds=40))
def tend_store(*, now: datetime, since: datetime | None) -> str:
    """Work off what no bakery has done; at the first run of a day take off what speaks of another day."""
    day = timezone.localdate(now)
    return bakery.tend(now, day, another_day=since is None or timezone.localdate(since) != day)
