"""The index made equal to its sources, while others read and write.

Two passes. The first compares every document with its entry and writes what differs, in small transactions. The
second, in one transaction in which nobody else writes to the index, compares once more and removes what no source
gives: what was published or withdrawn during the first pass is then right. The old entries stay until they are
replaced, so that nothing is ever missing.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import IO

from mingtang.kit.db import writing
from mingtang.search import stores
from mingtang.search.index import entries
from mingtang.search.index.documents import Document, Source, sources
from mingtang.search.index.entries import BATCH
from mingtang.search.models import Entry, Group, Slip


@dataclass
class Rebuilt:
    """What a rebuild has done: documents seen, entries written, entries removed."""

    seen: int = 0
    written: int = 0
    removed: int = 0


def rebuild(kind: str | None = None, say: Callable[[str], None] = lambda _: None) -> Rebuilt:
    """Make the entries of one kind, or of all kinds, equal to their sources.

    Without `kind`, entries of kinds that have no source are removed too.
    """
    done = Rebuilt()
    for source in sources(kind):
        _write_changes(source, done)
        _settle(source, done)
        say(f"{source.label}：{done.seen:,} 篇，更新 {done.written:,} 篇，移除 {done.removed:,} 篇")
    if kind is None:
        done.removed += _remove_unclaimed()
        _remove_empty_groups()
    stores.current().tidy()
    return done


def documents(source: Source) -> Iterator[Document]:
    """What a source gives, cleaned; ValueError when it gives something of another kind."""
    for document in source.documents():
        if document.kind != source.kind:
            raise ValueError(f"the source of {source.kind!r} gave a document of kind {document.kind!r}")
        yield document.cleaned()


def _write_changes(source: Source, done: Rebuilt) -> None:
    """First pass. What differs waits in a file: while a source is being read, SQLite lets the reader not write."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as waiting:
        for batch in entries.batches(documents(source), BATCH):
            done.seen += len(batch)
            for document in entries.changed(batch):
                waiting.write(json.dumps(asdict(document), default=str) + "\n")
        waiting.seek(0)
        for batch in entries.batches(_waiting(waiting), BATCH):
            with writing():
                done.written += entries.put(*batch)


def _waiting(file: IO[str]) -> Iterator[Document]:
    for line in file:
        told = json.loads(line)
        yield Document(**{**told, "on": date.fromisoformat(told["on"]) if told["on"] else None})


def _settle(source: Source, done: Rebuilt) -> None:
    """Second pass."""
    with writing():
        stores.current().hold(True)
        left = set(Entry.objects.filter(kind=source.kind).values_list("key", flat=True))
        late: list[Document] = []
        for batch in entries.batches(documents(source), BATCH):
            left.difference_update(document.key for document in batch)
            late += entries.changed(batch)
        done.written += entries.put(*late)
        done.removed += entries.remove(source.kind, *left)


def _remove_unclaimed() -> int:
    claimed = {source.kind for source in sources()}
    with writing():
        return sum(entries.clear(kind) for kind in kinds() if kind not in claimed)


def _remove_empty_groups() -> None:
    with writing():
        stores.current().hold(True)
        Group.objects.exclude(pk__in=Slip.objects.values("group_id")).delete()


def kinds() -> Iterable[str]:
    """The kinds of which there are entries."""
    return Entry.objects.order_by("kind").values_list("kind", flat=True).distinct()
