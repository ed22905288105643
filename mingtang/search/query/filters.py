"""What narrows a question besides its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from django.db.models import QuerySet

from mingtang.search.fold import clean
from mingtang.search.grams import Where
from mingtang.search.index import since
from mingtang.search.models import Group, Slip

ONE_DAY = since(date.fromordinal(2)) - since(date.fromordinal(1))  # in `Slip.recent`
FACETS = {"kind": "kinds", "channel_key": "channels", "valid": "valid"}  # column: filter


@dataclass(frozen=True)
class Filters:
    """An empty one lets everything through. `since` and `until` are included; a document without a day fails both."""

    kinds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    valid: tuple[str, ...] = ()
    where: Where = "all"

    @classmethod
    def of(cls, **given: Any) -> "Filters":
        """From the arguments of `find`; unknown places count as everywhere."""
        lists: dict[str, Any] = {
            name: _texts(given.pop(name, ())) for name in ("kinds", "channels", "sections", "valid")
        }
        where = given.pop("where", "all")
        return cls(**lists, **given, where=where if where in get_args(Where) else "all")

    def narrow(self, slips: QuerySet[Slip]) -> QuerySet[Slip]:
        """By what has no facet: section and day."""
        if self.sections:
            slips = slips.filter(group__in=Group.objects.filter(section__in=self.sections))
        if self.since or self.until:
            slips = slips.filter(recent__gte=since(self.since or date.min))
        if self.until:
            slips = slips.filter(recent__lt=since(self.until) + ONE_DAY)
        return slips

    def choose(self, slips: QuerySet[Slip]) -> QuerySet[Slip]:
        """By what has a facet: kind, column, validity."""
        chosen = {
            f"{column}__in": values for column, name in FACETS.items() if (values := getattr(self, name))
        }
        return slips.filter(group__in=Group.objects.filter(**chosen)) if chosen else slips

    def lets(self, kind: str, channel_key: str, valid: str, *, but: str = "") -> bool:
        """Whether kind, column and validity are chosen; the filter on column `but` is not asked."""
        return (
            (not self.kinds or but == "kind" or kind in self.kinds)
            and (not self.channels or but == "channel_key" or channel_key in self.channels)
            and (not self.valid or but == "valid" or valid in self.valid)
        )


def _texts(values: Sequence[str] | str) -> tuple[str, ...]:
    given = (values,) if isinstance(values, str) else values
    return tuple(clean(str(value)) for value in given)
