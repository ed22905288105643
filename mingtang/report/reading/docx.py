"""Word documents: paragraphs and tables of the body in order."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from mingtang.report.reading.errors import Unreadable
from mingtang.report.reading.lines import Line, limited, paragraph, row

_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def lines_of(data: bytes) -> list[Line]:
    """The lines of a DOCX. Deleted text and text boxes are not read."""
    try:
        body = Document(BytesIO(data)).element.body
    except Exception as error:  # the library raises whatever a broken part makes it stumble over
        raise Unreadable("DOCX打不开：用Word或WPS重新另存后再读。") from error
    return limited(_blocks(body))


def _blocks(parent: Any) -> Iterator[Line]:
    for element in parent:
        if element.tag == _P:
            yield from paragraph(_text(element))
        elif element.tag == _TBL:
            yield from _table(element)
        elif element.tag not in _SKIPPED:
            yield from _blocks(element)


def _table(table: Any) -> Iterator[Line]:
    if next(table.iterdescendants(_TBL), None) is not None:
        for cell in table.iter(_TC):
            if _outermost(cell, table):
                yield from _blocks(cell)
        return
    for line in table.iter(_TR):
        yield from row(_cell(cell) for cell in line.iter(_TC) if not _continues(cell))


def _outermost(cell: Any, table: Any) -> bool:
    return next(cell.iterancestors(_TBL)) is table


def _continues(cell: Any) -> bool:
    """The lower part of a vertically merged cell."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") != "restart"


def _cell(cell: Any) -> str:
    return "\n".join(_text(part) for part in cell.iter(_P)).strip()


def _text(element: Any) -> str:
    """The visible text below an element, iteratively, so that depth cannot exhaust the stack."""
    parts: list[str] = []
    pending = [element]
    while pending:
        current = pending.pop()
        if current.tag in _SKIPPED:
            continue
        if current.tag == qn("w:t"):
            parts.append(current.text or "")
        parts.append(_TEXT.get(current.tag, ""))
        pending.extend(reversed(current))
    return "".join(parts)
