"""人工智能生成内容：须标明。来源：《人工智能生成合成内容标识办法》，自2025-09-01起施行。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingtang.law.cite import Cite
from mingtang.law.since import NotInForce, Since, in_force
from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.passages import Mark, Passage

LABELLED = (
    Since(
        date(2025, 9, 1),
        True,
        Cite(
            "人工智能生成合成内容标识办法",
            "关于显式标识的规定",
            "由人工智能生成的内容要让读者看得出来",
            rank="规范性文件",
            verified=False,
            note="按大意转述，条款号未核；施行日期见于网信办等四部门公布时的报道",
        ),
    ),
)
_TRACES = re.compile(
    r"作为(?:一个|一款)?(?:AI|人工智能)(?:语言)?(?:模型|助手)|(?:由|经)?(?:AI|人工智能)(?:自动)?生成|以下是(?:为您|根据您的要求)(?:生成|撰写|整理)|希望(?:以上|这些)(?:内容|回答)对您有(?:所)?帮助"
)


def machine_made(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """有生成的痕迹而没有勾选“含人工智能生成内容”。"""
    if passage.context.get("ai_assisted") or not must_be_labelled(book.on):
        return
    for match in _TRACES.finditer(text):
        advice = "是生成内容的勾选“含人工智能生成内容”，页面将按规定标明；残留的对话语句删去"
        yield Mark("machine_made", "warn", match.start(), match.end(), "生成内容的痕迹", advice)


def must_be_labelled(on: date | None) -> bool:
    """Whether the measure holds on this day; without a day it does."""
    try:
        return on is None or in_force(LABELLED, on).value
    except NotInForce:
        return False
