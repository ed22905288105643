"""What goes into the index and out of it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from mingtang.kit.db import require_transaction, writing
from mingtang.search import grams, stores
from mingtang.search.fold import fold
from mingtang.search.index.documents import Document
from mingtang.search.models import Body, Entry, Group, Head, Slip
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
        body = f"{each.head.text} {each.body.rest}"
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
            store.refill(held(Entry.objects.filter(pk__in=batch).select_related("head", "body")))
            count += len(batch)
    store.tidy()
    return count


def _put(batch: Sequence[Document]) -> int:
    new = changed(batch)
    store = stores.current()
    for kind in sorted({each.kind for each in new}):
        keys = [each.key for each in new if each.kind == kind]
        store.forget(held(Entry.objects.filter(kind=kind, key__in=keys).select_related("head", "body")))
    if new:
        _write(new, store)
    return len(new)


def _write(documents: Sequence[Document], store: stores.Store) -> None:
    groups = _groups(documents)
    folds = [fold(document.body) for document in documents]
    entries = [_entry(document, len(folded)) for document, folded in zip(documents, folds, strict=True)]
    ids = _upsert(entries, "id", "kind", "key")
    slips, heads, bodies, added = [], [], [], []
    for document, entry, folded in zip(documents, entries, folds, strict=True):
        pk = ids[entry.kind, entry.key]
        slips.append(_slip(pk, document, groups[_alike(document)]))
        heads.append(Head(entry_id=pk, text=folded[:HEAD]))
        rest = folded[HEAD - LONGEST_WORD :] if entry.long else ""
        bodies.append(Body(entry_id=pk, text=document.body, rest=rest))
        added.append(
            stores.Held(pk, grams.of_entry(entry.title_fold, entry.number_fold, f"{folded[:HEAD]} {rest}"))
        )
    _upsert(slips, "entry_id", "entry_id", more=[store.column(each.grams) for each in added])
    _upsert(heads, "entry_id", "entry_id")
    _upsert(bodies, "entry_id", "entry_id")
    store.add(added)


def _alike(document: Document) -> tuple[Any, ...]:
    year = document.on.year if document.on else 0
    return document.kind, document.channel_key, document.channel, document.section, document.valid, year


def _groups(documents: Sequence[Document]) -> dict[tuple[Any, ...], int]:
    """The groups of the documents, made where there are none yet."""
    names = ("kind", "channel_key", "channel", "section", "valid", "year")
    wanted = sorted({_alike(document) for document in documents})
    Group.objects.bulk_create(
        (Group(**dict(zip(names, each, strict=True))) for each in wanted), ignore_conflicts=True
    )
    kinds = {each[0] for each in wanted}
    return {row[1:]: row[0] for row in Group.objects.filter(kind__in=kinds).values_list("pk", *names)}


def _slip(entry: int, document: Document, group: int) -> Slip:
    name = f"{document.kind}\n{document.key}".encode()
    tie = int.from_bytes(hashlib.blake2b(name, digest_size=5).digest(), "big")
    return Slip(entry_id=entry, group_id=group, recent=since(document.on) + tie, weight=document.weight)


def since(day: date | None) -> int:
    """The lowest `Slip.recent` of this day; of what has no day for None."""
    return day.toordinal() << 40 if day else 0


def _remove(entries: Any) -> int:
    found = list(entries.select_related("head", "body"))
    stores.current().forget(held(found))
    ids = [entry.pk for entry in found]
    for model in (Slip, Head, Body, Entry):
        model._default_manager.filter(pk__in=ids).delete()
    return len(found)


def _entry(document: Document, length: int) -> Entry:
    plain = {name: getattr(document, name) for name in vars(document) if name not in ("body", "weight")}
    return Entry(
        **plain,
        title_fold=fold(document.title),
        number_fold=number_fold(document.number),
        long=length > HEAD,
        digest=document.digest(),
    )


def _upsert(
    rows: Sequence[Model], key: str, *once: str, more: Sequence[dict[str, Any]] = ()
) -> dict[Any, int]:
    """Insert rows, or put them in the place of those with the same `once`; the `key` of each, which stays.

    `more` are columns that the model does not know.
    """
    table = rows[0]._meta
    fields = [each for each in table.concrete_fields if each.column != "id"]
    names = [connection.ops.quote_name(str(each.column)) for each in fields] + list(more[0] if more else ())
    sets = ", ".join(f"{name} = excluded.{name}" for name in names)
    places = f"({', '.join(['%s'] * len(names))})"
    values: list[Any] = []
    for at, row in enumerate(rows):
        values += [each.get_db_prep_save(getattr(row, each.attname), connection) for each in fields]
        values += more[at].values() if more else ()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table.db_table} ({', '.join(names)}) VALUES {', '.join([places] * len(rows))} "  # noqa: S608
            f"ON CONFLICT ({', '.join(once)}) DO UPDATE SET {sets} RETURNING {key}, {', '.join(once)}",
            values,
        )
        return {tuple(same): int(pk) for pk, *same in cursor.fetchall()}
