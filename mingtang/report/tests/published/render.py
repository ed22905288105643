"""Writes a sample report the way bureaus publish theirs: web pages of several makes, plain text, DOCX, XLSX."""

from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO

from docx import Document
from openpyxl import Workbook

from mingtang.law.annual_report import COLUMNS, FORM_2019, FORM_2021, GROUPS4, RESULTS4, Table2, TrialTable2
from mingtang.law.annual_report.form import LEGAL_PERSONS_LABEL, TABLE3_NOTE
from mingtang.report.tests.published.sample import Sample

# A cell: its text, columns it spans, rows it spans.
Cell = tuple[str, int, int]
Row = list[Cell]

HEADINGS = tuple(
    f"{number}、{title}" for number, title in zip("一二三四五六", FORM_2021.sections, strict=True)
)


def cell(text: object, wide: int = 1, high: int = 1) -> Cell:
    return (str(text), wide, high)


def _number(value: object, sample: Sample, table: int, row: str, column: str) -> Cell:
    return cell(sample.written.get((table, row, column), "" if value is None else str(value)))


def table2(sample: Sample) -> list[Row]:
    """Table two with its four heads, numbers spanning the empty columns as in the official layout."""
    table = sample.figures.table2
    form = FORM_2019 if isinstance(table, TrialTable2) else FORM_2021
    rows: list[Row] = []
    clause = head = ""
    for item in form.table2:
        labels = "|".join(label for _, label in item.columns)
        if item.clause != clause:
            rows.append([cell(item.clause, 4)])
        if item.clause != clause or labels != head:
            rows.append([cell("信息内容"), *_spread([cell(label) for _, label in item.columns])])
        clause, head = item.clause, labels
        numbers = [
            _number(_value2(table, item.key, name), sample, 2, item.key, name) for name, _ in item.columns
        ]
        rows.append([cell(item.label), *_spread(numbers)])
    return rows


def _spread(cells: list[Cell]) -> list[Cell]:
    return [(text, 1, 1) for text, _, _ in cells[:-1]] + [(cells[-1][0], 4 - len(cells), 1)]


def _value2(table: object, key: str, column: str) -> object:
    if isinstance(table, TrialTable2):
        return table.get(key, column)
    assert isinstance(table, Table2)
    value = getattr(table, key)
    return getattr(value, column) if column in {"issued", "repealed", "in_force"} else value


def table3(sample: Sample) -> list[Row]:
    """Table three with its three-line head and its spanning labels."""
    rows: list[Row] = [
        [cell(TABLE3_NOTE, 3, 3), cell("申请人情况", 7)],
        [cell("自然人", 1, 2), cell(LEGAL_PERSONS_LABEL, 5), cell("总计", 1, 2)],
        [cell(column.label) for column in COLUMNS[1:6]],
    ]
    form = sample.figures.form
    heights = {
        group: sum(row.group == group for row in form.rows) for group in {row.group for row in form.rows}
    }
    results = sum(row.group != "" for row in form.rows)
    assert sample.figures.table3 is not None
    seen: set[str] = set()
    for row in form.rows:
        values = sample.figures.table3.row(row.key)
        numbers = [
            _number(value, sample, 3, row.key, column.key)
            for value, column in zip(values, COLUMNS, strict=True)
        ]
        rows.append([*_labels3(row.key, row.label, row.group, heights, results, seen), *numbers])
    return rows


def _labels3(
    key: str, label: str, group: str, heights: dict[str, int], results: int, seen: set[str]
) -> Iterator[Cell]:
    if not group:
        yield cell(label, 3)
        return
    if key == "granted":
        yield cell("三、本年度办理结果", 1, results)
    if not group.startswith("（"):
        yield cell(label, 2)
        return
    if group not in seen:
        seen.add(group)
        yield cell(group, 1, heights[group])
    yield cell(label)


