"""错字、敏感词：一遍扫描两部词典。"""

from __future__ import annotations

from collections.abc import Iterator

from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.passages import Fix, Mark, Passage


def dictionary(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """词典里的字样；错字能一键改正。"""
    for start, end, rule, word in book.words.find(text):
        if rule == "wrong_word":
            fix = Fix("replace", f"改为“{word.right}”", word.right)
            yield Mark(rule, word.level, start, end, f"易错词“{word.text}”", f"应为“{word.right}”", (fix,))
        else:
            yield Mark(rule, word.level, start, end, f"敏感词“{word.text}”", "核对说法，改写或者删去")
