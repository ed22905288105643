"""PDF：文字层、属性、批注、附带的文件。没有文字层的要人看。"""

from __future__ import annotations

import threading
from typing import Any

import pypdfium2
from pypdfium2 import PdfiumError
from pypdfium2 import raw as pdfium

from mingtang.publishing.checks.extraction.results import Deadline, Extract

MOST_PAGES = 400
_LABELS = {"Title": "标题", "Author": "作者", "Subject": "主题", "Keywords": "关键词"}
_one_at_a_time = threading.RLock()  # the library serves one thread


def read_pdf(data: bytes, deadline: Deadline) -> Extract:
    """The text layer page by page."""
    into = Extract("pdf")
    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(data)
        except PdfiumError as error:
            _refuse(error, into)
            return into
        try:
            _read(document, into, deadline)
        finally:
            document.close()
    return into


def _refuse(error: PdfiumError, into: Extract) -> None:
    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
        into.block("文件加了密码，查不了，公众也打不开：去掉密码再上传。")
    else:
        into.block("文件已经损坏，查不了：用“打印到 PDF”另存一份再上传。")


def _read(document: Any, into: Extract, deadline: Deadline) -> None:
    pages = len(document)
    unread = []
    for index in range(min(pages, MOST_PAGES)):
        deadline.check()
        page = document[index]
        text = page.get_textpage().get_text_range()
        into.add(f"第 {index + 1} 页", text.replace("\r\n", "\n").replace("\ufffe", ""))
        if not text.strip():
            unread.append(index + 1)
        _read_notes(page, index, into)
        page.close()
    if unread:
        some = f"第 {'、'.join(map(str, unread[:5]))} 页" if len(unread) < pages else "文件"
        into.warn(f"{some}没有可读文字，须人工查看：是扫描件的，另附能复制文字的版本。")
    if pages > MOST_PAGES:
        into.warn(f"共 {pages} 页，只查了前 {MOST_PAGES} 页：其余由人工查看。")
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        if key in _LABELS:
            into.add(f"属性“{_LABELS[key]}”", value, hidden="文档属性")
    if attached := document.count_attachments():
        into.block(f"PDF 里附带了 {attached} 个文件，没有读：用“打印到 PDF”另存一份再上传。")


def _read_notes(page: Any, index: int, into: Extract) -> None:
    """What people wrote on the page beside its text."""
    found = []
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), 200)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, number)
        size = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        if 2 < size < 100_000:
            buffer = (pdfium.FPDF_WCHAR * (size // 2))()
            pdfium.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)
            found.append(bytes(buffer).decode("utf-16-le", "replace").rstrip("\0"))
        pdfium.FPDFPage_CloseAnnot(note)
    if found:
        into.add(f"第 {index + 1} 页的批注", "\n".join(found), hidden="批注")
        into.warn(f"第 {index + 1} 页有 {len(found)} 条批注：用“打印到 PDF”另存一份再上传。")
