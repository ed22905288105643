"""Excel workbooks: every sheet, row by row."""

import warnings
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from mingtang.report.reading.errors import Unreadable
from mingtang.report.reading.lines import Line, row

_SHEETS, _ROWS, _COLUMNS = 20, 2000, 40


def lines_of(data: bytes) -> list[Line]:
    """The lines of an XLSX: the values Excel last computed; a formula without one reads as 公式."""
    shown, written = _open(data, values=True), _open(data, values=False)
    found: list[Line] = []
    for sheet in shown.worksheets[:_SHEETS]:
        found += _sheet(sheet, written[sheet.title])
    return found


def _open(data: bytes, *, values: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(data), data_only=values, keep_links=False)
    except Exception as error:  # the library raises whatever a broken part makes it stumble over
        raise Unreadable("XLSX打不开：用Excel或WPS重新另存后再读。") from error


def _sheet(shown: Any, written: Any) -> Iterator[Line]:
    limits = {"max_row": min(shown.max_row, _ROWS), "max_col": min(shown.max_column, _COLUMNS)}
    pairs = zip(shown.iter_rows(**limits), written.iter_rows(**limits), strict=True)
    for cells, formulas in pairs:
        texts = [
            _text(cell.value, formula.value)
            for cell, formula in zip(cells, formulas, strict=True)
            if not isinstance(cell, MergedCell)
        ]
        if any(texts):
            yield from row(texts)


def _text(value: object, formula: object) -> str:
    if value is None:
        return "公式" if formula is not None else ""
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
