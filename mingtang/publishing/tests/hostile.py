"""Files as people upload them: with what they forgot, and with what was put in on purpose."""

import io
import zipfile

from docx import Document as Word
from openpyxl import Workbook
from openpyxl.comments import Comment

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def workbook(
    rows: list[list[object]],
    *,
    hidden: str = "",
    column: str = "",
    row: int = 0,
    comment: str = "",
    author: str = "",
) -> bytes:
    """Sheet 名单 with rows; a second sheet 源数据 in the state ``hidden``; a hidden column or row; a comment."""
    book = Workbook()
    sheet = book.active
    sheet.title = "名单"
    for each in rows:
        sheet.append(each)
    if column:
        sheet.column_dimensions[column].hidden = True
    if row:
        sheet.row_dimensions[row].hidden = True
    if comment:
        sheet["A1"].comment = Comment(comment, "甲")
    if author:
        book.properties.creator = author
    if hidden:
        sheet = book.create_sheet("源数据")
        for each in rows:
            sheet.append(each)
        sheet.sheet_state = hidden
        for each in book["名单"].iter_rows():
            for cell in each[1:]:
                cell.value = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word(
    *lines: str, table: list[list[str]] | None = None, header: str = "", author: str = "", extra: str = ""
) -> bytes:
    """A document; ``extra`` is XML put before the end of its body."""
    document = Word()
    document.core_properties.author = author
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for r, cells in enumerate(table):
            for c, text in enumerate(cells):
                grid.cell(r, c).text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return with_parts(
        out.getvalue(),
        lambda name, data: (
            data.replace(b"<w:sectPr", extra.encode() + b"<w:sectPr", 1)
            if name == "word/document.xml"
            else data
        ),
    )


def struck(text: str) -> str:
    """A tracked deletion."""
    return f'<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>'


def runs(*parts: str) -> str:
    """A paragraph cut into runs."""
    return (
        "<w:p>" + "".join(f"<w:r><w:t xml:space='preserve'>{part}</w:t></w:r>" for part in parts) + "</w:p>"
    )


def with_parts(data: bytes, change, **more: bytes) -> bytes:
    """The package with each part changed and some added (``__`` in a name is ``/``, ``_dot_`` is ``.``)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def commented(data: bytes, text: str) -> bytes:
    """A document with one comment."""
    comments = f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0" w:author="a"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment></w:comments>'

    def change(name: str, part: bytes) -> bytes:
        if name == "[Content_Types].xml":
            kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
            return part.replace(
                b"</Types>", b'<Override PartName="/word/comments.xml" ContentType="' + kind + b'"/></Types>'
            )
        if name == "word/_rels/document.xml.rels":
            kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
            return part.replace(
                b"</Relationships>",
                b'<Relationship Id="rId99" Type="' + kind + b'" Target="comments.xml"/></Relationships>',
            )
        return part

    return with_parts(data, change, word__comments_dot_xml=comments.encode())