def table4(sample: Sample) -> list[Row]:
    """Table four with its three-line head."""
    assert sample.figures.table4 is not None
    labels = [label for _, label in RESULTS4]
    numbers = [
        _number(value, sample, 4, group, result)
        for (group, _), values in zip(GROUPS4, sample.figures.table4.groups, strict=True)
        for (result, _), value in zip(RESULTS4, values, strict=True)
    ]
    return [
        [cell("行政复议", 5), cell("行政诉讼", 10)],
        [*(cell(label, 1, 2) for label in labels), cell("未经复议直接起诉", 5), cell("复议后起诉", 5)],
        [cell(label) for label in labels * 2],
        numbers,
    ]


def parts(sample: Sample) -> Iterator[tuple[str, str, list[Row] | None]]:
    """Heading, text and table of each section."""
    tables = {1: table2(sample), 2: table3(sample), 3: table4(sample)}
    for place, (heading, text) in enumerate(zip(HEADINGS, sample.texts, strict=True)):
        yield heading, text, tables.get(place)


def html_table(rows: list[Row], inner: Callable[[str], str] = escape) -> str:
    lines = []
    for row in rows:
        cells = "".join(
            f"<td{f' colspan={wide}' if wide > 1 else ''}{f' rowspan={high}' if high > 1 else ''}>{inner(text)}</td>"
            for text, wide, high in row
        )
        lines.append(f"<tr>{cells}</tr>")
    return f"<table border=1>{''.join(lines)}</table>"


def html_plain(sample: Sample) -> bytes:
    """An editor's page: headings, paragraphs, tables."""
    body = "".join(
        f"<h2>{heading}</h2>"
        + "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
        + (html_table(rows) if rows else "")
        for heading, text, rows in parts(sample)
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{sample.title}-楚江市人民政府网</title></head>"
        f"<body><ul><li>首页</li><li>行政许可</li></ul><h1>{sample.title}</h1><p>2023-01-05 来源：楚江市行政审批局</p>"
        f"{body}<script>var 规章 = [1, 2, 3];</script></body></html>"
    ).encode()


def html_word(sample: Sample) -> bytes:
    """What Word exports: every cell a paragraph of spans, labels broken by spaces and lines, GB charset, no-break spaces."""

    def inner(text: str) -> str:
        half = len(text) // 2
        pieces = (text[:half], text[half:]) if half and not text.replace(".", "").isdigit() else (text, "")
        spans = "".join(
            f"<span\n lang=EN-US style='font-size:9pt'>{escape(piece)}<o:p></o:p></span>"
            for piece in pieces
            if piece
        )
        return f"<p class=MsoNormal align=center>{spans or '&nbsp;'}</p>"

    body = "".join(
        f"<p class=MsoNormal><b><span>{heading}</span></b></p>"
        + "".join(
            f"<p class=MsoNormal><span>{escape(line[:20])}</span><span>{escape(line[20:])}</span></p>"
            for line in text.splitlines()
        )
        + (html_table(rows, inner) if rows else "")
        for heading, text, rows in parts(sample)
    )
    page = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head>"
        "<meta http-equiv=Content-Type content='text/html; charset=gb2312'></head>"
        f"<body lang=ZH-CN><div class=WordSection1><p align=center><span>{sample.title}</span></p>{body}</div></body></html>"
    )
    return page.encode("gb18030")


def html_layout(sample: Sample) -> bytes:
    """Everything inside layout tables, with a hidden copy of the page for phones that carries other numbers."""
    body = "".join(
        f"<tr><td><b>{heading}</b></td></tr><tr><td>{'<br>'.join(escape(line) for line in text.splitlines())}</td></tr>"
        + (f"<tr><td><div>{html_table(rows)}</div></td></tr>" if rows else "")
        for heading, text, rows in parts(sample)
    )
    hidden = html_table(table3(sample)).replace("<td>0</td>", "<td>9</td>")
    return (
        f"<html><body><table><tr><td width=200><table><tr><td>网站首页</td></tr></table></td>"
        f"<td><table><tr><td><h1>{sample.title}</h1></td></tr>{body}</table></td></tr></table>"
        f"<div style='display: none'>{hidden}</div></body></html>"
    ).encode()


