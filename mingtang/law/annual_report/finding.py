"""核对的结果：一条规则对一处数字的一次判断，带等式两边、差、出处和一句话。"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from mingtang.law.annual_report.tables import number
from mingtang.law.cite import Cite

Level = Literal["hard", "soft"]
Value = int | Decimal | str | None


class Status(StrEnum):
    """一次判断的结论：符合、不符、拿不准、无从判断（缺数字或缺上年报告）。"""

    PASS = "PASS"  # noqa: S105 (a verdict, not a secret)
    FAIL = "FAIL"
    UNCERTAIN = "UNCERTAIN"
    NOT_ASSESSABLE = "NOT_ASSESSABLE"


@dataclass(frozen=True, slots=True)
class Place:
    """一处：第几张表的哪行哪列，或者正文第几部分（``section``，0 是标题和开头）。"""

    table: int | None = None
    row: str = ""
    column: str = ""
    section: int | None = None

    def to_dict(self) -> dict[str, object]:
        """Only the parts that say something."""
        if self.table is None:
            return {"section": self.section}
        return {"table": self.table, "row": self.row, "column": self.column}


@dataclass(frozen=True, slots=True)
class Rule:
    """一条核对规则。``id`` 是通用编号，``alias`` 是同一条规则的另一编号。

    ``level``: 硬 means the report must not be published with it; 软 asks for a look or a reason.
    ``needs``: what the rule is judged from: figures, previous (last year's figures), text, or papers (case files).
    """

    id: str
    name: str
    formula: str
    level: Level
    cite: Cite
    version: str = "2021.1"
    alias: str = ""
    needs: Literal["figures", "previous", "text", "papers"] = "figures"


@dataclass(frozen=True, slots=True)
class Finding:
    """一次判断。``left``、``right`` 是等式两边的数，``left_says``、``right_says`` 说明两边是怎么来的。

    ``sentence`` says what is wrong and what to do; ``where`` names the cells or the section; ``refs`` may name the
    cases or papers behind it, ``unnamed`` says how many more there are.
    """

    rule: str
    level: Level
    status: Status
    left: Value
    right: Value
    sentence: str
    where: tuple[Place, ...]
    cite: Cite
    difference: int | Decimal | None = None
    left_says: str = ""
    right_says: str = ""
    name: str = ""
    alias: str = ""
    version: str = ""
    refs: tuple[str, ...] = ()
    unnamed: int = 0

    @property
    def failed(self) -> bool:
        """Whether the rule does not hold here."""
        return self.status is Status.FAIL

    def to_dict(self) -> dict[str, object]:
        """The JSON shape of ``mingtang report check --json``."""
        return {
            "rule": self.rule,
            "alias": self.alias,
            "version": self.version,
            "name": self.name,
            "level": self.level,
            "status": self.status.value,
            "left": _json(self.left),
            "right": _json(self.right),
            "difference": _json(self.difference),
            "left_says": self.left_says,
            "right_says": self.right_says,
            "sentence": self.sentence,
            "where": [place.to_dict() for place in self.where],
            "cite": self.cite.short,
            "refs": list(self.refs),
        }


def _json(value: Value) -> int | float | str | None:
    return value if isinstance(value, str) else number(value)


@dataclass(frozen=True, slots=True)
class Side:
    """等式的一边：数和它的来历（“本年新收14＋上年结转0”）。"""

    value: Value = None
    says: str = ""


NOTHING = Side()
Holds = Callable[[int | Decimal, int | Decimal], bool]


def judged(
    rule: Rule,
    status: Status,
    sentence: str = "",
    *,
    where: tuple[Place, ...] = (),
    left: Side = NOTHING,
    right: Side = NOTHING,
    difference: int | Decimal | None = None,
    refs: tuple[str, ...] = (),
) -> Finding:
    """A finding of ``rule`` with the rule's own data filled in."""
    return Finding(
        rule=rule.id,
        level=rule.level,
        status=status,
        left=left.value,
        right=right.value,
        sentence=sentence,
        where=where,
        cite=rule.cite,
        difference=difference,
        left_says=left.says,
        right_says=right.says,
        name=rule.name,
        alias=rule.alias,
        version=rule.version,
        refs=refs,
    )


def equal(left: int | Decimal, right: int | Decimal) -> bool:
    """left = right."""
    return left == right


def at_most(left: int | Decimal, right: int | Decimal) -> bool:
    """left ≤ right."""
    return left <= right


def compared(
    rule: Rule, left: Side, right: Side, where: tuple[Place, ...], sentence: str, holds: Holds = equal
) -> Finding:
    """Judge one equation. A side that could not be read makes it NOT_ASSESSABLE, never a guess."""
    a, b = left.value, right.value
    if a is None or b is None or isinstance(a, str) or isinstance(b, str):
        return judged(rule, Status.NOT_ASSESSABLE, "缺数字，无从核对。", where=where, left=left, right=right)
    good = holds(a, b)
    return judged(
        rule,
        Status.PASS if good else Status.FAIL,
        "" if good else sentence,
        where=where,
        left=left,
        right=right,
        difference=a - b,
    )
