"""一条记录的各项之间要合情理；导入、登记、更正用的是同一套。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from mingtang.kit.masking import is_organisation, mask_name
from mingtang.registers.models import DECISION_KINDS, DOCUMENT_KINDS, SubjectKind

Sentence = tuple[str, str]


def complete(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Fill in what follows from the rest: the day in force, the kind and the shown form of a subject."""
    values = dict(values)
    if kind in DOCUMENT_KINDS:
        values["in_force_on"] = values.get("in_force_on") or values.get("issued_on")
    if kind in DECISION_KINDS:
        subject = values.get("subject") or ""
        values["subject"] = subject
        values["subject_kind"] = values.get("subject_kind") or _kind_of(subject)
        values["subject_shown"] = shown_subject(subject, values["subject_kind"])
    return values


def _kind_of(subject: str) -> str:
    """What a name looks like; an empty one belongs to no person."""
    looks = not subject or is_organisation(subject)
    return (SubjectKind.ORGANISATION if looks else SubjectKind.PERSON).value


def shown_subject(subject: str, kind: str) -> str:
    """The subject as lists and exports show it: organisations by name, people masked."""
    return mask_name(subject) if kind == SubjectKind.PERSON else subject


def problems_of(kind: str, values: dict[str, Any], *, on: date) -> Iterator[Sentence]:
    """What speaks against recording these values on a day: field and sentence, none when all is well."""
    if kind in DOCUMENT_KINDS:
        yield from _not_later(values, "issued_on", "制发日期", on)
        yield from _document(values)
    elif kind in DECISION_KINDS:
        yield from _not_later(values, "decided_on", "决定日期", on)
    else:
        yield from _not_later(values, "charged_on", "收费日期", on)
        if values.get("amount", Decimal(0)) < 0:
            yield "amount", "金额不能是负数：退费用更正办理，不记成负数。"


def _not_later(values: dict[str, Any], field: str, title: str, on: date) -> Iterator[Sentence]:
    if values.get(field) and values[field] > on:
        yield field, f"{title}晚于今天（{on}）：核对日期。"


def _document(values: dict[str, Any]) -> Iterator[Sentence]:
    issued, starts = values.get("issued_on"), values.get("in_force_on")
    repealed, amended, expires = values.get("repealed_on"), values.get("amended_on"), values.get("expires_on")
    if issued and repealed and repealed < issued:
        yield "repealed_on", f"废止日期早于制发日期（{issued}）：核对两个日期。"
    if issued and amended and amended < issued:
        yield "amended_on", f"修改日期早于制发日期（{issued}）：核对两个日期。"
    if starts and expires and expires < starts:
        yield "expires_on", f"有效期早于施行日期（{starts}）：核对两个日期。"
