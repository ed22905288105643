"""发布和撤下之后还要做什么：检索、预制页面、公众号。各处在启动时登记。

Effects run inside the transaction of the act, so that a page and what is derived from it live and die together;
what takes long or leaves the house goes through the outbox.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingtang.publishing.models import Piece

Effect = Callable[["Piece"], None]


@dataclass(frozen=True)
class Effects:
    """What follows when a version goes on show and when a piece is taken down."""

    shown: Effect
    hidden: Effect


_registered: dict[str, Effects] = {}


def register_effects(name: str, *, shown: Effect, hidden: Effect) -> None:
    """Add what follows; the same name replaces."""
    _registered[name] = Effects(shown, hidden)


def shown(piece: Piece) -> None:
    """A version of this piece is on show now."""
    for each in _registered.values():
        each.shown(piece)


def hidden(piece: Piece) -> None:
    """This piece is on show no longer."""
    for each in _registered.values():
        each.hidden(piece)
