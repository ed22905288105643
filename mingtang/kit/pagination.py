"""One page of a list by two queries, however long the list is."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

PER_PAGE = 50
COUNT_UP_TO = 10_000  # counting further costs more than anybody learns from it


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`items` of page `number` (from 1). `count` is exact unless `capped`, then it is a lower bound."""

    items: list[Row]
    number: int
    per_page: int
    count: int
    capped: bool
    has_next: bool

    @property
    def pages(self) -> int:
        """Number of pages known of, at least 1."""
        return max(1, -(-self.count // self.per_page), self.number)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def first(self) -> int:
        """Position of the first item in the list, 0 for an empty page."""
        return (self.number - 1) * self.per_page + 1 if self.items else 0

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1 if self.items else 0

    @property
    def label(self) -> str:
        """第 51–100 条，共 213 条."""
        if not self.items:
            return "没有记录"
        total = f"{self.count:,} 条以上" if self.capped else f"共 {self.count:,} 条"
        return f"第 {self.first:,}–{self.last:,} 条，{total}"

    def window(self, around: int = 2) -> list[int | None]:
        """Page numbers to offer: first, last and those near; None stands for a gap."""
        near = range(self.number - around, self.number + around + 1)
        shown = sorted({1, self.pages, *(number for number in near if 1 <= number <= self.pages)})
        offered: list[int | None] = []
        for number in shown:
            if offered and isinstance(offered[-1], int) and number > offered[-1] + 1:
                offered.append(None)
            offered.append(number)
        return offered


def page_number(text: Any) -> int:
    """The page number in a query string; 1 when it makes no sense."""
    try:
        return min(max(1, int(str(text))), 1_000_000)
    except ValueError:
        return 1


def paginate(
    queryset: QuerySet[Row], number: Any = 1, *, per_page: int = PER_PAGE, count_up_to: int = COUNT_UP_TO
) -> Page[Row]:
    """Page `number` (an int or what a query string holds) of an ordered `queryset`.

    Exactly two queries. A number behind the end gives the last page.
    """
    counted = queryset.order_by()[: count_up_to + 1].count()
    capped = counted > count_up_to
    wanted = page_number(number)
    if not capped:
        wanted = min(wanted, max(1, -(-counted // per_page)))
    start = (wanted - 1) * per_page
    rows = list(queryset[start : start + per_page + 1])
    return Page(rows[:per_page], wanted, per_page, min(counted, count_up_to), capped, len(rows) > per_page)
