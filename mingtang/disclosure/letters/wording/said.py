"""写话的零件：日期、引号、条款连写、凭据；以及一份草稿里取值的办法。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingtang.disclosure.letters.catalogue import LetterKind
from mingtang.disclosure.letters.facts import LetterFacts
from mingtang.disclosure.letters.letter import Paragraph
from mingtang.law.cite import Cite
from mingtang.law.days import long_day, optional_day
from mingtang.law.sources import NUMBERS, REGULATION

BLANK = "＿＿＿＿"
REGULATION_NAME = "《条例》"
FULL_NAME = "《中华人民共和国政府信息公开条例》"
_STATISTICS = "国办公开办函〔2021〕30号"
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_ARTICLE = re.compile("第([零一二三四五六七八九十百]+)条")
_NUMERAL = re.compile("第([零一二三四五六七八九十百]+)[条款项]")


@dataclass(frozen=True)
class Draft:
    """一份草稿：种类、案情、填写项、成文日期。没填的地方写成空白横线，由签发前核对拦下。"""

    kind: LetterKind
    facts: LetterFacts
    fields: Mapping[str, Any]
    dated_on: date | None

    @property
    def you(self) -> str:
        """How the addressee is spoken to."""
        consulted = self.facts.consulted
        if self.kind.addressee in ("third_party", "other_organ"):
            return consulted.you if consulted else "你单位"
        return self.facts.applicant.you

    @property
    def outcome(self) -> str:
        """The outcome of the case if this kind carries it, else the kind's own: the gate tells that they differ."""
        own = self.kind.outcomes
        return self.facts.outcome if self.facts.outcome in own or not own else own[0]

    def say(self, name: str, default: str = "") -> str:
        """The words of a field, else the default, else a blank line."""
        return str(self.fields.get(name) or default or BLANK)

    def day(self, name: str) -> str:
        """A date field in words."""
        return said_day(optional_day(self.fields.get(name)))

    def chosen(self, name: str, default: str = "") -> str:
        """The label of a choice."""
        field = self.kind.field(name)
        return (field.option(self.fields.get(name)) if field else "") or default or BLANK

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a list field."""
        return list(self.fields.get(name) or [])

    def written(self, name: str, role: str, before: str = "") -> list[Paragraph]:
        """The paragraphs someone wrote in a field, unlocked; none if it is empty."""
        text = str(self.fields.get(name) or "").strip()
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        return [
            Paragraph(ended(before + line if index == 0 else line), role, locked=False, field=name)
            for index, line in enumerate(lines)
        ]


def said_day(day: date | None) -> str:
    """2022年9月5日, or a blank."""
    return long_day(day) if day else "＿＿＿＿年＿＿月＿＿日"


def ended(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.endswith(("。", "！", "？", "：", "；", "”", "…")) else text + "。"


def quoted(text: str) -> str:
    """“……”。 with what was written kept letter by letter."""
    return f"“{text}”" if text.endswith(("。", "！", "？")) else f"“{text}”。"


def listed(number: int, text: str) -> str:
    """1．…… for the items of a letter."""
    return f"{number}．{text}"


def citable(cite: Cite) -> bool:
    """Whether a letter may rest on it: law that binds outside, not the office's own practice or a statistics form."""
    return cite.rank != "本机关做法" and cite.instrument != _STATISTICS


def place(article: str) -> tuple[int, ...]:
    """Article, paragraph and item as numbers, for sorting; what has no number goes last."""
    found = tuple(_value(numeral) for numeral in _NUMERAL.findall(article))
    return found or (999,)


def _value(numeral: str) -> int:
    total, digit = 0, 0
    for sign in numeral:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def articles(cites: Iterable[Cite]) -> str:
    """《条例》第十四条、第三十六条第二项、第三项: instruments in order, articles sorted and joined."""
    grouped: dict[str, list[str]] = {}
    for cite in cites:
        if citable(cite):
            grouped.setdefault(cite.instrument, []).append(cite.article)
    return "和".join(_instrument(name) + _joined(found) for name, found in grouped.items())


def _instrument(name: str) -> str:
    if name == REGULATION:
        return REGULATION_NAME
    number = NUMBERS.get(name, "")
    if "〔" in name:  # cited by its number, not by its title
        return name
    return f"《{name}》" + (f"（{number}）" if "号" in number else "")


def _joined(found: list[str]) -> str:
    said: list[str] = []
    previous = ""
    for article in sorted(dict.fromkeys(found), key=place):
        head = _ARTICLE.match(article)
        if head is None:
            continue  # headings such as 缴费期限 are not articles one can cite
        said.append(article.removeprefix(head[0]) if head[0] == previous and article != head[0] else article)
        previous = head[0]
    return "、".join(said)


def basis(cites: Iterable[Cite], why: str) -> str:
    """What the interface shows beside a locked paragraph: 条例第三十一条，收到日期与方式取自案件."""
    found = articles(cites).replace(REGULATION_NAME, "条例")
    return f"{found}，{why}" if found else why


def locked(text: str, role: str, cites: Iterable[Cite], why: str) -> Paragraph:
    """A paragraph the rules wrote."""
    return Paragraph(text, role, locked=True, basis=basis(cites, why))
