"""Web pages as bureaus publish them: an editor's, Word's, layout tables, boxes."""

from collections.abc import Callable
from html import escape

from mingtang.report.tests.published.cells import Row, parts, table3
from mingtang.report.tests.published.sample import Sample


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


def html_divs(sample: Sample) -> bytes:
    """No table elements at all, only boxes."""
    page = html_plain(sample).decode().replace("<table border=1>", "<div>").replace("</table>", "</div>")
    for old, new in (("tr>", "section>"), ("<td", "<div"), ("</td", "</div")):
        page = page.replace(old, new)
    return page.encode()
