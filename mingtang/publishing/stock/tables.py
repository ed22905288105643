"""网页里的表格和本站的表格块，来回各一步；合并的单元格照样合并。"""

from __future__ import annotations

from html import escape
from typing import Any

from bs4 import Tag

MOST_ROWS, MOST_COLUMNS = 2000, 60


def is_layout(table: Tag) -> bool:
    """Whether a table only puts things beside one another: it holds another one, pictures, or a single cell."""
    return table.find(["table", "img"]) is not None or len(table.find_all(["td", "th"])) <= 1


def table_of(table: Tag) -> dict[str, Any]:
    """The value of a table block; joined cells stay joined."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")][:MOST_ROWS]
    taken: dict[tuple[int, int], str] = {}
    joined: list[dict[str, int]] = []
    hidden: list[dict[str, Any]] = []
    for at, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (at, column) in taken:
                column += 1
            column = _lay(cell, at, column, len(rows), taken, joined, hidden)
    width = max((column for _, column in taken), default=0) + 1
    data = [[taken.get((row, column), "") for column in range(width)] for row in range(len(rows))]
    headed = bool(rows) and bool(rows[0]) and all(cell.name == "th" for cell in rows[0])
    first = len(rows) > 1 and all(row and row[0].name == "th" for row in rows[1:])
    caption = table.find("caption")
    choice = {(1, 1): "both", (1, 0): "row", (0, 1): "column"}.get((int(headed), int(first)), "neither")
    return {
        "data": data,
        "cell": hidden,
        "mergeCells": joined,
        "first_row_is_table_header": headed,
        "first_col_is_header": first,
        "table_header_choice": choice,
        "table_caption": caption.get_text(" ", strip=True) if caption else "",
    }


def _lay(
    cell: Tag,
    row: int,
    column: int,
    last: int,
    taken: dict[tuple[int, int], str],
    joined: list[dict[str, int]],
    hidden: list[dict[str, Any]],
) -> int:
    """Put a cell at its place, and nothing but its corner where it spans; returns the column behind it."""
    down, across = min(_span(cell, "rowspan"), last - row), min(_span(cell, "colspan"), MOST_COLUMNS)
    for i in range(down):
        for j in range(across):
            taken[row + i, column + j] = ""
            if i or j:
                hidden.append({"row": row + i, "col": column + j, "hidden": True})
    taken[row, column] = _words(cell)
    if down > 1 or across > 1:
        joined.append({"row": row, "col": column, "rowspan": down, "colspan": across})
    return column + across


def _words(cell: Tag) -> str:
    for each in cell.find_all("br"):
        each.replace_with("\n")
    return cell.get_text("\n" if cell.find(["p", "div", "li"]) else "").strip()


def _span(cell: Tag, name: str) -> int:
    given = str(cell.get(name) or "1").strip()
    return max(int(given), 1) if given.isdigit() and len(given) < 4 else 1


def html_of(value: dict[str, Any]) -> str:
    """A table block as a table of a page."""
    joined = {(each["row"], each["col"]): each for each in value.get("mergeCells") or []}
    hidden = {(each["row"], each["col"]) for each in value.get("cell") or [] if each.get("hidden")}
    first_row, first_column = value.get("first_row_is_table_header"), value.get("first_col_is_header")
    lines = []
    for at, row in enumerate(value.get("data") or []):
        cells = []
        for column, text in enumerate(row):
            if (at, column) in hidden:
                continue
            name = "th" if (first_row and at == 0) or (first_column and column == 0) else "td"
            span = joined.get((at, column), {})
            said = "".join(f' {key}="{span[key]}"' for key in ("rowspan", "colspan") if span.get(key, 1) > 1)
            words = escape("" if text is None else str(text), quote=False).replace("\n", "<br>")
            cells.append(f"<{name}{said}>{words}</{name}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    caption = value.get("table_caption") or ""
    title = f"<caption>{escape(caption, quote=False)}</caption>" if caption else ""
    return f"<table>{title}{''.join(lines)}</table>"
