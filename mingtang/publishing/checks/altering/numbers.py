"""一段文字里的号码，和遮盖以后的文字。"""

from __future__ import annotations

from collections.abc import Iterator, Set

from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.folding import digits, fold
from mingtang.publishing.checks.passages import Mark, Passage
from mingtang.publishing.checks.rules.numbers import bank_card, identity, masked_for_page, phone

_NOTHING = Book()


def number_marks(text: str) -> Iterator[Mark]:
    """Identity numbers, phones and cards of a text."""
    passage, folded = Passage("", text, "body"), fold(text)
    for rule in (identity, phone, bank_card):
        yield from rule(passage, folded, _NOTHING)


def numbers_in(text: str) -> set[str]:
    """The digits of every number of a text."""
    return {digits(fold(text[mark.start : mark.end])) for mark in number_marks(text)}


def spans(text: str, numbers: Set[str]) -> list[tuple[int, int, str]]:
    """Start, end and mask of each place of a text where one of these numbers stands."""
    found = []
    for mark in number_marks(text):
        number = digits(fold(text[mark.start : mark.end]))
        if number in numbers:
            found.append((mark.start, mark.end, masked_for_page(number)))
    return found


def masked(text: str, numbers: Set[str]) -> str:
    """The text with these numbers masked."""
    for start, end, mask in sorted(spans(text, numbers), reverse=True):
        text = text[:start] + mask + text[end:]
    return text
