"""The red-headed letter: a DOCX template made in code, filled by docxtpl.

An organ may give its own letterhead: any DOCX that uses the same tags (``organ``, ``number``, ``title``, ``to``,
``blocks``, ``attachments``, ``signed_by``, ``dated_text``, ``delivery``, ``annexes``).
"""

import io
from functools import cache
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from mingtang.kit.documents.shapes import DocumentError
from mingtang.kit.documents.word.families import indent_of, mark_draft
from mingtang.kit.documents.word.page import (
    ER_HAO,
    RED,
    SI_HAO,
    blank,
    borders,
    element,
    numbered,
    paragraph,
    run,
)

_RED = str(RED)


def write(data: dict[str, Any], letterhead: bytes | None = None) -> Document:
    """The letter, filled in. Raises DocumentError if a letterhead has broken tags or a table rows that span."""
    if any(cell["rowspan"] > 1 for block in _tables(data) for row in block["rows"] for cell in row):
        raise DocumentError("公文里的表格不能有跨行的单元格，拆成单行后再生成。")
    template = DocxTemplate(io.BytesIO(letterhead or _letterhead(_masthead_size(data["organ"]))))
    template.init_docx()
    if data["draft"]:
        mark_draft(template.docx)
    try:
        template.render(data | _derived(data), _environment())
    except TemplateError as error:
        raise DocumentError(f"公文模板里的标记有误：{error}。改正模板后再用。") from error
    document: Document = template.docx
    return document


def _tables(data: dict[str, Any]) -> list[dict[str, Any]]:
    everything = [*data["blocks"], *(block for annex in data["annexes"] for block in annex["blocks"])]
    return [block for block in everything if block["kind"] == "table"]


def _derived(data: dict[str, Any]) -> dict[str, Any]:
    names = data["attachments"]
    numbered_names = [f"{i}．{name}" for i, name in enumerate(names, 1)] if len(names) > 1 else names
    return {
        "attachments": [f"附件：{numbered_names[0]}", *numbered_names[1:]] if names else [],
        "signed_right": int(indent_of(data["signed_by"], data["dated_text"]) * 320),
    }


def _environment() -> SandboxedEnvironment:
    # A letterhead is an uploaded file: its tags may read the context and nothing else.
    return SandboxedEnvironment(autoescape=True, finalize=_literal)


def _literal(value: Any) -> Any:
    # docxtpl turns "{_{" into "{{" after filling in; spelling out the underscore keeps text as it was written.
    if not isinstance(value, str):
        return value
    return Markup(str(escape(value)).replace("_", "&#95;"))  # noqa: S704 - escaped on this very line


def _masthead_size(organ: str) -> float:
    return min(38.0, 425 / (max(len(organ), 1) * 1.12))


