"""一个版本怎样变成公众号文章：段落带上自己的样式，表格画线，图片随文，附件写成一行地址。

WeChat keeps styles of the elements alone, no sheet, no links and no files: what cannot come along is said in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.exceptions import InvalidFilterSpecError
from willow.image import UnrecognisedImageFormatError

from mingtang.publishing.addresses import absolute, path_of
from mingtang.publishing.metatags import source_of
from mingtang.publishing.models import Consultation, Document, Picture, Piece
from mingtang.publishing.official_account.standing import longest
from mingtang.publishing.rendering import body_of, plain_text
from mingtang.publishing.templatetags.publishing import Cell, grid
from mingtang.web.site import site
from mingtang.wechat.actions import Article
from mingtang.wechat.html import clean
from mingtang.wechat.models import Account

LINE, SOFT, PALE, PALER = "#c3ccd6", "#4a5765", "#f4f6f8", "#afc8e4"
TEXT = "margin:0 0 1em;line-height:1.8"
STYLES = {
    "p": f"{TEXT};text-indent:2em",
    "h2": "margin:1.5em 0 .8em;font-size:18px;font-weight:bold;line-height:1.5",
    "h3": "margin:1.2em 0 .6em;font-size:16px;font-weight:bold;line-height:1.5",
    "li": "line-height:1.8",
    "blockquote": f"margin:0 0 1em;padding:.2em 1em;border-left:3px solid {PALER}",
}
PLACED = {"sign": f"{TEXT};text-align:right", "plain": TEXT}
SMALL = f"margin:0 0 1em;font-size:14px;line-height:1.7;color:{SOFT}"
TABLE = "width:100%;margin:0 0 1em;border-collapse:collapse;font-size:14px;line-height:1.6"
CELL = f"border:1px solid {LINE};padding:6px 8px"
HEAD = f"{CELL};background-color:{PALE};text-align:left"
BODY_SIZE, COVER_SIZE = "width-1080", "fill-900x383"
REST = "全文和附件请点文末“阅读原文”。"
ROOM = 200  # signs kept free for the line that says where the rest is
UNREADABLE = (OSError, ValueError, UnrecognisedImageFormatError, InvalidFilterSpecError)


@dataclass
class Written:
    """A version in the HTML of WeChat. ``pictures`` by the src they have in it; ``cut``: not all of it has room."""

    parts: list[str] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    cut: bool = False

    @property
    def html(self) -> str:
        return "".join(self.parts)


def title_of(version: Piece) -> str:
    """The title on WeChat."""
    return version.wechat_title.strip() or version.title.strip()


def cover_of(version: Piece) -> Picture | None:
    """The picture in front: the one of the piece, else the first of its text."""
    return version.cover or next(iter(_pictures_in(version)), None)


def _pictures_in(version: Piece) -> Iterator[Picture]:
    for block in version.body:
        if block.block_type == "picture" and block.value:
            yield block.value


def article_of(version: Piece, account: Account, on: date) -> Article:
    """The article as the room of WeChat takes it, pictures as bytes; one that cannot be read is left out and counted."""
    out = written(version, longest(account, "content_length", on))
    cover = cover_of(version)
    images = {src: _drawn(picture, BODY_SIZE) for src, picture in out.pictures.items()}
    address = absolute(path_of(version))
    return Article(
        title=title_of(version),
        author=author_of(version, longest(account, "author_length", on)),
        digest=digest_words(version),
        html=out.html,
        cover=_drawn(cover, COVER_SIZE) if cover else b"",
        source_url=address if address.startswith("https://") else "",
        images={src: data for src, data in images.items() if data},
    )


def outline(version: Piece, account: Account | None, on: date) -> list[tuple[str, str]]:
    """(label, value) of what readers on WeChat will see around the text: for those who approve it."""
    cover, files = cover_of(version), version.attachments.count()
    said = [
        ("公众号标题", title_of(version)),
        ("作者", author_of(version, longest(account, "author_length", on))),
        ("摘要", digest_words(version)[: longest(account, "digest_length", on)]),
        ("封面", cover.title if cover else "没有"),
        ("附件", f"{files} 个，写成地址" if files else ""),
    ]
    return [(label, value) for label, value in said if value]


def author_of(version: Piece, most: int) -> str:
    """Who stands below the title: the author, else the source, else the organ; '' when no name is short enough."""
    own = site()
    names = (version.author, source_of(version, own), own.hosts, own.short)
    return next((name for name in names if name and len(name) <= most), "")


def digest_words(version: Piece) -> str:
    """The words below the title where articles are listed."""
    return version.summary.strip() or " ".join(plain_text(version.body).split())[:100]


def _drawn(picture: Picture, size: str) -> bytes:
    """The bytes of a picture in a size, else as it was uploaded; b'' when it cannot be read: it never stops the article."""
    for file in (lambda: picture.get_rendition(size).file, lambda: picture.file):
        try:
            with file().open("rb") as opened:
                data: bytes = opened.read()
        except UNREADABLE:
            continue
        return data
    return b""


def written(version: Piece, most: int) -> Written:
    """The version in at most ``most`` signs of HTML: what has no room is left to 阅读原文, and said so."""
    out = Written()
    before, after = [*_particulars(version)], [*_closing(version)]
    room = most - sum(map(_size, (*before, *after))) - ROOM
    for part in _texts(version, out.pictures):
        room -= _size(part)
        if room < 0:
            out.cut = True
            break
        before.append(part)
    out.parts = [*before, *([_small(REST)] if out.cut else []), *after]
    html = out.html
    out.pictures = {src: each for src, each in out.pictures.items() if f'"{src}"' in html}
    return out


def _size(part: str) -> int:
    """The signs a part takes once WeChat's room has cleaned it; a picture has a longer name there."""
    return len(clean(part, {}).html) + 120 * part.count("<img")


