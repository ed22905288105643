"""冻结以后案卷、登记簿又变动的：冻结的数字和现在数出来的数字逐格比较，不同的一格一条。"""

from __future__ import annotations

from dataclasses import dataclass

from mingtang.law.annual_report.form import COLUMNS, GROUPS4, RESULTS4, ROWS, TABLE2
from mingtang.report.layout import Key, cells
from mingtang.report.models import Report
from mingtang.report.rollup import figures_of, live_figures


@dataclass(frozen=True)
class Change:
    """One cell that no longer says what was frozen. ``key`` is (table, row, column)."""

    key: Key
    place: str
    frozen: str
    now: str


def changes(report: Report) -> list[Change]:
    """The cells of a frozen report that would be counted differently today; none before it is frozen."""
    if not report.fixed:
        return []
    frozen, now = cells(figures_of(report)), cells(live_figures(report.organ, report.year))
    return [Change(key, place(key), value, now[key]) for key, value in frozen.items() if now[key] != value]


def place(key: Key) -> str:
    """A cell as one says it: 表三“（一）予以公开”自然人."""
    table, row, column = key
    if table == "2":
        item = next(item for item in TABLE2 if item.key == row)
        return f"表二“{item.label}”{dict(item.columns)[column]}"
    if table == "4":
        return f"表四“{dict(GROUPS4)[row]}”{dict(RESULTS4)[column]}"
    rows, columns = {each.key: each.name for each in ROWS}, {each.key: each.label for each in COLUMNS}
    return f"表三“{rows[row]}”{columns[column]}"
