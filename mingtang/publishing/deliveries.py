"""What this room sends after an act: articles to the room of WeChat, which sends them on. No network here."""

from __future__ import annotations

from django.utils import timezone

from mingtang.kit import outbox
from mingtang.kit.models import OutboxMessage
from mingtang.publishing.actions.account import follow
from mingtang.publishing.models import Piece
from mingtang.publishing.official_account.following import TOPIC
from mingtang.web import clock


@outbox.handler(TOPIC, repeatable=True, apart=True)
def bring_in_line(message: OutboxMessage) -> None:
    """Let WeChat follow the site; drawing the pictures takes a moment, so nothing else waits for it."""
    piece = Piece.objects.filter(pk=message.payload["piece"]).first()
    if piece is not None and not follow(piece, on=timezone.localdate(clock.now())):
        raise outbox.NotSent("WeChat is still at work on what went before")
