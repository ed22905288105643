"""一个版本的校验值：审的人看的是哪一版，由它说定。改一个字，值就不同。"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

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
    data = {name: value for name, value in piece.serializable_data().items() if name not in KEPT_APART}
    attachments = piece.attachments.all()
    data["attachments"] = [[each.title, each.file.file_hash or each.file.file.name] for each in attachments]
    return data
