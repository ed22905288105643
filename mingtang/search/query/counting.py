"""How many documents there are of each kind, column, year and validity."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Max, QuerySet

from mingtang.search.index import label_of
from mingtang.search.models import Entry
from mingtang.search.query.candidates import Candidate
from mingtang.search.query.filters import FACETS, Filters
from mingtang.search.query.results import Facet


class Group(NamedTuple):
    """Documents that are alike in everything that is counted."""

    kind: str
    channel_key: str
    valid: str
    year: int
    channel: str
    size: int

    def passes(self, filters: Filters, but: str = "") -> bool:
        """Whether the filters let it through."""
        return filters.lets(self.kind, self.channel_key, self.valid, but=but)


def groups(entries: QuerySet[Entry]) -> list[Group]:
    """The groups of a query, counted by the database."""
    columns = ("kind", "channel_key", "valid", "year")
    counted = entries.order_by().values_list(*columns).annotate(name=Max("channel"), size=Count("pk"))
    return [Group(*row) for row in counted]


def groups_of(candidates: Iterable[Candidate]) -> list[Group]:
    """The groups of documents that are at hand."""
    names: dict[tuple[str, str, str, int], str] = {}
    counts: Counter[tuple[str, str, str, int]] = Counter()
    for each in candidates:
        same = (each.kind, each.channel_key, each.valid, each.year)
        counts[same] += 1
        names[same] = max(names.get(same, ""), each.channel)
    return [Group(*same, names[same], count) for same, count in counts.items()]


def total(found: Iterable[Group], filters: Filters) -> int:
    """How many documents pass."""
    return sum(group.size for group in found if group.passes(filters))


def facets(found: list[Group], filters: Filters) -> dict[str, list[Facet]]:
    """The four dimensions; the most frequent value first, years from the newest."""
    answer = {name.removesuffix("_key"): _facet(found, filters, name) for name in FACETS}
    years: Counter[int] = Counter()
    for group in found:
        if group.year and group.passes(filters):
            years[group.year] += group.size
    answer["year"] = [Facet(f"{year:04}", f"{year}年", years[year]) for year in sorted(years, reverse=True)]
    return answer


def _facet(found: list[Group], filters: Filters, column: str) -> list[Facet]:
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for group in found:
        key = getattr(group, column)
        if key and group.passes(filters, but=column):
            counts[key] += group.size
            labels[key] = max(labels.get(key, ""), _label(group, column))
    return [
        Facet(key, labels[key], counts[key]) for key in sorted(counts, key=lambda key: (-counts[key], key))
    ]


def _label(group: Group, column: str) -> str:
    if column == "kind":
        return label_of(group.kind)
    return (group.channel or group.channel_key) if column == "channel_key" else group.valid
