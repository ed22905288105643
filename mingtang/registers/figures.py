"""表二的数字，和每个数字背后那些行的地址。来源：国办公开办函〔2021〕30号表二。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.urls import reverse

from mingtang.organs.models import Organ
from mingtang.registers.models import (
    DECISION_KINDS,
    DOCUMENT_KINDS,
    AdministrativeDecision,
    Charge,
    Kind,
    NormativeDocument,
)

MEASURES = {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"}
PLACES = {"documents": DOCUMENT_KINDS, "decisions": DECISION_KINDS, "charges": (Kind.CHARGE,)}


@dataclass(frozen=True)
class DocumentFigures:
    """One row of the first block: 件."""

    issued: int
    repealed: int
    in_force: int


@dataclass(frozen=True)
class TableTwo:
    """Table two of one year, for one organ or several: documents and decisions in 件, charges in 元."""

    year: int
    documents: dict[str, DocumentFigures]
    decisions: dict[str, int]
    charged: Decimal

    @property
    def charged_wan(self) -> Decimal:
        """The charges in 万元, rounded half up to two places, as the table prints them."""
        return in_wan(self.charged)


def in_wan(yuan: Decimal, places: str = "0.01") -> Decimal:
    """元 as 万元, rounded half up."""
    return (yuan / 10_000).quantize(Decimal(places), ROUND_HALF_UP)


def table_two(organ: Organ | Iterable[Organ], year: int) -> TableTwo:
    """Count table two of a year out of the registers, for one organ or the sum of several."""
    organs = organ if isinstance(organ, Organ) else list(organ)
    return TableTwo(
        year,
        {kind.value: _documents(organs, kind, year) for kind in DOCUMENT_KINDS},
        {
            kind.value: AdministrativeDecision.objects.of(organs).of_kind(kind).decided_in(year).count()
            for kind in DECISION_KINDS
        },
        Charge.objects.of(organs).charged_in(year).total(),
    )


def _documents(organs: Organ | list[Organ], kind: Kind, year: int) -> DocumentFigures:
    documents = NormativeDocument.objects.of(organs).of_kind(kind)
    return DocumentFigures(
        documents.issued_in(year).count(),
        documents.repealed_in(year).count(),
        documents.in_force_on(date(year, 12, 31)).count(),
    )


def rows_url(kind: str, year: int, measure: str = "", organ: Organ | None = None) -> str:
    """The address of the list of exactly those rows that a cell of table two counts.

    ``measure`` is ``issued``, ``repealed`` or ``in_force`` (on 12-31) for documents, empty for the others;
    ``organ`` is one below, for those who inspect it.
    """
    place = next(name for name, kinds in PLACES.items() if kind in kinds)
    query = {"kind": kind, "year": year} | ({"measure": measure} if measure else {}) | ({"organ": organ.pk} if organ else {})
    return f"{reverse(f'registers:{place}')}?{urlencode(query)}"
