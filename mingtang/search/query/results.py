"""What an answer consists of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from mingtang.search.index import label_of
from mingtang.search.models import Entry
from mingtang.search.query.marking import Piece, marked, snippet


class Facet(NamedTuple):
    """One value to narrow by: its key for the filter, its Chinese label, how many documents it leaves."""

    key: str
    label: str
    total: int


@dataclass(frozen=True)
class Hit:
    """A document that was found; `title_marks`, `number_marks` and `snippet` are pieces of (text, marked)."""

    kind: str
    kind_label: str
    key: str
    title: str
    url: str
    number: str
    channel: str
    channel_key: str
    section: str
    on: date | None
    valid: str
    extra: dict[str, Any]
    title_marks: list[Piece]
    number_marks: list[Piece]
    snippet: list[Piece]


@dataclass(frozen=True)
class Results:
    """One page of an answer.

    `total` is exact when `exact`; otherwise it is a little too high (only when there are more than 1,000, and only
    for words of three characters and more). The counts of `facets` likewise, by `facets_exact`; each dimension is
    counted under all filters except its own. Only the first 1,000 documents can be paged through. `words` are
    folded, for `marked`.
    """

    total: int = 0
    hits: list[Hit] = field(default_factory=list)
    page: int = 1
    pages: int = 1
    facets: dict[str, list[Facet]] = field(
        default_factory=lambda: {name: [] for name in ("kind", "channel", "year", "valid")}
    )
    did_you_mean: str | None = None
    took_ms: int = 0
    words: list[str] = field(default_factory=list)
    exact: bool = True
    facets_exact: bool = True

    @property
    def total_label(self) -> str:
        """共 12 条，约 2,140 条."""
        return f"{'共' if self.exact else '约'} {self.total:,} 条"


def hits(ids: Iterable[int], forms: list[str]) -> list[Hit]:
    """The hits with these ids, in this order."""
    entries = Entry.objects.select_related("body").defer("body__rest").in_bulk(list(ids))
    return [_hit(entries[pk], forms) for pk in ids if pk in entries]


def _hit(entry: Any, forms: list[str]) -> Hit:
    same = (
        "kind",
        "key",
        "title",
        "url",
        "number",
        "channel",
        "channel_key",
        "section",
        "on",
        "valid",
        "extra",
    )
    return Hit(
        **{name: getattr(entry, name) for name in same},
        kind_label=label_of(entry.kind),
        title_marks=marked(entry.title, forms),
        number_marks=marked(entry.number, forms),
        snippet=snippet(entry.body.text, forms),
    )
