"""管词典：加一条、改一条、停用、成批导入。每次改动写明理由，改完线上的稿件重新查一遍。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.organs.refusal import require
from mingtang.publishing.checks.book import shipped
from mingtang.publishing.models import Leader, OfficeNumber, Recheck, RecheckHit, SensitiveWord, WrongWord
from mingtang.publishing.permissions import may_keep_site

KINDS: dict[str, type[Model]] = {
    "wrong": WrongWord,
    "sensitive": SensitiveWord,
    "leaders": Leader,
    "numbers": OfficeNumber,
}
UNIQUE = {"wrong": "wrong", "sensitive": "word", "numbers": "number"}
MOST_ROWS = 5000


def keep_word(
    kind: str, values: Mapping[str, Any], *, by: Staff, on: date, reason: str, entry: Any = None
) -> Any:
    """Add an entry to a dictionary, or change ``entry``. Refused without a reason or when the values do not fit."""
    require(may_keep_site(by), "词典由经办人维护。")
    require(bool(reason.strip()), "写明改动的理由。")
    entry = entry or KINDS[kind](**({} if kind == "leaders" else {"since": on}))
    before = _said(entry) if entry.pk else ""
    for name, value in values.items():
        setattr(entry, name, value)
    with writing():
        _save(entry, by)
        ask_recheck(f"{_said(entry)}：{reason}", at=timezone.now())
        audit.record(
            "publishing.word_kept", by=by, subject=entry, reason=reason, data={"before": before, "kind": kind}
        )
    return entry


def stop_word(entry: Any, *, by: Staff, on: date, reason: str) -> None:
    """Take an entry out of use; it stays in the table."""
    require(may_keep_site(by), "词典由经办人维护。")
    require(bool(reason.strip()), "写明停用的理由。")
    name = "until" if isinstance(entry, Leader) else "stopped_on"
    require(getattr(entry, name) is None, "这一条已经停用。")
    with writing():
        setattr(entry, name, max(on, entry.since))
        _save(entry, by)
        ask_recheck(f"停用{_said(entry)}：{reason}", at=timezone.now())
        audit.record("publishing.word_stopped", by=by, subject=entry, reason=reason)


@dataclass
class Imported:
    """What an import did: new and changed entries; the lines that were not taken, with the reason."""

    added: int = 0
    changed: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)


def import_words(
    kind: str, rows: Iterable[tuple[int, Mapping[str, Any]]], *, by: Staff, on: date, reason: str
) -> Imported:
    """Take in the good rows (line, values by field), name the bad ones."""
    require(may_keep_site(by), "词典由经办人维护。")
    require(bool(reason.strip()), "写明导入的理由。")
    done = Imported()
    with writing():
        for line, values in rows:
            _take(kind, line, values, by, on, done)
        if done.added or done.changed:
            ask_recheck(f"导入 {done.added + done.changed} 条：{reason}", at=timezone.now())
        data = {"kind": kind, "added": done.added, "changed": done.changed, "bad": len(done.bad)}
        audit.record(
            "publishing.words_imported",
            by=by,
            reason=reason,
            data=data,
            subject_label=str(KINDS[kind]._meta.verbose_name),
        )
    return done


def _take(kind: str, line: int, values: Mapping[str, Any], by: Staff, on: date, done: Imported) -> None:
    key = UNIQUE.get(kind)
    manager = KINDS[kind]._default_manager
    same = {key: values.get(key)} if key else {"name": values.get("name"), "post": values.get("post")}
    entry: Any = manager.filter(**same).first()
    new = entry is None
    entry = entry or KINDS[kind](since=values.get("since") or on)
    for name, value in values.items():
        if value not in (None, "") or not new:
            setattr(
                entry,
                name,
                ""
                if value is None and name == "unless"
                else value
                if value is not None
                else getattr(entry, name),
            )
    try:
        _save(entry, by)
    except ValidationError as error:
        done.bad.append((line, "；".join(error.messages)))
        return
    done.added, done.changed = done.added + new, done.changed + (not new)


def _save(entry: Any, by: Staff | None) -> None:
    if hasattr(entry, "changed_by_id"):
        entry.changed_by = by
    entry.full_clean()
    entry.save()


def _said(entry: Any) -> str:
    return f"{entry._meta.verbose_name}“{entry}”"


def ask_recheck(note: str, *, at: Any) -> Recheck:
    """Have everything on show checked again; one that has not begun yet serves."""
    waiting = Recheck.objects.filter(reason="words", finished_at=None, cursor=0).first()
    return waiting or Recheck.objects.create(reason="words", started_at=at, note=note[:200])


def settle(hit: RecheckHit, *, by: Staff, on: date, outcome: str) -> None:
    """Write down what came of a finding of the recheck."""
    require(bool(outcome.strip()), "写明处理结果。")
    require(hit.settled_on is None, "这一条已经处理。")
    with writing():
        hit.settled_on, hit.settled_by, hit.outcome = on, by, outcome.strip()[:200]
        hit.save(update_fields=["settled_on", "settled_by", "outcome"])
        audit.record(
            "publishing.hit_settled", by=by, subject=hit, reason=outcome, subject_label=hit.piece.title
        )


def load_shipped(*, on: date) -> int:
    """Put the words that come with the program into empty dictionaries; returns how many."""
    if WrongWord.objects.exists() or SensitiveWord.objects.exists():
        return 0
    data, basis = shipped(), shipped()["basis"]
    wrong = [
        WrongWord(wrong=row[0], right=row[1], unless="、".join(row[2:]), basis=basis, since=on)
        for row in data["wrong"]
    ]
    sensitive = [
        SensitiveWord(word=row[0], level=row[1], unless="、".join(row[2:]), basis=basis, since=on)
        for row in data["sensitive"]
    ]
    with writing():
        WrongWord.objects.bulk_create(wrong)
        SensitiveWord.objects.bulk_create(sensitive)
    return len(wrong) + len(sensitive)
