"""What the index holds of a text: its characters, its pairs of neighbouring characters and its runs of digits, each once.

A word of one or two characters is found by the index alone. A longer word is looked for by all its pairs, and
what is found so is then read (`query.candidates`): the pairs may stand apart. Runs of digits are held whole, for
the pairs of a 文号 are in thousands of others. Grams of the title and of the number are held a second time under a
mark of their own, so that they can be asked for alone.
"""

import re
from collections.abc import Iterable
from operator import add
from typing import Literal

Where = Literal["all", "title", "number"]
MARKS: dict[str, str] = {
    "all": "",
    "title": "\ue001",
    "number": "\ue002",
}  # private use: no folded text keeps them
RUN = "\ue003"
PAIRS_ASKED = 24  # of a long word; the rest is left to reading
_RUNS = re.compile("[0-9]{1,12}")
_INNER_RUNS = re.compile("(?<=[^0-9])[0-9]{1,12}(?=[^0-9])")


def of_text(folded: str) -> set[str]:
    """Characters, pairs and runs of a folded text; no pair across a space or a bar."""
    found: set[str] = set()
    for part in folded.replace("|", " ").split(" "):
        found.update(part)
        found.update(map(add, part, part[1:]))
    found.update(RUN + digits for digits in _RUNS.findall(folded))
    return found


def of_entry(title: str, number: str, body: str) -> list[str]:
    """All that is held of an entry, from its three folded texts."""
    titled, numbered = of_text(title), of_text(number)
    marked = {MARKS["title"] + gram for gram in titled} | {MARKS["number"] + gram for gram in numbered}
    return list(titled | numbered | of_text(body) | marked)


def of_word(form: str, where: str = "all") -> list[str]:
    """What an entry must hold to contain the folded word."""
    held = of_text(form)
    pairs = sorted(gram for gram in held if len(gram) == 2 and gram[0] != RUN)
    runs = [RUN + digits for digits in _INNER_RUNS.findall(form)]  # one at the edge may go on in the text
    letters = sorted(gram for gram in held if len(gram) == 1)
    return [MARKS[where] + gram for gram in runs + (pairs or letters)[:PAIRS_ASKED]]


def of_letters(letters: Iterable[str], where: str = "all") -> list[str]:
    """What an entry must hold to contain these characters anywhere."""
    return sorted({MARKS[where] + letter for letter in letters if letter != " "})


def code(gram: str) -> int:
    """The gram as a whole number below 2**47: mark, first and second character, or mark and run of digits."""
    mark = 0
    if gram[0] in (MARKS["title"], MARKS["number"]):
        mark, gram = ord(gram[0]) - 0xE000, gram[1:]
    if gram[0] == RUN:
        return 1 << 46 | mark << 44 | (len(gram) - 1) << 40 | int(gram[1:])
    return mark << 42 | ord(gram[0]) << 21 | (ord(gram[1]) if len(gram) > 1 else 0)
