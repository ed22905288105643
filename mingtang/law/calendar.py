"""工作日：周末和放假日不算，调休上班的周末算。依据国务院办公厅每年的节假日安排通知。

Sources: 《全国年节及纪念日放假办法》 and the yearly notices in ``notices/``. A year without its notice is *unknown*: its days
are guessed from weekends and the holidays with a fixed date, and what is computed from them is provisional.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from hashlib import sha256

from mingtang.law.days import day_of
from mingtang.law.errors import LawError

DAY = timedelta(days=1)
FIRST_YEAR = 2008  # 条例第一次施行（2008年5月1日）的那一年
YEARS_AHEAD = 10


class OutOfCalendar(LawError):
    """日期不在日历能算的年份里。"""


@dataclass(frozen=True)
class HolidayNotice:
    """一份放假通知：放假的起止日和名称，调休上班的日子。

    ``off`` are (first, last, name), both days included; ``worked`` are weekend days worked instead. ``local`` marks an
    addition for one place (放假办法 第四条) that does not make the year known. Raises LawError for impossible days.
    """

    year: int
    number: str
    issued_on: date
    off: tuple[tuple[date, date, str], ...]
    worked: tuple[date, ...] = ()
    source: str = ""
    verified: bool = True
    local: bool = False

    def __post_init__(self) -> None:
        if not self.number.strip():
            raise LawError(f"{self.year}年的放假通知没有文号：补上文号。")
        for first, last, name in self.off:
            if last < first:
                raise LawError(f"{self.number}：{name}的末日{last}早于首日{first}，请核对。")
            self._check_year(first, last)
        self._check_year(*self.worked)
        both = sorted(self.days_off & set(self.worked))
        if both:
            raise LawError(f"{self.number}：{both[0]}既放假又上班，请核对。")

    def _check_year(self, *days: date) -> None:
        earliest, latest = date(self.year - 1, 12, 1), date(self.year + 1, 1, 31)
        for day in days:
            if not earliest <= day <= latest:
                raise LawError(f"{self.number}：{day}不属于{self.year}年的安排，请核对年份。")

    @property
    def days_off(self) -> frozenset[date]:
        """Every day off, one by one."""
        return frozenset(day for first, last, _ in self.off for day in _each(first, last))


@dataclass(frozen=True)
class _Mark:
    kind: str
    name: str
    notice: HolidayNotice | None


class Calendar:
    """工作日历：由若干份放假通知决定。构造后不变，可以长期共用。

    A later notice (``issued_on``) wins over an earlier one for the days it names. ``counted[d.toordinal() - base]`` is the
    number of working days up to and including d, ``workdays[k]`` the (k+1)-th working day; both serve the fast path.
    """

    def __init__(self, notices: Iterable[HolidayNotice]) -> None:
        self.notices = tuple(
            sorted(notices, key=lambda notice: (notice.issued_on, notice.year, notice.number))
        )
        self.years = frozenset(notice.year for notice in self.notices if not notice.local)
        years = {notice.year for notice in self.notices} | {FIRST_YEAR}
        self.first = date(min(years), 1, 1)
        self.last = date(max(years) + YEARS_AHEAD, 12, 31)
        self._marks = self._read()
        self.base = self.first.toordinal()
        self.counted: list[int] = []
        self.workdays: list[date] = []
        self._number()

    def _read(self) -> dict[date, _Mark]:
        marks = {
            day: mark
            for year in range(self.first.year, self.last.year + 1)
            for day, mark in self._guess(year)
        }
        for notice in self.notices:
            for first, last, name in notice.off:
                for day in _each(first, last):
                    marks[day] = _Mark("holiday", name, notice)
            for day in notice.worked:
                marks[day] = _Mark("makeup" if day.weekday() >= 5 else "workday", "", notice)
        return marks

    def _guess(self, year: int) -> Iterator[tuple[date, _Mark]]:
        """Fixed-date holidays of a year whose notice is missing; 放假办法 2013, and 2024 for 2025 on."""
        if year in self.years:
            return
        fixed = [(1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节")]
        if year >= 2025:
            fixed.append((5, 2, "劳动节"))
        for month, day, name in fixed:
            yield date(year, month, day), _Mark("holiday", name, None)

    def _number(self) -> None:
        for day in _each(self.first, self.last):
            mark = self._marks.get(day)
            if mark.kind != "holiday" if mark else day.weekday() < 5:
                self.workdays.append(day)
            self.counted.append(len(self.workdays))

    def count(self, day: date) -> int:
        """Working days from the start of the calendar up to and including ``day``. Raises OutOfCalendar."""
        place = day.toordinal() - self.base
        if place < 0 or day > self.last:
            raise OutOfCalendar(
                f"{day}不在日历范围内：只能算{self.first.year}年至{self.last.year}年，请核对日期。"
            )
        return self.counted[place]

    def nth(self, place: int) -> date:
        """The working day whose ``count`` is ``place`` (from 1). Raises OutOfCalendar."""
        if not 0 < place <= len(self.workdays):
            raise OutOfCalendar(f"期限超出日历范围：只能算到{self.last.year}年，请核对日期和天数。")
        return self.workdays[place - 1]

    def kind(self, day: date) -> str:
        """``workday``, ``weekend``, ``holiday`` (also a weekend day inside the days off) or ``makeup`` (weekend, worked)."""
        mark = self._marks.get(day)
        if mark is not None:
            return mark.kind
        return "weekend" if day.weekday() >= 5 else "workday"

    def name(self, day: date) -> str:
        """The name of the holiday, empty on other days."""
        mark = self._marks.get(day)
        return mark.name if mark else ""

    def notice(self, day: date) -> HolidayNotice | None:
        """The notice that decides about this day, if one names it."""
        mark = self._marks.get(day)
        return mark.notice if mark else None

    def known(self, year: int) -> bool:
        """Whether the year's national notice is here; without it a day is provisional."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Whether offices work on this day."""
        return self.kind(day) in ("workday", "makeup")

    def add_workdays(self, start: date, n: int) -> date:
        """The n-th working day after ``start``; the day of ``start`` is not counted. n = 0 gives ``start``."""
        if n < 0:
            raise LawError(f"工作日数“{n}”不能是负数。")
        return start if n == 0 else self.nth(self.count(start) + n)

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
        return max(0, self.count(end) - self.count(start))

    def roll_forward(self, day: date) -> date:
        """``day`` itself when offices work, else the next working day. A make-up working day is a working day."""
        return day if self.is_workday(day) else self.nth(self.count(day) + 1)

    def last_workday_before(self, day: date) -> date:
        """The last working day strictly before ``day``."""
        return self.nth(self.count(day) - (1 if self.is_workday(day) else 0))

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change whenever a notice changes a day."""
        content = [(n.year, n.number, n.issued_on.isoformat(), _plain(n), n.local) for n in self.notices]
        return sha256(repr(content).encode()).hexdigest()[:12]


def _each(first: date, last: date) -> Iterator[date]:
    for number in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(number)


def _plain(notice: HolidayNotice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    off = tuple(f"{first}/{last}/{name}" for first, last, name in notice.off)
    return off, tuple(day.isoformat() for day in notice.worked)


def day_in_calendar(value: object, calendar: Calendar, label: str = "日期") -> date:
    """读一个日期，并确认日历能算它。抛出 LawError。"""
    day = day_of(value, label)
    calendar.count(day)
    return day


@lru_cache(maxsize=1)
def standard_calendar() -> Calendar:
    """随程序发布的各年放假通知构成的日历。"""
    from mingtang.law.notices import shipped_notices

    return Calendar(shipped_notices())
