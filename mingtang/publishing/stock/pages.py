"""一个网页怎样读成一篇稿件：标题、时间、来源取自网页标签，正文取自各家系统放正文的地方。"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from bs4 import BeautifulSoup, Tag

from mingtang.publishing.stock.fields import BY_NAME

ENDINGS = (".html", ".htm", ".shtml")
OWN = "mingtang-"  # tags our own export adds, for what the fifteen do not say
TAGS = {
    "articletitle": "title",
    "pubdate": "shown_at",
    "contentsource": "source",
    "author": "author",
    "keywords": "keywords",
    "description": "summary",
    "url": "old_address",
}
# Where the systems in use put the text of an article, the surest first.
PLACES = (
    "[data-part=body]", "#UCAP-CONTENT", ".TRS_Editor", ".trs_editor_view", "#zoom", "#Zoom", ".TRS_UEDITOR",
    ".article-content", ".article_content", ".view-content", ".pages_content", "article", ".content", "#content", "main",
)  # fmt: skip
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_COLUMN_PAGE = re.compile(r"^(index|default|list)[-_0-9]*\.s?html?$", re.IGNORECASE)


def text_of(data: bytes) -> str:
    """The text of a page, in the encoding it names, else UTF-8 or GB 18030."""
    named = _CHARSET.search(data[:2048])
    wanted = named[1].decode().lower() if named else ""
    for encoding in ("gb18030" if wanted.startswith("gb") else "utf-8-sig", "utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace")


def values_of(path: str, data: bytes) -> dict[str, Any] | None:
    """What a page says, by names of fields; None for the page of a column (an index without an article's tags)."""
    soup = BeautifulSoup(text_of(data), "lxml")
    tags = _tags(soup)
    if _COLUMN_PAGE.match(PurePosixPath(path).name) and "articletitle" not in tags:
        return None
    values: dict[str, Any] = {TAGS[name]: content for name, content in tags.items() if name in TAGS}
    values["column"] = _column(path, tags)
    values |= {
        name: content
        for tag, content in tags.items()
        if tag.startswith(OWN) and (name := tag.removeprefix(OWN)) in BY_NAME
    }
    values.setdefault("title", _heading(soup))
    values.setdefault("key", path)
    files = [_line(each) for each in soup.select("[data-part=attachments] a[href]")]
    values["attachments"] = "\n".join(files)
    for name in ("explanation", "result"):
        values[name] = _inner(soup.select_one(f"[data-part={name}]"))
    values["body"] = _body(soup)
    return values


def _tags(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in soup.find_all("meta"):
        name = str(each.get("name") or "").strip().lower()
        content = str(each.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _column(path: str, tags: dict[str, str]) -> str:
    """The folder the page lies in; for a page at the top what its tag says."""
    folder = str(PurePosixPath(path).parent)
    return folder if folder != "." else tags.get("columnname", "")


def _heading(soup: BeautifulSoup) -> str:
    found = soup.find("h1") or soup.find("title")
    return found.get_text(" ", strip=True) if found else ""


def _line(link: Tag) -> str:
    return f"{link.get_text(' ', strip=True)}={link['href']}"


def _body(soup: BeautifulSoup) -> str:
    for place in PLACES:
        found = soup.select_one(place)
        if found is not None and (found.get_text(strip=True) or found.find("img")):
            return _inner(found)
    for each in soup.find_all(["header", "nav", "footer", "aside", "script", "style", "h1"]):
        each.decompose()
    return _inner(soup.body)


def _inner(tag: Tag | None) -> str:
    return tag.decode_contents() if tag is not None else ""
