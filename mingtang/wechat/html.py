"""What of an article goes to WeChat: a few elements, a few styles, no scripts, no links, only pictures it will host.

Pictures that come along are named ``mingtang-picture:<sha256>`` until their address on WeChat is known.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

import nh3

SCHEME = "mingtang-picture"
TAGS = {
    "p", "section", "br", "hr", "strong", "b", "em", "i", "u", "s", "span", "sub", "sup", "h1", "h2", "h3", "h4", "h5",
    "h6", "ul", "ol", "li", "blockquote", "pre", "code", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption",
    "img",
}  # fmt: skip
WITH_CONTENT = {
    "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "form", "select", "textarea", "audio",
    "video", "canvas", "head", "title",
}  # fmt: skip
STYLES = {
    "text-align", "text-indent", "text-decoration", "font-size", "font-weight", "font-style", "line-height",
    "letter-spacing", "color", "background-color", "margin", "margin-top", "margin-bottom", "margin-left",
    "margin-right", "padding", "padding-top", "padding-bottom", "padding-left", "padding-right", "border",
    "border-top", "border-bottom", "border-left", "border-right", "border-collapse", "width", "max-width",
    "vertical-align",
}  # fmt: skip
SPANS = {"colspan", "rowspan"}
ATTRIBUTES = {"*": {"style"}, "img": {"src", "alt"}, "td": SPANS, "th": SPANS}
PLACELESS = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
PLACE = re.compile(rf"{SCHEME}:([0-9a-f]{{64}})")


@dataclass(frozen=True)
class Cleaned:
    """The HTML for WeChat, the pictures in it (digests, in order), how many pictures were left behind."""

    html: str
    pictures: tuple[str, ...]
    lost: int


def clean(source: str, digests: Mapping[str, str]) -> Cleaned:
    """Cut an article down to what WeChat takes; ``digests`` names the pictures that come along, by their src.

    The text of a link stays, its address goes: WeChat shows the one address of 阅读原文. Other pictures go.
    """
    lost: list[str] = []
    cleaned = nh3.clean(
        source,
        tags=TAGS,
        clean_content_tags=WITH_CONTENT,
        attributes=ATTRIBUTES,
        filter_style_properties=STYLES,
        url_schemes={"http", "https", "data"},
        strip_comments=True,
        attribute_filter=lambda tag, name, value: _attribute(tag, name, value, digests, lost),
        link_rel=None,
    )
    cleaned = PLACELESS.sub("", cleaned)
    named = (digest for digest in PLACE.findall(cleaned) if digest in digests.values())
    return Cleaned(cleaned, tuple(dict.fromkeys(named)), len(lost))


def _attribute(tag: str, name: str, value: str, digests: Mapping[str, str], lost: list[str]) -> str | None:
    if tag == "img" and name == "src":
        if value in digests:
            return f"{SCHEME}:{digests[value]}"
        lost.append(value)
        return None
    if name == "alt":
        return re.sub('[<>"]', "", value)
    if name == "style" and re.search(r"url\s*\(|expression|\\", value, re.IGNORECASE):
        return None
    return value


def with_addresses(cleaned: str, addresses: Mapping[str, str]) -> str:
    """The cleaned HTML with the addresses that WeChat has given for the digests."""
    return PLACE.sub(lambda place: html.escape(addresses.get(place[1], place[0]), quote=True), cleaned)
