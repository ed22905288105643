"""正在做一件事：稿件上下线、移动、审核环节的推进只在这里面发生，别处一律拒绝。"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from mingtang.kit.db import writing

_acting: ContextVar[bool] = ContextVar("publishing_acting", default=False)


@contextmanager
def acting() -> Iterator[None]:
    """The transaction of one act of this room; ``guard`` lets through what happens inside. May be nested."""
    token = _acting.set(True)
    try:
        with writing():
            yield
    finally:
        _acting.reset(token)


def is_acting() -> bool:
    """Whether an act of this room is under way in this thread."""
    return _acting.get()
