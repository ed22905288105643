"""Finding, as pages call it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from mingtang.search.grams import Where
from mingtang.search.query.answering import FEW, Sort, ask
from mingtang.search.query.filters import Filters
from mingtang.search.query.results import Results
from mingtang.search.query.spelling import better
from mingtang.search.query.words import parse


def find(
    words: str,
    *,
    kinds: Sequence[str] = (),
    channels: Sequence[str] = (),
    sections: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    valid: Sequence[str] = (),
    sort: Sort = "relevance",
    where: Where = "all",
    page: int = 1,
    size: int = 10,
) -> Results:
    """One page of the documents that contain all words; see `words.parse` for what may be typed. Never raises on it.

    `channels` are keys of columns, `sections` names, `valid` values of validity; several values of one filter are
    alternatives. A page beyond the end gives the last one. `size` is at most 100. Nothing to look for: nothing found.
    """
    began = perf_counter()
    query = parse(words)
    filters = Filters.of(
        kinds=kinds, channels=channels, sections=sections, since=since, until=until, valid=valid, where=where
    )
    answer = ask(query, filters, sort, page, min(max(1, size), 100)) if query.words else Results()
    if answer.total < FEW and query.words:
        answer = replace(answer, did_you_mean=better(query))
    return replace(answer, took_ms=round((perf_counter() - began) * 1000))
