"""三本登记簿：每本的模型、表单、筛选、导出的列。页面按这张单子画。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mingtang.kit.tables import Sheet, Value
from mingtang.registers.filters import ChargeFilter, DecisionFilter, DocumentFilter, EntryFilter
from mingtang.registers.forms import ChargeForm, DecisionForm, DocumentForm, EntryForm
from mingtang.registers.keys import Model
from mingtang.registers.models import AdministrativeDecision, Charge, Kind, NormativeDocument
from mingtang.registers.table.columns import COLUMNS, title_of

Act = Callable[..., Any]


@dataclass(frozen=True)
class Place:
    """One register as the pages know it; ``kinds`` are its rows of table two."""

    name: str
    title: str
    model: Model
    form: type[EntryForm]
    filter: type[EntryFilter]
    kinds: tuple[Kind, ...]

    @property
    def columns(self) -> Sequence[str]:
        """Headers of the export: those of the import, so that a file can come back."""
        first = ["种类"] if len(self.kinds) > 1 else []
        return [*first, *(title_of(column) for column in COLUMNS[self.kinds[0]]), "撤销日期"]

    def row(self, entry: Any) -> list[Value]:
        """One entry under these headers; a person's name only masked."""
        first = [entry.get_kind_display()] if len(self.kinds) > 1 else []
        values = [self.shown(entry, column.field) for column in COLUMNS[self.kinds[0]]]
        return [*first, *values, entry.annulled_on]

    @staticmethod
    def shown(entry: Any, field: str) -> Value:
        """A field as pages and exports show it; a person's name only masked."""
        if field == "subject":
            return str(entry.subject_shown)
        if field == "subject_kind":
            return str(entry.get_subject_kind_display())
        value: Value = getattr(entry, field)
        return value

    def sheet(self, entries: Any) -> Sheet:
        """The entries as a sheet, read from the database as they are written."""
        return Sheet(
            self.title, self.columns, (self.row(entry) for entry in entries.iterator(chunk_size=1000))
        )


DOCUMENTS = Place(
    "documents", "规章和行政规范性文件", NormativeDocument, DocumentForm, DocumentFilter,
    (Kind.REGULATION, Kind.NORMATIVE_DOCUMENT),
)  # fmt: skip
DECISIONS = Place(
    "decisions", "行政处理决定", AdministrativeDecision, DecisionForm, DecisionFilter,
    (Kind.LICENCE, Kind.PENALTY, Kind.COERCION),
)  # fmt: skip
CHARGES = Place("charges", "行政事业性收费", Charge, ChargeForm, ChargeFilter, (Kind.CHARGE,))

PLACES = {place.name: place for place in (DOCUMENTS, DECISIONS, CHARGES)}


def place_of(kind: str) -> Place:
    """The register in which a kind is kept."""
    return next(place for place in PLACES.values() if kind in place.kinds)
