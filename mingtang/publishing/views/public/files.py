"""附件和图片：只给出已发布稿件里的；附件一律下载，PDF 可以在自己的页面里看。"""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.models import ReferenceIndex

from mingtang.organs.permissions import is_on_duty
from mingtang.publishing.models import Attachment, File, Picture, Piece, Rendition
from mingtang.publishing.permissions import may_read

# Browsers refuse to show a PDF in a sandbox; their viewers run none of its scripts in our origin.
VIEWED = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
SHUT = "sandbox; default-src 'none'; frame-ancestors 'none'"
PICTURES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
}


@require_safe
def attachment(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """A file of a piece on show, as a download; a PDF is shown when ``?view=1`` asks. Staff who read drafts get theirs."""
    file = get_object_or_404(File, pk=document_id) if document_id < 2**63 else None
    if file is None or not (_on_show(file) or _reads_drafts(request)):
        raise Http404
    try:
        opened = file.file.open("rb")
    except OSError:
        raise Http404 from None
    ending = file.file.name.rpartition(".")[2].lower()
    viewed = request.GET.get("view") == "1" and ending == "pdf" and opened.read(5) == b"%PDF-"
    opened.seek(0)
    kind = (
        "application/pdf" if viewed else mimetypes.guess_type(f"x.{ending}")[0] or "application/octet-stream"
    )
    answer = FileResponse(opened, content_type=kind)
    answer["Content-Disposition"] = (
        content_disposition_header(not viewed, _name(file, ending)) or "attachment"
    )
    answer["Content-Security-Policy"] = VIEWED if viewed else SHUT
    return answer


def _name(file: File, ending: str) -> str:
    title = "".join(sign for sign in file.title if sign.isprintable() and sign not in '\\/:*?"<>|').strip()[
        :100
    ]
    return title if title.lower().endswith(f".{ending}") else f"{title or '附件'}.{ending}"


def _on_show(file: File) -> bool:
    return Attachment.objects.filter(file=file, piece__live=True).exists() or _stands_on_show(file)


def _stands_on_show(media: File | Picture) -> bool:
    pieces = ReferenceIndex.get_references_to(media).values_list("object_id", flat=True)
    ids = [int(each) for each in pieces if str(each).isdigit()]
    return Piece.objects.filter(pk__in=ids, live=True).exists()


def _reads_drafts(request: HttpRequest) -> bool:
    person: Any = request.user
    return person.is_authenticated and is_on_duty(person) and may_read(person)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A drawn size of a picture of a piece on show. Originals and attachments have no address here. It is kept by
    browsers, which ask each time whether it is still given out: a page that is taken down takes its pictures along."""
    path = PurePosixPath("images") / name
    kind = PICTURES.get(path.suffix[1:].lower())
    drawn = Rendition.objects.filter(file=str(path)).select_related("image").first() if kind else None
    if drawn is None or not (_stands_on_show(drawn.image) or _reads_drafts(request)):
        raise Http404
    etag = f'"{drawn.pk}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    try:
        answer = FileResponse(drawn.file.open("rb"), content_type=kind)
    except OSError:
        raise Http404 from None
    answer["ETag"], answer["Cache-Control"] = etag, "no-cache"
    answer["Content-Security-Policy"] = SHUT
    return answer
