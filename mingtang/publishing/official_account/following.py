"""网站发布、撤下以后，公众号跟着办：事务里只写一条待发消息，其余由投递去做。"""

from __future__ import annotations

from mingtang.kit import outbox
from mingtang.publishing import effects
from mingtang.publishing.models import Copy, Piece

TOPIC = "publishing.account"


def connect() -> None:
    """Follow what is published and taken down, and put what went wrong on the desks."""
    from mingtang.publishing.official_account import desk
    from mingtang.web.workbench import register_tasks

    effects.register_effects("official_account", shown=shown, hidden=hidden)
    register_tasks(desk.tasks, desk.pressing)


def shown(piece: Piece) -> None:
    """A version is on show: WeChat gets it, or comes to know that there is a newer one. Imported ones stay away."""
    if piece.to_wechat and _last(piece)[1] != "imported":
        _enqueue(piece)


def hidden(piece: Piece) -> None:
    """The piece is off the site: so it shall be on WeChat."""
    if Copy.objects.filter(piece_id=piece.pk).exists():
        _enqueue(piece)


def _enqueue(piece: Piece) -> None:
    outbox.enqueue(TOPIC, f"{TOPIC}:{piece.pk}:{_last(piece)[0]}", {"piece": piece.pk})


def _last(piece: Piece) -> tuple[int, str]:
    """The newest act about a piece: each gives one message."""
    return piece.acts.order_by("-pk").values_list("pk", "kind").first() or (0, "")
