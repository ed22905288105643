"""Writes a sample report the way bureaus publish theirs, in every layout the reader must know."""

from collections.abc import Callable

from mingtang.report.tests.published.cells import table3
from mingtang.report.tests.published.office import docx, xlsx
from mingtang.report.tests.published.pages import (
    html_cells_in_tables,
    html_divs,
    html_layout,
    html_plain,
    html_split,
    html_table,
    html_word,
)
from mingtang.report.tests.published.plain import (
    text_bars,
    text_bars_per_cell,
    text_bars_trailing,
    text_cells,
    text_commas,
    text_grid,
    text_rows,
)
from mingtang.report.tests.published.sample import Sample

__all__ = [
    "LAYOUTS",
    "docx",
    "html_cells_in_tables",
    "html_plain",
    "html_table",
    "html_word",
    "table3",
    "text_cells",
    "text_rows",
    "xlsx",
]

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
    "text_bars_per_cell": text_bars_per_cell,
    "text_bars_trailing": text_bars_trailing,
    "text_commas": text_commas,
    "text_grid": text_grid,
    "html_divs": html_divs,
    "docx": docx,
    "xlsx": xlsx,
    "xlsx_unmerged": lambda sample: xlsx(sample, merged=False),
}
