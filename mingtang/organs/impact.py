"""放假通知的影响：上面的房间在这里登记，谁的期限会变、变了以后怎么重算。

The rooms above know what hangs on the calendar, this room knows when the calendar changes. They meet here: a room registers
from its ``AppConfig.ready`` one callable that foretells and one that recomputes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from mingtang.law.calendar import Calendar


@dataclass(frozen=True)
class StatedDate:
    """An issued letter that states a date."""

    label: str
    states: date
    url: str = ""


@dataclass(frozen=True)
class Impact:
    """One open matter whose day moves when the calendar changes; ``letters`` state another day than ``after``."""

    case_label: str
    url: str
    before: date | None
    after: date | None
    letters: tuple[StatedDate, ...] = field(default=())


Foretell = Callable[[Calendar, Calendar], Iterable[Impact]]
Recompute = Callable[[Calendar], int]

_foretellers: list[Foretell] = []
_recomputers: list[Recompute] = []


def register_impact(foretell: Foretell) -> Foretell:
    """Register ``foretell(old_calendar, new_calendar)`` -> what moves. Usable as a decorator; registering twice is once."""
    if foretell not in _foretellers:
        _foretellers.append(foretell)
    return foretell


def register_recompute(recompute: Recompute) -> Recompute:
    """Register ``recompute(calendar)`` -> number of matters stored anew. Usable as a decorator."""
    if recompute not in _recomputers:
        _recomputers.append(recompute)
    return recompute


def foretell(old: Calendar, new: Calendar) -> list[Impact]:
    """What moves between two calendars, over all rooms, those with letters in the outside world first."""
    found = [impact for teller in _foretellers for impact in teller(old, new)]
    return sorted(found, key=lambda impact: (not impact.letters, impact.after or date.max, impact.case_label))


def recompute(calendar: Calendar) -> int:
    """Let all rooms store their days anew; the number of matters that moved."""
    return sum(again(calendar) for again in _recomputers)
