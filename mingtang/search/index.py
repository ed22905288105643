"""What goes into the index and out of it, in the transaction of the act that publishes or withdraws.

    with writing():
        page.publish()
        index.put(index.Document("file", str(page.pk), page.title, body, url=page.url))

A room that puts documents also registers a `Source`, which gives all of them again: from it the index is
built anew and checked.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db import connection

from mingtang.kit.db import require_transaction, writing
from mingtang.search import grams, stores
from mingtang.search.fold import clean, fold
from mingtang.search.models import Entry, Text
from mingtang.search.numbers import number_fold

FORMAT = 1  # goes up when folding changes: every entry is stale then. Other grams need a migration that calls reindex too
BATCH = 200
HEAD, LONGEST_WORD = 8000, 100  # characters
Thing = TypeVar("Thing")


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


def put(*documents: Document) -> int:
    """Make these documents findable, in the place of what has their kind and key; how many have changed.

    Raises TransactionManagementError outside of ``writing()``.
    """
    require_transaction("search.index.put")
    stores.current().hold(False)
    newest = {(each.kind, each.key): each for each in (document.cleaned() for document in documents)}
    in_order = [
        newest[name] for name in sorted(newest)
    ]  # one order for all who write: nobody waits in a ring
    return sum(_put(batch) for batch in batches(in_order, BATCH))


def remove(kind: str, *keys: str) -> int:
    """Let these be found no longer; how many there were. Unknown keys are no error."""
    require_transaction("search.index.remove")
    stores.current().hold(False)
    return sum(
        _remove(Entry.objects.filter(kind=kind, key__in=batch)) for batch in batches(sorted(keys), BATCH)
    )


def clear(kind: str) -> int:
    """Let nothing of this kind be found; how many there were."""
    require_transaction("search.index.clear")
    keys = list(Entry.objects.filter(kind=kind).values_list("key", flat=True))
    return remove(kind, *keys)


def batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The things in lists of at most `size`, taken from where they come only as they are needed."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def digests(documents: Sequence[Document]) -> dict[tuple[str, str], str]:
    """The digests of those entries that have kind and key of one of the documents."""
    keys = {document.key for document in documents}
    kinds = {document.kind for document in documents}
    found = Entry.objects.filter(kind__in=kinds, key__in=keys).values_list("kind", "key", "digest")
    return {(kind, key): digest for kind, key, digest in found}


def changed(documents: Sequence[Document]) -> list[Document]:
    """Those the index does not hold as they are. They must be `cleaned`."""
    there = digests(documents)
    return [each for each in documents if there.get((each.kind, each.key)) != each.digest()]


def held(entries: Iterable[Entry]) -> list[stores.Held]:
    """What the store holds of entries that were read together with their text."""
    return [
        stores.Held(
            each.pk, grams.of_entry(each.title_fold, each.number_fold, f"{each.text.head} {each.text.rest}")
        )
        for each in entries
    ]


def reindex() -> int:
    """Build the grams anew from the entries, without asking a source; how many entries. Readers see the old until the end."""
    store, count = stores.current(), 0
    with writing():
        store.hold(True)
        store.empty()
        for batch in batches(
            Entry.objects.order_by("pk").values_list("pk", flat=True).iterator(BATCH * 50), BATCH
        ):
            store.write(held(Entry.objects.filter(pk__in=batch).select_related("text")))
            count += len(batch)
    store.tidy()
    return count


def _put(batch: Sequence[Document]) -> int:
    new = changed(batch)
    store = stores.current()
    for kind in sorted({each.kind for each in new}):
        keys = [each.key for each in new if each.kind == kind]
        store.forget(held(Entry.objects.filter(kind=kind, key__in=keys).select_related("text")))
    entries = [_entry(document) for document in new]
    for entry in entries:
        entry.pk = _write(entry)
    texts = [_text(entry.pk, document) for entry, document in zip(entries, new, strict=True)]
    Text.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["entry"], update_fields=["body", "head", "rest"]
    )
    for entry, text in zip(entries, texts, strict=True):
        entry.text = text
    store.write(held(entries))
    return len(new)


def _remove(entries: Any) -> int:
    found = list(entries.select_related("text"))
    stores.current().forget(held(found))
    ids = [entry.pk for entry in found]
    Text.objects.filter(pk__in=ids).delete()
    Entry.objects.filter(pk__in=ids).delete()
    return len(found)


def _entry(document: Document) -> Entry:
    plain = {name: getattr(document, name) for name in vars(document) if name != "body"}
    name = f"{document.kind}\n{document.key}".encode()
    return Entry(
        **plain,
        title_fold=fold(document.title),
        number_fold=number_fold(document.number),
        year=document.on.year if document.on else 0,
        long=len(fold(document.body)) > HEAD,
        tie=int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "big", signed=True),
        digest=document.digest(),
    )


def _text(entry: int, document: Document) -> Text:
    folded = fold(document.body)
    rest = folded[HEAD - LONGEST_WORD :] if len(folded) > HEAD else ""
    return Text(entry_id=entry, body=document.body, head=folded[:HEAD], rest=rest)


def _write(entry: Entry) -> int:
    """Insert the row or put it in the place of the one with the same kind and key; its id, which stays."""
    fields = [each for each in Entry._meta.concrete_fields if not each.primary_key]
    names = [connection.ops.quote_name(str(each.column)) for each in fields]
    values = [each.get_db_prep_save(getattr(entry, each.attname), connection) for each in fields]
    sets = ", ".join(f"{name} = excluded.{name}" for name in names)
    places = ", ".join(["%s"] * len(names))
    insert = f"INSERT INTO search_entry ({', '.join(names)}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{insert} ON CONFLICT (kind, key) DO UPDATE SET {sets} RETURNING id", values)
        return int(cursor.fetchone()[0])
