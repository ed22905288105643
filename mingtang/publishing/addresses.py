"""网址：稿件和栏目在本站的地址，带域名的地址。"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mingtang.web.site import site, site_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


def path_of(page: Page) -> str:
    """``/zwgk/zn/`` of a page below the home page; no query is asked."""
    return "/" + "/".join(page.url_path.split("/")[2:])


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """The address with the domain of the site; without a domain set up, with the host that was asked."""
    domain = (site_of(request) if request else site()).domain
    if domain:
        return urljoin(f"https://{domain}/", path)
    return request.build_absolute_uri(path) if request else path
