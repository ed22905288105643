"""更正、撤销、恢复一条：原来是什么记在日志里，谁也抹不掉。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused, require
from mingtang.registers.actions.common import (
    checked,
    plain,
    refreshed,
    refuse_taken_key,
    refuse_unless_writer,
)
from mingtang.registers.changes import tell
from mingtang.registers.keys import has_kind, model_of
from mingtang.registers.models import AdministrativeDecision, AnyEntry, ImportBatch, Kind
from mingtang.registers.table.columns import COLUMNS


def values_of(entry: AnyEntry) -> dict[str, Any]:
    """The values of an entry that a person writes, its kind among them where there are several."""
    kind = {"kind": entry.kind} if has_kind(entry.kind) else {}
    return kind | {column.field: getattr(entry, column.field) for column in COLUMNS[entry.kind]}


@writing()
def correct(
    entry: AnyEntry,
    *,
    by: Staff | None,
    on: date,
    changes: dict[str, Any],
    reason: str,
    batch: ImportBatch | None = None,
) -> AnyEntry:
    """Correct an entry; what it said before and why it changed stay in the log. Nothing happens without a change."""
    refuse_unless_writer(by, entry.organ_id)
    entry = refreshed(entry)
    require(bool(reason.strip()), "没有写更正理由，写上理由。")
    require(entry.annulled_on is None, "这一条已撤销，先恢复再更正。")
    before = values_of(entry)
    require(set(changes) <= set(before), "只能更正登记的内容。")
    kind = changes.get("kind", entry.kind)
    require(kind in Kind.values and model_of(kind) is type(entry), "不能改成这一类别。")
    after = checked(kind, {**before, **changes}, on=on)
    changed = {name: value for name, value in after.items() if getattr(entry, name) != value}
    if changed:
        refuse_taken_key(kind, entry.organ_id, after, besides=entry.pk)
        _save(entry, changed)
        said = {"before": plain({name: before.get(name) for name in changed}), "after": plain(changed)}
        data = {"on": str(on), "fields": sorted(changed), **said} | ({"batch": batch.pk} if batch else {})
        tell([entry])
        audit.record("register.correct", by=by, subject=entry, reason=reason, data=data)
    return entry


def _save(entry: AnyEntry, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(entry, name, value)
    try:
        with writing():
            entry.save(update_fields=list(changed))
    except IntegrityError as error:
        raise Refused("刚才有人登记了同一条，刷新后查看。") from error


@writing()
def annul(entry: AnyEntry, *, by: Staff | None, on: date, reason: str) -> AnyEntry:
    """Take out an entry recorded by mistake: it stays visible, is counted nowhere and can be reinstated."""
    refuse_unless_writer(by, entry.organ_id)
    entry = refreshed(entry)
    require(bool(reason.strip()), "没有写撤销理由，写上理由。")
    require(entry.annulled_on is None, "这一条已经撤销。")
    entry.annulled_on = on
    entry.save(update_fields=["annulled_on"])
    tell([entry])
    audit.record("register.annul", by=by, subject=entry, reason=reason, data={"on": str(on)})
    return entry


@writing()
def reinstate(entry: AnyEntry, *, by: Staff | None, on: date, reason: str) -> AnyEntry:
    """Let an annulled entry count again."""
    refuse_unless_writer(by, entry.organ_id)
    entry = refreshed(entry)
    require(bool(reason.strip()), "没有写恢复理由，写上理由。")
    require(entry.annulled_on is not None, "这一条没有撤销，不用恢复。")
    entry.annulled_on = None
    entry.save(update_fields=["annulled_on"])
    tell([entry])
    audit.record("register.reinstate", by=by, subject=entry, reason=reason, data={"on": str(on)})
    return entry


@writing()
def reveal_subject(decision: AdministrativeDecision, *, by: Staff, on: date, reason: str) -> str:
    """A person's full name, for a reason that goes into the log. The only way to read it."""
    refuse_unless_writer(by, decision.organ_id)
    require(bool(reason.strip()), "没有写查看理由，写上理由。")
    audit.record("register.reveal", by=by, subject=decision, reason=reason, data={"on": str(on)})
    return str(decision.subject)
