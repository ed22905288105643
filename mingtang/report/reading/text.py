"""Plain text: one cell per line, or rows written with tabs, bars or spaces."""

from mingtang.report.reading.lines import Line, limited, paragraph


def lines_of(text: str) -> list[Line]:
    """The lines of a text file; empty lines carry nothing."""
    return limited(paragraph(text))
