"""The last step of every DOCX: metadata from the context, nothing from the clock, entries in a fixed order."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx.document import Document

from mingtang.kit.documents.word.order import in_schema_order

_NO_DAY = "2000-01-01"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def settled(document: Document, *, title: str, organ: str, dated: str) -> bytes:
    """The bytes of a document whose only dates are those of the paper itself."""
    day = datetime.fromisoformat(dated or _NO_DAY).replace(tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:255], organ[:255], organ[:255]
    properties.created = properties.modified = day
    properties.language, properties.comments, properties.revision = "zh-CN", "", 1
    for part in (document.element, document.styles.element, *_edges(document)):
        in_schema_order(part)
    buffer = io.BytesIO()
    document.save(buffer)
    return _repacked(buffer.getvalue())


def _edges(document: Document) -> list[Any]:
    section = document.sections[0]
    edges = (
        section.header, section.even_page_header, section.first_page_header,
        section.footer, section.even_page_footer, section.first_page_footer,
    )  # fmt: skip
    # A linked edge has no part of its own, and asking for its element would make one.
    return [edge._element for edge in edges if not edge.is_linked_to_previous]


def _repacked(archive: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed,
    ):
        # Word wants the list of content types first.
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            packed.writestr(entry, source.read(name))
    return target.getvalue()
