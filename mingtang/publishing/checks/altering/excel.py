"""改 XLSX：写出来的新文件只有数值，没有属性、批注、宏和外部引用。"""

from __future__ import annotations

import io
from collections.abc import Set
from typing import Any

from openpyxl import load_workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList

from mingtang.organs.refusal import require
from mingtang.publishing.checks.altering.numbers import masked
from mingtang.publishing.checks.passages import Fix


def alter_excel(data: bytes, fix: Fix, numbers: Set[str]) -> bytes:
    """The workbook after one fix. Formulas become their values: what is published does not refer to what is gone."""
    book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    require(_values_are_there(data, book), "表格里的公式没有算出结果：用表格软件打开，保存一次，再上传。")
    STEPS[fix.kind](book, fix, numbers)
    book.properties = DocumentProperties(creator="")
    book.custom_doc_props = CustomPropertyList()  # type: ignore[attr-defined]  # the stubs do not know it
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _values_are_there(data: bytes, book: Any) -> bool:
    """Whether every formula has a stored result."""
    formulas = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if getattr(cell, "data_type", "") == "f" and book[sheet.title][cell.coordinate].value is None:
                    return False
    return True


def _mask(book: Any, fix: Fix, numbers: Set[str]) -> None:
    for sheet in book.worksheets:
        sheet.title = masked(sheet.title, numbers)[:31]
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str | int | float) and not isinstance(cell.value, bool):
                    said = _said(cell.value)
                    hidden = masked(said, numbers)
                    cell.value = hidden if hidden != said else cell.value
                if cell.comment:
                    cell.comment.text = masked(cell.comment.text, numbers)


def _said(value: Any) -> str:
    """A value as the check reads it."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _drop_sheet(book: Any, fix: Fix, numbers: Set[str]) -> None:
    require(
        fix.to in book.sheetnames and len(book.sheetnames) > 1,
        "要删除的工作表不在了，或者是唯一的一张：重新检查一遍。",
    )
    gone = fix.to
    del book[gone]
    book.active = 0
    _drop_names(book, gone)


def _drop_names(book: Any, gone: str) -> None:
    for holder in (book, *book.worksheets):
        for name, defined in list(holder.defined_names.items()):
            if gone in (defined.attr_text or "") or "#REF!" in (defined.attr_text or ""):
                del holder.defined_names[name]


def _drop_comments(book: Any, fix: Fix, numbers: Set[str]) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment:
                    cell.comment = None
        sheet.legacy_drawing = None


def _drop_hidden_cells(book: Any, fix: Fix, numbers: Set[str]) -> None:
    """From behind, so that numbers of rows and columns still hold."""
    for sheet in book.worksheets:
        rows = [number for number, row in sheet.row_dimensions.items() if row.hidden]
        for number in sorted(rows, reverse=True):
            sheet.delete_rows(number)
        columns: set[int] = set()
        for each in sheet.column_dimensions.values():
            if each.hidden:
                columns |= set(range(each.min, min(each.max, each.min + 200) + 1))
        for number in sorted(columns, reverse=True):
            sheet.delete_cols(number)
        for dimension in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()):
            dimension.hidden = False


def _drop_properties(book: Any, fix: Fix, numbers: Set[str]) -> None:
    """Nothing beside what every alteration does."""


STEPS = {
    "mask": _mask,
    "drop_sheet": _drop_sheet,
    "drop_comments": _drop_comments,
    "drop_hidden_cells": _drop_hidden_cells,
    "drop_properties": _drop_properties,
}
