"""Documents: PDF and PNG by Typst, DOCX by python-docx and docxtpl, from one plain context per family."""

from mingtang.kit.documents.pdf import render_pages, render_pdf, render_png
from mingtang.kit.documents.shapes import FAMILIES, DocumentError
from mingtang.kit.documents.word import render_docx

__all__ = ["FAMILIES", "DocumentError", "render_docx", "render_pages", "render_pdf", "render_png"]
