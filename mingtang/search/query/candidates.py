"""Which entries answer a query: by the grams first, then by reading those whose grams do not decide.

The grams of a long word may stand apart, so that what they find is a little too much. It is read: all of it up to
`READ_UP_TO` entries, beyond that as much as the page needs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from mingtang.search import grams, stores
from mingtang.search.models import Body, Entry, Slip
from mingtang.search.query.filters import Filters
from mingtang.search.query.words import Query, Word

READ_UP_TO, AT_ONCE = 1000, 200
COLUMNS = (
    "pk", "kind", "channel_key", "channel", "section", "valid", "on", "title_fold", "number_fold", "long",
    "slip__recent", "slip__weight", "head__text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry as far as reading, counting and ordering need it."""

    pk: int
    kind: str
    channel_key: str
    channel: str
    section: str
    valid: str
    on: date | None
    title: str
    number: str
    long: bool
    recent: int
    weight: float
    head: str

    def places(self, where: str) -> tuple[str, ...]:
        """The folded texts a word is looked for in, as far as they are at hand."""
        everywhere = {"title": (self.title,), "number": (self.number,)}
        return everywhere.get(where, (self.title, self.number, self.head))


def by_grams(query: Query, where: str, titled: bool = False) -> QuerySet[Slip]:
    """The slips of entries whose grams allow that they answer the query, and some more.

    `titled`: only those whose titles may hold all words.
    """
    place = "title" if titled else where
    slips = Slip.objects.all()
    single = {
        gram for word in query.words if len(word.forms) == 1 for gram in grams.of_word(word.forms[0], place)
    }
    if single:
        slips = slips.filter(stores.holding([sorted(single)]))
    for word in query.words:
        if len(word.forms) > 1:
            slips = slips.filter(stores.holding([grams.of_word(form, place) for form in word.forms]))
    for word in query.without:
        if word.exact:
            holders = Slip.objects.filter(stores.holding([grams.of_word(form, where) for form in word.forms]))
            slips = slips.exclude(pk__in=holders.values("pk"))
    return slips


def in_order(query: Query, filters: Filters, newest_first: bool) -> Iterator[int]:
    """The ids of all candidates, fetched as they are needed: by day, or those with the words in the title first."""
    every = filters.choose(filters.narrow(by_grams(query, filters.where)))
    if newest_first:
        yield from _ids(every.order_by("-recent"))
        return
    first: set[int] = set()
    if filters.where == "all":
        titled = filters.choose(filters.narrow(by_grams(query, filters.where, titled=True)))
        for pk in _ids(titled.order_by("-weight", "-recent")):
            first.add(pk)
            yield pk
    yield from (pk for pk in _ids(every.order_by("-weight", "-recent")) if pk not in first)


def in_any_order(query: Query) -> Iterator[int]:
    """The ids of all candidates without filters, fetched as they are needed."""
    return _ids(by_grams(query, "all").order_by("pk"))


def _ids(slips: QuerySet[Slip]) -> Iterator[int]:
    at, step = 0, AT_ONCE
    while batch := list(slips.values_list("pk", flat=True)[at : at + step]):
        yield from batch
        at, step = at + step, step * 4


def load(ids: Iterable[int]) -> list[Candidate]:
    """The candidates with these ids, in this order."""
    wanted = list(ids)
    rows = {row[0]: Candidate(*row) for row in Entry.objects.filter(pk__in=wanted).values_list(*COLUMNS)}
    return [rows[pk] for pk in wanted if pk in rows]


def really(candidates: Sequence[Candidate], query: Query, where: str) -> list[Candidate]:
    """Those that do answer the query, in the order they came."""
    if query.exact:
        return list(candidates)
    rest = _Rest(candidates, where)
    return [
        each
        for each in candidates
        if all(word.is_in(*each.places(where)) or rest.holds(each, word) for word in query.words)
        and not any(word.is_in(*each.places(where)) or rest.holds(each, word) for word in query.without)
    ]


class _Rest:
    """What the candidates hold behind the beginning of their texts; looked up once for each word, if at all."""

    def __init__(self, candidates: Sequence[Candidate], where: str) -> None:
        self.long = [each.pk for each in candidates if each.long] if where == "all" else []
        self.known: dict[Word, set[int]] = {}

    def holds(self, candidate: Candidate, word: Word) -> bool:
        if not candidate.long or not self.long:
            return False
        if word not in self.known:
            forms = (Q(GreaterThan(StrIndex("rest", Value(form)), 0)) for form in word.forms)
            texts = Body.objects.filter(reduce(or_, forms), pk__in=self.long)
            self.known[word] = set(texts.values_list("pk", flat=True))
        return candidate.pk in self.known[word]
