"""领导姓名、职务、排序，机构排序。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mingtang.publishing.checks.book import Book, Person
from mingtang.publishing.checks.passages import Fix, Mark, Passage

_PREFIX = re.compile(r"(?:(?:第一|常务)?副)$")
_FORMER = re.compile(r"(?:原|前任?|时任|曾任)(?:常务)?副?$")
_SEPARATORS = "、，, 和及"
MOST_POST = 30


def leaders(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """姓名配错职务、同一职务姓名差一个字、几位的次序不对。"""
    if not book.people:
        return
    posts = sorted({post for person in book.people for post in person.posts}, key=len, reverse=True)
    for person in book.people:
        yield from _wrong_post(person, posts, text)
    yield from _misspelt(book.people, posts, text)
    yield from _order(book.people, text)


def _wrong_post(person: Person, posts: Sequence[str], text: str) -> Iterator[Mark]:
    for match in re.finditer(re.escape(person.name), text):
        said = _post_before(posts, text[max(0, match.start() - MOST_POST) : match.start()])
        if said and said not in person.posts:
            label = f"{person.name}的职务“{said}”"
            advice = f"名录里是{'、'.join(person.posts)}，核对后改正"
            yield Mark("leader_post", "block", match.start() - len(said), match.end(), label, advice)


def _post_before(posts: Sequence[str], before: str) -> str:
    """The post written right before a name, with 副 where it is said; '' for none known and for former posts."""
    before = before.rstrip(" ")
    for post in posts:
        if before.endswith(post):
            rest = before[: -len(post)]
            if _FORMER.search(rest):
                return ""
            prefix = _PREFIX.search(rest)
            return (prefix[0] if prefix else "") + post
    return ""


def _misspelt(people: Sequence[Person], posts: Sequence[str], text: str) -> Iterator[Mark]:
    names = {person.name for person in people}
    for post in posts:
        holders = [person for person in people if post in person.posts]
        for at in (match.end() for match in re.finditer(re.escape(post), text)):
            before = text[max(0, at - len(post) - 4) : at - len(post)]
            if _PREFIX.search(before) or _FORMER.search(before):
                continue
            for person in holders:
                said = text[at : at + len(person.name)]
                if said not in names and _one_apart(said, person.name):
                    fix = Fix("replace", f"改为“{person.name}”", person.name)
                    label = f"“{post}{said}”"
                    advice = f"名录里任{post}的是{person.name}，姓名差一个字"
                    yield Mark("leader_name", "block", at, at + len(said), label, advice, (fix,))


def _one_apart(said: str, name: str) -> bool:
    """Same length, one character different, the others in place (two of three, one of two with the surname)."""
    if len(said) != len(name) or not re.fullmatch(r"[\u4e00-\u9fff]+", said):
        return False
    different = [place for place in range(len(name)) if said[place] != name[place]]
    return len(different) == 1 and (len(name) > 2 or different[0] == 1)


def _order(people: Sequence[Person], text: str) -> Iterator[Mark]:
    yield from _sequence({person.name: person.order for person in people}, text, "leader_order", "领导排序")


def institutions(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """并列的机构次序不对。"""
    for sequence in book.sequences:
        ranks = {name: place for place, name in enumerate(sequence)}
        yield from _sequence(ranks, text, "institution_order", "机构排序")


def _sequence(ranks: dict[str, int], text: str, rule: str, label: str) -> Iterator[Mark]:
    """Neighbours in an enumeration whose ranks go down."""
    present = [name for name in ranks if name in text]
    if len(present) < 2:
        return
    pattern = "|".join(re.escape(name) for name in sorted(present, key=len, reverse=True))
    found = list(re.finditer(pattern, text))
    for one, other in pairwise(found):
        between = text[one.end() : other.start()]
        joined = 0 < len(between) <= MOST_POST and not re.search(r"[。；！？\n]", between)
        if joined and between.strip()[:1] in _SEPARATORS and ranks[one[0]] > ranks[other[0]]:
            advice = f"按次序“{other[0]}”在“{one[0]}”之前，核对后改正"
            yield Mark(rule, "warn", one.start(), other.end(), label, advice)
