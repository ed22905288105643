"""现行日历：由数据库里的放假通知算出；没有通知时用随程序发布的日历。"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mingtang.law.calendar import Calendar, standard_calendar
from mingtang.law.calendar import HolidayNotice as Notice
from mingtang.organs import impact
from mingtang.organs.models import HolidayNotice


@lru_cache(maxsize=8)
def calendar_of(notices: tuple[Notice, ...]) -> Calendar:
    """The calendar of these notices; without any, the one shipped with the law.

    Kept per process by what the notices say, so that a notice loaded by another process, or taken back with its
    transaction, can never leave a stale calendar behind.
    """
    return Calendar(notices) if notices else standard_calendar()


def current_calendar() -> Calendar:
    """The calendar in force in this database; one small query, the calendar itself is built once per set of notices."""
    return calendar_of(HolidayNotice.objects.as_notices())


def calendar_with(notice: Notice) -> Calendar:
    """The calendar as it would be once this notice is loaded, in place of an earlier reading of the same 文号."""
    others = [known for known in HolidayNotice.objects.as_notices() if known.number != notice.number]
    return calendar_of(tuple(sorted([*others, notice], key=lambda each: each.issued_on)))


@dataclass(frozen=True)
class Foretold:
    """What loading a notice would do: the calendars before and after, and every matter that moves."""

    old: Calendar
    new: Calendar
    impacts: tuple[impact.Impact, ...]

    @property
    def changes_nothing(self) -> bool:
        return self.old.version == self.new.version

    @property
    def letters(self) -> int:
        """Issued letters that state another date than the new one."""
        return sum(len(each.letters) for each in self.impacts)


def foretell(notice: Notice) -> Foretold:
    """What would move if this notice were loaded now; nothing is written."""
    old, new = current_calendar(), calendar_with(notice)
    return Foretold(old, new, tuple(impact.foretell(old, new)))
