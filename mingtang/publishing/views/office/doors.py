"""谁能进稿件三审；不存在的稿件一律 404。"""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from mingtang.organs.models import Staff
from mingtang.publishing.models import Piece
from mingtang.publishing.permissions import may_read


def staff_of(request: HttpRequest) -> Staff:
    """The signed-in person; the door has already turned everybody else away."""
    return cast(Staff, request.user)


def the_piece(pk: int) -> Piece:
    """The piece in its own kind; else 404."""
    if pk > 2**63 - 1:
        raise Http404
    return cast(Piece, get_object_or_404(Piece, pk=pk).specific)


__all__ = ["may_read", "staff_of", "the_piece"]
