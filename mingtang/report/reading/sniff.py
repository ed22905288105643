"""What a file really is, by its bytes; its name is not asked."""

import re
import zipfile
from io import BytesIO
from typing import Literal

from mingtang.report.reading.errors import Unreadable

Kind = Literal["html", "text", "docx", "xlsx"]

LARGEST = 20 * 1024 * 1024
_XML_MEMBER, _XML_TOTAL, _TOTAL, _MEMBERS = 10 << 20, 24 << 20, 120 << 20, 4000
_MERGED_CELLS = 200_000
_REFUSED = (
    (b"%PDF", "这是PDF文件，读不了表格：请改用网页、DOCX、XLSX或者文本。"),
    (b"\xd0\xcf\x11\xe0", "这是旧版Office文件（doc、xls）：用Word、WPS或Excel另存为DOCX、XLSX后再读。"),
    (b"{\\rtf", "这是RTF文件：另存为DOCX后再读。"),
    (b"\x89PNG", "这是图片，读不了文字：请改用网页、DOCX、XLSX或者文本。"),
    (b"\xff\xd8\xff", "这是图片，读不了文字：请改用网页、DOCX、XLSX或者文本。"),
    (b"GIF8", "这是图片，读不了文字：请改用网页、DOCX、XLSX或者文本。"),
    (b"MIME-Version:", "这是单个文件网页（mht）：在浏览器里另存为普通网页后再读。"),
)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|div|p|span|section|article|meta)\b", re.IGNORECASE
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?ref\s*=\s*["']([^"']{1,40})""")


def kind_of(data: bytes) -> tuple[Kind, str]:
    """The kind of the file, and its text when it is HTML or plain text. Raises Unreadable with the reason."""
    if not data.strip():
        raise Unreadable("文件是空的：检查是否选错了文件。")
    if len(data) > LARGEST:
        raise Unreadable(f"文件超过{LARGEST >> 20}MB：年度报告不会这么大，检查是否选错了文件。")
    for magic, sentence in _REFUSED:
        if data.lstrip()[: len(magic)] == magic:
            raise Unreadable(sentence)
    if data[:4] == b"PK\x03\x04":
        return _office(data), ""
    text = decode(data)
    if text.count("\0") > 0:
        raise Unreadable("文件不是文本也不是Office文档：请改用网页、DOCX、XLSX或者文本。")
    return ("html" if _HTML.search(text) else "text"), text


def decode(data: bytes) -> str:
    """The text by its byte order mark, its declared charset, UTF-8 or GB18030, whichever fits first."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    declared = _CHARSET.search(data[:4096])
    names = [_known(declared[1].decode("ascii"))] if declared else []
    for name in (*names, "utf-8", "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    lenient = data.decode("utf-8", errors="replace")
    if lenient.count("\ufffd") * 50 < len(lenient):
        return lenient
    raise Unreadable("文字编码认不出：用UTF-8或者GB18030（GBK）编码另存后再读。")


def _known(name: str) -> str:
    """GB2312 and GBK are read as their superset; an encoding Python does not know falls back to UTF-8."""
    lowered = name.lower()
    if lowered.startswith("gb"):
        return "gb18030"
    return "utf-8" if lowered in {"utf-8", "utf8"} else "big5" if lowered == "big5" else "utf-8"


def _office(data: bytes) -> Kind:
    """DOCX or XLSX, after making sure that unpacking it is harmless. Raises Unreadable otherwise."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            _harmless(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        raise Unreadable("文件已损坏或者加了密码，打不开：重新导出后再读。") from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise Unreadable("这是压缩包，不是DOCX或XLSX：解开后选里面的年度报告。")


def _harmless(archive: zipfile.ZipFile) -> None:
    """Declared sizes are what Python unpacks at most, so bounding them bounds the memory."""
    members = archive.infolist()
    xml = [member for member in members if member.filename.lower().endswith((".xml", ".rels"))]
    sizes = [member.file_size for member in xml]
    bomb = (
        len(members) > _MEMBERS
        or sum(member.file_size for member in members) > _TOTAL
        or sum(sizes) > _XML_TOTAL
        or max(sizes, default=0) > _XML_MEMBER
    )
    if bomb:
        raise Unreadable("文件解开后异常地大：年度报告不会这样，检查文件来源。")
    for member in xml:
        content = archive.read(member)
        if _declares(content):
            raise Unreadable("文件里有外部实体声明，不予读取：用Word、WPS或Excel重新另存后再读。")
        if sum(_area(ref) for ref in _MERGE.findall(content)) > _MERGED_CELLS:
            raise Unreadable("文件里合并的格子多得异常：年度报告不会这样，检查文件来源。")


def _declares(xml: bytes) -> bool:
    """Office files never carry a document type; with one, entities could be expanded or fetched."""
    flat = xml.replace(b"\0", b"")
    return b"<!DOCTYPE" in flat or b"<!ENTITY" in flat


def _area(ref: bytes) -> int:
    match = re.fullmatch(rb"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", ref)
    if match is None:
        return 0 if b":" not in ref else _MERGED_CELLS + 1
    left, top, right, bottom = match.groups()
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value
