"""案情：把行为按顺序读成一份案情。纯函数，不读数据库，不看今天。

``read`` folds the acts of one case into a frozen ``Story``; everything shown, counted or permitted comes from it.
A corrected act (``corrects``) is skipped; the correcting act stands in its place with its own date.
"""

from mingtang.disclosure.story import after  # noqa: F401 - registers its handlers
from mingtang.disclosure.story.parts import (
    Again,
    Consultation,
    Contest,
    Decision,
    Dispatch,
    Extension,
    Fee,
    Opinion,
    Page,
    Review,
    Search,
    Supplement,
    Turn,
)
from mingtang.disclosure.story.telling import effective, read
from mingtang.disclosure.story.whole import Story

__all__ = [
    "Again",
    "Consultation",
    "Contest",
    "Decision",
    "Dispatch",
    "Extension",
    "Fee",
    "Opinion",
    "Page",
    "Review",
    "Search",
    "Story",
    "Supplement",
    "Turn",
    "effective",
    "read",
]
