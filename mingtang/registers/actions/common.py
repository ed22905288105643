"""各项行为共用的：谁可以写、值合不合规则、记进日志的说法。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from mingtang.organs.models import Organ, Staff
from mingtang.organs.refusal import Refused, require
from mingtang.registers.keys import KEY_FIELDS, entries_of, key_of, model_of, scope_of
from mingtang.registers.models import AnyEntry
from mingtang.registers.permissions import may_write_for
from mingtang.registers.rules import complete, problems_of
from mingtang.registers.table.columns import COLUMNS

PERSONAL = ("subject", "subject_shown", "matter", "note")


def refuse_unless_writer(by: Staff | None, organ: Organ | int) -> None:
    """Clerks and administrators of the organ write; ``None`` is the program itself (set-up, demo)."""
    require(by is None or may_write_for(by, organ), "只有本机关的经办人和系统管理员可以登记，找经办人办理。")


def checked(kind: str, values: dict[str, Any], *, on: date) -> dict[str, Any]:
    """The values with what follows from them. ``Refused`` with the first thing that speaks against them."""
    for column in COLUMNS[kind]:
        if column.required and values.get(column.field) in (None, ""):
            raise Refused(f"没有填{column.title}，填上再登记。")
    values = complete(kind, values)
    for _field, sentence in problems_of(kind, values, on=on):
        raise Refused(sentence)
    return values


def refuse_taken_key(
    kind: str, organ: Organ | int, values: dict[str, Any], besides: int | None = None
) -> None:
    """Refuse a key that another entry of the organ has."""
    model = model_of(kind)
    key = dict(zip(KEY_FIELDS[model], key_of(kind, values), strict=True))
    taken = entries_of(kind).filter(organ=organ, **scope_of(kind), **key).exclude(pk=besides).first()
    if taken is not None:
        state = "，已撤销，要恢复就打开它恢复" if taken.annulled_on else "，打开它更正"
        raise Refused(f"登记簿里已有{'、'.join(key.values())}{state}。")


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Values as the log keeps them: no names and free texts, dates and amounts as text."""
    return {name: said(value) for name, value in values.items() if name not in PERSONAL}


def said(value: Any) -> Any:
    """A value as the log keeps it."""
    return str(value) if isinstance(value, date | Decimal) else value


def refreshed(entry: AnyEntry) -> AnyEntry:
    """The entry as it stands now, locked until the act ends."""
    return type(entry).objects.select_for_update().get(pk=entry.pk)
