"""从数据库取册子：两部词典、领导名录、公布的号码。词典没有改动就用上次取的。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from mingtang.publishing.checks.book import Book, Person, Word, Words, shipped
from mingtang.publishing.checks.folding import digits, fold
from mingtang.publishing.models import Leader, OfficeNumber, SensitiveWord, WrongWord
from mingtang.web import site

_kept: dict[str, tuple[Any, Words]] = {}


def book_for(on: date) -> Book:
    """The book of this day: leaders as they were then, words as they are now."""
    people = tuple(Person(each.name, each.posts, each.order) for each in Leader.objects.on(on))
    numbers = OfficeNumber.objects.filter(stopped_on__isnull=True).values_list("number", flat=True)
    return Book(
        words=current_words(),
        people=people,
        numbers=frozenset(digits(fold(number)) for number in numbers),
        hosts=frozenset(filter(None, [site.site().domain.lower()])),
        on=on,
        sequences=tuple(tuple(each) for each in shipped()["sequences"]),
    )


def version() -> str:
    """Changes with every change of a dictionary."""
    stamps = (
        model.objects.aggregate(n=Count("pk"), at=Max("changed_at")) for model in (WrongWord, SensitiveWord)
    )
    return "|".join(f"{stamp['n']}:{stamp['at']}" for stamp in stamps)


def current_words() -> Words:
    """The two dictionaries as one automaton, made again after a change."""
    stamp = version()
    kept = _kept.get("words")
    if kept is None or kept[0] != stamp:
        kept = (stamp, Words(*_read()))
        _kept["words"] = kept
    return kept[1]


def _read() -> tuple[list[Word], list[Word]]:
    in_use = Q(stopped_on__isnull=True)
    wrong = [
        Word(each.wrong, each.right, each.level, each.phrases)  # type: ignore[arg-type]
        for each in WrongWord.objects.filter(in_use)
    ]
    sensitive = [
        Word(each.word, "", each.level, each.phrases)  # type: ignore[arg-type]
        for each in SensitiveWord.objects.filter(in_use)
    ]
    return wrong, sensitive
