"""Word documents and Excel workbooks."""

from io import BytesIO

from docx import Document
from openpyxl import Workbook

from mingtang.report.tests.published.cells import Row, parts, placed
from mingtang.report.tests.published.sample import Sample


def docx(sample: Sample) -> bytes:
    """A Word document with merged cells."""
    document = Document()
    document.add_paragraph(sample.title)
    for heading, text, rows in parts(sample):
        document.add_paragraph(heading)
        for line in text.splitlines():
            document.add_paragraph(line)
        if rows:
            _docx_table(document, rows)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _docx_table(document: object, rows: list[Row]) -> None:
    laid = list(placed(rows))
    width = max(left + wide for _, left, (_, wide, _) in laid)
    table = document.add_table(len(rows), width)  # type: ignore[attr-defined]
    grid = [list(row.cells) for row in table.rows]
    for top, left, (text, wide, high) in laid:
        first = grid[top][left]
        merged = first.merge(grid[top + high - 1][left + wide - 1]) if wide * high > 1 else first
        merged.paragraphs[0].add_run(text)


def xlsx(sample: Sample, *, merged: bool = True) -> bytes:
    """A workbook with one sheet per table and the text on the first; numbers are numbers."""
    book = Workbook()
    words = book.active
    words.title = "正文"
    words.append([sample.title])
    for place, (heading, text, rows) in enumerate(parts(sample)):
        words.append([heading])
        for line in text.splitlines():
            words.append([line])
        if rows:
            _sheet(book.create_sheet(f"表{'一二三四五'[place]}"), rows, merged=merged)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheet(sheet: object, rows: list[Row], *, merged: bool) -> None:
    for top, left, (text, wide, high) in placed(rows):
        target = sheet.cell(top + 1, left + 1)  # type: ignore[attr-defined]
        target.value = _typed(text)
        if merged and wide * high > 1:
            sheet.merge_cells(
                start_row=top + 1, end_row=top + high, start_column=left + 1, end_column=left + wide
            )  # type: ignore[attr-defined]


def _typed(text: str) -> object:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text or None
