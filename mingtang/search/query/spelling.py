"""Another spelling for a word that is hardly found: what titles hold instead of it, one or two characters off."""

from collections import Counter
from collections.abc import Iterable, Iterator

from mingtang.search import grams, stores
from mingtang.search.models import Slip
from mingtang.search.query.answering import FEW, answers, count
from mingtang.search.query.filters import Filters
from mingtang.search.query.words import Query, Word, parse

SHORTEST, LONGEST = 3, 12  # characters of a word that is corrected: of two, one off is any word
TITLES = 400  # that are looked through


def did_you_mean(words: str) -> str | None:
    """The question with its hardly found words in another spelling; None when there is none that finds more."""
    return better(parse(words))


def better(query: Query) -> str | None:
    """The same for a query that is already parsed."""
    parts, changed = [], False
    for word in query.words:
        other = _other(word)
        changed |= other is not None
        parts.append(other or _as_typed(word))
    parts += [f"-{_as_typed(word)}" for word in query.without]
    suggested = " ".join(parts)
    return suggested if changed and answers(parse(suggested)) else None


def _as_typed(word: Word) -> str:
    return f'"{word.typed}"' if " " in word.typed else word.typed


def _other(word: Word) -> str | None:
    folded = word.forms[0]
    if len(word.forms) > 1 or " " in folded or not SHORTEST <= len(folded) <= LONGEST:
        return None
    hits = count(Query((word,), ()), Filters())
    if hits >= FEW:
        return None
    found = nearest(folded, _titles(folded))
    return found[0] if found and found[1] > 3 * hits else None


def _titles(folded: str) -> list[str]:
    """The newest titles that hold all characters but one, or one half of a longer word."""
    if len(folded) <= 8:
        groups = [grams.of_letters(folded[:at] + folded[at + 1 :], "title") for at in range(len(folded))]
    else:
        half = len(folded) // 2
        groups = [grams.of_word(folded[:half], "title"), grams.of_word(folded[half:], "title")]
    with stores.current().reading():
        slips = Slip.objects.filter(stores.holding(groups)).order_by("-recent")
        return list(slips.values_list("entry__title_fold", flat=True)[:TITLES])


def nearest(word: str, titles: Iterable[str]) -> tuple[str, int] | None:
    """The stretch of the titles that is nearest to the word, and in how many titles it is. The word itself is none."""
    allowed = 1 if len(word) <= 5 else 2
    counts = Counter(stretch for title in titles for stretch in set(_stretches(word, title, allowed)))
    best: tuple[tuple[int, int, int, int, str], str] | None = None
    for stretch, often in counts.items():
        away = distance(word, stretch)
        if 0 < away <= allowed:
            rank = (away, -_shared(word, stretch), abs(len(stretch) - len(word)), -often, stretch)
            best = min(best, (rank, stretch)) if best else (rank, stretch)
    return (best[1], counts[best[1]]) if best else None


def _stretches(word: str, title: str, allowed: int) -> Iterator[str]:
    letters = set(word)
    for length in range(len(word) - allowed, len(word) + allowed + 1):
        for start in range(len(title) - length + 1):
            stretch = title[start : start + length]
            if sum(letter in letters for letter in stretch) >= len(word) - allowed and " " not in stretch:
                yield stretch


def _shared(one: str, other: str) -> int:
    return sum((Counter(one) & Counter(other)).values())


def distance(one: str, other: str) -> int:
    """Characters to change, add, drop or swap with their neighbour to make one of the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
