"""Stored files on their way to a browser: as downloads, never as pages of this site."""

from django.http import FileResponse

from mingtang.kit.models import StoredFile
from mingtang.kit.uploads.names import clean_name
from mingtang.kit.uploads.storage import open_stored

SHOWN_INLINE = ("image/jpeg", "image/png", "application/pdf")


def download(file: StoredFile, name: str | None = None, *, inline: bool = False) -> FileResponse:
    """The answer that gives out `file` as `name` (RFC 5987). The caller has checked who may have it.

    `inline` lets pictures and PDF be shown inside our own pages; anything else stays a download.
    """
    shown = inline and file.content_type in SHOWN_INLINE
    response = FileResponse(
        open_stored(file),
        as_attachment=not shown,
        filename=clean_name(name or file.name),
        content_type=file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = _policy(shown, file.content_type)
    if shown:
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _policy(shown: bool, content_type: str) -> str:
    # Browsers refuse to show a PDF in a sandbox; their viewers run none of its scripts in our origin.
    if shown and content_type == "application/pdf":
        return "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    return "sandbox; default-src 'none'; frame-ancestors 'self'"
