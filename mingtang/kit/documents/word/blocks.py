"""Paragraphs, headings and ruled tables with merged cells, written with python-docx."""

from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Cell, _Row

from mingtang.kit.documents.word.page import (
    ER_HAO,
    SAN_HAO,
    element,
    laid_out,
    paragraph,
    run,
)

ONE_PAGE = 40  # rows: a table with no more is kept on one page


def title(document: Document, text: str, size: float = ER_HAO) -> None:
    """The title of the paper, centred, with air below."""
    made = paragraph(document, text, "title", size, align="center", line=size * 1.45)
    made.paragraph_format.space_after = Pt(size * 0.7)


def write(
    document: Document, blocks: list[dict[str, Any]], *, table_size: float = 10.5, size: float = SAN_HAO
) -> None:
    """Every block in order at the end of the document."""
    for block in blocks:
        if block["kind"] == "table":
            table(document, block, table_size)
        elif block["kind"] == "break":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif block["kind"] == "h":
            face = "heading" if block["level"] == 1 else "subheading"
            paragraph(
                document, block["text"], face, size, indent=2, style=f"Heading {min(block['level'], 2)}"
            )
        else:
            align = "justify" if block["align"] == "left" else block["align"]
            paragraph(document, block["text"], size=size, align=align, indent=2 if block["indent"] else 0)


def table(document: Document, block: dict[str, Any], size: float) -> Table:
    """A ruled table: caption, repeated head rows, merged cells, note."""
    size = 9.0 if block["small"] else size
    if block["caption"]:
        caption = paragraph(document, block["caption"], "heading", size + 1, align="center", line=0)
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before = Pt(size)
    made: Table = document.add_table(rows=len(block["rows"]), cols=block["columns"])
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _widths(document, made, block["widths"])
    for row, column, cell in _placed(block["rows"]):
        _fill(_merged(made, row, column, cell), cell, size, head=row < block["head"])
    for index, row in enumerate(made.rows):
        if len(made.rows) <= ONE_PAGE and index < len(made.rows) - 1:
            _held(row)
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if index < block["head"]:
            properties.append(element("w:tblHeader"))
    if block["note"]:
        paragraph(document, block["note"], size=size - 0.5, align="left", line=0)
    return made


def _held(row: _Row) -> None:
    inside: Any
    for inside in row._tr.iter(qn("w:p")):
        inside.get_or_add_pPr().append(element("w:keepNext"))


def _placed(rows: list[list[dict[str, Any]]]) -> list[tuple[int, int, dict[str, Any]]]:
    """Where each cell goes once the spans of earlier ones are taken into account."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed.append((row, column, cell))
            taken |= {(row + r, column + c) for r in range(cell["rowspan"]) for c in range(cell["colspan"])}
    return placed


def _merged(made: Table, row: int, column: int, cell: dict[str, Any]) -> _Cell:
    first: _Cell = made.cell(row, column)
    if cell["rowspan"] == cell["colspan"] == 1:
        return first
    merged: _Cell = first.merge(made.cell(row + cell["rowspan"] - 1, column + cell["colspan"] - 1))
    return merged


def _fill(where: _Cell, cell: dict[str, Any], size: float, *, head: bool) -> None:
    where.vertical_alignment = (
        WD_CELL_VERTICAL_ALIGNMENT.TOP if cell["height"] else WD_CELL_VERTICAL_ALIGNMENT.CENTER
    )
    inside = where.paragraphs[0]
    align = cell["align"] or ("center" if head or _is_number(cell["text"]) else "left")
    laid_out(inside, align=align, indent=0, size=size, line=0)
    run(inside, cell["text"], "heading" if head else "body", size)
    if head or cell["head"]:
        where._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill="F4F4F4"))
    if cell["height"]:
        row: Any = where._tc.getparent()
        row.get_or_add_trPr().append(
            element("w:trHeight", val=int(Mm(cell["height"]).twips), hRule="atLeast")
        )


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).lstrip("-").isdigit()


def _widths(document: Document, made: Table, shares: list[float]) -> None:
    unit = _text_width(document) / sum(shares)
    for share, column in zip(shares, made._tbl.tblGrid.findall(qn("w:gridCol")), strict=True):
        column.set(qn("w:w"), str(Emu(int(unit * share)).twips))
    for row in made.rows:
        for share, cell in zip(shares, row.cells, strict=True):
            cell.width = Emu(int(unit * share))


def _text_width(document: Document) -> int:
    section = document.sections[0]
    sizes = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (size or Emu(0) for size in sizes)
    return page - left - right
