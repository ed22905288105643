"""网站的固定信息，取自主办机关；以及是否演示模式。"""

from __future__ import annotations

from mingtang.organs.models import Organ
from mingtang.web.site import Link, Site

DEMO_PASSWORD = "mingtang-demo"  # noqa: S105 - printed on the login page, in demo mode only


def home_organ() -> Organ | None:
    """The organ whose site this is; None before set-up."""
    return Organ.objects.filter(is_home=True).select_related("parent").first()


def demo_mode() -> bool:
    """The site belongs to a fictional organ: demonstration accounts are shown at the door."""
    organ = home_organ()
    return organ is not None and organ.demo


def site() -> Site:
    """What public pages show in head, foot and metadata."""
    organ = home_organ()
    if organ is None:
        return Site()
    return Site(
        name=organ.name,
        short=organ.short_name,
        domain=organ.site_domain,
        identifier=organ.site_code,
        icp=organ.icp,
        police=organ.police,
        host=organ.name,
        undertaker=organ.undertaker,
        emblem_url=organ.emblem_url,
        mistakes_url=organ.mistakes_url,
        address=organ.address,
        phone=organ.phone,
        hours=organ.hours,
        upper=_upper(organ),
        notice="演示数据" if organ.demo else "",
    )


def _upper(organ: Organ) -> Link | None:
    if organ.parent is not None and organ.parent.site_domain:
        return Link(label=organ.parent.name, url=f"https://{organ.parent.site_domain}/")
    return None
