"""What to offer while somebody types: titles, and questions asked often that still find something."""

from dataclasses import dataclass

from mingtang.search import grams, stores
from mingtang.search.fold import clean, fold
from mingtang.search.index import LONGEST_WORD
from mingtang.search.models import Asked, Entry, Slip
from mingtang.search.query.answering import answers
from mingtang.search.query.words import TYPED, parse

QUESTION = "question"
TITLES = 1000  # by weight and day, that are looked at
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
    found = (text for text in often.values_list("text", flat=True)[: QUESTIONS * 2] if answers(parse(text)))
    return [Suggestion(text, None, QUESTION) for text, _ in zip(found, range(QUESTIONS), strict=False)]


def _titles(folded: str, limit: int) -> list[Suggestion]:
    with stores.current().reading():
        slips = Slip.objects.filter(stores.holding([grams.of_word(folded, "title")])).order_by(
            "-weight", "-recent"
        )
        ids = list(slips.values_list("pk", flat=True)[:TITLES])
        folds = dict(Entry.objects.filter(pk__in=ids).values_list("pk", "title_fold"))
        holders = [pk for pk in ids if folded in folds.get(pk, "")]
        chosen = sorted(holders, key=lambda pk: not folds[pk].startswith(folded))[: limit * 2]
        entries = Entry.objects.in_bulk(chosen)
    return [
        Suggestion(entries[pk].title, entries[pk].url or None, entries[pk].kind)
        for pk in chosen
        if pk in entries
    ]
