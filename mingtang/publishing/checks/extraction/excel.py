"""XLSX：全部工作表（隐藏的、深度隐藏的也读）、隐藏的行列、批注、定义的名称、属性、嵌入文件。"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from mingtang.publishing.checks.extraction.packages import (
    Package,
    attribute,
    local,
    read_embedded,
    read_properties,
)
from mingtang.publishing.checks.extraction.results import Deadline, Extract, OutOfTime
from mingtang.publishing.checks.passages import Fix

STATES = {"hidden": "隐藏工作表", "veryHidden": "深度隐藏的工作表"}
DROP_SHEET = "drop_sheet"
DROP_COMMENTS = Fix("drop_comments", "删去批注")
SHOW_ALL = Fix("drop_hidden_cells", "删去隐藏的行列")
MOST_CELLS = 300_000
MOST_COLUMNS = 200
_NAME = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


@dataclass
class _Sheet:
    title: str
    state: str
    part: str


def read_excel(data: bytes, deadline: Deadline) -> Extract:
    """Everything an XLSX holds in words and numbers."""
    package, into = Package(data), Extract("xlsx")
    book = package.tree("xl/workbook.xml")
    if book is None:
        into.block("文件里没有工作表：用表格软件另存一份再上传。")
        return into
    strings = _strings(package, deadline)
    for sheet in _sheets(package, book):
        deadline.check()
        _read_sheet(package, sheet, strings, into, deadline)
    _read_comments(package, into)
    names = [f"{each.get('name')}={each.text or ''}" for each in book.iter() if local(each) == "definedName"]
    into.add("定义的名称", "\n".join(names), hidden="定义的名称")
    if package.under("xl/externalLinks/", "xl/pivotCache/", "xl/connections"):
        into.warn("引用了别的文件，或者带着数据透视表的原始数据：另存为只有数值的表格再上传。")
    read_properties(package, into)
    read_embedded(package, into)
    return into


def _sheets(package: Package, book: Any) -> Iterator[_Sheet]:
    parts = package.relations("xl/workbook.xml")
    for each in book.iter():
        if local(each) == "sheet":
            part = parts.get(attribute(each, "id"), "")
            yield _Sheet(each.get("name", ""), each.get("state", "visible"), part)


def _strings(package: Package, deadline: Deadline) -> list[str]:
    """The shared texts; phonetic guides left out."""
    found = []
    for element in _walk(package.read("xl/sharedStrings.xml"), "si"):
        found.append(_plain(element))
        if len(found) % 2000 == 0:
            deadline.check()
    return found


def _plain(element: Any) -> str:
    return "".join(
        each.text or "" for each in element.iter() if local(each) == "t" and local(each.getparent()) != "rPh"
    )


def _walk(data: bytes, *names: str) -> Iterator[Any]:
    """The elements of these names, each forgotten after it was looked at."""
    if not data:
        return
    walk = etree.iterparse(
        io.BytesIO(data),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in walk:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _read_sheet(
    package: Package, sheet: _Sheet, strings: list[str], into: Extract, deadline: Deadline
) -> None:
    data = package.read(sheet.part)
    grid, names, hidden_rows, hidden_columns = _cells(data, strings, deadline)
    where, hidden = f"工作表“{sheet.title}”", STATES.get(sheet.state, "")
    fixes = (Fix(DROP_SHEET, f"删除{hidden}“{sheet.title}”", sheet.title),) if hidden else ()
    if hidden:
        into.block(f"{hidden}“{sheet.title}”有 {len(grid)} 行：删除它，或者改为显示再送审。", fixes=fixes)
    elif hidden_columns or hidden_rows:
        listed = [f"{get_column_letter(each)} 列" for each in sorted(hidden_columns)[:3]]
        listed += [f"{len(hidden_rows)} 行"] if hidden_rows else []
        into.block(f"{where}藏着{'、'.join(listed)}：删去或者改为显示再送审。", fixes=(SHOW_ALL,))
    context = {"hidden": hidden, "fixes": fixes} if hidden else {}
    if context or not (hidden_columns or hidden_rows):
        into.add_table(where, grid, names, **context)
    else:
        _split(where, grid, names, hidden_columns, hidden_rows, into)


def _split(
    where: str,
    grid: list[list[str]],
    names: list[list[str]],
    columns: set[int],
    rows: set[int],
    into: Extract,
) -> None:
    """The whole table is checked; what is not on view is taken apart so that the index does not get it."""
    into.add_table(where, grid, names, hidden="含隐藏行列", fixes=(SHOW_ALL,))
    seen = [
        "\t".join(cell for cell, name in zip(row, line, strict=True) if _column(name) not in columns)
        for row, line in zip(grid, names, strict=True)
        if line and int(line[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) not in rows
    ]
    into.add(where, "\n".join(seen), only_for_index=True)


def _column(name: str) -> int:
    return column_index_from_string(name.rstrip("0123456789"))


def _hidden_columns(element: Any) -> set[int]:
    if element.get("hidden") not in ("1", "true"):
        return set()
    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
    return set(range(first, min(last, first + MOST_COLUMNS) + 1))


def _cells(
    data: bytes, strings: list[str], deadline: Deadline
) -> tuple[list[list[str]], list[list[str]], set[int], set[int]]:
    """Rows of texts, rows of names (D2), numbers of hidden rows and columns. Gaps in a row stay empty cells."""
    grid: list[list[str]] = []
    names: list[list[str]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    count = 0
    for element in _walk(data, "col", "row"):
        deadline.check()
        if local(element) == "col":
            columns |= _hidden_columns(element)
            continue
        number = int(element.get("r") or len(grid) + 1)
        texts = _row(element, strings)
        count += len(texts)
        if count > MOST_CELLS:
            raise OutOfTime
        if texts:
            grid.append(texts)
            names.append([f"{get_column_letter(column + 1)}{number}" for column in range(len(texts))])
            if element.get("hidden") in ("1", "true"):
                rows.add(number)
    return grid, names, rows, columns


def _row(row: Any, strings: list[str]) -> list[str]:
    texts: list[str] = []
    for cell in row:
        named = _NAME.match(cell.get("r") or "")
        column = column_index_from_string(named[1]) if named else len(texts) + 1
        if column > MOST_COLUMNS:
            break
        texts += [""] * (column - 1 - len(texts))
        texts.append(_value(cell, strings))
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _value(cell: Any, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _plain(cell)
    raw = next((each.text or "" for each in cell if local(each) == "v"), "")
    if kind == "s":
        return strings[int(raw)] if raw.isdigit() and int(raw) < len(strings) else ""
    if kind == "n" and ("E" in raw or "." in raw):
        return _whole(raw)
    return raw


def _whole(raw: str) -> str:
    """A number as it would be typed: 1.3800138E10 is 13800138000."""
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return raw
    return str(int(number)) if abs(number) < Decimal(10) ** 25 and number == int(number) else raw


def _read_comments(package: Package, into: Extract) -> None:
    found = []
    for name in package.under("xl/comments", "xl/threadedComments/"):
        root = package.tree(name)
        for element in root.iter() if root is not None else ():
            if local(element) in ("comment", "threadedComment"):
                found.append("".join(element.itertext()).strip())
    if found:
        into.add("批注", "\n".join(found), hidden="批注", fixes=(DROP_COMMENTS,))
        into.block(f"有 {len(found)} 条批注，公众下载后能看到：删去批注再送审。", fixes=(DROP_COMMENTS,))
