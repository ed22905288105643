"""Ways out of an empty answer: one filter or one word less, each of which does find something."""

from collections.abc import Iterator
from typing import Any

from mingtang.search.query.answering import count
from mingtang.search.query.filters import Filters
from mingtang.search.query.words import parse

OFFERS = 5
DROPS = {
    "不限日期": ("since", "until"),
    "不限栏目": ("channels",),
    "不限类别": ("kinds",),
    "不限科室": ("sections",),
    "不限效力": ("valid",),
    "在全文中查找": ("where",),
}


def loosen(words: str, filters: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Offers as (Chinese label with the number of documents, arguments of `find` with ``words`` among them).

    `filters` are arguments of `find` by name; its ``sort``, ``page`` and ``size`` are handed on except ``page``.
    """
    offers = []
    for label, asked in _ways(words, {name: value for name, value in filters.items() if name != "page"}):
        narrowing = {name: asked[name] for name in Filters.__dataclass_fields__ if name in asked}
        total = count(parse(asked["words"]), Filters.of(**narrowing))
        if total:
            offers.append((f"{label}（{total:,} 条）", asked))
        if len(offers) == OFFERS:
            break
    return offers


def _ways(words: str, filters: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    set_ones = {
        name
        for names in DROPS.values()
        for name in names
        if filters.get(name) not in (None, (), [], "", "all")
    }
    for label, names in DROPS.items():
        if set_ones & set(names):
            yield label, {"words": words, **_without(filters, names)}
    if len(set_ones) > 1:
        yield "去掉全部筛选", {"words": words, **_without(filters, tuple(set_ones))}
    for label, fewer in _fewer_words(words):
        yield label, {"words": fewer, **filters}
    if set_ones:
        for label, fewer in _fewer_words(words):
            yield f"{label}和全部筛选", {"words": fewer, **_without(filters, tuple(set_ones))}


def _fewer_words(words: str) -> Iterator[tuple[str, str]]:
    """Without the last word, then each word alone."""
    typed = [word.typed for word in parse(words).words]
    quoted = [f'"{each}"' if " " in each else each for each in typed]
    if len(typed) > 1:
        yield f"去掉“{typed[-1]}”", " ".join(quoted[:-1])
    if len(typed) > 2:
        yield from ((f"只查“{each}”", word) for each, word in zip(typed, quoted, strict=True))


def _without(filters: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if name not in names}