def _texts(version: Piece, pictures: dict[str, Picture]) -> Iterator[str]:
    yield from _stream(version, version.body, pictures)
    if isinstance(version, Consultation):
        for label, stream in (("起草说明", version.explanation), ("采纳情况", version.result)):
            if stream:
                yield _styled(f"<h2>{label}</h2>")
                yield from _stream(version, stream, pictures)


def _stream(version: Piece, stream: Any, pictures: dict[str, Picture]) -> Iterator[str]:
    own = site()
    issuers = version.issuers.replace("、", " ").split() if isinstance(version, Document) else []
    for block in stream:
        if block.block_type == "text":
            (html,) = body_of([block], issuers=(own.hosts, *issuers)).parts
            yield from _pieces(html)
        elif block.block_type == "picture" and block.value:
            yield _picture(block.value, pictures)
        elif block.block_type == "table" and block.value:
            yield _table(grid(block.value))
        elif block.block_type == "quote":
            yield _styled(f"<blockquote>{linebreaks(block.value, autoescape=True)}</blockquote>")


def _pieces(html: str) -> Iterator[str]:
    """A text element by element, so that it can end between two of them."""
    yield from (
        str(each) for each in BeautifulSoup(_styled(html), "html.parser").contents if str(each).strip()
    )


def _styled(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        placed = [PLACED[name] for name in tag.get_attribute_list("class") if name in PLACED]
        style = placed[0] if placed else STYLES.get(tag.name, "")
        if tag.name == "p" and isinstance(tag.parent, Tag) and tag.parent.name in ("li", "blockquote"):
            style = TEXT
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in ("rowspan", "colspan")}
        if style:
            tag["style"] = style
    return str(soup)


def _picture(picture: Any, pictures: dict[str, Picture]) -> str:
    src = f"/picture/{picture.pk}"
    pictures[src] = picture
    words = "" if getattr(picture, "decorative", False) else getattr(picture, "contextual_alt_text", "") or ""
    drawn = format_html(
        '<p style="margin:0 0 1em;text-align:center"><img src="{}" alt="{}" style="max-width:100%"></p>',
        src,
        words,
    )
    return drawn + (_small(picture.credit, centred=True) if picture.credit else "")


def _table(table: dict[str, Any]) -> str:
    caption = format_html('<p style="{};text-align:center;font-weight:bold">{}</p>', TEXT, table["caption"])
    rows = [*([table["head"]] if table["head"] else []), *table["rows"]]
    drawn = format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in rows))
    return (caption if table["caption"] else "") + format_html(
        '<table style="{}"><tbody>{}</tbody></table>', TABLE, drawn
    )


def _cells(row: list[Cell]) -> SafeString:
    return format_html_join(
        "",
        '<{0}{1} style="{2}">{3}</{0}>',
        (
            ("th" if each.heads else "td", _span(each), HEAD if each.heads else CELL, each.text)
            for each in row
        ),
    )


def _span(cell: Cell) -> SafeString:
    wide = format_html(' colspan="{}"', cell.columns) if cell.columns > 1 else ""
    return mark_safe(wide + (format_html(' rowspan="{}"', cell.rows) if cell.rows > 1 else ""))  # noqa: S308


def _small(words: str, *, centred: bool = False) -> SafeString:
    return format_html('<p style="{}{}">{}</p>', SMALL, ";text-align:center" if centred else "", words)


def _particulars(version: Piece) -> Iterator[str]:
    if version.ai_assisted:
        yield _small("本文含有人工智能生成的内容，已由人工审核。")
    if isinstance(version, Document):
        days = (
            ("成文日期", version.signed_on),
            ("施行日期", version.effective_on),
            ("有效期至", version.expires_on),
        )
        said = [("文号", version.number), ("发文机关", version.issuers)]
        said += [(label, f"{day:%Y年%-m月%-d日}") for label, day in days if day]
        yield from (_small(f"{label}：{value}") for label, value in said if value)
    if isinstance(version, Consultation):
        yield _small(f"征求意见时间：{version.opens_on:%Y年%-m月%-d日}至{version.closes_on:%Y年%-m月%-d日}")


def _closing(version: Piece) -> Iterator[str]:
    files = list(version.attachments.select_related("file").order_by("sort_order", "pk"))
    for number, each in enumerate(files, start=1):
        yield _small(f"附件{number}：{each.title}　{_address(each.file.url)}".rstrip())
    source = source_of(version, site())
    if source != site().hosts:
        yield _small(f"来源：{source}")
    if isinstance(version, Consultation):
        address = _address(path_of(version))
        yield _small(f"提意见请点“阅读原文”{f'，或者打开 {address}' if address else ''}")


def _address(path: str) -> str:
    """The address with the domain; '' while the site has none."""
    address = absolute(path)
    return address if re.match(r"https?://", address) else ""
