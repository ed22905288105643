"""一个版本的校验值：审的人看的是哪一版，由它说定。改一个字，值就不同。"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks import StreamValue

if TYPE_CHECKING:
    from wagtail.models import Revision

    from mingtang.publishing.models import Piece

# What the program keeps about a page, not what people wrote in it.
KEPT_APART = {
    *(
        "pk",
        "path",
        "depth",
        "numchild",
        "translation_key",
        "locale",
        "live",
        "has_unpublished_changes",
        "url_path",
    ),
    *("owner", "locked", "locked_at", "locked_by", "expired", "first_published_at", "last_published_at"),
    *(
        "latest_revision_created_at",
        "live_revision",
        "latest_revision",
        "draft_title",
        "content_type",
        "alias_of",
    ),
    *(
        "page_ptr",
        "piece_ptr",
        "go_live_at",
        "expire_at",
        "comments",
        "wagtail_admin_comments",
        "show_in_menus",
    ),
    *("show_at", "hide_at", "review_by"),
    *(
        "stage",
        "live_digest",
        "imported_from",
        "index_number",
        "result_on",
        "seo_title",
        "search_description",
        "slug",
    ),
}


def digest(piece: Piece) -> str:
    """SHA-256 (hex) of everything people wrote in this version, attachments by their content."""
    text = json.dumps(_content(piece), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def draft_of(piece: Piece) -> Piece:
    """The newest version of a piece, published or not."""
    return piece.specific.get_latest_revision_as_object()


def digest_of(revision: Revision) -> str:
    """The digest of a stored version."""
    return digest(revision.as_object())


def _content(piece: Piece) -> dict[str, Any]:
    data = _written(piece)
    data["media"] = [[kind, pk, _mark(kind, pk)] for kind, pk in sorted(media_of(piece))]
    return data


def _written(piece: Piece) -> dict[str, Any]:
    data = {name: value for name, value in piece.serializable_data().items() if name not in KEPT_APART}
    data |= {
        name: _blocks(getattr(piece, name)) for name in data if isinstance(getattr(piece, name), StreamValue)
    }
    data["attachments"] = [[each.title, each.file_id] for each in piece.attachments.all()]
    return data


def _blocks(stream: StreamValue) -> list[Any]:
    """What the blocks say. As stored they may lack keys that appear once somebody has read them."""
    return [[block.block_type, block.block.get_prep_value(block.value)] for block in stream]


PICTURE = re.compile(r'"image": (\d+)')
EMBEDDED = re.compile(r"<embed\b[^>]*>")
LINK = re.compile(r'<a\b[^>]*linktype=\\*"document\\*"[^>]*>')
ID = re.compile(r'\bid=\\*"(\d+)')


def media_of(piece: Piece) -> set[tuple[str, int]]:
    """(``picture`` or ``file``, id) of everything stored apart that this version shows or links to."""
    text = json.dumps(_written(piece), cls=DjangoJSONEncoder).replace('\\"', '"')
    pictures = {int(found) for found in PICTURE.findall(text)} | _ids(EMBEDDED, text)
    files = {each.file_id for each in piece.attachments.all()} | _ids(LINK, text)
    if piece.cover_id:
        pictures.add(piece.cover_id)
    return {("picture", pk) for pk in pictures} | {("file", pk) for pk in files}


def _ids(tag: re.Pattern[str], text: str) -> set[int]:
    return {int(found[1]) for each in tag.findall(text) if (found := ID.search(each))}


def _mark(kind: str, pk: int) -> str:
    """The hash of a stored file; its name, which is never used twice, where no hash was taken; '' when it is gone."""
    from mingtang.publishing.models import File, Picture

    media = (Picture if kind == "picture" else File).objects.filter(pk=pk).first()
    return (media.file_hash or media.file.name) if media else ""
