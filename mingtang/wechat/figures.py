"""一段时间的统计：每天的数，长了按周、按月合计，缺了哪几天，每篇文章怎样。只读。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from mingtang.wechat.models import Account, AccountDay, ArticleTotal, FetchedDay, UserDay

DAY = timedelta(days=1)
LONGEST = 1096  # days that are shown at once
DAILY, WEEKLY = 62, 200  # up to so many days a place of a chart is a day, a week; beyond, a month


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """As many days just before."""
        return Period(self.first - self.days * DAY, self.first - DAY)

    @property
    def step(self) -> str:
        """What one place of a chart stands for: 日, 周 or 月."""
        return "日" if self.days <= DAILY else "周" if self.days <= WEEKLY else "月"

    def __iter__(self) -> Iterator[date]:
        return (self.first + n * DAY for n in range(self.days))


def last_days(last: date, days: int) -> Period:
    """So many days up to ``last``."""
    return Period(last - (days - 1) * DAY, last)


@dataclass(frozen=True)
class Row:
    """The figures of a day, or of a week or month together. None: WeChat has not told them."""

    first: date
    last: date
    gained: int | None = None
    lost: int | None = None
    total: int | None = None
    readers: int | None = None
    sharers: int | None = None

    @property
    def net(self) -> int | None:
        return None if self.gained is None or self.lost is None else self.gained - self.lost


def newest_day(account: Account) -> date | None:
    """The last day of which anything was fetched."""
    return FetchedDay.objects.filter(account=account).values_list("day", flat=True).first()


def rows(account: Account, period: Period) -> list[Row]:
    """A row for each day, in order."""
    within = {"account": account, "day__range": (period.first, period.last)}
    users = {each.day: each for each in UserDay.objects.filter(**within)}
    read = {each.day: each for each in AccountDay.objects.filter(**within)}
    return [_row(day, users.get(day), read.get(day)) for day in period]


def _row(day: date, users: UserDay | None, read: AccountDay | None) -> Row:
    return Row(
        day,
        day,
        users.gained if users else None,
        users.lost if users else None,
        users.total if users else None,
        read.readers if read else None,
        read.sharers if read else None,
    )


def together(daily: Iterable[Row], step: str) -> list[Row]:
    """Days as weeks (from Monday) or months; days stay as they are."""
    starts: dict[str, Callable[[date], date]] = {
        "日": lambda day: day,
        "周": lambda day: day - day.weekday() * DAY,
        "月": lambda day: day.replace(day=1),
    }
    groups: dict[date, list[Row]] = {}
    for row in daily:
        groups.setdefault(starts[step](row.first), []).append(row)
    return [_summed(group) for group in groups.values()]


def _summed(group: list[Row]) -> Row:
    totals = [row.total for row in group if row.total is not None]
    return Row(
        group[0].first,
        group[-1].last,
        _sum(row.gained for row in group),
        _sum(row.lost for row in group),
        totals[-1] if totals else None,
        _sum(row.readers for row in group),
        _sum(row.sharers for row in group),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def whole(daily: list[Row]) -> Row:
    """All days of a period together."""
    return _summed(daily)


def gaps(account: Account, period: Period) -> list[date]:
    """The days of which figures are missing or called late by WeChat, as far as fetching has come."""
    newest = newest_day(account)
    if newest is None:
        return []
    start = account.counted_from or period.first
    fetched = {
        each.day: each.complete
        for each in FetchedDay.objects.filter(account=account, day__range=(period.first, period.last))
    }
    return [day for day in period if start <= day <= newest and not fetched.get(day, False)]


def articles(account: Account, period: Period, by_readers: bool = False) -> QuerySet[ArticleTotal]:
    """The articles published in the period, newest first or most read first."""
    within = ArticleTotal.objects.filter(account=account, published_on__range=(period.first, period.last))
    order = ("-readers", "-published_on", "msgid") if by_readers else ("-published_on", "msgid")
    return within.select_related("publication").order_by(*order)
