"""正文怎样画出来：文字洗净，条文编锚点，落款靠右，表格在手机上变卡片。"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from mingtang.publishing.leaving import with_notices
from mingtang.publishing.reading import clean

_PARAGRAPH = re.compile(r"<(p|h2|h3|h4)>(.*?)</\1>", re.DOTALL)
_ARTICLE = re.compile(r"\s*第([零一二三四五六七八九十百千]{1,9})条")
_CHAPTER = re.compile(r"\s*第[零一二三四五六七八九十百]{1,5}[章编节]")
_DAY = re.compile(r"\s*\d{4}年\d{1,2}月\d{1,2}日\s*")
_SIGNS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_POWERS = {"十": 10, "百": 100, "千": 1000}


@dataclass
class Body:
    """A text as it is drawn: its parts, and the headings that lead into it as (anchor, words)."""

    parts: list[SafeString] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.parts)


def body_of(stream: Any, *, issuers: tuple[str, ...] = (), prefix: str = "") -> Body:
    """The parts of a StreamField. ``issuers`` are names that sign; ``prefix`` keeps two bodies of a page apart."""
    body = Body()
    anchors = _Anchors(prefix, issuers, body.contents)
    for block in stream:
        if block.block_type == "text":
            body.parts.append(mark_safe(anchors.put_into(with_notices(clean(block.value.source)))))  # noqa: S308 - cleaned
        else:
            body.parts.append(block.render())
    return body


class _Anchors:
    """Gives articles and headings their anchors, once each; marks who is addressed and who signs."""

    def __init__(self, prefix: str, issuers: tuple[str, ...], contents: list[tuple[str, str]]) -> None:
        self.prefix, self.issuers, self.contents = prefix, issuers, contents
        self.used: set[str] = set()
        self.first = True

    def put_into(self, html: str) -> str:
        return _PARAGRAPH.sub(self._one, html)

    def _one(self, match: re.Match[str]) -> str:
        tag, inner = match[1], match[2]
        words = unescape(strip_tags(inner)).strip()
        name = self._name(tag, words)
        style = self._style(words) if tag == "p" else ""
        self.first = self.first and not words
        return f"<{tag}{name}{style}>{inner}</{tag}>"

    def _name(self, tag: str, words: str) -> str:
        article = _ARTICLE.match(words)
        if tag != "p" or _CHAPTER.match(words):
            name = f"{self.prefix}z{len(self.contents) + 1}"
            self.contents.append((name, words))
        elif article:
            name = f"{self.prefix}t{counted(article[1])}"
        else:
            return ""
        if name in self.used:
            return ""
        self.used.add(name)
        return f' id="{name}"'

    def _style(self, words: str) -> str:
        if _DAY.fullmatch(words) or words.replace(" ", "") in self.issuers:
            return ' class="sign"'
        return ' class="plain"' if self.first and words.endswith(("：", ":")) else ""


def counted(numeral: str) -> int:
    """``二十三`` → 23, ``一百零五`` → 105."""
    total, digit = 0, 0
    for sign in numeral:
        if sign in _POWERS:
            total, digit = total + (digit or 1) * _POWERS[sign], 0
        else:
            digit = _SIGNS[sign]
    return total + digit


def plain_text(stream: Any) -> str:
    """The words of a StreamField without markup, a line for each paragraph and row: for the index."""
    lines: list[str] = []
    for block in stream:
        if block.block_type == "text":
            lines.append(unescape(strip_tags(re.sub(r"</(p|h\d|li)>|<br ?/?>", "\n", block.value.source))))
        elif block.block_type == "table" and block.value:
            lines += [" ".join(str(cell or "") for cell in row) for row in block.value.get("data", [])]
        elif block.block_type == "picture" and block.value:
            lines.append(getattr(block.value, "contextual_alt_text", "") or "")
        elif isinstance(block.value, str):
            lines.append(block.value)
    return "\n".join(lines)
