"""索引号：前段码/后段码。来源：《政府信息公开目录系统实施指引（试行）》。"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from mingtang.publishing.models import Piece

SERIES = "publishing.index"


def index_number(piece: Piece, take: Callable[[str, int], int]) -> str:
    """``011158671/2022-00017``: organisation code, year first shown, five digits running. Called once for a piece."""
    first = timezone.localtime(piece.first_published_at) if piece.first_published_at else timezone.localtime()
    return f"{settings.ORGANISATION_CODE}/{first.year}-{take(SERIES, first.year):05d}"


def serial_of(number: str) -> tuple[int, int] | None:
    """(year, running number) of an index number that this site could have given; None for one of another form."""
    found = re.fullmatch(re.escape(settings.ORGANISATION_CODE) + r"/(\d{4})-(\d{5})", number)
    return (int(found[1]), int(found[2])) if found else None
