"""法规原文：供界面显示条文，也供测试核对引文。"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mingtang.law.errors import LawError

FOLDER = Path(__file__).parent
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True)
class Article:
    """一条：序号、章名、全文（各款各项之间换行）。"""

    number: int
    chapter: str
    text: str

    @property
    def label(self) -> str:
        """第三十三条."""
        return article_label(self.number)


def article_label(number: int) -> str:
    """33 -> 第三十三条（1 至 99）。"""
    tens, ones = divmod(number, 10)
    words = ("" if tens == 0 else "十" if tens == 1 else f"{'零一二三四五六七八九'[tens]}十") + (
        "零一二三四五六七八九"[ones] if ones else ""
    )
    return f"第{words}条"


def article_number(label: str) -> int:
    """第三十三条第二款 -> 33。读不出时抛出 LawError。"""
    found = re.match(r"第([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)条", label)
    if found is None:
        raise LawError(f"“{label}”不是条款的写法：写成第三十三条或者第三十三条第二款。")
    tens, ten, ones = found.groups()
    if not ten:
        return _DIGITS[tens]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


@lru_cache(maxsize=1)
def regulation() -> dict[int, Article]:
    """《政府信息公开条例》（国务院令第711号）的全部条文，按序号。"""
    found: dict[int, Article] = {}
    chapter = ""
    for block in (FOLDER / "regulation_711.md").read_text(encoding="utf-8").split("\n\n"):
        line = block.strip()
        if line.startswith("## "):
            chapter = line.removeprefix("## ")
        elif re.match(r"第.{1,4}条 ", line):
            label, _, text = line.partition(" ")
            found[article_number(label)] = Article(article_number(label), chapter, text)
        elif found and line:
            last = found[max(found)]
            found[last.number] = Article(last.number, last.chapter, f"{last.text}\n{line}")
    return found
