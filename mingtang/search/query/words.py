"""What was typed, as words that are looked for and words that must not be there.

Words are parted by spaces and must all be found. Quotes ("…", “…”, 「…」, 《…》) keep spaces inside one word; a minus
before a word or a quote excludes it. Whatever is typed is a question: nothing here raises.
"""

import re
import unicodedata
from dataclasses import dataclass

from mingtang.search import numbers
from mingtang.search.fold import clean, fold
from mingtang.search.index import LONGEST_WORD

TYPED, WORDS = 300, 12  # characters and words that are looked at
_PART = re.compile(
    "(?P<minus>(?<!\\S)[-\u2212])?"
    '(?:"(?P<a>[^"]*)"|“(?P<b>[^“”]*)”|「(?P<c>[^「」]*)」|《(?P<d>[^《》]*)》|(?P<plain>[^\\s"“”「」《》]+))'
)


@dataclass(frozen=True)
class Word:
    """A folded word: `forms` are the ways it may be written, the first as it was typed."""

    forms: tuple[str, ...]
    typed: str

    @property
    def exact(self) -> bool:
        """Whether the index alone decides, without reading the text."""
        return all(len(form) <= 2 and " " not in form for form in self.forms)

    def is_in(self, *texts: str) -> bool:
        """Whether one of the folded texts contains it."""
        return any(form in text for form in self.forms for text in texts)

    def count(self, text: str) -> int:
        """How often a folded text contains it."""
        return max(text.count(form) for form in self.forms)


@dataclass(frozen=True)
class Query:
    """`words` must all be found, none of `without`."""

    words: tuple[Word, ...]
    without: tuple[Word, ...]

    @property
    def exact(self) -> bool:
        """Whether the index alone decides."""
        return all(word.exact for word in (*self.words, *self.without))

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of every word that is looked for, to be marked."""
        return tuple(dict.fromkeys(form for word in self.words for form in word.forms))


def parse(typed: str) -> Query:
    """The query in what was typed; without words when there is nothing in it to look for."""
    text = numbers.joined(unicodedata.normalize("NFKC", clean(typed[: TYPED * 4]))[:TYPED])
    words: dict[str, Word] = {}
    without: dict[str, Word] = {}
    for match in _PART.finditer(text):
        part = next(each for each in match.group("a", "b", "c", "d", "plain") if each is not None)
        folded = fold(part)[:LONGEST_WORD].strip()
        if folded:
            (without if match["minus"] else words).setdefault(folded, _word(folded, part))
    return Query(tuple(words.values())[:WORDS], tuple(without.values())[:WORDS])


def _word(folded: str, typed: str) -> Word:
    return Word(tuple(form[:LONGEST_WORD] for form in numbers.forms(folded)), typed.strip())
