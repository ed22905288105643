"""网页标签：十五个，站点、栏目、内容三层；以及检查一个页面的标签对不对。

Source: 《政府网站发展指引》（国办发〔2017〕47号）附件《网页标签规范》. Which page carries which layer is the reading of
this program: site tags everywhere, column tags on column and article pages, content tags on articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils import timezone

from mingtang.publishing.addresses import absolute, path_of
from mingtang.web.site import Site, site, site_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from mingtang.publishing.models import Column, Piece

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
CONTENT = ("ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url")
NAMES = (*SITE, *COLUMN, *CONTENT)
REQUIRED = {*SITE, *COLUMN, "ArticleTitle", "PubDate", "ContentSource"}

Tags = dict[str, str]


@dataclass(frozen=True)
class Finding:
    """What is wrong with one tag of a page: a Chinese sentence."""

    name: str
    sentence: str


def site_tags(this: Site | None = None) -> Tags:
    """The three tags of every page."""
    this = this or site()
    return _given({"SiteName": this.name, "SiteDomain": this.domain, "SiteIDCode": this.identifier})


def column_tags(column: Column) -> Tags:
    """The four tags of a column and of everything in it."""
    return {
        "ColumnName": column.title,
        "ColumnDescription": column.description,
        "ColumnKeywords": column.keywords,
        "ColumnType": column.column_type,
    }


def published_at(piece: Piece) -> str:
    """``2022-10-24 09:30``, the local time of first publication; '' for a draft."""
    moment = piece.first_published_at
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def source_of(piece: Piece, this: Site | None = None) -> str:
    """Who published it: the source that was written down, else the organ."""
    return piece.source or (this or site()).hosts


def content_tags(piece: Piece, request: HttpRequest | None = None) -> Tags:
    """The eight tags of an article; an optional one without content is left out."""
    return _given(
        {
            "ArticleTitle": piece.title,
            "PubDate": published_at(piece),
            "ContentSource": source_of(piece, site_of(request) if request else None),
            "Keywords": piece.keywords,
            "Author": piece.author or piece.editor,
            "Description": piece.summary,
            "Image": _image(piece, request),
            "Url": absolute(path_of(piece), request),
        }
    )


def _image(piece: Piece, request: HttpRequest | None) -> str:
    if piece.cover:
        return absolute(piece.cover.get_rendition("max-1200x1200").url, request)
    found = next((block.value for block in piece.body if block.block_type == "picture" and block.value), None)
    return absolute(found.get_rendition("max-1200x1200").url, request) if found else ""


def _given(tags: Tags) -> Tags:
    return {name: value for name, value in tags.items() if value}


def check(html: str, expected: Mapping[str, str]) -> list[Finding]:
    """What is wrong with the tags of a page: missing, doubled, of another content, or on a page they do not belong to.

    ``expected`` are all tags the page should have, by name. Names count with their case, as checkers read them.
    """
    found = _read(html)
    findings = [Finding(name, f"缺少标签 {name}。") for name in expected if name not in found]
    findings += [Finding(n, f"标签 {n} 出现{len(v)}次，只应有一次。") for n, v in found.items() if len(v) > 1]
    for name, values in found.items():
        if name not in expected:
            findings.append(Finding(name, f"这一页不该有标签 {name}。"))
        elif values[0] != expected[name]:
            findings.append(Finding(name, f"标签 {name} 写的是“{values[0]}”，应当是“{expected[name]}”。"))
        elif not values[0] and name in REQUIRED:
            findings.append(Finding(name, f"标签 {name} 是空的。"))
    return findings + list(_forms(found))


def _forms(found: Mapping[str, list[str]]) -> list[Finding]:
    findings = []
    moment = found.get("PubDate", [""])[0]
    if moment and not _is_moment(moment):
        findings.append(Finding("PubDate", f"发布时间“{moment}”不是“年-月-日 时:分”。"))
    url, domain = found.get("Url", [""])[0], found.get("SiteDomain", [""])[0]
    if url and (not urlsplit(url).scheme or (domain and urlsplit(url).netloc != domain)):
        findings.append(Finding("Url", f"网址“{url}”没有写本站的域名。"))
    return findings


def _is_moment(text: str) -> bool:
    from datetime import datetime

    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").strftime("%Y-%m-%d %H:%M") == text  # noqa: DTZ007
    except ValueError:
        return False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and (name := given.get("name")) in NAMES:
            self.found.setdefault(str(name), []).append(given.get("content") or "")


def _read(html: str) -> dict[str, list[str]]:
    reader = _Reader()
    reader.feed(html)
    return reader.found
