"""From a query to a page: candidates, counts, order.

Of more than READ_UP_TO candidates the first AT_ONCE are ranked by their texts; the others follow by title, weight, day.
"""

from dataclasses import dataclass
from itertools import islice
from typing import Literal

from mingtang.search import stores
from mingtang.search.query import counting, ranking
from mingtang.search.query.candidates import (
    AT_ONCE,
    READ_UP_TO,
    Candidate,
    by_grams,
    in_any_order,
    in_order,
    load,
    really,
)
from mingtang.search.query.filters import Filters
from mingtang.search.query.results import Results, hits
from mingtang.search.query.words import Query

WINDOW = (
    200  # of more than READ_UP_TO candidates, so many are ranked by their texts; the others by title and day
)
FEW = 3  # below this another spelling is looked for
Sort = Literal["relevance", "time"]


@dataclass(frozen=True)
class _Found:
    """What a query found: how many, of what, and the first of it in order."""

    total: int
    exact: bool
    groups: list[counting.Alike]
    groups_exact: bool
    ordered: list[Candidate]


def ask(query: Query, filters: Filters, sort: Sort, page: int, size: int) -> Results:
    """The page, without another spelling."""
    with stores.current().reading():
        found = _find(query, filters, sort, page * size)
        pages = max(1, -(-min(found.total, READ_UP_TO) // size))
        page = min(max(1, page), pages)
        shown = [each.pk for each in found.ordered[(page - 1) * size : page * size]]
        forms = list(query.forms)
        return Results(
            total=found.total,
            exact=found.exact,
            hits=hits(shown, forms),
            page=page,
            pages=pages,
            facets=counting.facets(found.groups, filters),
            facets_exact=found.groups_exact,
            words=forms,
        )


def count(query: Query, filters: Filters) -> int:
    """How many documents answer; exact up to READ_UP_TO."""
    with stores.current().reading():
        return _find(query, filters, "time", 1).total if query.words else 0


def answers(query: Query) -> bool:
    """Whether any document answers."""
    if not query.words:
        return False
    with stores.current().reading():
        ids = in_any_order(query)
        while batch := list(islice(ids, AT_ONCE)):
            if really(load(batch), query, "all"):
                return True
    return False


def _find(query: Query, filters: Filters, sort: Sort, needed: int) -> _Found:
    slips = filters.narrow(by_grams(query, filters.where))
    ids = list(slips.values_list("pk", flat=True)[: READ_UP_TO + 1])
    if len(ids) <= READ_UP_TO:
        read = really(load(ids), query, filters.where)
        chosen = [each for each in read if filters.lets(each.kind, each.channel_key, each.valid)]
        return _Found(len(chosen), True, counting.count(read), True, _ordered(chosen, query, sort))
    groups = counting.counted(slips)
    total = counting.total(groups, filters)
    if total <= READ_UP_TO:
        read = really(load(filters.choose(slips).values_list("pk", flat=True)), query, filters.where)
        return _Found(len(read), True, groups, query.exact, _ordered(read, query, sort))
    ordered, ended = _first(query, filters, sort, min(needed, READ_UP_TO))
    return _Found(len(ordered) if ended else total, ended or query.exact, groups, query.exact, ordered)


def _ordered(candidates: list[Candidate], query: Query, sort: Sort) -> list[Candidate]:
    return ranking.by_day(candidates) if sort == "time" else ranking.by_relevance(candidates, query)


def _first(query: Query, filters: Filters, sort: Sort, needed: int) -> tuple[list[Candidate], bool]:
    """At least the first `needed` documents of very many, in order; and whether these are all."""
    ids = in_order(query, filters, sort == "time")
    found = _ordered(really(load(islice(ids, AT_ONCE)), query, filters.where), query, sort)
    while len(found) < needed:
        batch = list(islice(ids, AT_ONCE))
        if not batch:
            return found, True
        found += really(load(batch), query, filters.where)
    return found, False
