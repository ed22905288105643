"""What goes into the index and out of it, in the transaction of the act that publishes or withdraws.

    with writing():
        page.publish()
        index.put(index.Document("file", str(page.pk), page.title, body, url=page.url))

A room that puts documents also registers a `Source`, which gives all of them again: from it the index is built anew
and checked.
"""

from mingtang.search.index.checking import problems
from mingtang.search.index.documents import Document, Source, label_of, register_source, sources
from mingtang.search.index.entries import HEAD, LONGEST_WORD, batches, clear, put, reindex, remove, since
from mingtang.search.index.rebuilding import Rebuilt, rebuild

__all__ = [
    "HEAD",
    "LONGEST_WORD",
    "Document",
    "Rebuilt",
    "Source",
    "batches",
    "clear",
    "label_of",
    "problems",
    "put",
    "rebuild",
    "register_source",
    "reindex",
    "remove",
    "since",
    "sources",
]
