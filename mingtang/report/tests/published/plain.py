"""Plain text: one cell per line, or rows with spaces, tabs, bars or commas."""

from collections.abc import Callable

from mingtang.report.tests.published.cells import Row, grid, parts
from mingtang.report.tests.published.sample import Sample


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


def text_bars_per_cell(sample: Sample) -> bytes:
    """A page turned into text with every cell on a line of its own and bars where cells end."""
    return _text(
        sample, lambda rows: "\n".join("\n".join(f"{text} |" for text, _, _ in row) + "\n|||" for row in rows)
    ).encode()


def text_bars_trailing(sample: Sample) -> bytes:
    """Rows with stray bars at their ends."""
    return _text(
        sample,
        lambda rows: "\n".join("| " + " | ".join(text for text, _, _ in row) + " | |||" for row in rows),
    ).encode()


def text_commas(sample: Sample) -> bytes:
    """Comma-separated values."""
    return _text(
        sample, lambda rows: "\n".join(",".join(text for text, _, _ in row) for row in rows)
    ).encode()


def text_grid(sample: Sample) -> bytes:
    """Tab-separated rows with a place for every covered cell, as copied from a spreadsheet."""
    return _text(sample, lambda rows: "\n".join("\t".join(line) for line in grid(rows))).encode()
