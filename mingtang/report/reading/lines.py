"""The common shape of every file: lines of cells in reading order.

A table row is a bounded line: its cells are known, blank ones included. A paragraph, or one cell per line of plain text,
is an unbounded line of one cell.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from mingtang.report.reading.errors import Unreadable
from mingtang.report.reading.values import canonical, is_value, tidy

_BARS = re.compile(r"[|｜│┃]")
_RULE = re.compile(r"[\s|:+\-─━═=]*")
_PAGE_NUMBER = re.compile(r"[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d+\s*页.{0,12}")
_LONGEST_LABEL = 60
_LONGEST_ROW = 400
_MOST_LINES = 60_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its cells, and whether they are the cells of one table row."""

    cells: tuple[str, ...]
    bounded: bool = False

    @property
    def text(self) -> str:
        """The line as running text."""
        return " ".join(cell for cell in self.cells if cell)

    @property
    def prose(self) -> bool:
        """Whether this is running text and not a label or a number."""
        return not self.bounded and is_prose(self.cells[0])


def limited(lines: Iterator[Line]) -> list[Line]:
    """The lines as a list. Raises Unreadable when there are more than any report has."""
    found = list(islice(lines, _MOST_LINES + 1))
    if len(found) > _MOST_LINES:
        raise Unreadable("文件的行数异常地多：年度报告不会这样，检查是否选错了文件。")
    return found


def is_prose(text: str) -> bool:
    """Sentences, as opposed to labels, cells and headings."""
    return "。" in text or "；" in text or len(text) > _LONGEST_LABEL


def row(cells: Iterable[str]) -> Iterator[Line]:
    """A table row. A row of one cell, or with running text in it, is layout: its text becomes lines of its own."""
    texts = tuple(cells)
    if len(texts) > 1 and not any(is_prose(text) for text in texts):
        if any(texts) or len(texts) >= 5:
            yield Line(tuple(tidy(text) for text in texts), bounded=True)
        return
    for text in texts:
        yield from paragraph(text)


def paragraph(text: str) -> Iterator[Line]:
    """Running text, or a table written with tabs, bars or spaces."""
    for raw in text.splitlines():
        if raw.strip() and not _PAGE_NUMBER.fullmatch(raw.strip()):
            yield from _written(raw)


def _written(raw: str) -> Iterator[Line]:
    if "。" in raw:
        yield Line((tidy(raw),))
    elif _BARS.search(raw):
        yield from _barred(raw)
    elif "\t" in raw.strip("\r\n ") and any(is_value(cell) for cell in raw.split("\t")):
        yield from row(cell.strip() for cell in raw.rstrip("\r\n").split("\t"))
    elif cells := _separated(raw):
        yield from row(cells)
    else:
        yield _spaced(raw)


def _separated(raw: str) -> list[str]:
    """The cells of a line of comma-separated values; nothing when commas are only punctuation."""
    if "," not in raw or len(raw) > _LONGEST_ROW:
        return []
    cells = [cell.strip() for cell in next(csv.reader([raw]), [])]
    filled = [cell for cell in cells if cell]
    return (
        cells
        if len(filled) > 1 and is_value(filled[-1]) and not any(is_prose(cell) for cell in cells)
        else []
    )


def _barred(raw: str) -> Iterator[Line]:
    if _RULE.fullmatch(raw):
        return
    cells = [cell.strip() for cell in _BARS.split(raw.strip())]
    inner = cells[1 if not cells[0] else 0 : -1 if not cells[-1] else None]
    yield from row(inner)


def _spaced(raw: str) -> Line:
    """A label followed by numbers on one line becomes a row; anything else stays as it is."""
    words = raw.split()
    values = 0
    while values < len(words) and is_value(words[-1 - values]):
        values += 1
    label = " ".join(words[: len(words) - values])
    if values >= 2 or (values == 1 and label and len(canonical(label)) <= 24):
        return Line((label, *words[-values:]) if label else tuple(words), bounded=True)
    return Line((tidy(raw),))
