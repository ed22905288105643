"""图片和附件文件用在哪里：线上的、审核中的、旧版本里的，题图、正文、附件、栏目。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, Revision

from mingtang.publishing.models import Attachment, File, Picture, Piece

Media = Picture | File
KINDS: dict[str, type[Any]] = {"pictures": Picture, "files": File}


@dataclass(frozen=True)
class Use:
    """One piece that needs a picture or a file; ``how``: 线上, 草稿 or 旧版本."""

    piece: Piece
    how: str


def uses(media: Media) -> list[Use]:
    """Where it is used: in the piece as it stands, in its newest version, or in a version that was once stored."""
    now = set(_referring(media))
    found = {pk: "线上" if live else "草稿" for pk, live in _live(now).items()}
    for pk in _in_versions(media):
        found.setdefault(pk, "旧版本")
    pieces = Piece.objects.in_bulk(list(found))
    return [Use(pieces[pk], how) for pk, how in sorted(found.items()) if pk in pieces]


def _referring(media: Media) -> Iterator[int]:
    for each in ReferenceIndex.get_references_to(media).values_list("object_id", flat=True):
        if str(each).isdigit():
            yield int(each)
    if isinstance(media, File):
        yield from Attachment.objects.filter(file=media).values_list("piece_id", flat=True)


def _live(pks: set[int]) -> dict[int, bool]:
    return dict(Piece.objects.filter(pk__in=pks).values_list("pk", "live"))


def _in_versions(media: Media) -> set[int]:
    """Keys of pieces one of whose stored versions mentions it: a version that can be shown again must stay whole."""
    from mingtang.publishing.version import media_of

    kind = type(media).__name__.lower()
    found: set[int] = set()
    revisions = Revision.objects.annotate(text=Cast("content", TextField())).filter(
        text__contains=str(media.pk)
    )
    for revision in revisions.filter(base_content_type__model="page").order_by("-pk").iterator(50):
        pk = int(revision.object_id)
        if pk not in found and (kind, media.pk) in media_of(revision.as_object()):
            found.add(pk)
    return found


def unused(kind: str) -> QuerySet[Any]:
    """What no piece has, now or in its newest version, at a glance; ``uses`` looks closer before anything is deleted."""
    model = KINDS[kind]
    refers = ReferenceIndex.objects.filter(
        to_content_type__app_label="publishing", to_content_type__model=model.__name__.lower(),
        to_object_id=Cast(OuterRef("pk"), TextField()),
    )  # fmt: skip
    return model.objects.exclude(Exists(refers)).order_by("-created_at", "-pk")
