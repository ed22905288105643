"""一个词改动之前：线上有多少篇会被它标出。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mingtang.publishing.checks.book import Word, Words
from mingtang.publishing.models import Piece

_TAG = re.compile(r"<[^>]*>")
MOST_NAMED = 20


@dataclass(frozen=True)
class Impact:
    """How many pieces on show a word hits; the first of them by name."""

    pieces: int
    places: int
    named: tuple[tuple[int, str, int], ...]  # id, title, places


def impact_of(word: Word) -> Impact:
    """Look through titles, summaries and bodies of everything on show; attachments are looked at by the recheck."""
    words = Words([word], [])
    hit: list[tuple[int, str, int]] = []
    for piece in Piece.objects.live().only("pk", "title", "summary", "body").iterator(chunk_size=200):
        count = sum(1 for text in _texts(piece) for _ in words.find(text))
        if count:
            hit.append((piece.pk, piece.title, count))
    return Impact(len(hit), sum(each[2] for each in hit), tuple(hit[:MOST_NAMED]))


def _texts(piece: Piece) -> Iterator[str]:
    yield from (piece.title, piece.summary)
    for block in piece.body.raw_data:
        for text in _strings(block.get("value") if isinstance(block, dict) else block):
            yield _TAG.sub("", text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
