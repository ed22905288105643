"""给人填的模板，和退回的行。"""

from __future__ import annotations

from collections.abc import Iterable

from mingtang.kit.tables import BEYOND, Sheet, Value, write_xlsx
from mingtang.registers.models import Kind
from mingtang.registers.table.columns import COLUMNS, title_of
from mingtang.registers.table.reading import RejectedRow


def template(kind: str) -> bytes:
    """An empty workbook with the headers of a register; how to fill it in stands on the second sheet."""
    columns = COLUMNS[kind]
    label = Kind(kind).label
    explained = [
        (title_of(column), "必填" if column.required else "选填", column.example, "、".join(column.aliases))
        for column in columns
    ]
    return write_xlsx(
        [
            Sheet(label, [title_of(column) for column in columns], [], widths=[24] * len(columns)),
            Sheet("填写说明", ["列名", "是否必填", "例子", "也认这些列名"], explained),
        ]
    )


LINE, REASON = "原文件行号", "退回原因"  # our own columns; a file sent back twice has them among its headers


def rejected_workbook(rows: Iterable[RejectedRow]) -> bytes:
    """The rows sent back, as they stood in the file, with the reason at the end; mended, the file can come back."""
    rows = list(rows)
    ours = {BEYOND, LINE, REASON}
    headers = list(dict.fromkeys(header for row in rows for header in row.cells if header not in ours))
    lines: Iterable[list[Value]] = (
        [row.line, *(row.cells.get(header, "") for header in headers), row.reasons] for row in rows
    )
    return write_xlsx([Sheet("退回的行", [LINE, *headers, REASON], lines)])
