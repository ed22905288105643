"""印出来：PDF、PNG、DOCX，以及页面上看的 HTML。只看文书自己，因此冻结以后怎样印都一样。"""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from mingtang.disclosure.letters.compose import number_of
from mingtang.disclosure.letters.letter import Letter, Paragraph
from mingtang.kit.documents import render_docx, render_pages, render_pdf
from mingtang.law.days import long_day


def pdf_bytes(letter: Letter, *, draft: bool = False) -> bytes:
    """The letter as a PDF; the same letter gives the same bytes."""
    return render_pdf(letter.family, context(letter, draft=draft))


def docx_bytes(letter: Letter, *, draft: bool = False, letterhead: bytes | None = None) -> bytes:
    """The letter for Word and WPS; the same letter gives the same bytes."""
    return render_docx(letter.family, context(letter, draft=draft), letterhead)


def png_pages(letter: Letter, *, draft: bool = False, ppi: int = 110) -> tuple[bytes, ...]:
    """Every page as a PNG, for the preview beside the form."""
    return render_pages(letter.family, context(letter, draft=draft), ppi)


def shown_number(letter: Letter) -> str:
    """The number, or its series with an open place before it is issued."""
    if letter.number or not letter.series or letter.dated_on is None:
        return letter.number
    return number_of(letter.series, letter.dated_on.year, None)


def context(letter: Letter, *, draft: bool = False) -> dict[str, Any]:
    """What the printer of the letter's family is given."""
    common = {
        "title": letter.title,
        "dated": letter.dated_on.isoformat() if letter.dated_on else "",
        "organ": letter.organ,
        "draft": draft,
        "number": shown_number(letter),
        "blocks": [block(paragraph) for paragraph in letter.paragraphs],
        "signed_by": letter.signed_by,
        "dated_text": long_day(letter.dated_on) if letter.dated_on and letter.signed_by else "",
    }
    if letter.family == "form":
        return common
    return common | {
        "to": letter.addressee,
        "attachments": list(letter.attachments),
        "delivery": [{"label": label, "value": value} for label, value in letter.delivery],
        "annexes": [
            {"title": annex.title, "blocks": [block(paragraph) for paragraph in annex.paragraphs]}
            for annex in letter.annexes
        ],
    }


def block(paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph as a block of ``kit.documents``."""
    if paragraph.rows:
        rows = [list(row) for row in paragraph.rows]
        return {"kind": "table", "rows": rows, "widths": list(paragraph.widths), "head": paragraph.head}
    return {"kind": "p", "text": paragraph.text}


def html(letter: Letter) -> SafeString:
    """The letter as HTML for the page; locked paragraphs carry what they rest on."""
    return format_html(
        '<article class="paper" lang="zh-CN"><p class="redhead">{}</p><p class="no">{}</p><h2>{}</h2>{}{}{}{}</article>',
        letter.organ,
        shown_number(letter),
        letter.title,
        format_html('<p class="to">{}：</p>', letter.addressee) if letter.addressee else "",
        format_html_join("", "{}", ((_html_of(paragraph),) for paragraph in letter.paragraphs)),
        _html_attachments(letter),
        _html_signature(letter),
    )


def _html_of(paragraph: Paragraph) -> SafeString:
    if paragraph.rows:
        rows = (
            (format_html_join("", "{}", ((_html_cell(cell),) for cell in row)),) for row in paragraph.rows
        )
        return format_html('<table class="table">{}</table>', format_html_join("", "<tr>{}</tr>", rows))
    if paragraph.locked:
        return format_html('<p class="locked" data-basis="{}">{}</p>', paragraph.basis, paragraph.text)
    return format_html("<p>{}</p>", paragraph.text)


def _html_cell(cell: Any) -> SafeString:
    if not isinstance(cell, dict):
        return format_html("<td>{}</td>", cell)
    tag = mark_safe("th" if cell.get("head") else "td")  # noqa: S308 - one of two words written here
    return format_html(
        '<{} colspan="{}" rowspan="{}">{}</{}>',
        tag, cell.get("colspan", 1), cell.get("rowspan", 1), cell.get("text", ""), tag,
    )  # fmt: skip


def _html_attachments(letter: Letter) -> SafeString:
    if not letter.attachments:
        return SafeString("")
    items = format_html_join("", "<li>{}</li>", ((name,) for name in letter.attachments))
    return format_html('<div class="attachments"><p>附件：</p><ol>{}</ol></div>', items)


def _html_signature(letter: Letter) -> SafeString:
    if not letter.signed_by or letter.dated_on is None:
        return SafeString("")
    return format_html('<p class="sign">{}<br>{}</p>', letter.signed_by, long_day(letter.dated_on))
