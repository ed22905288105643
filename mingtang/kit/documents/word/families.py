"""The families other than the letter, built block by block."""

from collections.abc import Callable
from typing import Any, Final

from docx.document import Document
from docx.shared import Pt

from mingtang.kit.documents.shapes import blocks as shaped
from mingtang.kit.documents.word import blocks
from mingtang.kit.documents.word.page import ER_HAO, SAN_HAO, SI_HAO, XIAO_SI, blank, numbered, paragraph


def form(data: dict[str, Any]) -> Document:
    """Title, organ and number on one line, the table, explanations, signature."""
    document = _opened(data, (30, 28, 25, 25))
    blocks.title(document, data["title"])
    head = {"kind": "table", "rows": [[data["organ"], {"text": data["number"], "align": "right"}]]}
    made = blocks.table(document, shaped([head])[0], XIAO_SI)
    made.style = "Normal Table"
    blocks.write(document, data["blocks"], table_size=XIAO_SI)
    signature(document, data, XIAO_SI)
    _footnotes(document, data)
    return document


def account(data: dict[str, Any]) -> Document:
    """The clock account: the calendar as one table, the sums as another, the articles."""
    document = _opened(data, (18, 16, 20, 20))
    blocks.title(document, data["title"], 18)
    _facts(document, data["facts"])
    calendar = [
        ["", *"一二三四五六日"],
        *([week["label"], *map(_day, week["days"])] for week in data["weeks"]),
    ]
    _table(document, calendar, [2, 1, 1, 1, 1, 1, 1, 1], head=1)
    sums = [[f"{item['text']}\n{item['paper']}".strip(), item["value"]] for item in data["sums"]]
    result = data["result"]
    total = (
        [[{"text": result["label"], "head": True}, {"text": result["value"], "head": True}]] if result else []
    )
    if rows := sums + total:
        _table(document, rows, [3, 1])
    for line in ["　".join(data["legend"]), *data["articles"], *data["footnotes"]]:
        paragraph(document, line, size=9, align="left", line=13)
    return document


def bundle_index(data: dict[str, Any]) -> Document:
    """The index of an evidence bundle, group by group."""
    document = _opened(data, (25, 22, 25, 20))
    blocks.title(document, data["title"], 20)
    _facts(document, data["facts"])
    for group in data["groups"]:
        paragraph(document, group["heading"], "heading", XIAO_SI, line=24, style="Heading 1")
        head = ["序号", "材料名称", "日期", "页数", "校验值（前16位）"]
        rows = [
            [
                item["no"],
                f"{item['name']}\n{item['note']}".strip(),
                item["date"],
                item["pages"],
                item["digest"],
            ]
            for item in group["items"]
        ]
        _table(document, [head, *rows], [1, 7, 2.4, 1.2, 3.4], head=1)
    _footnotes(document, data)
    return document


def report(data: dict[str, Any]) -> Document:
    """A report in sections on official pages."""
    document = _opened(data)
    organ, name = data["organ"], data["title"]
    long = len(name) * ER_HAO > 442 and organ and name.startswith(organ)
    blocks.title(document, f"{organ}\n{name.removeprefix(organ)}" if long else name)
    if data["subtitle"]:
        paragraph(
            document, data["subtitle"], "subheading", SI_HAO, align="center"
        ).paragraph_format.space_after = Pt(20)
    blocks.write(document, data["blocks"])
    signature(document, data, SAN_HAO)
    return document


def sheet(data: dict[str, Any]) -> Document:
    """Pages of tables, upright or across."""
    document = _opened(data, (22, 20, 20, 20), landscape=data["landscape"])
    blocks.title(document, data["title"], 18)
    if data["subtitle"]:
        paragraph(document, data["subtitle"], size=10.5, align="center", line=18)
    blocks.write(document, data["blocks"], table_size=10, size=XIAO_SI)
    return document


WRITERS: Final[dict[str, Callable[[dict[str, Any]], Document]]] = {
    "form": form,
    "account": account,
    "bundle_index": bundle_index,
    "report": report,
    "sheet": sheet,
}


def signature(document: Document, data: dict[str, Any], size: float) -> None:
    """Signature over its date, both centred on the date, which ends four characters from the edge."""
    who, when = data["signed_by"], data["dated_text"]
    for index, (text, right) in enumerate(((who, indent_of(who, when)), (when, 4.0))):
        if not text:
            continue
        made = paragraph(document, text, size=size, align="right")
        made.paragraph_format.right_indent = Pt(right * size)
        made.paragraph_format.keep_with_next = index == 0
        made.paragraph_format.space_before = Pt(size * 2) if index == 0 else Pt(0)


def indent_of(who: str, when: str) -> float:
    """Characters between signature and right edge when it stands centred over the date."""
    width = sum(0.5 if ord(sign) < 128 else 1 for sign in when) if when else len(who)
    return max(4 + (width - len(who)) / 2, 0)


def _opened(data: dict[str, Any], margins: Any = None, *, landscape: bool = False) -> Document:
    document = blank(margins, landscape=landscape) if margins else blank()
    numbered(document)
    if data["draft"]:
        mark_draft(document)
    return document


def mark_draft(document: Document) -> None:
    """A line in the head of every page that says the paper is not issued."""
    section = document.sections[0]
    heads = [section.header, section.even_page_header]
    heads += [section.first_page_header] if section.different_first_page_header_footer else []
    for head in heads:
        head.is_linked_to_previous = False
        paragraph(head, "草稿，尚未签发", "heading", 10.5, align="center", line=0)


def _facts(document: Document, facts: list[dict[str, str]]) -> None:
    even = facts if len(facts) % 2 == 0 else [*facts, {"label": "", "value": ""}]
    cells = [({"text": fact["label"], "head": True}, fact["value"]) for fact in even]
    if rows := [[*cells[i], *cells[i + 1]] for i in range(0, len(cells), 2)]:
        _table(document, rows, [1.2, 3, 1.2, 2.4])


def _table(document: Document, rows: list[Any], widths: list[float], head: int = 0) -> None:
    block = {"kind": "table", "rows": rows, "widths": widths, "head": head}
    blocks.table(document, shaped([block])[0], 9.5)
    paragraph(document, "", size=6, line=8)


def _day(day: dict[str, Any]) -> dict[str, Any]:
    if day["kind"] == "blank":
        return {"text": ""}
    mark = f"【{day['mark']}】" if day["due"] else day["mark"]
    return {
        "text": f"{day['day']}\n{mark}",
        "align": "center",
        "head": day["kind"] == "excluded" or day["due"],
    }


def _footnotes(document: Document, data: dict[str, Any]) -> None:
    for line in data["footnotes"]:
        paragraph(document, line, size=10, align="left", line=16)
