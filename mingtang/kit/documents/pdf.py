"""PDF and PNG pages by Typst. The same context always gives the same bytes."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from mingtang.kit.documents import fonts
from mingtang.kit.documents.shapes import DocumentError, complete

_TEMPLATES = Path(__file__).parent / "pages"
_local = threading.local()


def render_pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """The document as a tagged PDF.

    The context reaches Typst as JSON, never as code: hostile text prints literally.
    Raises DocumentError when the family is unknown or the context does not fit it.
    """
    pages = _compile(template, context, "pdf")
    return pages if isinstance(pages, bytes) else b"".join(pages)


def render_pages(template: str, context: Mapping[str, Any], ppi: int = 110) -> tuple[bytes, ...]:
    """Every page as a PNG, first page first."""
    pages = _compile(template, context, "png", ppi)
    return (pages,) if isinstance(pages, bytes) else tuple(pages)


def render_png(template: str, context: Mapping[str, Any], page: int = 1, ppi: int = 110) -> bytes:
    """One page as a PNG for previews; pages count from 1. Raises DocumentError if there is no such page."""
    pages = render_pages(template, context, ppi)
    if not 1 <= page <= len(pages):
        raise DocumentError(f"这份文书共 {len(pages)} 页，没有第 {page} 页。")
    return pages[page - 1]


def _compile(
    template: str, context: Mapping[str, Any], kind: Any, ppi: float | None = None
) -> bytes | list[bytes]:
    data = complete(template, context)
    inputs = {"data": _json(data), "fonts": _json(fonts.families())}
    try:
        result = _compiler(template).compile(format=kind, ppi=ppi, sys_inputs=inputs, timestamp=0)
    except typst.TypstError as error:
        raise DocumentError(f"文书“{data['title']}”排版失败：{error.message}") from error
    if result is None:
        raise DocumentError(f"文书“{data['title']}”排版失败。")
    return result


def _compiler(template: str) -> typst.Compiler:
    # One per thread: a Compiler refuses to be used by two threads at once. It reads the template again when it changes.
    compilers: dict[str, typst.Compiler] = _local.__dict__.setdefault("compilers", {})
    if template not in compilers:
        compilers[template] = typst.Compiler(
            str(_TEMPLATES / f"{template}.typ"),
            root=str(_TEMPLATES),
            font_paths=fonts.library(),
            ignore_system_fonts=True,
        )
    return compilers[template]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
