"""Tables for people: what they typed stays text, whatever it begins with."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice
from typing import Any, TypeAlias

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Value: TypeAlias = str | int | Decimal | date | datetime | time | bool | None

LONGEST_TEXT = 32_767  # what a spreadsheet cell can hold
MEASURED_ROWS = 200
NARROWEST, WIDEST = 8, 60
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORMULA = re.compile(r"[\s]*[=+\-@＝＋－＠]|[\t\r\n]")
_FORBIDDEN_TITLE = re.compile(r"[\\/*?:\[\]]")


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows` may be a generator; `widths` in characters, by default from the contents."""

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[int] = ()


def _text(value: str) -> str:
    return _UNPRINTABLE.sub("", value)[:LONGEST_TEXT]


def _plain(value: Value) -> Value:
    """The value as a file can hold it: clean text, moments in local time without zone."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if value.tzinfo else value
    if value is None or isinstance(value, int | Decimal | date | time):
        return value
    return _text(str(value))


def write_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with bold, frozen headers. Memory grows with the file, not with the objects of the rows."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(book.create_sheet(_title(sheet.title)), sheet)
    if not book.sheetnames:
        book.create_sheet()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(title: str) -> str:
    return _FORBIDDEN_TITLE.sub(" ", title).strip("' ")[:31] or "表"


def _write_sheet(page: Any, sheet: Sheet) -> None:
    rows = iter(sheet.rows)
    first = [tuple(map(_plain, row)) for row in islice(rows, MEASURED_ROWS)]
    page.freeze_panes = "A2"
    for index, width in enumerate(sheet.widths or _widths(sheet.headers, first), start=1):
        page.column_dimensions[get_column_letter(index)].width = width
    page.append([_header(page, title) for title in sheet.headers])
    for row in chain(first, rows):
        page.append([_cell(page, _plain(value)) for value in row])


def _header(page: Any, title: str) -> Cell:
    cell = _cell(page, _text(title))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(page: Any, value: Value) -> Cell:
    cell: Cell = WriteOnlyCell(page, value=value)  # type: ignore[arg-type]  # stubs forget Decimal and time
    if isinstance(value, str):
        cell.data_type = "s"  # "=…" too is text
        if _FORMULA.match(value):
            cell.quotePrefix = True
    elif isinstance(value, Decimal):
        places = max(0, -int(value.as_tuple().exponent)) if value.is_finite() else 0
        cell.number_format = "0." + "0" * places if places else "0"
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _widths(headers: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    widest = [_width(title) for title in headers]
    for row in rows:
        for index, value in enumerate(row[: len(widest)]):
            widest[index] = max(widest[index], _width(value))
    return [min(max(width + 2, NARROWEST), WIDEST) for width in widest]


def _width(value: Value) -> int:
    text = "" if value is None else str(value)[:WIDEST]
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte order mark, so that office programs read it; text like a formula gets an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_guarded(title) for title in headers])
    writer.writerows([_guarded(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _guarded(value: Value) -> str:
    plain = _plain(value)
    if isinstance(plain, str):
        return f"'{plain}" if _FORMULA.match(plain) else plain
    if isinstance(plain, datetime):
        return plain.isoformat(" ", "minutes")
    if isinstance(plain, bool):
        return "是" if plain else "否"
    return "" if plain is None else str(plain)
