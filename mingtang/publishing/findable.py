"""进检索索引的：稿件、附件、栏目。发布、撤下和索引同在一个事务里。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from mingtang.publishing.addresses import path_of
from mingtang.publishing.models import Article, Column, ColumnKind, Consultation, Document, FileText, Piece
from mingtang.publishing.models.pieces import Validity
from mingtang.publishing.rendering import plain_text
from mingtang.publishing.tree import grow
from mingtang.search import index

KINDS = {
    "document": "政策文件",
    "interpretation": "政策解读",
    "consultation": "意见征集",
    "article": "动态和公告",
    "static": "机构和制度",
}
FILE, COLUMN = "file", "column"
OVER = {Validity.REPEALED: "废止", Validity.EXPIRED: "失效", Validity.AMENDED: "已修改"}
LESS = 0.6  # how much a document that holds no more counts


def connect() -> None:
    """Register the sources; called when the program starts."""
    for kind, label in KINDS.items():
        index.register_source(index.Source(kind, label, partial(_pieces, kind)))
    index.register_source(index.Source(FILE, "附件", _files))
    index.register_source(index.Source(COLUMN, "栏目", _columns))


def shown(piece: Piece) -> None:
    """Let a version that goes on show be found, with its attachments, under what it is now and nothing else."""
    hidden(piece)
    index.put(*documents_of(piece))


def hidden(piece: Piece) -> None:
    """Let a piece and its attachments be found no longer."""
    for kind in KINDS:
        index.remove(kind, str(piece.pk))
    keys = index_keys(piece)
    if keys:
        index.remove(FILE, *keys)


def index_keys(piece: Piece) -> list[str]:
    """The keys under which attachments of this piece stand in the index."""
    from mingtang.search.models import Entry

    return list(Entry.objects.filter(kind=FILE, key__startswith=f"{piece.pk}-").values_list("key", flat=True))


def documents_of(piece: Piece) -> Iterator[index.Document]:
    """A piece and its attachments as they are found: the words of a file once ``reindexing`` has read it."""
    column = piece.get_parent().specific
    made = _document(piece, column)
    yield made
    files = list(piece.attachments.select_related("file"))
    read = FileText.objects.filter(file__in=[each.file_id for each in files]).values_list(
        "file_id", "name", "text"
    )
    words = {(pk, name): text for pk, name, text in read}
    for attachment in files:
        yield index.Document(
            FILE,
            f"{piece.pk}-{attachment.file_id}",
            attachment.title,
            words.get((attachment.file_id, attachment.file.file.name), ""),
            url=made.url,
            number=made.number,
            channel=made.channel,
            channel_key=made.channel_key,
            section=made.section,
            on=made.on,
            valid=made.valid,
            weight=made.weight * 0.9,
            extra={"of": piece.title, "format": attachment.file.file.name.rpartition(".")[2].upper()[:5]},
        )


def kind_of(piece: Piece, column: Column) -> str:
    """Which of ``KINDS`` a piece is."""
    if isinstance(piece, Document):
        return "document"
    if isinstance(piece, Consultation):
        return "consultation"
    if column.kind == ColumnKind.INTERPRETATIONS or (isinstance(piece, Article) and piece.medium):
        return "interpretation"
    return "static" if column.kind == ColumnKind.STATIC else "article"


def _document(piece: Piece, column: Column) -> index.Document:
    return index.Document(
        kind_of(piece, column),
        str(piece.pk),
        piece.title,
        _words(piece),
        url=path_of(piece),
        number=getattr(piece, "number", ""),
        channel=column.title,
        channel_key=path_of(column),
        section=column.section.name if column.section else "",
        on=_day(piece),
        valid=_validity(piece),
        weight=LESS if _validity(piece) in ("废止", "失效") else 1.0,
        extra={"summary": piece.summary} if piece.summary else {},
    )


def _words(piece: Piece) -> str:
    streams = [getattr(piece, name) for name in ("explanation", "body", "result") if hasattr(piece, name)]
    parts = [
        piece.summary,
        *(plain_text(stream) for stream in streams),
        piece.keywords,
        piece.index_number or "",
    ]
    return "\n".join(part for part in parts if part)


def _day(piece: Piece) -> date | None:
    return timezone.localdate(piece.first_published_at) if piece.first_published_at else None


def _validity(piece: Piece) -> str:
    """What is written down, not what a day makes of it: the index must not change by itself."""
    return OVER.get(Validity(piece.validity), "有效") if isinstance(piece, Document) else ""


def _pieces(kind: str) -> Iterator[index.Document]:
    for piece in _on_show():
        document = _document(piece, piece.get_parent().specific)
        if document.kind == kind:
            yield document


def _files() -> Iterator[index.Document]:
    for piece in _on_show():
        yield from (each for each in documents_of(piece) if each.kind == FILE)


def _on_show() -> Iterator[Any]:
    pages = Piece.objects.live().order_by("pk")
    last = 0
    while batch := list(pages.filter(pk__gt=last).specific()[:200]):
        yield from batch
        last = batch[-1].pk


def _columns() -> Iterator[index.Document]:
    for node in grow().walk():
        if node.filled:
            this = node.column
            body = "\n".join(filter(None, (this.description, this.keywords, this.statement)))
            section = this.section.name if this.section else ""
            yield index.Document(COLUMN, str(this.pk), this.title, body, url=node.url, section=section)


def columns_changed(_: Piece | None) -> None:
    """A column that was empty is not, or the other way round: it is found or found no longer."""
    known = list(_columns())
    from mingtang.search.models import Entry

    there = set(Entry.objects.filter(kind=COLUMN).values_list("key", flat=True))
    index.put(*known)
    gone = there - {each.key for each in known}
    if gone:
        index.remove(COLUMN, *gone)
