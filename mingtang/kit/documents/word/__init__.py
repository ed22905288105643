"""DOCX in the manner of GB/T 9704-2012. The same context always gives the same bytes."""

from collections.abc import Mapping
from typing import Any

from mingtang.kit.documents.shapes import complete
from mingtang.kit.documents.word import families, letter
from mingtang.kit.documents.word.archive import settled


def render_docx(template: str, context: Mapping[str, Any], letterhead: bytes | None = None) -> bytes:
    """The document for Word and WPS, with the same words as the PDF.

    ``letterhead`` is an organ's own DOCX with the tags of the built-in letter, for the family ``letter`` only.
    Raises DocumentError when the family is unknown or the context does not fit it.
    """
    data = complete(template, context)
    document = letter.write(data, letterhead) if template == "letter" else families.WRITERS[template](data)
    return settled(document, title=data["title"], organ=data["organ"], dated=data["dated"])