def html_split(sample: Sample) -> bytes:
    """Table three broken in two by a page end, the head repeated on the second page."""
    rows = table3(sample)
    first, second = html_table(rows[:12]), html_table([*rows[:3], *rows[12:]])
    return html_plain(sample).replace(html_table(rows).encode(), f"{first}<p>- 3 -</p>{second}".encode())


def html_cells_in_tables(sample: Sample) -> bytes:
    """The numbers of each row in a table of their own."""

    def rewritten(rows: list[Row]) -> str:
        lines = []
        for row in rows:
            labels, numbers = row[:-7], row[-7:]
            inner = "".join(f"<td>{text}</td>" for text, _, _ in numbers)
            lines.append(
                "<tr>"
                + "".join(f"<td>{escape(text)}</td>" for text, _, _ in labels)
                + f"<td><table><tr>{inner}</tr></table></td></tr>"
            )
        return f"<table>{''.join(lines)}</table>"

    rows = table3(sample)
    return html_plain(sample).replace(
        html_table(rows).encode(), (html_table(rows[:3]) + rewritten(rows[3:])).encode()
    )


def _text(sample: Sample, write: Callable[[list[Row]], str], gap: str = "\n") -> str:
    body = gap.join(
        gap.join(part for part in (heading, gap.join(text.splitlines()), write(rows) if rows else "") if part)
        for heading, text, rows in parts(sample)
    )
    return f"网站首页{gap}{sample.title}{gap}2023-01-05 来源: 楚江市行政审批局{gap}{body}{gap}附件:{gap}扫一扫在手机上查看当前页面"


def text_cells(sample: Sample) -> bytes:
    """One cell per line with empty lines between, some labels broken in two lines."""

    def write(rows: list[Row]) -> str:
        breaks = {
            "商业企业": "商业\n\n企业",
            "科研机构": "科研\n\n机构",
            "结果纠正": "结果\n纠正",
            "尚未审结": "尚未\n审结",
        }
        return "\n\n".join(breaks.get(text, text) for row in rows for text, _, _ in row)

    return _text(sample, write, "\n\n").encode()


def text_rows(separator: str) -> Callable[[Sample], bytes]:
    """One table row per line."""

    def render(sample: Sample) -> bytes:
        return _text(
            sample, lambda rows: "\n".join(separator.join(text for text, _, _ in row) for row in rows)
        ).encode()

    return render


def text_bars(sample: Sample) -> bytes:
    """Tables as text mode pages print them, with bars and a rule under the head."""

    def write(rows: list[Row]) -> str:
        lines = ["| " + " | ".join(text for text, _, _ in row) + " |" for row in rows]
        return "\n".join([lines[0], "|---|---|", *lines[1:]])

    return _text(sample, write).encode("gb18030")


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


def placed(rows: list[Row]) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and cell of every cell when the spans are laid out."""
    taken: set[tuple[int, int]] = set()
    for top, row in enumerate(rows):
        left = 0
        for text, wide, high in row:
            while (top, left) in taken:
                left += 1
            taken |= {(top + down, left + right) for down in range(high) for right in range(wide)}
            yield top, left, (text, wide, high)


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


LAYOUTS: dict[str, Callable[[Sample], bytes]] = {
    "html_plain": html_plain,
    "html_word": html_word,
    "html_layout": html_layout,
    "html_split": html_split,
    "html_cells_in_tables": html_cells_in_tables,
    "text_cells": text_cells,
    "text_spaces": text_rows(" "),
    "text_wide_spaces": text_rows("\u3000"),
    "text_tabs": text_rows("\t"),
    "text_bars": text_bars,
    "docx": docx,
    "xlsx": xlsx,
    "xlsx_unmerged": lambda sample: xlsx(sample, merged=False),
}
