"""The order by relevance. Computed here, from what both databases hold alike, so that it is the same on both.

    points = weight x (number + title + text) + day

- number: 60 when it is the number asked for, 20 when it contains a word;
- title: for each word in it 10, up to 10 more the larger its share of the title, 4 when the title begins with it;
  8 when all words are in it, 20 when it is nothing else than what was asked;
- text: for each word up to 8 by how often it occurs for the length (as BM25 saturates it, k1 = 1.2, b = 0.6, a
  usual length of 1,000 characters, the first 8,000 characters counted), 1 when it occurs in the first 100;
- day: 2 for the newest of the documents compared, 1 a year before it, 2/3 two years before it.

How rare a word is plays no part: all words must be found, so that it is the same for every document.
"""

from collections.abc import Iterable
from datetime import date

from mingtang.search.query.candidates import Candidate
from mingtang.search.query.words import Query, Word

K1, B, USUAL = 1.2, 0.6, 1000
TEXT, BEGINNING = 8.0, 100


def by_relevance(candidates: Iterable[Candidate], query: Query) -> list[Candidate]:
    """The most useful first; equals by `recent`."""
    found = list(candidates)
    newest = max((each.on for each in found if each.on), default=None)
    points = {each.pk: round(score(each, query, newest), 6) for each in found}
    return sorted(found, key=lambda each: (-points[each.pk], -each.recent))


def by_day(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The newest first, those without a day last."""
    return sorted(candidates, key=lambda each: -each.recent)


def score(candidate: Candidate, query: Query, newest: date | None) -> float:
    """The points of one candidate, more is better."""
    told = (
        _number(candidate, query)
        + _title(candidate, query)
        + sum(_text(candidate, word) for word in query.words)
    )
    return candidate.weight * told + _day(candidate.on, newest)


def _number(candidate: Candidate, query: Query) -> float:
    if not candidate.number:
        return 0.0
    if len(query.words) == 1 and set(query.words[0].forms) & set(candidate.number.split("|")):
        return 60.0
    return 20.0 if any(word.is_in(candidate.number) for word in query.words) else 0.0


def _title(candidate: Candidate, query: Query) -> float:
    title = candidate.title
    inside = [form for word in query.words for form in word.forms if form in title]
    points = sum(10 + 10 * min(1.0, len(form) / len(title)) + 4 * title.startswith(form) for form in inside)
    if all(word.is_in(title) for word in query.words):
        points += 8
    if title == "".join(word.forms[0] for word in query.words):
        points += 20
    return points


def _text(candidate: Candidate, word: Word) -> float:
    often = word.count(candidate.head)
    if not often:
        return 0.0
    length = K1 * (1 - B + B * len(candidate.head) / USUAL)
    early = word.is_in(candidate.head[:BEGINNING])
    return TEXT * often * (K1 + 1) / (often + length) / (K1 + 1) + early


def _day(on: date | None, newest: date | None) -> float:
    if on is None or newest is None:
        return 0.0
    return 2 / (1 + (newest - on).days / 365)
