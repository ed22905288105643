"""What to offer while somebody types: titles, and questions asked often that still find something."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from mingtang.search import grams, stores
from mingtang.search.fold import clean, fold
from mingtang.search.index import LONGEST_WORD
from mingtang.search.models import Asked, Entry
from mingtang.search.query.answering import count
from mingtang.search.query.filters import Filters
from mingtang.search.query.words import TYPED, parse

QUESTION = "question"
QUESTIONS = 3  # at most so many of the suggestions


@dataclass(frozen=True)
class Suggestion:
    """A title with its address, or a question without one (`kind` is then ``question``)."""

    text: str
    url: str | None
    kind: str


def suggest(prefix: str, limit: int = 8) -> list[Suggestion]:
    """First questions that begin so, then titles that begin so, then titles that contain it; no text twice."""
    folded = fold(clean(prefix[:TYPED]))[:LONGEST_WORD].strip()
    if not folded or limit < 1:
        return []
    offered: dict[str, Suggestion] = {}
    for each in [*_questions(folded), *_titles(folded, limit)]:
        offered.setdefault(each.text, each)
    return list(offered.values())[:limit]


def _questions(folded: str) -> list[Suggestion]:
    often = Asked.objects.filter(text_fold__startswith=folded).exclude(text="").order_by("-count", "mark")
    found = (
        text
        for text in often.values_list("text", flat=True)[: QUESTIONS * 2]
        if count(parse(text), Filters())
    )
    return [Suggestion(text, None, QUESTION) for text, _ in zip(found, range(QUESTIONS), strict=False)]


def _titles(folded: str, limit: int) -> list[Suggestion]:
    at = StrIndex("title_fold", Value(folded))
    begins = Case(
        When(title_fold__startswith=folded, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    with stores.current().reading():
        entries = Entry.objects.filter(stores.holding([grams.of_word(folded, "title")])).filter(
            GreaterThan(at, 0)
        )
        entries = entries.alias(begins=begins).order_by(
            "-begins", "-weight", F("on").desc(nulls_last=True), "tie"
        )
        rows = list(entries.values_list("title", "url", "kind")[: limit * 2])
    return [Suggestion(title, url or None, kind) for title, url, kind in rows]
