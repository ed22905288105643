"""Cells and labels: what counts as a number, and labels without spaces and punctuation."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_UNIT = r"(?:[件份篇部个项宗起条次]|\([件份个项]\))?"
_INTEGER = re.compile(rf"([-+]?)(\d+|\d{{1,3}}(?:,\d{{3}})+)(?:\.0+)?{_UNIT}")
_SPACED = re.compile(r"[1-9](?: \d)+|\d{1,3}(?: \d{3})+")
_DECIMAL = re.compile(r"(-?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(万元|元)?")
_CHANGE = re.compile(r"(增加?|减少?|[-+↑↓])?(\d+)[项个件]?")
_MARKS = re.compile(r"[-—–―－_/\\~·*×]+|无|空|无数据|暂无|未统计|不涉及|N/?A|null|NULL|#[A-Z/0!]+")
_NUMERIC = re.compile(rf"[-+]?\d[\d,]*(?:\.\d+)?(?:{_UNIT}|万元|元)|[增减]\d+")


def tidy(text: str) -> str:
    """Half width, one space at most, none around."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """A label without spaces, line breaks and punctuation: （三）不予公开 → 三不予公开."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def is_value(text: str) -> bool:
    """Whether a cell stands where a number belongs: a number, or what people write instead of one."""
    flat = tidy(text)
    return bool(_NUMERIC.fullmatch(flat) or _MARKS.fullmatch(flat))


def integer(text: str) -> int | None:
    """The integer a cell writes; None when it writes something else (then the reader reports the cell)."""
    flat = tidy(text)
    if _SPACED.fullmatch(flat):
        flat = flat.replace(" ", "")
    match = _INTEGER.fullmatch(flat)
    if match is None:
        return None
    value = int(match[2].replace(",", ""))
    return -value if match[1] == "-" else value


def amount_wan(text: str, *, yuan: bool = False) -> Decimal | None:
    """An amount in 万元; a cell (or with ``yuan`` a table) in 元 is converted exactly."""
    match = _DECIMAL.fullmatch(tidy(text))
    if match is None:
        return None
    value = Decimal(match[2].replace(",", "") + (match[3] or ""))
    in_yuan = match[4] == "元" or (yuan and not match[4])
    value = value / 10_000 if in_yuan else value
    return -value if match[1] else value


def change(text: str) -> int | None:
    """A change of the trial form: 减4 → -4, +3 → 3."""
    match = _CHANGE.fullmatch(tidy(text))
    if match is None:
        return None
    return -int(match[2]) if (match[1] or "").startswith(("减", "-", "↓")) else int(match[2])
