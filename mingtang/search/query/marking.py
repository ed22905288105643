"""What was found, marked: texts in pieces of (text, whether it was looked for). Never markup."""

from collections.abc import Iterable, Iterator, Sequence

from mingtang.search.fold import clean, fold, fold_with_places

Piece = tuple[str, bool]
Span = tuple[int, int]
LENGTH, BEFORE = 120, 30  # characters of a snippet, and of it before the first word
CHUNK = 400  # characters that are folded at once while the first word is looked for


def marked(text: str, forms: Sequence[str]) -> list[Piece]:
    """The whole text in pieces; `forms` are folded (`Results.words`)."""
    text = clean(text)
    return list(_pieces(text, spans(text, forms), 0, len(text)))


def snippet(body: str, forms: Sequence[str], length: int = LENGTH) -> list[Piece]:
    """About `length` characters of a text around the place where most of the words are; its beginning if none is."""
    overlap = 2 * max(map(len, forms), default=0) + 20
    for start in range(0, max(1, len(body)), CHUNK):
        chunk = body[start : start + CHUNK + overlap]
        folded = fold(chunk)
        if any(form.strip() in folded for form in forms) and (found := spans(chunk, forms)):
            return _around(body, [(start + a, start + b) for a, b in found], length)
    return _around(body, [], length)


def spans(text: str, forms: Iterable[str]) -> list[Span]:
    """Where the folded words are in a composed text, in order, those that touch joined."""
    folded, places = fold_with_places(text)
    found: list[Span] = []
    for form in sorted(forms, key=len, reverse=True):
        lead = len(form) - len(form.lstrip())  # the sign before a number is not marked
        at = folded.find(form)
        while at >= 0:
            found.append((places[at + lead], places[at + len(form) - 1] + 1))
            at = folded.find(form, at + len(form))
    return _merged(found)


def _merged(found: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _around(body: str, found: Sequence[Span], length: int) -> list[Piece]:
    start = max(0, _densest(found, length - BEFORE) - BEFORE)
    end = min(len(body), start + length)
    start = max(0, min(start, end - length))
    inside = [(max(a, start), min(b, end)) for a, b in found if b > start and a < end]
    pieces = [
        (" ".join(text.split()) if not hit else text, hit) for text, hit in _pieces(body, inside, start, end)
    ]
    before: list[Piece] = [("…", False)] if start else []
    after: list[Piece] = [("…", False)] if end < len(body) else []
    return [piece for piece in before + pieces + after if piece[0]]


def _densest(found: Sequence[Span], width: int) -> int:
    """Where a stretch of this width holds most marked characters; the first such place."""
    best, most = 0, 0
    for start, _ in found[:200]:
        held = sum(b - a for a, b in found if a >= start and b <= start + width)
        if held > most:
            best, most = start, held
    return best


def _pieces(text: str, found: Sequence[Span], start: int, end: int) -> Iterator[Piece]:
    at = start
    for a, b in found:
        if a > at:
            yield text[at:a], False
        yield text[a:b], True
        at = b
    if at < end:
        yield text[at:end], False
