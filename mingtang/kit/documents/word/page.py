"""Page, typefaces and page numbers as GB/T 9704-2012 wants them.

A4, margins 37/35/28/26 mm, 22 lines of 28 characters, 3号 (16 pt) on 29 pt lines, page numbers 4号 with a dash
each side, at the right on odd pages and at the left on even ones.
"""

from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mingtang.kit.documents.fonts import WORD_NAMES

SAN_HAO, SI_HAO, XIAO_SI, ER_HAO, LINE = 16.0, 14.0, 12.0, 22.0, 29.0
RED = RGBColor(0xC8, 0x16, 0x1D)
OFFICIAL_MARGINS = (37, 35, 28, 26)  # top, bottom, left, right in mm
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def blank(margins: tuple[int, int, int, int] = OFFICIAL_MARGINS, *, landscape: bool = False) -> Document:
    """An empty document with the official page, Chinese as its language and the body face as its default."""
    document = new_document()
    section = document.sections[0]
    width, height = (297, 210) if landscape else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    top, bottom, left, right = margins
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance, section.footer_distance = Mm(15), Mm(max(bottom - 15, 8))
    _grid(section._sectPr, margins == OFFICIAL_MARGINS)
    _defaults(document)
    return document


def element(tag: str, **attributes: str | int) -> Any:
    """A WordprocessingML element, ``element("w:ind", left=2)``; attributes in the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def paragraph(
    where: Any, text: str, face: str = "body", size: float = SAN_HAO, *, align: str = "justify",
    indent: float = 0, line: float = LINE, style: str | None = None,
) -> Paragraph:  # fmt: skip
    """A paragraph at the end of ``where``; ``indent`` in characters, ``line`` the exact pitch in points (0 = free)."""
    made: Paragraph = where.add_paragraph(style=style)
    laid_out(made, align=align, indent=indent, size=size, line=line)
    run(made, text, face, size)
    return made


def laid_out(made: Paragraph, *, align: str, indent: float, size: float, line: float) -> None:
    """Alignment, indent of the first line and line pitch of one paragraph."""
    made.alignment = ALIGN[align]
    form = made.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.first_line_indent = Pt(indent * size) if indent else None
    if line:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    else:
        made._p.get_or_add_pPr().append(element("w:snapToGrid", val=0))


def run(where: Paragraph, text: str, face: str, size: float, color: RGBColor | None = None) -> Run:
    """A run of text in one of the faces of ``fonts.WORD_NAMES``; line ends become breaks."""
    made = where.add_run(text)
    made.font.size = Pt(size)
    faced(made._r.get_or_add_rPr(), face)
    if color is not None:
        made.font.color.rgb = color
    return made


def faced(properties: Any, face: str) -> None:
    """Set one typeface for every script: Chinese text takes the one named ``w:eastAsia``."""
    name = WORD_NAMES[face]
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def numbered(document: Document, *, first_page: bool = True) -> None:
    """Page numbers at the foot, outer side; ``first_page`` False leaves the first page without one."""
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = not first_page
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        foot = footer.paragraphs[0]
        foot.alignment = ALIGN[align]
        # One character in from the edge.
        foot.paragraph_format.left_indent = foot.paragraph_format.right_indent = Pt(SI_HAO)
        run(foot, "— ", "number", SI_HAO)
        _page_field(foot)
        run(foot, " —", "number", SI_HAO)


def borders(made: Paragraph, **sides: tuple[str, int, str]) -> None:
    """Rules at the sides of a paragraph: ``top=("single", eighths of a point, "hex color")``."""
    box = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            kind, width, color = sides[side]
            box.append(element(f"w:{side}", val=kind, sz=width, space=1, color=color))
    made._p.get_or_add_pPr().insert_element_before(
        box, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def _page_field(where: Paragraph) -> None:
    field = element("w:fldSimple", instr="PAGE")
    inner = run(where, "1", "number", SI_HAO)
    field.append(inner._r)
    where._p.append(field)


def _grid(section_properties: Any, official: bool) -> None:
    for old in section_properties.findall(qn("w:docGrid")):
        section_properties.remove(old)
    # 225 mm / 22 lines = 580 twips. Lines only: word processors disagree about the width of a character grid.
    pitch = 580 if official else 312
    section_properties.append(element("w:docGrid", type="lines", linePitch=pitch))


def _defaults(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(SAN_HAO)
    properties = normal.element.get_or_add_rPr()
    faced(properties, "body")
    # 28 characters of 3号 in 156 mm leave 15.79 pt for each, a fifth of a point less than the face is wide.
    properties.append(element("w:spacing", val=-4))
    for gap in ("w:autoSpaceDE", "w:autoSpaceDN"):
        normal.element.get_or_add_pPr().append(element(gap, val=0))
    for level, face in ((1, "heading"), (2, "subheading")):
        _heading_style(document.styles[f"Heading {level}"], face)
    for defaults in document.styles.element.iter(qn("w:lang")):
        defaults.set(qn("w:eastAsia"), "zh-CN")
        defaults.set(qn("w:val"), "zh-CN")


def _heading_style(style: Any, face: str) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(SAN_HAO), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    faced(style.element.get_or_add_rPr(), face)
    style.paragraph_format.keep_with_next = True