@cache
def _letterhead(size: float) -> bytes:
    document = blank()
    numbered(document, first_page=False)
    document.sections[0].footer_distance = Mm(20)
    _first_page_rule(document)
    _head(document, size)
    _blocks(document, "blocks", last="loop.last")
    _ending(document)
    _delivery(document)
    _annexes(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _tag(document: Document, tag: str) -> None:
    document.add_paragraph("{%p " + tag + " %}")


def _first_page_rule(document: Document) -> None:
    rule = document.sections[0].first_page_footer.paragraphs[0]
    _wide(rule)
    borders(rule, top=("thinThickSmallGap", 24, _RED))


def _wide(made: Any) -> None:
    # The rules are 170 mm long, the text 156 mm: 8 mm more at the left, 6 mm at the right, centred on the page.
    made.paragraph_format.left_indent, made.paragraph_format.right_indent = Mm(-8), Mm(-6)


def _head(document: Document, size: float) -> None:
    mast = paragraph(document, "", align="center", line=0)
    _wide(mast)
    name = run(mast, "{{ organ }}", "title", size, RED)
    name._r.get_or_add_rPr().append(element("w:spacing", val=int(size * 2.4)))
    borders(mast, bottom=("thickThinSmallGap", 24, _RED))
    _tag(document, "if number")
    paragraph(document, "{{ number }}", align="right").paragraph_format.space_before = Pt(8)
    _tag(document, "endif")
    title = paragraph(document, "{{ title }}", "title", ER_HAO, align="center", line=33)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(24), Pt(16)
    _tag(document, "if to")
    paragraph(document, "{{ to }}：", align="left")
    _tag(document, "endif")


def _blocks(document: Document, items: str, last: str = "false") -> None:
    _tag(document, f"for block in {items}")
    _tag(document, "if block.kind == 'h'")
    paragraph(document, "{{ block.text }}", "heading", indent=2)
    _tag(document, "elif block.kind == 'table'")
    _table(document)
    _tag(document, "elif block.kind == 'p'")
    text = paragraph(document, "{{ block.text }}")
    properties = text._p.get_or_add_pPr()
    properties.insert(0, element("w:keepNext", val="{{ 1 if " + last + " else 0 }}"))
    chars, twips = "{{ 200 if block.indent else 0 }}", "{{ 640 if block.indent else 0 }}"
    properties.append(element("w:ind", firstLineChars=chars, firstLine=twips))
    for old in properties.findall(qn("w:jc")):
        properties.remove(old)
    properties.append(element("w:jc", val="{{ 'both' if block.align == 'left' else block.align }}"))
    _tag(document, "endif")
    _tag(document, "endfor")


def _table(document: Document) -> None:
    made = document.add_table(rows=3, cols=3)
    made.style = "Table Grid"
    made.cell(0, 0).text = "{%tr for row in block.rows %}"
    made.cell(1, 0).text = "{%tc for cell in row %}"
    inside = made.cell(1, 1).paragraphs[0]
    inside.paragraph_format.keep_with_next = True
    inside._p.get_or_add_pPr().append(element("w:snapToGrid", val=0))
    run(inside, "{% colspan cell.colspan %}{{ cell.text }}", "body", 12)
    made.cell(1, 2).text = "{%tc endfor %}"
    made.cell(2, 0).text = "{%tr endfor %}"


def _ending(document: Document) -> None:
    _tag(document, "for line in attachments")
    _tag(document, "if loop.first")
    first = paragraph(document, "{{ line }}", indent=2)
    first.paragraph_format.space_before, first.paragraph_format.keep_with_next = Pt(29), True
    _tag(document, "else")
    paragraph(document, "{{ line }}", indent=5).paragraph_format.keep_with_next = True
    _tag(document, "endif")
    _tag(document, "endfor")
    _tag(document, "if signed_by")
    signed = paragraph(document, "{{ signed_by }}", align="right")
    signed.paragraph_format.space_before, signed.paragraph_format.keep_with_next = Pt(58), True
    signed._p.get_or_add_pPr().append(element("w:ind", right="{{ signed_right }}"))
    _tag(document, "endif")
    _tag(document, "if dated_text")
    paragraph(document, "{{ dated_text }}", align="right").paragraph_format.right_indent = Pt(64)
    _tag(document, "endif")


def _delivery(document: Document) -> None:
    _tag(document, "for item in delivery")
    line = paragraph(document, "{{ item.label }}：{{ item.value }}", size=SI_HAO, align="left", line=22)
    line.paragraph_format.left_indent = Pt(SI_HAO)
    spacing: Any = line._p.get_or_add_pPr().find(qn("w:spacing"))
    spacing.set(qn("w:before"), "{{ 580 if loop.first else 0 }}")
    borders(line, top=("single", 6, "000000"), bottom=("single", 6, "000000"))
    _tag(document, "endfor")


def _annexes(document: Document) -> None:
    _tag(document, "for annex in annexes")
    title = paragraph(document, "{{ annex.title }}", "title", 20, align="center", line=33)
    title.paragraph_format.page_break_before, title.paragraph_format.space_after = True, Pt(12)
    _blocks(document, "annex.blocks")
    _tag(document, "endfor")
