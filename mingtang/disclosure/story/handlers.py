"""每种行为由哪个函数读进案情：登记在这里。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from mingtang.disclosure.story.parts import Page
from mingtang.disclosure.story.whole import Story

Handler = Callable[[Story, Page], Story]
HANDLERS: dict[str, Handler] = {}


def told_by(kind: str) -> Callable[[Handler], Handler]:
    """Register how an act of ``kind`` changes the story."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def day_in(value: Any) -> date | None:
    """A day as an act stores it; None for an empty one."""
    return date.fromisoformat(value) if value else None
