"""归一：全角、上下标、各种横线、看不见的字符都化成一样，长度不变，位置对得上原文。"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

UNSEEN = "\u200b"
_DASHES = frozenset("‐‑‒–—―−﹣－﹘ー")


class _Folds(dict[int, str]):
    """One character for one character; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(char: str) -> str:
    if char in _DASHES:
        return "-"
    if unicodedata.category(char) == "Cf":
        return UNSEEN
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The same text in one form of width, position for position (NFKC where it keeps the length)."""
    return text.translate(_FOLDS)


GAP = rf"[ \-{UNSEEN}]{{0,3}}"
_RUN = re.compile(rf"(?:\d{GAP}){{10,}}[\dXx]")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")


def digits(text: str) -> str:
    """The digits of a folded text, with a final X."""
    return "".join(char for char in text.upper() if char.isdigit() or char == "X")


def masked_number(number: str) -> str:
    """18 characters: first four and last four; shorter ones: first three and last four."""
    plain = digits(number)
    if len(plain) >= 15:
        return f"{plain[:4]}{'*' * (len(plain) - 8)}{plain[-4:]}"
    return f"{plain[:3]}{'*' * max(4, len(plain) - 7)}{plain[-4:]}"


def concealed(text: str) -> str:
    """A text with every long number and address of e-mail masked: what may be stored and shown in a finding."""
    text = _replaced(text, _RUN, lambda found: masked_number(found[0]))
    return _replaced(text, _EMAIL, lambda found: f"{found[0][0]}***@{found[0].rpartition('@')[2]}")


def _replaced(text: str, pattern: re.Pattern[str], mask: Callable[[re.Match[str]], str]) -> str:
    """Found in the folded text, replaced in the text as it is written."""
    parts, done = [], 0
    for found in pattern.finditer(fold(text)):
        parts += [text[done : found.start()], mask(found)]
        done = found.end()
    return "".join(parts) + text[done:]


def excerpt(text: str, start: int, end: int, *, around: int = 12) -> str:
    """The marked part and a little around it, concealed; never cuts into a number beside it."""
    folded = fold(text)
    left, right = max(0, start - around), min(len(text), end + around)
    for run in _RUN.finditer(folded, max(0, left - 40), min(len(text), right + 40)):
        left = min(left, run.start()) if run.start() < left < run.end() else left
        right = max(right, run.end()) if run.start() < right < run.end() else right
    part = concealed(text[left:right]).replace(UNSEEN, "")
    part = " ".join(part.split())[:120]
    return f"{'…' if left else ''}{part}{'…' if right < len(text) else ''}"
