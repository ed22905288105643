"""站外链接一条一条打开看：在后台做，每条有时限；内网地址不去碰。"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

import httpx
from django.db.models import Q

from mingtang.publishing.models import LinkState

Addresses = Callable[[str], Iterable[str]]

TIMEOUT = httpx.Timeout(5.0)
MOST_HOPS = 4
MOST_LINKS = 40
AGAIN, AGAIN_BAD, FORGOTTEN = timedelta(days=7), timedelta(days=1), timedelta(days=40)
NO_HEAD = (400, 403, 405, 501)
INSIDE = "是内网地址，公众打不开"
SILENT = "连续几次打不开"


def addresses_of(host: str) -> list[str]:
    """The numbers a host name stands for."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)]
    except (OSError, UnicodeError):
        return []


def open_links(
    *,
    now: datetime,
    seconds: float = 20,
    client: httpx.Client | None = None,
    addresses: Addresses = addresses_of,
) -> str:
    """Open what is due and keep what came back; says how many. When nothing at all answers, our own line is down."""
    until = time.monotonic() + seconds
    results: list[tuple[LinkState, int | None, str]] = []
    with client or httpx.Client(timeout=TIMEOUT, follow_redirects=False) as web:
        for state in due(now)[:MOST_LINKS]:
            if time.monotonic() > until:
                break
            results.append((state, *look(state.url, web, addresses)))
    if len(results) >= 3 and not any(status or problem == INSIDE for _, status, problem in results):
        return "没有一个链接有应答，可能本机上不了网，不记"
    for state, status, problem in results:
        _keep(state, status, problem, now)
    return f"打开 {len(results)} 个链接"


def due(now: datetime) -> list[LinkState]:
    """Links still in use that were never opened, or not for a week (a bad one: not for a day)."""
    old = (
        Q(checked_at=None) | Q(checked_at__lt=now - AGAIN) | Q(checked_at__lt=now - AGAIN_BAD, failures__gt=0)
    )
    rows = LinkState.objects.filter(old, seen_at__gt=now - FORGOTTEN)
    return list(rows.order_by("checked_at", "pk")[:MOST_LINKS])


def look(url: str, web: httpx.Client, addresses: Addresses) -> tuple[int | None, str]:
    """The status a link ends at, or what is wrong; never raises, reads no content."""
    for _ in range(MOST_HOPS):
        host = urlsplit(url).hostname or ""
        numbers = list(addresses(host))
        if numbers and not all(
            ipaddress.ip_address(number.partition("%")[0]).is_global for number in numbers
        ):
            return None, INSIDE
        try:
            status, onward = _ask(web, url)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError):
            return None, SILENT
        if not onward:
            return status, ""
        url = urljoin(url, onward)
        if urlsplit(url).scheme not in ("http", "https"):
            return status, ""
    return None, "转来转去打不开"


def _ask(web: httpx.Client, url: str) -> tuple[int, str]:
    answer = web.head(url)
    if answer.status_code in NO_HEAD:
        with web.stream("GET", url) as answer:
            pass
    return answer.status_code, answer.headers.get("location", "") if answer.is_redirect else ""


def _keep(state: LinkState, status: int | None, problem: str, now: datetime) -> None:
    """One silence is nobody's fault; the second in a row is said."""
    failed = problem == SILENT or (status is not None and status >= 400)
    state.failures = min(state.failures + 1, 1000) if failed else 0
    state.status, state.checked_at = status, now
    state.problem = "" if problem == SILENT and state.failures < 2 else problem
    if status is not None and status >= 500 and state.failures >= 2:
        state.problem = f"对方出错（{status}）"
    state.save(update_fields=["failures", "status", "checked_at", "problem"])
