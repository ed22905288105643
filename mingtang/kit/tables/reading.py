"""Tables from people: XLSX or CSV, first sheet, first filled line as header; every value as it stands."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any, TypeAlias

from django.core.files.base import File
from openpyxl import load_workbook

from mingtang.kit.uploads.archives import check_archive
from mingtang.kit.uploads.intake import read_limited
from mingtang.kit.uploads.names import ending
from mingtang.kit.uploads.refusal import UploadRefused

Cell: TypeAlias = str | int | Decimal | date | datetime | time | bool | None

LIMIT = 10 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
BEYOND = ""  # key of what stands to the right of the last header


class TableRefused(Exception):
    """Why a table cannot be read: one Chinese sentence that says what to do."""


def read_rows(
    source: "File[bytes] | IO[bytes]", name: str, *, limit: int = LIMIT, most_rows: int = MOST_ROWS
) -> tuple[list[str], Iterator[tuple[int, dict[str, Cell]]]]:
    """The headers, and for each line that is not empty its number in the file and its cells by header.

    Empty cells are None. XLSX gives int, Decimal, date (datetime when there is a time of day), bool and
    stripped text; CSV (UTF-8 or GB 18030; comma, tab or semicolon) gives text. Cells beyond the headers
    are joined under the key `BEYOND`. TableRefused, also while iterating.
    """
    try:
        data = read_limited(source, limit)
        lines = _limited(_read(data, ending(name)), most_rows)
    except UploadRefused as refusal:
        raise TableRefused(str(refusal)) from None
    headers = _headers(lines)
    return headers, _rows(headers, lines)


def _read(data: bytes, kind: str) -> Iterator[tuple[int, Sequence[Any]]]:
    if kind == "xlsx":
        if "xl/workbook.xml" not in check_archive(data):
            raise TableRefused("这个文件不是 Excel 表格（XLSX）：另存为 XLSX 或者 CSV 再导入。")
        return _xlsx_lines(data)
    if kind in ("csv", "txt"):
        return _csv_lines(data)
    raise TableRefused("只能读 XLSX 和 CSV 表格：另存为其中一种再导入。")


def _limited(lines: Iterable[tuple[int, Sequence[Any]]], most_rows: int) -> Iterator[tuple[int, list[Cell]]]:
    """Lines that hold something, their values made plain; refuses to go on for ever."""
    for count, (number, line) in enumerate(lines):
        if count > most_rows:
            raise TableRefused(f"表格超过 {most_rows} 行：分成几个文件导入。")
        cells = [_value(cell, number) for cell in line]
        if any(cell is not None for cell in cells):
            yield number, cells


def _headers(lines: Iterator[tuple[int, list[Cell]]]) -> list[str]:
    _, cells = next(lines, (0, []))
    while cells and cells[-1] is None:
        cells.pop()
    headers = ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
    if not headers:
        raise TableRefused("表格是空的：第一行写列名，下面每行一条记录。")
    if len(headers) > MOST_COLUMNS:
        raise TableRefused(f"表格超过 {MOST_COLUMNS} 列：删去不用的列再导入。")
    if "" in headers:
        raise TableRefused(f"第 {headers.index('') + 1} 列没有列名：补上列名或者删去这一列。")
    double = next((title for title in headers if headers.count(title) > 1), None)
    if double:
        raise TableRefused(f"列名“{double[:40]}”出现两次：改名或者删去一列。")
    return headers


def _rows(
    headers: list[str], lines: Iterator[tuple[int, list[Cell]]]
) -> Iterator[tuple[int, dict[str, Cell]]]:
    width = len(headers)
    for number, cells in lines:
        row = dict(zip(headers, cells + [None] * (width - len(cells)), strict=False))
        beyond = [str(cell) for cell in cells[width:] if cell is not None]
        yield number, {**row, BEYOND: "；".join(beyond)} if beyond else row


def _value(cell: Any, number: int) -> Cell:
    if isinstance(cell, str):
        text = cell.strip()
        if len(text) > LONGEST_CELL:
            raise TableRefused(f"第 {number} 行有一格超过 {LONGEST_CELL} 个字：缩短后再导入。")
        return text or None
    if isinstance(cell, float):
        exact = Decimal(repr(cell))
        return int(cell) if exact == exact.to_integral_value() and abs(exact) < 10**15 else exact
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date()
    if cell is None or isinstance(cell, int | Decimal | date | time):
        return cell
    return str(cell)


def _xlsx_lines(data: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        page = book.worksheets[0]
        page.reset_dimensions()  # the file may claim to be a million columns wide
        yield from enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1)
    except Exception as error:  # openpyxl answers damaged parts with errors of any kind
        raise TableRefused("这个表格已经损坏：用表格软件打开后另存一份再导入。") from error


def _csv_lines(data: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    text = _decode(data)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for line in reader:
            yield number, line
            number = reader.line_num + 1
    except csv.Error:
        raise TableRefused(f"第 {number} 行的引号或者换行不对：改正后再导入。") from None


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableRefused("认不出这个表格的文字编码：另存为 UTF-8 的 CSV 或者 XLSX 再导入。")
