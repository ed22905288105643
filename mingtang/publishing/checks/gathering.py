"""一篇稿件要查的全部文字，按它们在哪里分段。"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from mingtang.publishing.checks.extraction import Extract, Problem, extract
from mingtang.publishing.checks.extraction.results import MOST_BYTES, table_passage
from mingtang.publishing.checks.html import embeds, links, paragraphs, text_of
from mingtang.publishing.checks.passages import Passage
from mingtang.publishing.models import Consultation, Document, File, Piece

# Streams of blocks, with what they are called before 第几段.
STREAMS = (("body", "正文"), ("explanation", "起草说明"), ("result", "采纳情况"))
LINES = (
    ("title", "标题", "title"), ("summary", "内容概述", "summary"), ("keywords", "关键词", "summary"),
    ("source", "来源", "summary"), ("author", "作者", "summary"),
)  # fmt: skip
DOCUMENT_LINES = (
    ("issuers", "发文机关"),
    ("validity_note", "效力说明"),
    ("no_interpretation", "不配解读的理由"),
)
CONSULTATION_LINES = (
    ("contact", "联系人和电话"),
    ("by_post", "信函地址"),
    ("short_reason", "期限较短的理由"),
)


@dataclass
class Gathered:
    """What there is to check of one version."""

    passages: list[Passage] = field(default_factory=list)
    problems: list[tuple[str, str, Problem]] = field(default_factory=list)  # where, anchor, what
    links: list[tuple[str, str, dict[str, str], str]] = field(
        default_factory=list
    )  # where, anchor, attributes, words
    pictures: list[tuple[str, str, Any, str]] = field(
        default_factory=list
    )  # where, anchor, picture, alt ("-" decorative)
    tables: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)  # where, anchor, value


def gather(piece: Piece) -> Gathered:
    """Title, summary, body, tables, alt texts and attachments of this version."""
    found = Gathered()
    context = {"ai_assisted": piece.ai_assisted}
    found.passages += [_line(piece, context, *each) for each in LINES]
    more = (
        DOCUMENT_LINES
        if isinstance(piece, Document)
        else CONSULTATION_LINES
        if isinstance(piece, Consultation)
        else ()
    )
    found.passages += [_line(piece, context, name, label, "summary") for name, label in more]
    for name, label in STREAMS:
        if hasattr(piece, name):
            _stream(getattr(piece, name), name, label, context, found)
    if piece.cover:
        found.pictures.append(("题图", "cover", piece.cover, getattr(piece.cover, "alt", "")))
    for number, each in enumerate(piece.attachments.all(), start=1):
        _attachment(number, each, context, found)
    _linked_files(context, found)
    found.passages = [passage for passage in found.passages if passage.text.strip()]
    return found


def _line(piece: Piece, context: dict[str, Any], name: str, label: str, kind: Any) -> Passage:
    return Passage(label, getattr(piece, name) or "", kind, {**context, "field": name, "anchor": name})


def _stream(stream: Any, name: str, label: str, context: dict[str, Any], found: Gathered) -> None:
    count = 0
    for index, block in enumerate(stream):
        anchor = str(block.id or f"{name}-{index}")
        here = {**context, "stream": name, "block": index, "anchor": anchor}
        if block.block_type == "text":
            html = block.value.source
            for start, line in paragraphs(text_of(html).text):
                count += 1
                found.passages.append(Passage(f"{label}第{count}段", line, "body", {**here, "offset": start}))
            found.links += [
                (f"{label}第{count}段附近", anchor, attributes, words) for attributes, words in links(html)
            ]
            found.pictures += [(label, anchor, None, each.get("alt", "")) for each in embeds(html)]
        else:
            _other_block(block, f"{label}第{index + 1}块", here, found)


def _other_block(block: Any, where: str, here: dict[str, Any], found: Gathered) -> None:
    anchor = here["anchor"]
    if block.block_type == "table" and block.value:
        rows = [["" if cell is None else str(cell) for cell in row] for row in block.value.get("data", [])]
        found.passages.append(table_passage(f"{where}表格", rows, None, here))
        found.tables.append((f"{where}表格", anchor, block.value))
    elif block.block_type == "picture" and block.value:
        alt = getattr(block.value, "contextual_alt_text", None) or ""
        decorative = bool(getattr(block.value, "decorative", False))
        found.pictures.append((f"{where}图片", anchor, block.value, "-" if decorative else alt))
        found.passages.append(Passage(f"{where}替代文字", alt, "alt", here))
    elif isinstance(block.value, str):
        found.passages.append(Passage(f"{where}引文", block.value, "body", here))


def _attachment(number: int, attachment: Any, context: dict[str, Any], found: Gathered) -> None:
    where, anchor = f"附件{number}《{attachment.title}》", f"attachment-{number}"
    here = {**context, "attachment": number - 1, "anchor": anchor}
    found.passages.append(Passage(f"附件{number}名称", attachment.title, "title", {**here, "titled": True}))
    _file(attachment.file, where, here, found)


def _linked_files(context: dict[str, Any], found: Gathered) -> None:
    """Files that the text links to are given to visitors as attachments are; they cannot be mended here."""
    wanted = {each[2].get("id", "") for each in found.links if each[2].get("linktype") == "document"}
    for file in File.objects.filter(pk__in=[pk for pk in wanted if pk.isdigit()]).order_by("pk"):
        where = f"正文链接的文件《{file.title}》"
        _file(file, where, {**context, "anchor": f"file-{file.pk}", "fixes": (), "format": ""}, found)


def _file(file: Any, where: str, here: dict[str, Any], found: Gathered) -> None:
    read = _read(file)
    mends = "attachment" in here
    for passage in read.passages:
        if not passage.context.get("only_for_index"):
            context = {**passage.context, **here}
            found.passages.append(Passage(f"{where}{passage.where}", passage.text, "attachment", context))
    for problem in read.problems:
        kept = problem if mends else replace(problem, fixes=())
        found.problems.append((where, here["anchor"], kept))


def warm(piece: Piece) -> None:
    """Read the files of a version before a transaction is opened, so that the check in it need not."""
    for attachment in piece.attachments.all():
        _read(attachment.file)


def _read(file: Any) -> Extract:
    """What a stored file says. The last ones are remembered, by where they lie and what they were when read."""
    try:
        state = os.stat(file.file.path)
    except OSError:
        return extract(b"", file.file.name)
    return _read_once(file.file.path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _read_once(path: str, changed: int, size: int) -> Extract:
    with open(path, "rb") as opened:
        return extract(opened.read(MOST_BYTES + 1), path)


def texts(piece: Piece) -> Iterator[str]:
    """All words of a version, attachments left out: for a quick look."""
    for name, _, _ in LINES:
        yield getattr(piece, name) or ""
    for name, _ in STREAMS:
        for block in getattr(piece, name, ()):
            yield text_of(block.value.source).text if block.block_type == "text" else str(block.value)
