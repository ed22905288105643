"""栏目多久没有更新：到更新周期的七成、九成、满期各说一次。来源：国办秘函〔2019〕19号的更新要求，周期写在栏目上。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mingtang.publishing.models import Column
from mingtang.publishing.tree import grow

STEPS = (70, 90, 100)  # percent of the column's days at which its section is told; a practice of the house


@dataclass(frozen=True)
class Age:
    """How old a column is: days since something new, of how many allowed."""

    column: Column
    days: int
    allowed: int
    last_on: date

    @property
    def share(self) -> int:
        """Percent of the allowed days that are used."""
        return self.days * 100 // self.allowed

    @property
    def sentence(self) -> str:
        """What is said to the section."""
        left = self.allowed - self.days
        then = f"还剩{left}天" if left > 0 else f"已超{-left}天" if left < 0 else "今天到期"
        return f"“{self.column.title}”{self.days}天没有新稿，{self.allowed}天内须更新，{then}"


def ages(day: date) -> Iterator[Age]:
    """Every listed column with a rule of freshness in which something was ever published."""
    nodes = grow().by_pk
    for column in Column.objects.due_for_update().order_by("path"):
        last = nodes[column.pk].latest if column.pk in nodes else None
        if last and column.fresh_days:
            on = timezone.localtime(last).date()
            yield Age(column, max((day - on).days, 0), column.fresh_days, on)


def warnings(day: date) -> list[Age]:
    """Those that have reached the first step, the oldest by share first."""
    return sorted((each for each in ages(day) if each.share >= STEPS[0]), key=lambda each: -each.share)
