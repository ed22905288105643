"""2022年的网站：2258篇，与公布的发稿量相同。此前的由旧站迁入，12月26日启用新系统以后的走三审。内容都是虚构的。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mingtang.demo.cast import Cast
from mingtang.demo.site_2022.plan import OPENED, old_site
from mingtang.demo.site_2022.reviewed import fill_review, publish_reviewed
from mingtang.law.calendar import Calendar
from mingtang.organs.models import Role
from mingtang.publishing import actions
from mingtang.publishing.actions.taking_in import take_in

LAID_OUT, TAKEN_IN = date(2022, 12, 12), date(2022, 12, 23)


def fill_site(
    cast: Cast, calendar: Calendar, *, day: date | None = None, progress: Callable[[str], None] = print
) -> None:
    """Lay out the site, take in the old one, publish what came after; with ``day`` also pieces at every stage."""
    actions.lay_out(cast.organ, by=cast.one(Role.CLERK), on=LAID_OUT)
    for section in cast.sections.values():
        actions.put_in_charge(section, cast.one(Role.VICE_LEADER), by=cast.one(Role.CLERK), on=LAID_OUT)
    taken = take_in(
        old_site(calendar),
        by=cast.one(Role.ADMINISTRATOR),
        on=TAKEN_IN,
        tell=lambda done, of: progress(f"旧站稿件 {done}/{of} 篇"),
    )
    progress(f"网站：{taken.sentence}")
    progress(f"{OPENED:%Y-%m-%d}启用以后三审发布 {len(publish_reviewed(cast, calendar))} 篇")
    if day:
        progress(f"正在审核的稿件 {len(fill_review(cast, day))} 篇")
