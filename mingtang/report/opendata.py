"""开放数据和首页：已公布的年度报告，一格一行的表，最近一年的几个数。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from mingtang.kit.tables import write_csv
from mingtang.publishing.opendata import Dataset
from mingtang.report import layout
from mingtang.report.export import sections
from mingtang.report.findable import published
from mingtang.report.models import Report
from mingtang.report.rollup import figures_of

HEADERS = ("年度", "部分", "行", "列", "数值")


def long_table(report: Report) -> bytes:
    """Every figure of the three tables as a line of a CSV: which part, which row, which column, how much."""
    lines: list[list[Any]] = []
    for section in sections(report, figures_of(report)):
        if section.grid:
            lines += [[report.year, section.title, *line] for line in _figures(section.grid)]
    return write_csv(HEADERS, lines)


def _figures(grid: layout.Grid) -> Iterator[tuple[str, str, str]]:
    """(row, column, value) of every box that holds a figure; names are put together from the boxes beside and above."""
    heads: list[list[layout.Box | None]] = []
    heading = False
    for row in _spread(grid):
        if not any(box and box.key for box in row):
            heads = [*heads, row] if heading else [row]
            heading = True
            continue
        heading = False
        name = _joined([box for box in row if box and not box.key])
        seen: set[int] = set()
        for place, box in enumerate(row):
            if box and box.key and id(box) not in seen:
                seen.add(id(box))
                yield name, _joined([head[place] for head in heads if place < len(head)]), box.text


def _joined(boxes: list[layout.Box | None]) -> str:
    words = [box.text.strip() for box in boxes if box and box.text.strip()]
    return " ".join(dict.fromkeys(words))


def _spread(grid: layout.Grid) -> list[list[layout.Box | None]]:
    """The grid with every joined box in each of its places."""
    rows: list[dict[int, layout.Box]] = [{} for _ in grid]
    for at, boxes in enumerate(grid):
        place = 0
        for box in boxes:
            while place in rows[at]:
                place += 1
            for down in range(min(box.rowspan, len(grid) - at)):
                rows[at + down].update({place + right: box for right in range(box.colspan)})
            place += box.colspan
    width = max((max(row, default=-1) + 1 for row in rows), default=0)
    return [[row.get(place) for place in range(width)] for row in rows]


def datasets(request: HttpRequest) -> Iterator[Dataset]:
    """The tables of every published year."""
    for report in published():
        files = tuple(
            (kind.upper(), reverse("annual:file", args=[report.year, kind]))
            for kind in ("csv", "json", "xlsx")
        )
        yield Dataset(f"{report.year}年政府信息公开工作年度报告", "报告的三张表，一格一行", files)


def figures(request: HttpRequest) -> Mapping[str, Any] | None:
    """The first figures of the newest published report, for the home page."""
    from mingtang.report.views.public import first_look

    report = next(iter(published()), None)
    shown = first_look(figures_of(report)) if report else []
    return {"report": report, "figures": shown} if shown else None
