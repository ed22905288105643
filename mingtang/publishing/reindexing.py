"""发布以后慢慢做的检索工作：读附件里的文字；栏目改名、搬家以后里面的稿件重新入索引。

A file of twenty megabytes takes seconds to read. An act does not wait for that and nobody waits for the act: the piece
is found by its own words at once, its attachments by their names; what stands in them follows within a minute or two.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from mingtang.kit import outbox
from mingtang.kit.db import writing
from mingtang.kit.models import OutboxMessage
from mingtang.publishing.checks.extraction import attachment_text
from mingtang.publishing.models import Attachment, Column, File, FileText, Piece

TOPIC = "publishing.find_again"
BATCH = 50  # pieces in one transaction
LONGEST = 2_000_000  # characters of one file that are kept


def unread() -> QuerySet[File]:
    """Files of pieces on show whose words are not known: new ones, and those put in the place of others."""
    shown = Attachment.objects.filter(piece__live=True).values("file")
    return File.objects.filter(pk__in=shown).exclude(words__name=F("file")).order_by("pk")


def read_files(*, now: datetime, seconds: float, read: Callable[[File], str] = attachment_text) -> int:
    """Read what is unread for so many seconds, at least one file; returns how many. No transaction is open meanwhile."""
    until, done = time.monotonic() + seconds, 0
    for file in unread():
        if not file.file.storage.exists(file.file.name):
            continue  # perhaps the disk is away: looked for again
        text = read(file)[:LONGEST]
        with writing():
            values = {"name": file.file.name, "text": text.replace("\0", ""), "read_at": now}
            FileText.objects.update_or_create(file=file, defaults=values)
            _put(_pieces_with(file))
        done += 1
        if time.monotonic() > until:
            break
    return done


def _pieces_with(file: File) -> QuerySet[Any]:
    pieces: QuerySet[Any] = Piece.objects.live().filter(attachments__file=file).distinct().specific()
    return pieces


def _put(pieces: Any) -> None:
    from mingtang.publishing.findable import documents_of
    from mingtang.search import index

    index.put(*(document for piece in pieces for document in documents_of(piece)))


def find_again(column: Column) -> None:
    """Have everything in a column put into the index again, soon. Inside the act's transaction."""
    outbox.enqueue(TOPIC, f"{TOPIC}:{column.pk}:{uuid.uuid4().hex}", {"column": column.pk})


@outbox.handler(TOPIC, repeatable=True, apart=True)
def put_again(message: OutboxMessage) -> None:
    """All that is on show in a column, a few at a time: other acts go on in between."""
    column = Column.objects.filter(pk=message.payload["column"]).first()
    for keys in _batches(column) if column else ():
        with writing():
            _put(Piece.objects.live().filter(pk__in=keys).specific())


def _batches(column: Column) -> Iterator[list[int]]:
    last = 0
    inside = Piece.objects.live().filter(path__startswith=column.path).order_by("pk")
    while keys := list(inside.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        yield keys
        last = keys[-1]
