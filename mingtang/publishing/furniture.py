"""网站的固定信息：页脚、标签里写的是什么，从哪里来，缺什么。"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from mingtang.web.site import site_of

ORGAN, ENVIRONMENT, PROGRAM = "机关资料", "运行环境", "程序"


@dataclass(frozen=True)
class Fixture:
    """One line of head or foot: what it says, where that is kept, whether a government site has to have it."""

    label: str
    value: str
    source: str
    needed: bool = False
    url: str = ""

    @property
    def missing(self) -> bool:
        """A government site should say this, and does not."""
        return self.needed and not self.value


def furniture(request: HttpRequest) -> list[Fixture]:
    """Everything every public page says about the site. What the organ is asked for is changed on the page of the organ.

    Needed: 主办单位、标识码、ICP 备案号、公安备案号、联系方式、“我为政府网站找错”、党政机关标识
    (《政府网站发展指引》国办发〔2017〕47号, as in the facts of this program; 原文待核对).
    """
    this = site_of(request)
    given = (
        ("主办单位", this.host or this.name, True), ("承办单位", this.undertaker, False), ("网站域名", this.domain, True),
        ("网站标识码", this.identifier, True), ("ICP备案号", this.icp, True), ("公安备案号", this.police, True),
        ("党政机关标识的查验地址", this.emblem_url, True), ("“我为政府网站找错”", this.mistakes_url, True),
        ("联系电话", this.phone, True), ("地址", this.address, False), ("办公时间", this.hours, False),
    )  # fmt: skip
    lines = [Fixture(label, value, ORGAN, needed) for label, value, needed in given]
    upper = Fixture("上级门户", this.upper.url if this.upper else "", ORGAN)
    map_ = Fixture("站点地图", reverse("web:sitemap"), PROGRAM, url=reverse("web:sitemap"))
    return [*lines, upper, map_]
