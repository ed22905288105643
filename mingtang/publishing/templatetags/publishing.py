"""标签和过滤器：表格的行列，附件的格式和大小，效力的颜色。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat

from mingtang.publishing import leaving
from mingtang.publishing.models import File

register = template.Library()


@dataclass(frozen=True)
class Cell:
    """One cell as drawn; ``label`` is the heading of its column."""

    text: str
    label: str = ""
    heads: str = ""  # col or row
    rows: int = 1
    columns: int = 1


@register.filter
def grid(value: dict[str, Any]) -> dict[str, Any]:
    """A table block as heading and rows of ``Cell``; ``plain`` when no cells are joined, so that it may become cards."""
    data = value.get("data") or []
    joined = {(each["row"], each["col"]): each for each in value.get("mergeCells") or []}
    hidden = {(each["row"], each["col"]) for each in value.get("cell") or [] if each.get("hidden")}
    headed = bool(value.get("first_row_is_table_header")) and bool(data)
    labels = [str(cell or "") for cell in data[0]] if headed else []
    first_heads = bool(value.get("first_col_is_header"))

    def cell(row: int, column: int) -> Cell:
        span = joined.get((row, column), {})
        heads = "col" if headed and row == 0 else "row" if first_heads and column == 0 else ""
        label = labels[column] if headed and row and column < len(labels) else ""
        text = "" if data[row][column] is None else str(data[row][column])
        return Cell(text, label, heads, span.get("rowspan", 1), span.get("colspan", 1))

    rows = [
        [cell(row, column) for column in range(len(data[row])) if (row, column) not in hidden]
        for row in range(len(data))
    ]
    return {
        "head": rows[0] if headed else [],
        "rows": rows[1:] if headed else rows,
        "plain": headed and not joined,
        "caption": value.get("table_caption") or "",
    }


@register.filter
def ending(file: File) -> str:
    """``PDF`` of a stored file."""
    return (file.file.name.rpartition(".")[2] or "文件").upper()[:5]


@register.filter
def size(file: File) -> str:
    """``428 KB`` of a stored file; '' when it is not there."""
    try:
        return filesizeformat(file.get_file_size() or 0)
    except OSError:
        return ""


@register.filter
def way_out(url: str) -> str:
    """Where a link to another site leads: there, or to the notice that stands before it."""
    return leaving.way_out(url)


TONES = {
    "有效": "tag-ok",
    "尚未施行": "tag-open",
    "征集中": "tag-open",
    "已反馈": "tag-ok",
    "已结束": "tag-wait",
}


@register.filter
def tone(state: str) -> str:
    """The class of a tag that repeats what its word says."""
    return TONES.get(state, "")
