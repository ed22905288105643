"""一个版本怎样读：按块给出安全的文字，标出机器发现的地方；逐行的文字，用来比两个版本。"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import nh3
from bs4 import BeautifulSoup, NavigableString
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from mingtang.publishing.models import Article, Consultation, Document, Piece

TAGS = {
    *(
        "p",
        "br",
        "h2",
        "h3",
        "h4",
        "b",
        "strong",
        "i",
        "em",
        "ol",
        "ul",
        "li",
        "a",
        "hr",
        "blockquote",
        "img",
    ),
    *("table", "tbody", "thead", "tr", "td", "th", "sub", "sup"),
}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
LONGEST = 3000  # characters of a line that are still compared sign by sign


class Block(NamedTuple):
    """One part of a body: ``kind`` is text, quote, table or picture; ``html`` is clean, ``value`` the block's own value."""

    kind: str
    html: SafeString
    value: Any


def blocks_of(stream: Any, excerpts: list[str]) -> list[Block]:
    """The parts of a StreamField as they may be drawn, with the machine's excerpts marked."""
    return [Block(each.block_type, _html(each, excerpts), each.value) for each in stream]


def _html(block: Any, excerpts: list[str]) -> SafeString:
    if block.block_type == "text":
        return marked(clean(block.value.source), excerpts)
    if block.block_type == "quote":
        return marked(str(escape(block.value)), excerpts)
    return mark_safe("")


def clean(source: str) -> str:
    """Rich text as stored, with links resolved and everything but plain formatting taken away."""
    return nh3.clean(
        expand_db_html(source), tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}
    )


def marked(html: str, excerpts: list[str]) -> SafeString:
    """Clean HTML with ``<mark>`` round every excerpt that stands in one piece of text."""
    soup = BeautifulSoup(html, "html.parser")
    for excerpt in filter(None, excerpts):
        for node in [each for each in soup.find_all(string=True) if excerpt in each]:
            if node.parent is None or node.parent.name != "mark":
                _mark(soup, node, excerpt)
    return mark_safe(str(soup))  # noqa: S308 - cleaned before; marks are added as nodes, texts stay escaped


def _mark(soup: BeautifulSoup, node: NavigableString, excerpt: str) -> None:
    pieces = str(node).split(excerpt)
    for i, piece in enumerate(pieces):
        if i:
            tag = soup.new_tag("mark")
            tag.string = excerpt
            node.insert_before(tag)
        node.insert_before(NavigableString(piece))
    node.extract()


def lines_of(version: Piece) -> list[str]:
    """Everything people wrote in a version as plain lines: title, particulars, body, attachments."""
    given = [f"标题：{version.title}", *(f"{label}：{value}" for label, value in particulars(version))]
    given += [f"附件：{each.title}（{each.file.title}）" for each in version.attachments.all()]
    given += list(_body(version.body))
    if isinstance(version, Consultation):
        given += [*_body(version.explanation), *_body(version.result)]
    return given


def particulars(version: Piece) -> Iterator[tuple[str, str]]:
    """(label, value) of what is written down about a version beside its text; empty ones are left out."""
    names = ["source", "author", "editor", "origin_url", "summary", "keywords"]
    if isinstance(version, Document):
        names += ["number", "issuers", "signed_on", "effective_on", "expires_on", "topic", "genre"]
        names += ["validity", "validity_note", "no_interpretation"]
    if isinstance(version, Consultation):
        names += ["opens_on", "closes_on", "short_reason", "by_post", "by_mail", "contact"]
    if isinstance(version, Article):
        names += ["medium"]
    for name in [*names, "disclosure"]:
        shown = getattr(version, f"get_{name}_display", lambda name=name: getattr(version, name))()
        if shown not in (None, ""):
            yield str(version._meta.get_field(name).verbose_name), str(shown)
    if isinstance(version, Article):
        yield from (("解读的公文", each.title) for each in version.explains.all())
    if version.to_wechat:
        yield "公众号", f"同时发，标题“{version.wechat_title}”" if version.wechat_title else "同时发"
    if version.ai_assisted:
        yield "人工智能", "含人工智能生成内容"


def _body(stream: Any) -> Iterator[str]:
    for each in stream:
        if each.block_type == "table":
            yield from (" | ".join(str(cell or "") for cell in row) for row in each.value.get("data", []))
        elif each.block_type == "picture":
            yield f"图片：{each.value.title if each.value else ''}"
        else:
            source = each.value.source if each.block_type == "text" else str(each.value)
            text = strip_tags(
                source.replace("</p>", "\n")
                .replace("<br/>", "\n")
                .replace("</li>", "\n")
                .replace("</h2>", "\n")
                .replace("</h3>", "\n")
            )
            yield from (
                line.strip()
                for line in BeautifulSoup(text, "html.parser").get_text().split("\n")
                if line.strip()
            )


class Part(NamedTuple):
    """A run of signs: ``kind`` is same, out or in."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One line before and after, as runs; ``same`` lines have no runs that differ."""

    before: tuple[Part, ...]
    after: tuple[Part, ...]
    same: bool = False


def changes(before: list[str], after: list[str]) -> list[Change]:
    """The lines of two versions side by side, changed lines sign by sign."""
    found: list[Change] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Change((Part("same", line),), (Part("same", line),), same=True) for line in before[i:j]]
            continue
        old, new = before[i:j], after[k:m]
        for n in range(max(len(old), len(new))):
            found.append(_pair(old[n] if n < len(old) else None, new[n] if n < len(new) else None))
    return found


def _pair(old: str | None, new: str | None) -> Change:
    if old is None or new is None or max(len(old), len(new)) > LONGEST:
        return Change((Part("out", old),) if old else (), (Part("in", new),) if new else ())
    left: list[Part] = []
    right: list[Part] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if j > i:
            left.append(Part("same" if kind == "equal" else "out", old[i:j]))
        if m > k:
            right.append(Part("same" if kind == "equal" else "in", new[k:m]))
    return Change(tuple(left), tuple(right))
