"""登记一条。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Organ, Staff
from mingtang.organs.refusal import Refused, require
from mingtang.registers.actions.common import checked, plain, refuse_taken_key, refuse_unless_writer
from mingtang.registers.changes import tell
from mingtang.registers.keys import kind_column, model_of
from mingtang.registers.models import (
    DECISION_KINDS,
    DOCUMENT_KINDS,
    AdministrativeDecision,
    AnyEntry,
    Charge,
    Kind,
    NormativeDocument,
)


def record_document(
    *,
    by: Staff | None,
    on: date,
    organ: Organ,
    kind: str,
    title: str,
    number: str,
    issued_on: date,
    in_force_on: date | None = None,
    amended_on: date | None = None,
    repealed_on: date | None = None,
    expires_on: date | None = None,
    note: str = "",
    demo: bool = False,
) -> NormativeDocument:
    """Record a 规章 or 行政规范性文件. It is in force from the day of issue unless said otherwise."""
    require(kind in DOCUMENT_KINDS, "类别只能是规章或行政规范性文件。")
    values = {
        "title": title, "number": number, "issued_on": issued_on, "in_force_on": in_force_on,
        "amended_on": amended_on, "repealed_on": repealed_on, "expires_on": expires_on, "note": note,
    }  # fmt: skip
    entry = _record(kind, values, by=by, on=on, organ=organ, demo=demo)
    assert isinstance(entry, NormativeDocument)  # noqa: S101 - follows from the kind
    return entry


def record_decision(
    *,
    by: Staff | None,
    on: date,
    organ: Organ,
    kind: str,
    number: str,
    matter: str,
    decided_on: date,
    subject: str = "",
    subject_kind: str = "",
    note: str = "",
    demo: bool = False,
) -> AdministrativeDecision:
    """Record a decision on a licence, a penalty or a coercive measure; a person's name is kept encrypted."""
    require(kind in DECISION_KINDS, "种类只能是行政许可、行政处罚或行政强制。")
    values = {
        "number": number, "matter": matter, "decided_on": decided_on,
        "subject": subject, "subject_kind": subject_kind, "note": note,
    }  # fmt: skip
    entry = _record(kind, values, by=by, on=on, organ=organ, demo=demo)
    assert isinstance(entry, AdministrativeDecision)  # noqa: S101 - follows from the kind
    return entry


def record_charge(
    *,
    by: Staff | None,
    on: date,
    organ: Organ,
    item: str,
    amount: Decimal,
    charged_on: date,
    receipt_number: str,
    basis: str = "",
    note: str = "",
    demo: bool = False,
) -> Charge:
    """Record one charge in 元, exact to the 分."""
    values = {
        "item": item, "amount": amount, "charged_on": charged_on,
        "receipt_number": receipt_number, "basis": basis, "note": note,
    }  # fmt: skip
    entry = _record(Kind.CHARGE, values, by=by, on=on, organ=organ, demo=demo)
    assert isinstance(entry, Charge)  # noqa: S101 - follows from the kind
    return entry


@writing()
def _record(
    kind: str, values: dict[str, Any], *, by: Staff | None, on: date, organ: Organ, demo: bool
) -> AnyEntry:
    refuse_unless_writer(by, organ)
    values = checked(kind, values, on=on)
    refuse_taken_key(kind, organ, values)
    entry = model_of(kind)(organ=organ, demo=demo, recorded_by=by, **kind_column(kind), **values)
    try:
        with writing():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("刚才有人登记了同一条，刷新后查看。") from error
    tell([entry])
    audit.record("register.record", by=by, subject=entry, data={"kind": kind, "on": str(on), **plain(values)})
    return entry
