"""索引号：前段码/后段码。来源：《政府信息公开目录系统实施指引（试行）》。"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from mingtang.publishing.models import Piece

SERIES = "publishing.index"


def index_number(piece: Piece, take: Callable[[str, int], int]) -> str:
    """``011158671/2022-00017``: organisation code, year first shown, five digits running. Called once for a piece."""
    first = timezone.localtime(piece.first_published_at) if piece.first_published_at else timezone.localtime()
    code = getattr(settings, "ORGANISATION_CODE", "") or "000000000"
    return f"{code}/{first.year}-{take(SERIES, first.year):05d}"
