"""日期：日子不存在，星期对不上。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.passages import Fix, Mark, Passage

_DAY = re.compile(
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:\s?[(（，,]?\s?((?:星期|周|礼拜)([一二三四五六日天])))?"
)
_NAMES = "一二三四五六日"


def dates(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """没有的日子；写明的星期与日期不符。没有写年的，按发布的年份算。"""
    for match in _DAY.finditer(text):
        year = int(match[1]) if match[1] else (book.on.year if book.on else 0)
        if not year:
            continue
        try:
            day = date(year, int(match[2]), int(match[3]))
        except ValueError:
            if match[1] or (match[2], match[3]) != ("2", "29"):
                yield Mark(
                    "date", "warn", match.start(), match.end(), f"“{match[0]}”", "没有这一天，核对后改正"
                )
            continue
        yield from _weekday(match, day)


def _weekday(match: re.Match[str], day: date) -> Iterator[Mark]:
    right = _NAMES[day.weekday()]
    said = match[5]
    if said and said.replace("天", "日") != right:
        words = match[4][:-1] + right
        advice = f"{day.year}年{day.month}月{day.day}日是星期{right}，核对日期和星期"
        fix = Fix("replace", f"改为“{words}”", words)
        yield Mark("weekday", "warn", match.start(4), match.end(4), f"“{match[0]}”", advice, (fix,))
