"""图片和附件文件用在哪里：线上的、审核中的、旧版本里的，题图、正文、附件、栏目。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, Revision

from mingtang.publishing.models import Attachment, File, Picture, Piece
from mingtang.publishing.version import media_of

Media = Picture | File
KINDS: dict[str, type[Any]] = {"pictures": Picture, "files": File}


@dataclass(frozen=True)
class Use:
    """One piece that needs a picture or a file; ``how``: 线上, 草稿 or 旧版本."""

    piece: Piece
    how: str


def uses(media: Media, *, closely: bool = True) -> list[Use]:
    """Where it is used: in a piece as it stands, in its newest version; looked at ``closely`` also in any version that
    was ever stored, which reads them one by one."""
    found = {pk: "线上" if live else "草稿" for pk, live in _live(set(_referring(media))).items()}
    for pk in _in_versions(media) if closely else ():
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
    kind = type(media).__name__.lower()
    found: set[int] = set()
    revisions = Revision.objects.annotate(text=Cast("content", TextField())).filter(_written(media))
    for revision in revisions.order_by("-pk").iterator(50):
        pk = int(revision.object_id)
        if pk not in found and (kind, media.pk) in media_of(revision.as_object()):
            found.add(pk)
    return found


def _written(media: Media) -> Q:
    """How a stored version may write it down: as a field, in a block, in a link or picture inside a text. Too much is
    found rather than too little; the version itself then tells."""
    inside = Q(text__contains=f'\\"{media.pk}\\') | Q(text__contains=f"'{media.pk}'")
    if isinstance(media, File):
        return inside | Q(text__contains=f'"file": {media.pk}')
    return inside | Q(text__contains=f'"cover": {media.pk}') | Q(text__contains=f'image\\": {media.pk}')


def unused(kind: str) -> QuerySet[Any]:
    """What no piece has, now or in its newest version, at a glance; ``uses`` looks closer before anything is deleted."""
    model = KINDS[kind]
    refers = ReferenceIndex.objects.filter(
        to_content_type__app_label="publishing", to_content_type__model=model.__name__.lower(),
        to_object_id=Cast(OuterRef("pk"), TextField()),
    )  # fmt: skip
    return model.objects.exclude(Exists(refers)).order_by("-created_at", "-pk")
