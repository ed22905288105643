"""读一个文件：好的行留下，坏的行连同原因退回，一行也不悄悄丢掉。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from mingtang.kit.tables import BEYOND, Cell, TableRefused, read_rows
from mingtang.organs.refusal import Refused
from mingtang.registers.keys import key_of
from mingtang.registers.models import Kind
from mingtang.registers.rules import complete, problems_of
from mingtang.registers.table.columns import COLUMNS, Head, read_head
from mingtang.registers.table.values import Unreadable, shown

MOST_ROWS = 20_000


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class RejectedRow:
    """A row that stays outside: its line in the file, its cells as they stand, everything wrong with it."""

    line: int
    cells: dict[str, str]
    problems: tuple[Problem, ...]

    @property
    def reasons(self) -> str:
        return "".join(f"{problem.column}“{problem.value}”：{problem.reason}" for problem in self.problems)


@dataclass(frozen=True)
class GoodRow:
    """A row that can be recorded: its line, the values of its fields, and which of them the file says itself.

    The rest follows from them (``rules.complete``); only what the file says is compared with what is recorded.
    """

    line: int
    values: dict[str, Any]
    said: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """A file as read; ``ignored`` are the headers nobody asked for."""

    rows: tuple[GoodRow, ...]
    rejected: tuple[RejectedRow, ...]
    ignored: tuple[str, ...]


def read_table(kind: str, file: IO[bytes], name: str, *, on: date) -> Reading:
    """Read an XLSX or CSV file for a register. ``Refused`` when the file as a whole cannot be taken."""
    try:
        headers, lines = read_rows(file, name, most_rows=MOST_ROWS)
        head = read_head(kind, headers)
        _refuse_missing(kind, head)
        rows, rejected = _sort(kind, head, lines, on)
    except TableRefused as refusal:
        raise Refused(str(refusal)) from refusal
    return Reading(tuple(rows), tuple(rejected), head.ignored)


def _refuse_missing(kind: str, head: Head) -> None:
    if head.missing:
        wanted = "、".join(f"“{title}”" for title in head.missing)
        raise Refused(f"{Kind(kind).label}的表格缺少{wanted}列：第一行写列名，或者下载模板填写。")


def _sort(
    kind: str, head: Head, lines: Iterator[tuple[int, dict[str, Cell]]], on: date
) -> tuple[list[GoodRow], list[RejectedRow]]:
    good: list[GoodRow] = []
    rejected: list[RejectedRow] = []
    first_line: dict[tuple[str, ...], int] = {}
    for line, cells in lines:
        values, problems = read_row(kind, head, cells, on)
        if not problems:
            problems = _repeats(kind, values, first_line, line)
        if problems:
            rejected.append(
                RejectedRow(line, {key: shown(cell) for key, cell in cells.items()}, tuple(problems))
            )
        else:
            good.append(GoodRow(line, complete(kind, values), frozenset(values)))
    return good, rejected


def _repeats(
    kind: str, values: dict[str, Any], first_line: dict[tuple[str, ...], int], line: int
) -> list[Problem]:
    key = key_of(kind, values)
    earlier = first_line.setdefault(key, line)
    if earlier == line:
        return []
    title = next(column.title for column in COLUMNS[kind] if column.field in ("number", "receipt_number"))
    return [Problem(title, key[0], f"与第 {earlier} 行重复：同一文件里只留一行。")]


def read_row(kind: str, head: Head, cells: dict[str, Cell], on: date) -> tuple[dict[str, Any], list[Problem]]:
    """What one row says, and everything wrong with it."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    if cells.get(BEYOND):
        reason = "比列名多出一格：多半是金额里的逗号没有加引号，核对这一行。"
        problems.append(Problem("行末", shown(cells[BEYOND]), reason))
    for header, (column, unit) in head.known.items():
        cell = cells.get(header)
        if cell is None:
            if column.required:
                problems.append(Problem(column.title, "", f"没有填{column.title}：填上再导入。"))
            continue
        try:
            values[column.field] = column.read(cell, unit)
        except Unreadable as error:
            problems.append(Problem(column.title, shown(cell), str(error)))
    if not problems:
        whole = complete(kind, values)
        problems = [
            _problem(kind, field, whole, sentence) for field, sentence in problems_of(kind, whole, on=on)
        ]
    return values, problems


def _problem(kind: str, field: str, values: dict[str, Any], sentence: str) -> Problem:
    title = next(column.title for column in COLUMNS[kind] if column.field == field)
    return Problem(title, shown(values.get(field)), sentence)
