"""Which entries answer a query: by the grams first, then by reading those whose grams do not decide.

The grams of a long word may stand apart, so that what they find is a little too much. It is read: all of it up to
`READ_UP_TO` entries, beyond that as much as the page needs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from mingtang.search import grams, stores
from mingtang.search.models import Entry, Text
from mingtang.search.query.filters import Filters
from mingtang.search.query.words import Query, Word

READ_UP_TO = 1000
COLUMNS = (
    "pk", "kind", "channel_key", "channel", "valid", "year", "on", "tie", "weight", "title_fold", "number_fold",
    "long", "text__head",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry as far as filtering, counting and ordering need it."""

    pk: int
    kind: str
    channel_key: str
    channel: str
    valid: str
    year: int
    on: date | None
    tie: int
    weight: float
    title: str
    number: str
    long: bool
    head: str

    def places(self, where: str) -> tuple[str, ...]:
        """The folded texts a word is looked for in, as far as they are at hand."""
        everywhere = {"title": (self.title,), "number": (self.number,)}
        return everywhere.get(where, (self.title, self.number, self.head))


def by_grams(query: Query, where: str) -> QuerySet[Entry]:
    """The entries whose grams allow that they answer the query, and some more."""
    entries = Entry.objects.all()
    single = [word.forms[0] for word in query.words if len(word.forms) == 1]
    if single:
        together = {gram for form in single for gram in grams.of_word(form, where)}
        entries = entries.filter(stores.holding([sorted(together)]))
    for word in query.words:
        if len(word.forms) > 1:
            entries = entries.filter(stores.holding([grams.of_word(form, where) for form in word.forms]))
    for word in query.without:
        if word.exact:
            holders = Entry.objects.filter(
                stores.holding([grams.of_word(form, where) for form in word.forms])
            )
            entries = entries.exclude(pk__in=holders.values("pk"))
    return entries


def in_order(entries: QuerySet[Entry], query: Query, filters: Filters, sort: str) -> QuerySet[Entry]:
    """Newest first, or first those with the number or title asked for."""
    newest = (F("on").desc(nulls_last=True), "tie")
    if sort == "time":
        return entries.order_by(*newest)
    return entries.alias(tier=_tier(query)).order_by("-tier", "-weight", *newest)


def _tier(query: Query) -> Case:
    """2 for the number asked for, 1 for all words in the title, 0 for the rest."""
    steps = [When(_all(_contains("title_fold", word) for word in query.words), then=Value(1))]
    if len(query.words) == 1:
        steps.insert(0, When(_any(_is_number(form) for form in query.words[0].forms), then=Value(2)))
    return Case(*steps, default=Value(0), output_field=IntegerField())


def _is_number(form: str) -> Q:
    return Q(number_fold=form) | Q(number_fold__startswith=f"{form}|")


def _contains(column: str, word: Word) -> Q:
    return _any(Q(GreaterThan(StrIndex(column, Value(form)), 0)) for form in word.forms)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _all(conditions: Iterable[Q]) -> Q:
    return reduce(and_, conditions)


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
            texts = Text.objects.filter(_contains("rest", word), pk__in=self.long)
            self.known[word] = set(texts.values_list("pk", flat=True))
        return candidate.pk in self.known[word]
