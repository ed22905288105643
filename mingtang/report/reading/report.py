"""A report that anyone published, read from its bytes."""

from dataclasses import dataclass

from mingtang.law.annual_report import Figures, Finding, Narrative, assess, failed
from mingtang.report.reading import docx, html, open_data, table2, table3, table4, text, xlsx
from mingtang.report.reading.errors import Unreadable
from mingtang.report.reading.lines import Line
from mingtang.report.reading.sections import bounded, narrative, organ_of, title_of, year_of
from mingtang.report.reading.sniff import Kind, kind_of


@dataclass(frozen=True, slots=True)
class Report:
    """What was read. ``unread`` says in sentences what could not be read; those cells are None, never guessed."""

    figures: Figures
    narrative: Narrative
    title: str
    organ: str
    year: int | None
    unread: tuple[str, ...] = ()

    def assessed(self, previous: "Report | None" = None) -> tuple[Finding, ...]:
        """Every judgment, the passed ones included; ``previous`` is last year's report."""
        return assess(
            self.figures,
            previous.figures if previous else None,
            self.narrative,
            previous_narrative=previous.narrative if previous else None,
        )

    def findings(self, previous: "Report | None" = None) -> tuple[Finding, ...]:
        """What failed, hard findings first."""
        return failed(self.assessed(previous))


def read(data: bytes) -> Report:
    """Read HTML, plain text, DOCX, XLSX or our own JSON. Raises Unreadable with one sentence when no table is found."""
    kind, content = kind_of(data)
    if kind == "text" and content.lstrip().startswith("{"):
        return Report(*open_data.read(content))
    lines, page_title = _lines(kind, data, content)
    three = table3.read(lines)
    two = table2.read(lines, three.first if three.table else len(lines))
    four = table4.read(lines, three.last + 1)
    if two.table is None and three.table is None and four.table is None:
        raise Unreadable("没有找到年度报告的表二、表三、表四：检查是否选错了文件，或者表格是不是图片。")
    missing = [
        (number, "", _missing(number))
        for number, part in ((2, two), (3, three), (4, four))
        if part.table is None
    ]
    gaps = (*missing, *two.gaps, *three.gaps, *four.gaps)
    figures = Figures(
        two.table, three.table, four.table, three.form.code, (*two.marks, *three.marks, *four.marks), gaps
    )
    title = title_of(lines, page_title)
    year = year_of(title, lines)
    spans = [(part.first, part.last) for part in (two, three, four) if part.table is not None]
    words = narrative(lines, spans, title, year)
    words = bounded(words)
    unread = (*(sentence for _, _, sentence in gaps), *three.remarks)
    return Report(figures, words, title, organ_of(title), year, unread)


def _missing(table: int) -> str:
    return f"没有找到表{'零一二三四'[table]}：按统一格式补上这张表，没有数的填0。"


def _lines(kind: Kind, data: bytes, content: str) -> tuple[list[Line], str]:
    if kind == "docx":
        return docx.lines_of(data), ""
    if kind == "xlsx":
        return xlsx.lines_of(data), ""
    if kind == "html":
        return html.lines_of(content), html.page_title(content)
    return text.lines_of(content), ""
