"""同一条记录的标志：文件看文号，决定看种类和文号，收费看票据号和项目。"""

from __future__ import annotations

from typing import Any

from mingtang.registers.models import (
    DECISION_KINDS,
    DOCUMENT_KINDS,
    AdministrativeDecision,
    AnyEntry,
    Charge,
    EntryQuerySet,
    Kind,
    NormativeDocument,
)

Model = type[NormativeDocument] | type[AdministrativeDecision] | type[Charge]

KEY_FIELDS = {
    NormativeDocument: ("number",),
    AdministrativeDecision: ("number",),
    Charge: ("receipt_number", "item"),
}


def model_of(kind: str) -> Model:
    """The model that keeps this kind of register."""
    if kind in DOCUMENT_KINDS:
        return NormativeDocument
    return AdministrativeDecision if kind in DECISION_KINDS else Charge


def entries_of(kind: str) -> EntryQuerySet:
    """All entries of the model that keeps this kind."""
    return model_of(kind).objects.all()


def key_of(kind: str, values: dict[str, Any]) -> tuple[str, ...]:
    """What makes two rows of one organ the same entry."""
    return tuple(values[field] for field in KEY_FIELDS[model_of(kind)])


def key_of_entry(entry: AnyEntry) -> tuple[str, ...]:
    """The same, of an entry."""
    return tuple(getattr(entry, field) for field in KEY_FIELDS[type(entry)])


def scope_of(kind: str) -> dict[str, str]:
    """Within which entries of an organ the key is unique; documents share one series of numbers."""
    return {"kind": kind} if kind in DECISION_KINDS else {}


def has_kind(kind: str) -> bool:
    """Whether the model of this kind has a column for it."""
    return kind != Kind.CHARGE


def kind_column(kind: str) -> dict[str, str]:
    """The value of that column, where there is one."""
    return {"kind": str(kind)} if has_kind(kind) else {}
