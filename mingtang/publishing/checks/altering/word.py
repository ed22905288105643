"""改 DOCX：只动要改的部件，其余原样。"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Set
from typing import Any

from lxml import etree

from mingtang.publishing.checks.altering.numbers import spans
from mingtang.publishing.checks.extraction.packages import PROPERTIES, Package, local, parse
from mingtang.publishing.checks.passages import Fix

Parts = dict[str, bytes]
_COMMENT_PARTS = re.compile(r"word/(?:comments\w*|people)\.xml$")
_WORDS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
_EMPTY = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}


def alter_word(data: bytes, fix: Fix, numbers: Set[str]) -> bytes:
    """The document after one fix."""
    package = Package(data)
    parts = {name: package.read(name) for name in package.names}
    STEPS[fix.kind](parts, numbers)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each)):
            archive.writestr(name, parts[name])
    return out.getvalue()


def _each(parts: Parts, pattern: re.Pattern[str], change: Callable[[Any], None]) -> None:
    for name in [name for name in parts if pattern.match(name)]:
        root = parse(parts[name])
        change(root)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _mask(parts: Parts, numbers: Set[str]) -> None:
    _each(parts, _WORDS, lambda root: _mask_part(root, numbers))
    for name in PROPERTIES:
        if name in parts:
            parts[name] = _EMPTY[name]


def _mask_part(root: Any, numbers: Set[str]) -> None:
    """A number may be cut into many runs: the words of a paragraph are looked at as one."""
    for paragraph in root.iter():
        if local(paragraph) == "p":
            for names in (("t",), ("delText",)):
                pieces = [each for each in paragraph.iter() if local(each) in names]
                _mask_pieces(pieces, numbers)


def _mask_pieces(pieces: list[Any], numbers: Set[str]) -> None:
    whole = "".join(each.text or "" for each in pieces)
    for start, end, mask in sorted(spans(whole, numbers), reverse=True):
        at = 0
        for each in pieces:
            text = each.text or ""
            first, last = max(start - at, 0), min(end - at, len(text))
            if first < last:
                each.text = text[:first] + (mask if at + first == start else "") + text[last:]
            at += len(text)


def _drop_comments(parts: Parts, numbers: Set[str]) -> None:
    for name in [name for name in parts if _COMMENT_PARTS.match(name)]:
        del parts[name]
    _each(parts, re.compile(r"word/_rels/.*\.rels$"), _forget_relations)
    _each(parts, re.compile(r"\[Content_Types\]\.xml$"), _forget_types)
    _each(parts, _WORDS, _forget_references)


def _forget_relations(root: Any) -> None:
    for each in list(root):
        if _COMMENT_PARTS.match(f"word/{each.get('Target', '').lstrip('/').removeprefix('word/')}"):
            root.remove(each)


def _forget_types(root: Any) -> None:
    for each in list(root):
        if _COMMENT_PARTS.match(each.get("PartName", "").lstrip("/")):
            root.remove(each)


def _forget_references(root: Any) -> None:
    names = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
    for each in [each for each in root.iter() if local(each) in names]:
        each.getparent().remove(each)


def _accept(parts: Parts, numbers: Set[str]) -> None:
    _each(parts, _WORDS, _accept_part)


def _accept_part(root: Any) -> None:
    gone = ("del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
    changes = (
        "rPrChange",
        "pPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "sectPrChange",
        "numberingChange",
    )
    for each in [each for each in root.iter() if local(each) in gone + changes]:
        if each.getparent() is not None:
            each.getparent().remove(each)
    for each in [each for each in root.iter() if local(each) in ("ins", "moveTo")]:
        _unwrap(each)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)


def _drop_properties(parts: Parts, numbers: Set[str]) -> None:
    for name in PROPERTIES:
        if name in parts:
            parts[name] = _EMPTY[name]


STEPS: dict[str, Callable[[Parts, Set[str]], None]] = {
    "mask": _mask,
    "drop_comments": _drop_comments,
    "accept_revisions": _accept,
    "drop_properties": _drop_properties,
}
