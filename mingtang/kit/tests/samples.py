"""Files as people upload them, and as attackers do, made in memory."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
GIF_HTML = b"GIF89a=1;/*\x00\x01<html><script>alert(1)</script></html>*/"
CONTENT_TYPES = "[Content_Types].xml"


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def docx() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("公开申请")
    document.save(out)
    return out.getvalue()


def xlsx(rows=(("名称", "数量"), ("甲", 1))) -> bytes:
    out = io.BytesIO()
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def archive(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return out.getvalue()


def ofd() -> bytes:
    return archive({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<d/>"})


def with_entries(document: bytes, entries: dict[str, bytes]) -> bytes:
    """The document with more (or replaced) entries."""
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        kept = {entry.filename: file.read(entry) for entry in file.infolist()}
    return archive(kept | entries)


def ole(*streams: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


def picture(kind: str = "JPEG", size=(60, 40), mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 200 if mode == "L" else "red").save(out, kind, **options)
    return out.getvalue()
