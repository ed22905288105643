"""链接：站内的当场查有没有这一页，站外的看后台记着的结果；写法可疑的提示。"""

from __future__ import annotations

import hashlib
import ipaddress
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.models import Page

from mingtang.publishing.checks.book import Book, shipped
from mingtang.publishing.checks.folding import concealed
from mingtang.publishing.checks.passages import Finding, Level
from mingtang.publishing.models import File, Home, LinkState

_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+(?:cn|com|net|org|gov|edu))\b", re.IGNORECASE)
DEAD = (404, 410)
Links = list[tuple[str, str, dict[str, str], str]]


def check_links(found: Links, book: Book) -> Iterator[Finding]:
    """What is wrong with the links of a version: no request leaves the house here."""
    states = {
        state.digest: state
        for state in LinkState.objects.filter(digest__in=[mark(each[2].get("href", "")) for each in found])
    }
    for where, anchor, attributes, words in found:
        for level, sentence in _one(attributes, words, book, states):
            yield Finding("link", level, where, concealed(words)[:40], 0, 0, sentence, anchor=anchor)


def _one(
    attributes: dict[str, str], words: str, book: Book, states: dict[str, LinkState]
) -> Iterator[tuple[Level, str]]:
    said = f"链接“{concealed(words)[:20]}”"
    if "linktype" in attributes:
        if not _linked_exists(attributes):
            yield "block", f"{said}指向的站内页面或者文件不在了：改到现在的页面，或者去掉链接。"
        return
    href = attributes.get("href", "").strip()
    parts = urlsplit(href)
    if href.startswith("#") or parts.scheme in ("mailto", "tel"):
        return
    if parts.scheme not in ("", "http", "https"):
        yield "block", f"{said}不是网址：改成 https 开头的网址。"
    elif not parts.netloc or (parts.hostname or "") in own_hosts(book):
        if not page_exists(parts.path):
            yield "block", f"{said}指向的站内页面不在了：改到现在的页面，或者去掉链接。"
    else:
        yield from _outside(said, href, words, book, states.get(mark(href)))


def _outside(
    said: str, href: str, words: str, book: Book, state: LinkState | None
) -> Iterator[tuple[Level, str]]:
    parts = urlsplit(href)
    host = (parts.hostname or "").lower()
    yield from _writing(said, parts.scheme, host, book)
    shown = _HOST.match(words)
    if shown and not _same_site(shown[1].lower(), host):
        yield "block", f"{said}写的网址与实际打开的“{host}”不同：改成一致。"
    if state and state.status in DEAD:
        yield "block", f"{said}打不开（{state.status}）：换成现在的网址，或者去掉链接。"
    elif state and state.problem:
        yield "warn", f"{said}{state.problem}：人工打开看看，不通的换掉。"


def _writing(said: str, scheme: str, host: str, book: Book) -> Iterator[tuple[Level, str]]:
    if is_address(host):
        yield "warn", f"{said}用的是 IP 地址：换成域名。"
    elif host in shipped()["short_hosts"]:
        yield "warn", f"{said}是短网址，看不出打开什么：换成原网址。"
    elif not host.endswith(".gov.cn") and host not in book.hosts:
        yield "warn", f"{said}指向非政府网站“{host}”：核对必要性和内容，送审时说明理由。"
    if scheme == "http":
        yield "warn", f"{said}没有加密（http）：对方支持的换成 https。"


def is_address(host: str) -> bool:
    """Whether a host is written as a number."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.isdigit()
    return True


def _same_site(shown: str, host: str) -> bool:
    shown, host = shown.removeprefix("www."), host.removeprefix("www.")
    return shown == host or host.endswith(f".{shown}")


def own_hosts(book: Book) -> set[str]:
    """The names of this site."""
    return {host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"} | {"localhost"}


def _linked_exists(attributes: dict[str, str]) -> bool:
    pk = attributes.get("id", "")
    if not pk.isdigit():
        return False
    if attributes["linktype"] == "document":
        return File.objects.filter(pk=pk).exists()
    return Page.objects.filter(pk=pk, live=True).exists()


def page_exists(path: str) -> bool:
    """Whether an address of this site answers: another room's, or a page on show."""
    path = unquote(path) or "/"
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.func.__module__.startswith("wagtail.views"):
        home = Home.objects.first()
        return (
            home is not None
            and Page.objects.filter(
                url_path=home.url_path.rstrip("/") + path.rstrip("/") + "/", live=True
            ).exists()
        )
    return True


def answered_elsewhere(path: str) -> bool:
    """Whether an address belongs to another room, so that no page of the site can have it."""
    try:
        return not resolve(path).func.__module__.startswith("wagtail.views")
    except Resolver404:
        return False


def outside(found: Links, book: Book) -> list[str]:
    """The addresses elsewhere that a background job is to open."""
    hrefs = {each[2].get("href", "").strip() for each in found if "linktype" not in each[2]}
    own = own_hosts(book)
    return sorted(
        href
        for href in hrefs
        if href.startswith(("http://", "https://")) and urlsplit(href).hostname not in own
    )


def remember(urls: Iterable[str], *, at: datetime) -> None:
    """Put addresses on the list of the background job."""
    rows: list[Any] = [LinkState(url=url[:1000], digest=mark(url), seen_at=at) for url in urls]
    LinkState.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["digest"], update_fields=["seen_at"]
    )


def mark(url: str) -> str:
    """The digest an address is found by."""
    return hashlib.sha256(url.strip()[:1000].encode()).hexdigest()
