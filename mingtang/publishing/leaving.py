"""离开本站的链接：去政府网站的直接打开，去别处的先到提示页。提示页只认本站页面上签过名的链接。

A page that sends its readers on to whatever its address says is of use to those who deceive: the address of the notice
carries a signature, and only what stands in a text of this site has one.
"""

from __future__ import annotations

import hmac
import re
from html import escape, unescape
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from mingtang.web.site import site

SALT = "mingtang.publishing.leaving"
LENGTH = 20  # hexadecimal digits of the signature: 80 bits
GOVERNMENT = (".gov.cn", ".政务", ".政务.cn", ".xn--zfr164b", ".xn--zfr164b.cn")
_HREF = re.compile(r'href="(https?://[^"]*)"', re.IGNORECASE)


def host_of(url: str) -> str:
    """The name of the host an address opens, in small letters; '' when it has none."""
    try:
        return (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def is_direct(url: str) -> bool:
    """Whether an address may be opened without a notice: of this site, or of a government site."""
    host = host_of(url)
    own = {each.lstrip(".").lower() for each in settings.ALLOWED_HOSTS if each != "*"} | {
        site().domain.lower()
    }
    return host in own - {""} or f".{host}".endswith(GOVERNMENT)


def sign(url: str) -> str:
    """What only this site can write beside an address."""
    return salted_hmac(SALT, url, algorithm="sha256").hexdigest()[:LENGTH]


def is_signed(url: str, signature: str) -> bool:
    """Whether this site has written the address into one of its pages."""
    web = url.lower().startswith(("http://", "https://")) and host_of(url)
    return bool(web) and hmac.compare_digest(sign(url).encode(), signature.encode())


def way_out(url: str) -> str:
    """What a link to this address is drawn with: the address itself, or that of the notice."""
    if not url.lower().startswith(("http://", "https://")) or is_direct(url):
        return url
    return f"{reverse('publishing:leave')}?{urlencode({'to': url, 's': sign(url)})}"


def with_notices(html: str) -> str:
    """Clean HTML with every link to a site that is no government's led by the notice."""
    return _HREF.sub(lambda found: f'href="{escape(way_out(unescape(found[1])))}"', html)
