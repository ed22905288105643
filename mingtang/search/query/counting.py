"""How many documents there are of each kind, column, year and validity."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, QuerySet

from mingtang.search.index import label_of
from mingtang.search.models import Group, Slip
from mingtang.search.query.candidates import Candidate
from mingtang.search.query.filters import FACETS, Filters
from mingtang.search.query.results import Facet


class Alike(NamedTuple):
    """How many documents are alike in everything that is counted."""

    kind: str
    channel_key: str
    channel: str
    valid: str
    year: int
    size: int

    def passes(self, filters: Filters, but: str = "") -> bool:
        """Whether the filters let it through."""
        return filters.lets(self.kind, self.channel_key, self.valid, but=but)


def counted(slips: QuerySet[Slip]) -> list[Alike]:
    """Counted by the database."""
    sizes = dict(slips.order_by().values_list("group_id").annotate(size=Count("pk")))
    together: Counter[tuple[str, str, str, str, int]] = Counter()
    for row in Group.objects.values_list("kind", "channel_key", "channel", "valid", "year", "pk"):
        together[row[:5]] += sizes.get(row[5], 0)
    return [Alike(*same, size) for same, size in together.items() if size]


def count(candidates: Iterable[Candidate]) -> list[Alike]:
    """Counted from documents at hand."""
    sizes = Counter(
        (each.kind, each.channel_key, each.channel, each.valid, each.on.year if each.on else 0)
        for each in candidates
    )
    return [Alike(*same, size) for same, size in sizes.items()]


def total(found: Iterable[Alike], filters: Filters) -> int:
    """How many documents pass."""
    return sum(group.size for group in found if group.passes(filters))


def facets(found: list[Alike], filters: Filters) -> dict[str, list[Facet]]:
    """The four dimensions; the most frequent value first, years from the newest."""
    answer = {name.removesuffix("_key"): _facet(found, filters, name) for name in FACETS}
    years: Counter[int] = Counter()
    for group in found:
        if group.year and group.passes(filters):
            years[group.year] += group.size
    answer["year"] = [Facet(f"{year:04}", f"{year}年", years[year]) for year in sorted(years, reverse=True)]
    return answer


def _facet(found: list[Alike], filters: Filters, column: str) -> list[Facet]:
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


def _label(group: Alike, column: str) -> str:
    if column == "kind":
        return label_of(group.kind)
    return (group.channel or group.channel_key) if column == "channel_key" else group.valid
