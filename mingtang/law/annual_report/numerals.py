"""正文里的数：阿拉伯数字、带千位分隔的数字和汉字数字（十四、一百零五、两千三百、二〇二二）。"""

import re
from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

# Bounded, so that a hostile run of digits costs no more than its length.
PATTERN = r"(?:\d{1,12}(?:\.\d{1,6})?|[〇零一二两三四五六七八九十百千万]{1,16})"


def parse(text: str) -> Decimal | None:
    """The number ``text`` writes, None when the characters do not make one (such as 十十)."""
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Decimal(text)
    if all(character in _DIGITS for character in text):
        return Decimal("".join(str(_DIGITS[character]) for character in text)) if text else None
    return _with_units(text)


def _with_units(text: str) -> Decimal | None:
    high, _, low = text.rpartition("万")
    parts = [_below_ten_thousand(part) if part else 0 for part in (high, low)]
    if None in parts or "万" in high or text.startswith("万"):
        return None
    return Decimal((parts[0] or 0) * 10_000 + (parts[1] or 0))


def _below_ten_thousand(text: str) -> int | None:
    match = re.fullmatch(r"(?:(.)千)?零?(?:(.)百)?零?(?:(.)?(十))?零?(.)?", text)
    if match is None:
        return None
    thousands, hundreds, tens, ten, ones = match.groups()
    if any(digit is not None and digit not in _DIGITS for digit in (thousands, hundreds, tens, ones)):
        return None
    value = [(thousands, 1000), (hundreds, 100), (tens or (ten and "一"), 10), (ones, 1)]
    return sum(_DIGITS[digit] * unit for digit, unit in value if digit)
