"""查的时候翻的册子：两部词典、领导名录、对外公布的号码、机构次序、日期。每次检查前从数据库取一回。"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import ahocorasick

from mingtang.publishing.checks.folding import UNSEEN, fold
from mingtang.publishing.checks.passages import Level

SHIPPED = Path(__file__).parent / "data" / "words.toml"


@dataclass(frozen=True)
class Word:
    """词典里的一条：写成什么、应为什么（敏感词没有）、多重、在哪些说法里不算。"""

    text: str
    right: str = ""
    level: Level = "warn"
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """领导名录里的一位。``posts`` 是并列的几个职务。"""

    name: str
    posts: tuple[str, ...]
    order: int


class Words:
    """All words of both dictionaries in one automaton: a text is read once, whatever the number of words."""

    def __init__(self, wrong: Iterable[Word], sensitive: Iterable[Word]) -> None:
        self._known: dict[str, tuple[str, Word | None]] = {}
        for rule, words in (("sensitive_word", sensitive), ("wrong_word", wrong)):
            for word in words:
                self._known[_key(word.text)] = (rule, word)
        excused = [phrase for _, known in self._known.values() if known for phrase in known.unless]
        for phrase in excused:
            self._known.setdefault(_key(phrase), ("", None))
        self._machine: Any = ahocorasick.Automaton()
        for key, (rule, entry) in self._known.items():
            if key:
                self._machine.add_word(key, (len(key), rule, entry))
        if len(self._machine):
            self._machine.make_automaton()

    def __len__(self) -> int:
        return len(self._machine)

    def find(self, text: str) -> Iterator[tuple[int, int, str, Word]]:
        """Start, end, rule and word of each hit, longest first where they overlap; exceptions are left out."""
        if not len(self._machine):
            return
        hits = [
            (end - size + 1, end + 1, rule, word)
            for end, (size, rule, word) in self._machine.iter(_key(text))
        ]
        done = 0
        for start, end, rule, word in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if start >= done:
                done = end
                if word is not None and not _excused(text, start, end, word):
                    yield start, end, rule, word


def _key(text: str) -> str:
    return fold(text).lower()


def _excused(text: str, start: int, end: int, word: Word) -> bool:
    """Whether the hit lies inside one of the phrases in which the word is right."""
    for phrase in word.unless:
        at = phrase.find(word.text)
        if at >= 0 and start >= at and text[start - at : start - at + len(phrase)] == phrase:
            return True
        if at < 0 and phrase in text[max(0, start - 30) : end + 30]:
            return True
    return False


@dataclass(frozen=True)
class Book:
    """Everything a check looks up; made once, used for all passages of a run."""

    words: Words = field(default_factory=lambda: Words((), ()))
    people: tuple[Person, ...] = ()
    numbers: frozenset[str] = frozenset()  # digits of phones and accounts that the office publishes itself
    hosts: frozenset[str] = frozenset()  # names of our own site and of sites that may be linked
    on: date | None = None  # the day the text was, or will be, published
    sequences: tuple[tuple[str, ...], ...] = ()


@cache
def shipped() -> Mapping[str, Any]:
    """The words, sequences and lists that come with the program."""
    return tomllib.loads(SHIPPED.read_text(encoding="utf-8"))


def without_unseen(text: str) -> str:
    """A text without characters nobody sees."""
    return fold(text).replace(UNSEEN, "")
