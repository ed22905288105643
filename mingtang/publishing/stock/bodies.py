"""旧站的正文是外来的网页代码：先洗净，再拆成本站正文的块（文字、图片、表格、引文）。

``parse`` needs no database and comes first; ``settle`` puts in what only the database knows: links to pages and
files of this site, pictures that were stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any
from uuid import uuid4

import nh3
from bs4 import BeautifulSoup, NavigableString, PageElement, Tag

from mingtang.publishing.reading import ATTRIBUTES, TAGS
from mingtang.publishing.stock.tables import is_layout, table_of

# Taken apart here before the rest is cleaned by the whitelist of the site.
FRAMES = {
    "div",
    "section",
    "article",
    "main",
    "figure",
    "figcaption",
    "center",
    "pre",
    "span",
    "font",
    "u",
    "caption",
    "tfoot",
}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
INLINE = {"a", "b", "strong", "i", "em", "sub", "sup", "br", "span", "font", "u"}
PLAIN_INLINE = {"span", "font", "u"}
_MARKUP = re.compile(r"<[a-zA-Z/!]")
_EMPTY = re.compile(r"^(?:\s|&nbsp;|<br/?>)*$")


@dataclass(frozen=True)
class Part:
    """One block of a body before it is settled: ``kind`` text (HTML), quote (text), table or picture (address, alt)."""

    kind: str
    value: Any
    alt: str = ""


@dataclass
class Parsed:
    """A body in parts, and what it refers to: addresses of links, addresses of pictures."""

    parts: list[Part] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)


Target = dict[str, str] | None
Resolve = Callable[[str, str], Target]  # address, words -> attributes of the link; None: keep the words only


def parse(source: str) -> Parsed:
    """The blocks of a foreign text. Text without any markup gives a paragraph for each line."""
    if not _MARKUP.search(source):
        lines = [
            f"<p>{escape(line.strip(), quote=False)}</p>" for line in source.splitlines() if line.strip()
        ]
        return Parsed([Part("text", "".join(lines))] if lines else [])
    safe = nh3.clean(
        source,
        tags=TAGS | FRAMES | set(HEADINGS),
        attributes={**ATTRIBUTES, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}},
        url_schemes={"http", "https", "mailto"},
    )
    soup = BeautifulSoup(safe, "lxml")
    parsed = Parsed(list(_joined(_walk(soup.body)))) if soup.body else Parsed()
    parsed.links = {str(each["href"]) for each in soup.find_all("a", href=True)}
    parsed.pictures = {part.value for part in parsed.parts if part.kind == "picture"}
    return parsed


def _walk(parent: Tag) -> Iterator[Part]:
    """The parts of an element; loose words between blocks become a paragraph."""
    loose: list[str] = []
    for child in parent.children:
        if _is_inline(child):
            loose.append(_inline(child))
            continue
        yield from _paragraph("".join(loose))
        loose = []
        if isinstance(child, Tag):
            yield from _block(child)
    yield from _paragraph("".join(loose))


def _is_inline(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return node.name in INLINE and node.find(_is_block) is None
    return isinstance(node, NavigableString)


def _is_block(tag: Tag) -> bool:
    return tag.name not in INLINE


def _block(tag: Tag) -> Iterator[Part]:
    name = tag.name
    if name == "img":
        yield Part("picture", str(tag.get("src") or ""), str(tag.get("alt") or "").strip())
    elif name == "table":
        yield from _walk_cells(tag) if is_layout(tag) else (Part("table", table_of(tag)),)
    elif name == "blockquote":
        yield Part("quote", tag.get_text("\n", strip=True))
    elif name == "hr":
        yield Part("text", "<hr/>")
    elif name in ("ul", "ol"):
        yield from _list(tag)
    elif tag.find("img") is None and (name == "p" or name in HEADINGS):
        yield from _paragraph("".join(_inline(each) for each in tag.children), HEADINGS.get(name, "p"))
    else:
        yield from _walk(tag)


def _walk_cells(table: Tag) -> Iterator[Part]:
    for cell in table.find_all(["td", "th"], recursive=True):
        if cell.find_parent("table") is table:
            yield from _walk(cell)


def _list(tag: Tag) -> Iterator[Part]:
    items = [each for each in tag.find_all("li") if each.find("li") is None and each.get_text(strip=True)]
    inner = "".join(f"<li>{''.join(_inline(part) for part in each.children)}</li>" for each in items)
    if inner:
        yield Part("text", f"<{tag.name}>{inner}</{tag.name}>")
    for picture in tag.find_all("img"):
        yield from _block(picture)


def _paragraph(inner: str, name: str = "p") -> Iterator[Part]:
    if not _EMPTY.match(inner):
        yield Part("text", f"<{name}>{inner.strip()}</{name}>")


def _inline(node: PageElement) -> str:
    """Words with plain formatting; a frame inside a line is only its words."""
    if not isinstance(node, Tag):
        return escape(" ".join(str(node).split("\n")), quote=False)
    if node.name == "br":
        return "<br/>"
    inner = "".join(_inline(each) for each in node.children)
    if node.name not in INLINE or node.name in PLAIN_INLINE:
        return inner
    name = {"strong": "b", "em": "i"}.get(node.name, node.name)
    href = f' href="{escape(str(node["href"]))}"' if name == "a" and node.has_attr("href") else ""
    return f"<{name}{href}>{inner}</{name}>" if name != "a" or href else inner


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Texts that follow one another are one block, as somebody would write them here."""
    texts: list[str] = []
    for part in parts:
        if part.kind == "text":
            texts.append(part.value)
            continue
        if texts:
            yield Part("text", "".join(texts))
            texts = []
        yield part
    if texts:
        yield Part("text", "".join(texts))


_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def settle(parsed: Parsed, link: Resolve, picture: Callable[[str], int | None]) -> str:
    """The body as it is stored (JSON of blocks). ``picture`` gives the id of a stored picture, None where there is none."""
    blocks: list[dict[str, Any]] = []
    for part in parsed.parts:
        value = part.value
        if part.kind == "text":
            value = _LINK.sub(lambda match: _linked(match, link), value) if parsed.links else value
        elif part.kind == "picture":
            found = picture(part.value)
            if found is None:
                continue
            value = {"image": found, "decorative": False, "alt_text": part.alt[:255]}
        blocks.append({"type": part.kind, "value": value, "id": str(uuid4())})
    return json.dumps(blocks, ensure_ascii=False)


def _linked(match: re.Match[str], link: Resolve) -> str:
    words = re.sub(r"<[^>]+>", "", match[2])
    attributes = link(unescape(match[1]), unescape(words))
    if attributes is None:
        return match[2]
    said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<a{said}>{match[2]}</a>"
