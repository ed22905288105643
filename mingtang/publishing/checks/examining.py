"""查一段文字：跑一遍规则，同类的合成一条，摘录遮盖好。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.folding import concealed, excerpt, fold
from mingtang.publishing.checks.passages import Finding, Fix, Mark, Passage
from mingtang.publishing.checks.rules import RULES

MOST_PLACES = 3


def marks(passage: Passage, book: Book) -> list[Mark]:
    """Every place of a passage that a rule marks, in their order."""
    text = fold(passage.text)
    found = [mark for rule in RULES for mark in rule(passage, text, book)]
    return sorted(found, key=lambda mark: (mark.start, mark.end))


def examine(passage: Passage, book: Book) -> list[Finding]:
    """The findings of one passage, gravest first."""
    return [finding for finding, _ in grouped(passage, book)]


def grouped(passage: Passage, book: Book) -> list[tuple[Finding, list[Mark]]]:
    """The findings of one passage, each with the places it was made of."""
    groups: dict[tuple[str, str, str], list[Mark]] = {}
    for mark in marks(passage, book):
        groups.setdefault((mark.rule, mark.level, mark.label), []).append(mark)
    found = [(_finding(passage, group), group) for group in groups.values()]
    return sorted(found, key=lambda pair: _gravity(pair[0]))


def examine_all(passages: Iterable[Passage], book: Book) -> Iterator[Finding]:
    """The findings of many passages."""
    for passage in passages:
        yield from examine(passage, book)


def _gravity(finding: Finding) -> tuple[bool, int]:
    return finding.level != "block", finding.start


def _finding(passage: Passage, group: list[Mark]) -> Finding:
    first = group[0]
    text = passage.text
    around = 0 if passage.is_list else 12
    hidden = f"（{passage.context['hidden']}）" if passage.context.get("hidden") else ""
    many = f" {len(group)} 处" if len(group) > 1 else ""
    sentence = f"{concealed(first.label)}{many}{hidden}：{concealed(first.advice)}。"
    return Finding(
        rule=first.rule,
        level=first.level,
        where=_where(passage, group),
        excerpt=excerpt(text, first.start, first.end, around=around),
        start=first.start,
        end=first.end,
        sentence=sentence,
        fixes=_fixes(passage, group),
        count=len(group),
        anchor=str(passage.context.get("anchor", "")),
    )


def _where(passage: Passage, group: list[Mark]) -> str:
    cells = list(dict.fromkeys(filter(None, (passage.cell(mark.start) for mark in group))))
    if not cells:
        return passage.where
    named = "、".join(cells) if len(cells) <= MOST_PLACES else f"{cells[0]} 至 {cells[-1]}"
    return f"{passage.where} {named}"


def _fixes(passage: Passage, group: list[Mark]) -> tuple[Fix, ...]:
    """What can be done on this kind of passage; for an attachment a new file is made."""
    more: tuple[Fix, ...] = tuple(passage.context.get("fixes", ()))
    own = group[0].fixes
    if passage.kind == "attachment":
        kind = passage.context.get("format", "")
        own = tuple(each for each in own if each.kind == "mask" and kind in ("xlsx", "docx"))
    if len(group) > 1:
        own = tuple(Fix(each.kind, f"{each.label}（{len(group)} 处）", each.to) for each in own)
    return (*more, *own)
