"""What goes into the index and out of it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection

from mingtang.kit.db import require_transaction, writing
from mingtang.search import grams, stores
from mingtang.search.fold import fold
from mingtang.search.index.documents import Document
from mingtang.search.models import Entry, Text
from mingtang.search.numbers import number_fold

BATCH = 200
HEAD, LONGEST_WORD = 8000, 100  # characters
Thing = TypeVar("Thing")


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


def held(entries: Iterable[Entry]) -> Iterator[stores.Held]:
    """What the store holds of entries that were read together with their text."""
    for each in entries:
        body = f"{each.text.head} {each.text.rest}"
        yield stores.Held(each.pk, grams.of_entry(each.title_fold, each.number_fold, body))


def reindex() -> int:
    """Build the grams anew from the entries, without asking a source; how many entries. Readers see the old until the end."""
    store, count = stores.current(), 0
    with writing():
        store.hold(True)
        store.empty()
        for batch in batches(
            Entry.objects.order_by("pk").values_list("pk", flat=True).iterator(BATCH * 50), BATCH
        ):
            store.refill(held(Entry.objects.filter(pk__in=batch).select_related("text")))
            count += len(batch)
    store.tidy()
    return count


def _put(batch: Sequence[Document]) -> int:
    new = changed(batch)
    store = stores.current()
    for kind in sorted({each.kind for each in new}):
        keys = [each.key for each in new if each.kind == kind]
        store.forget(held(Entry.objects.filter(kind=kind, key__in=keys).select_related("text")))
    texts, added = [], []
    for entry, text in map(_rows, new):
        found = grams.of_entry(entry.title_fold, entry.number_fold, f"{text.head} {text.rest}")
        text.entry_id = _write(entry, store.column(found))
        texts.append(text)
        added.append(stores.Held(text.entry_id, found))
    Text.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["entry"], update_fields=["body", "head", "rest"]
    )
    store.add(added)
    return len(new)


def _remove(entries: Any) -> int:
    found = list(entries.select_related("text"))
    stores.current().forget(held(found))
    ids = [entry.pk for entry in found]
    Text.objects.filter(pk__in=ids).delete()
    Entry.objects.filter(pk__in=ids).delete()
    return len(found)


def _rows(document: Document) -> tuple[Entry, Text]:
    plain = {name: getattr(document, name) for name in vars(document) if name != "body"}
    folded = fold(document.body)
    name = f"{document.kind}\n{document.key}".encode()
    entry = Entry(
        **plain,
        title_fold=fold(document.title),
        number_fold=number_fold(document.number),
        year=document.on.year if document.on else 0,
        long=len(folded) > HEAD,
        tie=int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "big", signed=True),
        digest=document.digest(),
    )
    rest = folded[HEAD - LONGEST_WORD :] if entry.long else ""
    return entry, Text(body=document.body, head=folded[:HEAD], rest=rest)


def _write(entry: Entry, column: dict[str, Any]) -> int:
    """Insert the row or put it in the place of the one with the same kind and key; its id, which stays."""
    fields = [each for each in Entry._meta.concrete_fields if not each.primary_key]
    names = [connection.ops.quote_name(str(each.column)) for each in fields] + list(column)
    values = [each.get_db_prep_save(getattr(entry, each.attname), connection) for each in fields]
    values += column.values()
    sets = ", ".join(f"{name} = excluded.{name}" for name in names)
    places = ", ".join(["%s"] * len(names))
    insert = f"INSERT INTO search_entry ({', '.join(names)}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{insert} ON CONFLICT (kind, key) DO UPDATE SET {sets} RETURNING id", values)
        return int(cursor.fetchone()[0])
