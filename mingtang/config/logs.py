"""The log says where something failed and as what, not with which values: those may name a person.

A database quotes the row it refuses, a form what was typed; so the message of an error is left out of its
traceback. What the machine itself says (no space, no connection) stays, for it is about no person.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

from mingtang.kit.masking import mask_text

Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
OF_THE_MACHINE = ("OSError", "OperationalError")


class Discreet(logging.Formatter):
    """Tracebacks with files, lines and classes of errors, without what the errors say."""

    def formatException(self, ei: Info) -> str:
        if ei[1] is None:
            return ""
        return "\n".join(line for error in _chain(ei[1]) for line in _told(error))


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what led to it, the first one first."""
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found[::-1]


def _told(error: BaseException) -> Iterator[str]:
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    names = {kind.__name__ for kind in type(error).__mro__}
    yield f"{type(error).__module__}.{type(error).__qualname__}" + (
        f": {mask_text(str(error))}" if names & set(OF_THE_MACHINE) else ""
    )
