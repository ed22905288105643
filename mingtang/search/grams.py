"""What the index holds of a text: its characters and its pairs of neighbouring characters, each once.

A word of one or two characters is found by the index alone. A longer word is looked for by all its pairs, and
what is found so is then read (`query.candidates`): the pairs may stand apart. Pairs of the title and of the number
are held a second time under a mark of their own, so that they can be asked for alone.
"""

from collections.abc import Iterable
from operator import add
from typing import Literal

Where = Literal["all", "title", "number"]
MARKS: dict[str, str] = {"all": "", "title": "\ue001", "number": "\ue002"}  # private use: no text keeps them
PAIRS_ASKED = 24  # of a long word; the rest is left to reading


def of_text(folded: str) -> set[str]:
    """Characters and pairs of a folded text; nothing across a space or a bar."""
    found: set[str] = set()
    for part in folded.replace("|", " ").split(" "):
        found.update(part)
        found.update(map(add, part, part[1:]))
    return found


def of_entry(title: str, number: str, body: str) -> list[str]:
    """All that is held of an entry, from its three folded texts."""
    titled, numbered = of_text(title), of_text(number)
    marked = {MARKS["title"] + gram for gram in titled} | {MARKS["number"] + gram for gram in numbered}
    return list(titled | numbered | of_text(body) | marked)


def of_word(form: str, where: str = "all") -> list[str]:
    """What an entry must hold to contain the folded word."""
    pairs = sorted(gram for gram in of_text(form) if len(gram) == 2)
    return [MARKS[where] + gram for gram in (pairs or sorted(of_text(form)))[:PAIRS_ASKED]]


def of_letters(letters: Iterable[str], where: str = "all") -> list[str]:
    """What an entry must hold to contain these characters anywhere."""
    return sorted({MARKS[where] + letter for letter in letters if letter != " "})


def code(gram: str) -> int:
    """The gram as a whole number below 2**44: mark, first and second character."""
    mark = 0
    if gram[0] in (MARKS["title"], MARKS["number"]):
        mark, gram = ord(gram[0]) - 0xE000, gram[1:]
    return mark << 42 | ord(gram[0]) << 21 | (ord(gram[1]) if len(gram) > 1 else 0)
