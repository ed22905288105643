"""三张表的法定版式，一处写成，网页、PDF、DOCX、XLSX 共用（国办公开办函〔2021〕30号）。

A table is rows of ``Box``: text, spans, whether it is a heading, and for a figure the key of its cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from mingtang.law.annual_report.form import (
    COLUMNS,
    GROUPS4,
    RESULTS,
    RESULTS4,
    ROWS,
    TABLE2,
    TABLE3_NOTE,
    Item,
    Row,
)
from mingtang.law.annual_report.tables import Figures, Table2

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Box:
    """One box of a table. ``key`` is (table, row, column) of a figure, empty for words."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    head: bool = False
    scope: str = ""
    key: Key | None = None

    def as_cell(self) -> dict[str, Any]:
        """The cell of a printed block."""
        return {
            "text": self.text,
            "colspan": self.colspan,
            "rowspan": self.rowspan,
            "head": self.head,
            "align": "center" if self.key or self.head else "left",
        }


Grid = list[list[Box]]


def head(text: str, colspan: int = 1, rowspan: int = 1) -> Box:
    """A heading of columns."""
    return Box(text, colspan, rowspan, True, "colgroup" if colspan > 1 else "col")


def side(text: str, colspan: int = 1, rowspan: int = 1) -> Box:
    """A heading of rows."""
    return Box(text, colspan, rowspan, True, "rowgroup" if rowspan > 1 else "row")


def table2(figures: Figures) -> Grid:
    """表二, four columns wide."""
    table = figures.table2
    nothing: list[list[Any]] = [[0] * len(item.columns) for item in TABLE2]
    values = [list(row) for row in table.to_lists()] if isinstance(table, Table2) else nothing
    grid: Grid = []
    for clause, group in groupby(zip(TABLE2, values, strict=True), key=lambda pair: pair[0].clause):
        pairs = list(group)
        grid.append([head(clause, 4)])
        grid.append([head("信息内容"), *_labels(pairs[0][0])])
        grid.extend([side(item.label), *_amounts(item, row)] for item, row in pairs)
    return grid


def _width(item: Item) -> int:
    return 3 if len(item.columns) == 1 else 1


def _labels(item: Item) -> list[Box]:
    return [head(label, _width(item)) for _, label in item.columns]


def _amounts(item: Item, row: Iterable[Any]) -> list[Box]:
    pairs = zip(item.columns, row, strict=True)
    return [Box(str(value), _width(item), key=("2", item.key, column)) for (column, _), value in pairs]


def table3(figures: Figures) -> Grid:
    """表三, ten columns wide: three of labels, seven of figures."""
    grid: Grid = [
        [head(TABLE3_NOTE, 3, 3), head("申请人情况", 7)],
        [head("自然人", 1, 2), head("法人或其他组织", 5), head("总计", 1, 2)],
        [head(column.label) for column in COLUMNS[1:6]],
    ]
    for row, labels in zip(ROWS, _row_heads(), strict=True):
        cells = figures.table3.row(row.key) if figures.table3 else (0,) * 7
        pairs = zip(COLUMNS, cells, strict=True)
        grid.append([*labels, *(Box(str(value), key=("3", row.key, column.key)) for column, value in pairs)])
    return grid


def _row_heads() -> list[list[Box]]:
    """The label boxes of the 25 rows, with the big group of 22 rows and the small groups beside it."""
    inside = [row for row in ROWS if row.group]
    sizes = {name: sum(row.group == name for row in inside) for name in {row.group for row in inside}}
    seen: set[str] = set()
    heads = []
    for row in ROWS:
        if not row.group:
            heads.append([side(row.label, 3)])
            continue
        boxes = [] if RESULTS in seen else [side(RESULTS, 1, len(inside))]
        heads.append([*boxes, *_inner(row, seen, sizes)])
        seen |= {RESULTS, row.group}
    return heads


def _inner(row: Row, seen: set[str], sizes: dict[str, int]) -> list[Box]:
    if row.group == RESULTS:
        return [side(row.label, 2)]
    group = [] if row.group in seen else [side(row.group, 1, sizes[row.group])]
    return [*group, side(row.label)]


def table4(figures: Figures) -> Grid:
    """表四, fifteen columns wide."""
    results = [head(label) for _, label in RESULTS4] * 3
    groups: list[list[Any]] = (
        [list(row) for row in figures.table4.to_lists()] if figures.table4 else [[0] * 5] * 3
    )
    values = [
        Box(str(value), key=("4", group, result))
        for (group, _), cells in zip(GROUPS4, groups, strict=True)
        for (result, _), value in zip(RESULTS4, cells, strict=True)
    ]
    return [
        [head("行政复议", 5, 2), head("行政诉讼", 10)],
        [head("未经复议直接起诉", 5), head("复议后起诉", 5)],
        results,
        values,
    ]


TITLES = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)

HEAD_ROWS = {2: 0, 3: 3, 4: 3}  # rows that head the columns, repeated on every page
GRIDS = {"2": table2, "3": table3, "4": table4}


def cells(figures: Figures, *tables: str) -> dict[Key, str]:
    """The figures of the named tables (all when none is named) as they are written, by their keys."""
    grids = (GRIDS[table](figures) for table in tables or GRIDS if table in GRIDS)
    return {box.key: box.text for grid in grids for row in grid for box in row if box.key}
