"""Is the content what the name says? One check per kind of file, by the bytes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import filetype

from mingtang.kit.uploads.archives import check_archive, refuse
from mingtang.kit.uploads.pictures import redraw
from mingtang.kit.uploads.refusal import UploadRefused

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PDF_ACTION = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
_PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")  # a letter of a name may be written by its number
_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Checked:
    """What is stored: the bytes (pictures: redrawn) and the content type to serve them with."""

    data: bytes
    content_type: str


@dataclass(frozen=True)
class Kind:
    """A kind of file we take: its name in Chinese, type to serve, what ``filetype`` may call it, check."""

    label: str
    content_type: str
    seen_as: frozenset[str | None]
    check: Callable[[bytes], Checked | None]


def inspect(kind: str, data: bytes) -> Checked:
    """Check `data` as a file of `kind`; UploadRefused when it is something else or dangerous."""
    expected = KINDS[kind]
    found = filetype.guess(data)
    if (found.extension if found else None) not in expected.seen_as:
        raise UploadRefused(
            f"这个文件的内容不是 {expected.label}：用原来的软件另存为 {expected.label} 再上传。"
        )
    return expected.check(data) or Checked(data, expected.content_type)


def _check_pdf(data: bytes) -> None:
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        refuse("不是完整的 PDF")
    spelled_out = _PDF_ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode()), data)
    if _PDF_ACTION.search(data) or _PDF_ACTION.search(spelled_out):
        raise UploadRefused("这个 PDF 带有脚本或者附件：用“打印到 PDF”另存一份再上传。")


def _check_word(data: bytes) -> None:
    if not {"[Content_Types].xml", "word/document.xml"} <= check_archive(data):
        refuse("不是 Word 文档（DOCX）")


def _check_excel(data: bytes) -> None:
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= check_archive(data):
        refuse("不是 Excel 表格（XLSX）")


def _check_ofd(data: bytes) -> None:
    if "OFD.xml" not in check_archive(data):
        refuse("不是 OFD 版式文件")


def _ole_check(*streams: str) -> Callable[[bytes], None]:
    """A check of an old Office file: one of `streams` must be named in it, no macros, no password."""

    def check(data: bytes) -> None:
        def names(*texts: str) -> bool:
            return any(text.encode("utf-16-le") in data for text in texts)

        if not data.startswith(_OLE) or not names(*streams):
            refuse("不是完整的 Office 文档")
        if names("_VBA_PROJECT", "_VBA_PROJECT_CUR"):
            raise UploadRefused("这个文件带有宏或者程序：另存为不带宏的格式后再上传。")

    return check


def _check_text(data: bytes) -> Checked:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            charset = "utf-8" if encoding == "utf-8-sig" else encoding
            return Checked(data, f"text/plain; charset={charset}")
    raise UploadRefused("这个文件不是文本：用记事本另存为 TXT 再上传。")


_ZIP = frozenset({"zip", "docx", "xlsx"})
_OLD = frozenset({"doc", "xls", "ppt", "msi", None})

KINDS: dict[str, Kind] = {
    "pdf": Kind("PDF", "application/pdf", frozenset({"pdf"}), _check_pdf),
    "docx": Kind("DOCX", f"{_OFFICE}wordprocessingml.document", _ZIP, _check_word),
    "doc": Kind("DOC", "application/msword", _OLD, _ole_check("WordDocument")),
    "xlsx": Kind("XLSX", f"{_OFFICE}spreadsheetml.sheet", _ZIP, _check_excel),
    "xls": Kind("XLS", "application/vnd.ms-excel", _OLD, _ole_check("Workbook", "Book")),
    "ofd": Kind("OFD", "application/ofd", _ZIP, _check_ofd),
    "jpg": Kind(
        "JPG", "image/jpeg", frozenset({"jpg"}), lambda data: Checked(redraw(data, "jpg"), "image/jpeg")
    ),
    "png": Kind(
        "PNG", "image/png", frozenset({"png"}), lambda data: Checked(redraw(data, "png"), "image/png")
    ),
    "txt": Kind("TXT", "text/plain", frozenset({None}), _check_text),
}
