"""查的是一段一段的文字，查出的是一条一条的发现。纯数据：不碰数据库，不看时钟。"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from mingtang.publishing.checks.folding import concealed

Level = Literal["block", "warn"]
Kind = Literal["title", "summary", "body", "table", "attachment", "alt"]


@dataclass(frozen=True)
class Passage:
    """一段要查的文字。

    ``where`` is said to people (正文第2段). A table is one passage: cells joined by tabs, rows by line ends;
    ``context["grid"]`` holds the rows, ``context["cells"]`` pairs of start and name of each cell.
    ``context["hidden"]`` says why a visitor would not see it (隐藏工作表, 批注, 修订).
    """

    where: str
    text: str
    kind: Kind
    context: Mapping[str, Any] = field(default_factory=dict)

    def cell(self, at: int) -> str:
        """The name of the cell at a position of a table; '' elsewhere."""
        cells: Sequence[tuple[int, str]] = self.context.get("cells", ())
        index = bisect_right(cells, at, key=lambda cell: cell[0]) - 1
        return cells[index][1] if index >= 0 else ""

    @property
    def is_list(self) -> bool:
        """Whether it is a table, on the page or in an attachment."""
        return self.kind == "table" or bool(self.context.get("grid"))


@dataclass(frozen=True)
class Fix:
    """可以代做的一步：``kind`` 由 ``actions.mending`` 认得，``label`` 写在按钮上，``to`` 是换成什么。"""

    kind: str
    label: str
    to: str = ""


@dataclass(frozen=True)
class Mark:
    """规则标出的一处；同一段里同类的合成一条发现。"""

    rule: str
    level: Level
    start: int
    end: int
    label: str  # what it is, in a few words: marks of one passage with the same label are one finding
    advice: str  # what to do
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True)
class Finding:
    """一条发现：哪条规则、多重、在哪里、怎么办。``excerpt`` 里没有完整的号码。"""

    rule: str
    level: Level
    where: str
    excerpt: str
    start: int
    end: int
    sentence: str
    fixes: tuple[Fix, ...] = ()
    count: int = 1
    anchor: str = ""

    @property
    def fix(self) -> Fix | None:
        """The first of what can be done for the author."""
        return self.fixes[0] if self.fixes else None

    def as_dict(self) -> dict[str, Any]:
        """As it is stored with the run: plain values, no full number in any of them.

        Names of files, sheets and links are words of people, too. A fix that needs such a name as it is written
        is not offered when the name itself is a number.
        """
        fixes = [asdict(each) for each in self.fixes if concealed(each.to) == each.to]
        said = {name: concealed(getattr(self, name)) for name in ("where", "excerpt", "sentence")}
        fixes = [{**each, "label": concealed(each["label"])} for each in fixes]
        return {**asdict(self), **said, "fixes": fixes, "fix": fixes[0] if fixes else None}
