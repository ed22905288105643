"""DOCX：正文、表格、页眉页脚、脚注、批注、修订、属性、嵌入文件。"""

from __future__ import annotations

import re
from typing import Any

from mingtang.publishing.checks.extraction.packages import Package, local, read_embedded, read_properties
from mingtang.publishing.checks.extraction.results import Deadline, Extract
from mingtang.publishing.checks.passages import Fix

DROP_COMMENTS = Fix("drop_comments", "删去批注")
ACCEPT = Fix("accept_revisions", "接受全部修订")
_PARTS = (
    (re.compile(r"word/header\d*\.xml$"), "页眉"),
    (re.compile(r"word/footer\d*\.xml$"), "页脚"),
    (re.compile(r"word/footnotes\.xml$"), "脚注"),
    (re.compile(r"word/endnotes\.xml$"), "尾注"),
)


def read_word(data: bytes, deadline: Deadline) -> Extract:
    """Everything a DOCX holds in words."""
    package, into = Package(data), Extract("docx")
    body = package.tree("word/document.xml")
    if body is None:
        into.block("文件里没有正文：用办公软件另存一份再上传。")
        return into
    _read_body(body, into, deadline)
    for name in sorted(package.names):
        for pattern, label in _PARTS:
            if pattern.match(name):
                _read_part(package.tree(name), label, into)
    _read_comments(package, into)
    _read_revisions(body, into)
    read_properties(package, into)
    read_embedded(package, into)
    return into


def _read_body(root: Any, into: Extract, deadline: Deadline) -> None:
    """Paragraphs and tables in their order; a text box belongs to its paragraph."""
    lines: list[str] = []
    tables = 0
    container = next((each for each in root if local(each) == "body"), root)
    for element in container.iterchildren():
        deadline.check()
        if local(element) == "tbl":
            tables += 1
            into.add_table(f"表格 {tables}", _grid(element))
        elif local(element) not in ("sectPr", ""):
            lines += [_paragraph(each) for each in element.iter() if local(each) == "p"]
            lines += [
                grid_line for each in element.iter() if local(each) == "tbl" for grid_line in _lines(each)
            ]
    into.add("正文", "\n".join(lines))
    hidden = [_run(each) for each in root.iter() if local(each) == "r" and _is_hidden(each)]
    if any(hidden):
        into.add("隐藏文字", "\n".join(hidden), hidden="隐藏文字")
        into.warn("有设为隐藏的文字：删去或者改为显示。")


def _lines(table: Any) -> list[str]:
    return ["\t".join(row) for row in _grid(table)]


def _grid(table: Any) -> list[list[str]]:
    rows = (each for each in table.iterchildren() if local(each) == "tr")
    return [[_cell(cell) for cell in row.iter() if local(cell) == "tc"] for row in rows]


def _cell(cell: Any) -> str:
    return " ".join(_paragraph(each) for each in cell.iter() if local(each) == "p")


def _paragraph(paragraph: Any) -> str:
    """The words a reader sees: not what was struck out."""
    parts = []
    for element in paragraph.iter():
        name = local(element)
        if name == "t":
            parts.append(element.text or "")
        elif name == "tab":
            parts.append(" ")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def _run(run: Any) -> str:
    return "".join(each.text or "" for each in run.iter() if local(each) == "t")


def _is_hidden(run: Any) -> bool:
    return any(local(each) == "vanish" for part in run if local(part) == "rPr" for each in part)


def _read_part(root: Any, label: str, into: Extract) -> None:
    if root is not None:
        into.add(label, "\n".join(_paragraph(each) for each in root.iter() if local(each) == "p"))


def _read_comments(package: Package, into: Extract) -> None:
    root = package.tree("word/comments.xml")
    comments = [_cell(each) for each in root] if root is not None else []
    if comments:
        into.add("批注", "\n".join(comments), hidden="批注", fixes=(DROP_COMMENTS,))
        into.block(f"有 {len(comments)} 条批注，公众下载后能看到：删去批注再送审。", fixes=(DROP_COMMENTS,))


def _read_revisions(root: Any, into: Extract) -> None:
    struck = [each.text or "" for each in root.iter() if local(each) == "delText"]
    changes = sum(local(each) in ("ins", "del", "moveFrom", "moveTo") for each in root.iter())
    into.add("修订中删去的文字", "\n".join(struck), hidden="修订", fixes=(ACCEPT,))
    if changes:
        into.block(f"有 {changes} 处修订痕迹，删去的文字还在文件里：接受修订再送审。", fixes=(ACCEPT,))
