"""The one form in which texts and questions are compared.

Width, case and compatible characters are folded (１ and 1, Ａ and a, ㈠ and 一). Signs and spaces between
characters vanish, for 政府（信息）公开 should be found by 政府信息公开 and GB/T 37668 by GBT37668. Two things
part what stands beside them, written as one space: the end of a sentence, and any sign between two digits
(〔2022〕5号 is not 20225号). Each character is folded by itself, so that a place in the folded text leads
back to a place in the text.
"""

import re
import unicodedata

SIGN, STOP = "\x1f", "\x1e"
STOPS = frozenset("。！？；!?;")
CIRCLES = {"○": "〇", "◯": "〇"}  # 二○二二年 is typed with a circle as often as with the numeral
_STOPPED = re.compile(f"[{SIGN}{STOP}]*{STOP}[{SIGN}{STOP}]*")
_BETWEEN_DIGITS = re.compile(f"(?<=[0-9]){SIGN}+(?=[0-9])")


class _Table(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _character(chr(code))
        return folded


def _character(letter: str) -> str:
    if letter in CIRCLES:
        return CIRCLES[letter]
    if unicodedata.normalize("NFKC", letter) in STOPS:
        return STOP
    if unicodedata.category(letter) in ("Cf", "Mn", "Mc", "Me"):
        return ""  # zero-width characters, variants of a rare hanzi, accents that stand alone
    wide = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", letter).casefold())
    return "".join(each if each.isalnum() else SIGN for each in wide)


TABLE = _Table()


def clean(text: str) -> str:
    """The text as both databases can hold it: composed, without NUL and halves of characters."""
    whole = text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    return unicodedata.normalize("NFC", whole)


def fold(text: str) -> str:
    """The folded form of a text; '' when nothing in it can be looked for."""
    letters = _STOPPED.sub(" ", unicodedata.normalize("NFC", text).translate(TABLE))
    return _BETWEEN_DIGITS.sub(" ", letters).replace(SIGN, "").strip()


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded form of a text that is already composed, and for each of its characters the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    gap = ""
    for place, letter in enumerate(text):
        for each in TABLE[ord(letter)]:
            if each in (SIGN, STOP):
                gap = STOP if STOP in (gap, each) else SIGN
                continue
            if letters and (gap == STOP or (gap and _is_digit(letters[-1]) and _is_digit(each))):
                letters.append(" ")
                places.append(place)
            letters.append(each)
            places.append(place)
            gap = ""
    return "".join(letters), places


def _is_digit(letter: str) -> bool:
    return "0" <= letter <= "9"
