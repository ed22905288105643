"""执笔：从词和句式里取，一次一样，同一个标题不写两次；每次载入的结果相同。"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from mingtang.demo.site_2022 import words

Thing = TypeVar("Thing")
Values = dict[str, Any]


@dataclass
class Pen:
    """Writes titles and texts. ``chance`` is seeded: the site is the same every time."""

    chance: random.Random = field(default_factory=lambda: random.Random(20220104))  # noqa: S311 - no secret
    _used: set[str] = field(default_factory=set)

    def one(self, things: Sequence[Thing]) -> Thing:
        """One of them."""
        return self.chance.choice(things)

    def number(self, least: int, most: int) -> int:
        """A number between, both included."""
        return self.chance.randint(least, most)

    def slots(self) -> Values:
        """One of everything that patterns ask for."""
        small = self.number(2, 6)
        return {
            "place": self.one(words.PLACES), "other": self.one(words.PLACES), "matter": self.one(words.MATTERS),
            "second": self.one(words.MATTERS), "thing": self.one(words.THINGS), "topic": self.one(words.TOPICS),
            "window": self.one(words.WINDOWS), "project": self.one(words.PROJECTS), "learning": self.one(words.LEARNING),
            "few": small, "many": small + self.number(3, 12), "days": self.number(2, 9), "cases": self.number(35, 980),
            "share": self.number(61, 98), "people": self.number(20, 160), "quarter": self.one("一二三四"),
        }  # fmt: skip

    def fresh(self, patterns: Sequence[str], **more: Any) -> tuple[str, Values]:
        """A title that was not written before, with what was put into it."""
        for _ in range(2000):
            values = {**self.slots(), **more}
            title = self.one(patterns).format(**values)
            if title not in self._used:
                self._used.add(title)
                return title, values
        raise LookupError("the patterns give no more titles")

    def text(
        self, openings: Sequence[str], middles: Sequence[str], closings: Sequence[str], values: Values
    ) -> str:
        """A text of four or five paragraphs as HTML, signed as invented."""
        inner = self.chance.sample(list(middles), k=self.number(2, min(3, len(middles))))
        lines = [self.one(openings), *inner, self.one(closings)]
        return paragraphs(*(line.format(**values) for line in lines))


def paragraphs(*lines: str, signed: bool = True) -> str:
    """Lines as paragraphs of a page."""
    return "".join(f"<p>{line}</p>" for line in (*lines, *([words.SIGN] if signed else [])))


def table(headers: Sequence[str], rows: Sequence[Sequence[Any]], caption: str) -> str:
    """A table as old systems write it."""
    head = "".join(f"<th>{each}</th>" for each in headers)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table>"
