"""报告的五种输出：PDF、DOCX、XLSX、JSON、网页，内容都出自同一份报告。"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from mingtang.kit.documents import render_docx, render_pdf
from mingtang.law.annual_report.tables import Figures
from mingtang.law.days import long_day
from mingtang.report import layout
from mingtang.report.models import Report
from mingtang.report.rollup import figures_of
from mingtang.report.tables import figures_to_json

FORMATS = ("html", "docx", "pdf", "xlsx", "json")
TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True)
class Section:
    """One of the six sections: title, paragraphs, and its table if it has one."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    grid: layout.Grid | None = None

    @property
    def head(self) -> layout.Grid:
        """The rows of the table that head its columns."""
        return self.grid[: layout.HEAD_ROWS[self.number]] if self.grid else []

    @property
    def body(self) -> layout.Grid:
        """The other rows."""
        return self.grid[layout.HEAD_ROWS[self.number] :] if self.grid else []


def sections(report: Report, figures: Figures) -> list[Section]:
    """The whole report in reading order."""
    grids = {2: layout.table2(figures), 3: layout.table3(figures), 4: layout.table4(figures)}
    return [
        Section(number, title, _paragraphs(report, number), grids.get(number))
        for number, title in enumerate(layout.TITLES, start=1)
    ]


def _paragraphs(report: Report, number: int) -> tuple[str, ...]:
    return tuple(line.strip() for line in report.narrative.get(str(number), "").splitlines() if line.strip())


def title(report: Report) -> str:
    """The title as published; a restated version says so, and before it is frozen a draft."""
    suffix = ("（更正）" if report.version > 1 else "") + ("" if report.fixed else "（草稿）")
    return f"{report.organ.name}{report.year}年政府信息公开工作年度报告{suffix}"


def foreword(report: Report) -> str:
    """Period, basis and where to ask."""
    organ = report.organ
    asked = "，".join(
        part for part in (organ.disclosure_office or organ.name, organ.address, organ.phone) if part
    )
    return (
        f"本报告依据《中华人民共和国政府信息公开条例》第五十条编制，统计期为{report.year}年1月1日至12月31日。"
        f"对本报告有疑问的，请与本机关联系（{asked}）。"
    )


def context(report: Report) -> dict[str, Any]:
    """What the printers are given."""
    blocks: list[Any] = [{"kind": "p", "text": foreword(report)}]
    if report.restatement:
        blocks.append({"kind": "p", "text": f"更正说明：{report.restatement}"})
    for section in sections(report, figures_of(report)):
        blocks.append({"kind": "h", "text": section.title})
        blocks += [{"kind": "p", "text": text} for text in section.paragraphs]
        if section.grid:
            rows = [[box.as_cell() for box in row] for row in section.grid]
            blocks.append(
                {
                    "kind": "table",
                    "rows": rows,
                    "head": layout.HEAD_ROWS[section.number],
                    "small": True,
                    "widths": WIDTHS[section.number],
                }
            )
    day = report.published_on or report.frozen_on or report.approved_on
    return {
        "title": title(report),
        "organ": report.organ.name,
        "dated": day.isoformat() if day else "",
        "blocks": blocks,
        "signed_by": report.organ.name,
        "dated_text": long_day(day) if day else "",
        "draft": not report.fixed,
    }


WIDTHS = {2: [3, 2, 2, 2], 3: [1.2, 1.6, 5, 1.2, 1.2, 1.2, 1.4, 1.4, 1, 1.2], 4: [1] * 15}


def as_json(report: Report) -> dict[str, Any]:
    """Open data: title, state, narrative and the three tables."""
    return {
        "title": title(report),
        "organ": report.organ.name,
        "year": report.year,
        "version": report.version,
        "state": report.state,
        "restatement": report.restatement,
        "narrative": report.narrative,
        **figures_to_json(figures_of(report)),
    }


def export(report: Report, kind: str) -> bytes:
    """The report in one of ``FORMATS``."""
    makers = {
        "json": lambda: (json.dumps(as_json(report), ensure_ascii=False, indent=1) + "\n").encode(),
        "pdf": lambda: render_pdf("report", context(report)),
        "docx": lambda: render_docx("report", context(report)),
        "xlsx": lambda: _xlsx(report),
        "html": lambda: _html(report),
    }
    return makers[kind]()


def _html(report: Report) -> bytes:
    parts = {
        "report": report,
        "title": title(report),
        "foreword": foreword(report),
        "sections": sections(report, figures_of(report)),
    }
    return render_to_string("report/standalone.html", parts).encode()


def _xlsx(report: Report) -> bytes:
    book = Workbook()
    first = book.active
    if isinstance(first, Worksheet):
        first.title = "正文"
        _write_text(first, report)
    for section in sections(report, figures_of(report)):
        if section.grid:
            sheet = book.create_sheet(f"表{'零一二三四'[section.number]}")
            sheet.append([section.title])
            _write_grid(sheet, section.grid, top=2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_text(sheet: Worksheet, report: Report) -> None:
    lines = [title(report), foreword(report)]
    for number, heading in enumerate(layout.TITLES, start=1):
        lines += [heading, *_paragraphs(report, number)]
        lines += [f"见表{'零一二三四'[number]}。"] if number in layout.HEAD_ROWS else []
    for line in lines:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", line)])
        sheet.cell(sheet.max_row, 1).data_type = "s"
    sheet.column_dimensions["A"].width = 100
    for row in sheet.iter_rows():
        row[0].alignment = Alignment(wrap_text=True, vertical="top")


def _write_grid(sheet: Worksheet, grid: layout.Grid, top: int) -> None:
    """Boxes into merged cells; figures stay numbers."""
    taken: set[tuple[int, int]] = set()
    thin = Side(style="thin")
    for at, row in enumerate(grid, start=top):
        column = 1
        for box in row:
            while (at, column) in taken:
                column += 1
            taken |= {(at + i, column + j) for i in range(box.rowspan) for j in range(box.colspan)}
            cell = sheet.cell(at, column, _number(box))
            cell.font = Font(bold=box.head)
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment(
                wrap_text=True, vertical="center", horizontal="center" if box.key else "left"
            )
            if box.rowspan > 1 or box.colspan > 1:
                sheet.merge_cells(
                    start_row=at,
                    start_column=column,
                    end_row=at + box.rowspan - 1,
                    end_column=column + box.colspan - 1,
                )


def _number(box: layout.Box) -> str | int | float:
    if box.key is None:
        return box.text
    return float(box.text) if "." in box.text else int(box.text)
