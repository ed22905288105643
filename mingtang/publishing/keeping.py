"""栏目台账：每个栏目归谁、多久更新、最近一篇、还剩几天、有几篇，给工作台的栏目页、网站体检和导出。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Max
from django.db.models.functions import Length, Substr
from django.utils import timezone

from mingtang.organs.models import Section
from mingtang.publishing.addresses import path_of
from mingtang.publishing.freshness import STEPS
from mingtang.publishing.models import Column, ColumnKind, Piece
from mingtang.publishing.tree import HOME_DEPTH, STEP

KEPT_BY_HAND = {
    ColumnKind.STATIC,
    ColumnKind.GROUP,
    ColumnKind.REQUESTS,
    ColumnKind.REPORTS,
    ColumnKind.CATALOGUE,
}


@dataclass(frozen=True)
class Line:
    """One column: pieces on show directly in it and below it, drafts among ``all_pieces``, the last publication."""

    column: Column
    section: Section | None
    inherited: bool
    own: int
    total: int
    all_pieces: int
    last_on: date | None
    day: date
    filled: bool

    @property
    def level(self) -> int:
        """0 for a column below the home page."""
        return self.column.depth - HOME_DEPTH - 1

    @property
    def path(self) -> str:
        """Its address on the site."""
        return path_of(self.column)

    @property
    def age(self) -> int | None:
        """Days since something was published in it; None when nothing ever was."""
        return max((self.day - self.last_on).days, 0) if self.last_on else None

    @property
    def left(self) -> int | None:
        """Days until it is overdue (negative: since); None without a rule, or where nothing was published yet."""
        days = self.column.fresh_days
        ruled = days and self.column.live and self.column.listed and self.column.archived_on is None
        return days - self.age if ruled and days and self.age is not None else None

    @property
    def state(self) -> str:
        """late, soon, done (in time), wait (empty or archived) or '' (no rule): the states of a due chip."""
        if self.column.archived_on or (self.column.fresh_days and self.age is None):
            return "wait"
        if self.left is None or not self.column.fresh_days:
            return ""
        used = (self.column.fresh_days - self.left) * 100 // self.column.fresh_days
        return "late" if self.left < 0 else "soon" if used >= STEPS[0] else "done"

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.column.archived_on:
            return f"{self.column.archived_on} 归档"
        if self.column.fresh_days and self.age is None:
            return "还没有稿件"
        if self.left is None:
            return "不限"
        return f"逾期{-self.left}天" if self.left < 0 else f"还剩{self.left}天" if self.left else "今天到期"

    @property
    def empty(self) -> bool:
        """Nothing in it for a visitor, and neither archived nor shut."""
        return not self.filled and self.column.live and self.column.archived_on is None


class Ledger:
    """All columns on one day, in the order of the tree. Three queries."""

    def __init__(self, day: date) -> None:
        self.day = day

    @cached_property
    def lines(self) -> list[Line]:
        """Every column, also what is archived or shut."""
        columns = list(Column.objects.order_by("path").select_related("section", "successor"))
        own, every, last = self._counted()
        sections: dict[str, Section | None] = {}
        made = []
        for column in columns:
            section = column.section or sections.get(column.path[:-STEP])
            sections[column.path] = section
            made.append(self._line(column, section, own, every, last))
        return made

    def _line(
        self,
        column: Column,
        section: Section | None,
        own: Counter[str],
        every: Counter[str],
        last: dict[str, date],
    ) -> Line:
        inside = [path for path in every if path.startswith(column.path)]
        days = [last[path] for path in inside if path in last]
        total = sum(own[path] for path in inside)
        return Line(
            column, section, column.section_id is None and section is not None, own[column.path], total,
            sum(every[path] for path in inside), max(days, default=None), self.day,
            bool(total or column.statement or column.target or self._below(column)),
        )  # fmt: skip

    @cached_property
    def _told(self) -> set[str]:
        """Paths of columns that say something without a piece."""
        told = Column.objects.live().exclude(statement="", target="")
        return set(told.values_list("path", flat=True))

    def _below(self, column: Column) -> bool:
        return any(path.startswith(column.path) for path in self._told)

    @staticmethod
    def _counted() -> tuple[Counter[str], Counter[str], dict[str, date]]:
        above = Substr("path", 1, Length(F("path")) - STEP)
        rows: Any = Piece.objects.order_by().annotate(above=above).values("above", "live")
        own, every, last = Counter[str](), Counter[str](), dict[str, date]()
        for row in rows.annotate(count=Count("pk"), newest=Max("first_published_at")):
            every[row["above"]] += row["count"]
            if row["live"]:
                own[row["above"]] += row["count"]
                if row["newest"]:
                    last[row["above"]] = timezone.localdate(row["newest"])
        return own, every, last

    def overdue(self) -> list[Line]:
        """What the webmaster looks for in the morning: the longest overdue first."""
        return sorted((each for each in self.lines if each.state == "late"), key=lambda each: each.left or 0)

    def soon(self) -> list[Line]:
        """What will be overdue next, the nearest first."""
        return sorted((each for each in self.lines if each.state == "soon"), key=lambda each: each.left or 0)

    def empty(self) -> list[Line]:
        """Columns in which visitors find nothing; they are shown nowhere."""
        return [each for each in self.lines if each.empty]

    def of(self, section: int | None) -> list[Line]:
        """What one section answers for."""
        return [each for each in self.lines if each.section and each.section.pk == section]


HEADS = (
    *(
        "栏目",
        "网址",
        "用途",
        "栏目类别",
        "责任科室",
        "更新周期（天）",
        "条例第二十条第几项",
        "公开依据",
        "公开时限",
    ),
    *("线上篇数", "最近发布", "更新状况", "归档日期"),
)


def table(lines: list[Line]) -> Iterator[list[Any]]:
    """The lines as rows of a workbook, under ``HEADS``."""
    for each in lines:
        this = each.column
        yield [
            f"{'　' * each.level}{this.title}", each.path, this.get_kind_display(), this.column_type,
            each.section.name if each.section else "", this.fresh_days, this.item, this.basis, this.time_limit,
            each.total, each.last_on, each.words, this.archived_on,
        ]  # fmt: skip
