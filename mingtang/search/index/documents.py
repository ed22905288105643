"""What can be found, and who supplies it."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from mingtang.search.fold import clean

FORMAT = 1  # goes up when folding changes: every entry is stale then. Other grams need a migration that calls reindex too


@dataclass(frozen=True)
class Document:
    """What can be found: plain text, no markup.

    `kind` and `key` name it; `channel` is the name of a column and `channel_key` what it is filtered by; `valid` the
    validity of a file (有效, 废止); `weight` multiplies its rank (1.0; less for what is of less use, a repealed file
    say); `extra` is handed back with the hit, JSON.
    """

    kind: str
    key: str
    title: str
    body: str = ""
    url: str = ""
    number: str = ""
    channel: str = ""
    channel_key: str = ""
    section: str = ""
    on: date | None = None
    valid: str = ""
    weight: float = 1.0
    extra: dict[str, Any] = field(default_factory=dict)

    def cleaned(self) -> "Document":
        """The same, as a database can hold it."""
        return Document(**{name: _cleaned(value) for name, value in vars(self).items()})

    def digest(self) -> str:
        """Tells whether an entry is of this document, in the present form of the index."""
        told = json.dumps([FORMAT, asdict(self)], default=str, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return clean(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Source:
    """Who supplies all documents of one kind; `label` is the Chinese name of the kind."""

    kind: str
    label: str
    documents: Callable[[], Iterable[Document]]


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Name the source of a kind, from ``AppConfig.ready``. A second one for the same kind takes its place."""
    _sources[source.kind] = source


def sources(kind: str | None = None) -> list[Source]:
    """The registered sources, or the one of `kind` (none when it has no source)."""
    return [source for name, source in sorted(_sources.items()) if kind in (None, name)]


def label_of(kind: str) -> str:
    """The Chinese name of a kind."""
    return _sources[kind].label if kind in _sources else kind
