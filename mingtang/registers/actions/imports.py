"""导入一张表：先看，再导；好的行留下，坏的行退回，同一文件再导一次什么也不变。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath
from typing import IO, Any

from django.db import IntegrityError

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Organ, Staff
from mingtang.organs.refusal import Refused, require
from mingtang.registers.actions.common import refuse_unless_writer
from mingtang.registers.actions.correct import correct as correct_entry
from mingtang.registers.changes import tell
from mingtang.registers.keys import (
    KEY_FIELDS,
    entries_of,
    has_kind,
    key_of,
    key_of_entry,
    kind_column,
    model_of,
    scope_of,
)
from mingtang.registers.models import AnyEntry, ImportBatch, Kind
from mingtang.registers.rules import problems_of
from mingtang.registers.stored import dump_rejected, dump_rows, load_rejected, load_rows
from mingtang.registers.table.columns import COLUMNS
from mingtang.registers.table.reading import GoodRow, Problem, RejectedRow, read_table

AT_ONCE = 400


@dataclass(frozen=True)
class Difference:
    """A row whose entry is in the register already, but says something else: field titles with both sides."""

    line: int
    entry: AnyEntry
    changes: dict[str, Any]
    sides: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or would do: ``batch`` is where it can be looked up."""

    batch: ImportBatch
    added: int
    unchanged: int
    corrected: int
    differing: tuple[Difference, ...]
    rejected: tuple[RejectedRow, ...]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sorted:
    """Rows compared with the register."""

    new: tuple[GoodRow, ...]
    unchanged: int
    differing: tuple[Difference, ...]
    annulled: tuple[RejectedRow, ...]


def compare(kind: str, organ: Organ, rows: Iterable[GoodRow]) -> Sorted:
    """Which rows are new, which are there already, which say something else, which were annulled."""
    rows = list(rows)
    known = _known(kind, organ, [key_of(kind, row.values) for row in rows])
    new: list[GoodRow] = []
    differing: list[Difference] = []
    annulled: list[RejectedRow] = []
    for row in rows:
        entry = known.get(key_of(kind, row.values))
        if entry is None:
            new.append(row)
        elif entry.annulled_on:
            annulled.append(_annulled(kind, row, entry))
        elif difference := _difference(kind, row, entry):
            differing.append(difference)
    unchanged = len(rows) - len(new) - len(differing) - len(annulled)
    return Sorted(tuple(new), unchanged, tuple(differing), tuple(annulled))


def _known(kind: str, organ: Organ, keys: list[tuple[str, ...]]) -> dict[tuple[str, ...], AnyEntry]:
    found: dict[tuple[str, ...], AnyEntry] = {}
    first = KEY_FIELDS[model_of(kind)][0]
    values = [key[0] for key in keys]
    for start in range(0, len(values), AT_ONCE):
        some = {f"{first}__in": values[start : start + AT_ONCE]}
        for entry in entries_of(kind).filter(organ=organ, **scope_of(kind), **some):
            found[key_of_entry(entry)] = entry
    return found


def _annulled(kind: str, row: GoodRow, entry: AnyEntry) -> RejectedRow:
    titles = {column.field: column.title for column in COLUMNS[kind]}
    cells = {
        titles[name]: "" if value is None else str(value)
        for name, value in row.values.items()
        if name in titles
    }
    key = KEY_FIELDS[model_of(kind)][0]
    reason = f"这一条已于 {entry.annulled_on} 撤销：要恢复就打开它恢复。"
    return RejectedRow(row.line, cells, (Problem(titles[key], row.values[key], reason),))


def _difference(kind: str, row: GoodRow, entry: AnyEntry) -> Difference | None:
    titles = {column.field: column.title for column in COLUMNS[kind]}
    changes = {
        name: row.values[name]
        for name in titles
        if name in row.said and not _says_the_same(entry, name, row.values[name])
    }
    sides = [(titles[name], *_sides(entry, name, value)) for name, value in changes.items()]
    if has_kind(kind) and entry.kind != kind:
        sides.append(("类别", Kind(entry.kind).label, Kind(kind).label))
    return Difference(row.line, entry, changes, tuple(sides)) if sides else None


def _says_the_same(entry: AnyEntry, name: str, value: Any) -> bool:
    """A masked name, as our own export writes it, is the name it masks and must never take its place."""
    return getattr(entry, name) == value or (
        name == "subject" and value == getattr(entry, "subject_shown", None)
    )


def _sides(entry: AnyEntry, name: str, value: Any) -> tuple[str, str]:
    if name == "subject":
        return str(getattr(entry, "subject_shown", "")), "另一名称"
    before = getattr(entry, name)
    return "" if before is None else str(before), "" if value is None else str(value)


def preview_import(
    kind: str, file: IO[bytes], name: str, *, by: Staff | None, on: date, organ: Organ | None = None
) -> ImportResult:
    """Read a file and say what importing it would do. The batch keeps what was read; no entry is written."""
    batch, ignored = _read(kind, file, name, by=by, on=on, organ=_organ_of(by, organ))
    return _foretold(_keep(batch), ignored)


def _read(
    kind: str, file: IO[bytes], name: str, *, by: Staff | None, on: date, organ: Organ
) -> tuple[ImportBatch, tuple[str, ...]]:
    """A batch not stored yet, and the headers nobody asked for. No transaction is open: a long file takes seconds."""
    refuse_unless_writer(by, organ)
    require(kind in Kind.values, "没有这种登记簿，从列表中选一个。")
    reading = read_table(kind, file, name, on=on)
    batch = ImportBatch(
        organ=organ,
        kind=kind,
        file_name=PurePosixPath(name.replace("\\", "/")).name[-200:],
        sha256=_digest(file),
        by=by,
        previewed_on=on,
        rejected_count=len(reading.rejected),
    )
    batch.payload, batch.rejected = dump_rows(reading.rows), dump_rejected(reading.rejected)
    return batch, reading.ignored


@writing()
def _keep(batch: ImportBatch) -> ImportBatch:
    """A new file takes the place of the one the same person looked at before; what was read of it is forgotten."""
    same = ImportBatch.objects.filter(organ=batch.organ, kind=batch.kind, by=batch.by)
    earlier = same.filter(state=ImportBatch.State.PREVIEWED)
    earlier.update(state=ImportBatch.State.DISCARDED, payload=[], rejected=[])
    batch.save()
    return batch


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    return sha256(file.read()).hexdigest()


def _organ_of(by: Staff | None, organ: Organ | None) -> Organ:
    found = organ or (by.organ if by else None)
    if found is None:
        raise Refused("没有说明导入哪个机关的登记簿。")
    return found


def outlook(batch: ImportBatch) -> ImportResult:
    """What applying a previewed batch would do now."""
    return _foretold(batch)


def _foretold(batch: ImportBatch, ignored: tuple[str, ...] = ()) -> ImportResult:
    found = compare(batch.kind, batch.organ, load_rows(batch.payload))
    rejected = load_rejected(batch.rejected) + found.annulled
    return ImportResult(batch, len(found.new), found.unchanged, 0, found.differing, rejected, ignored)


@writing()
def apply_import(
    batch: ImportBatch, *, by: Staff | None, on: date, correct: bool = False, demo: bool = False
) -> ImportResult:
    """Write the good rows of a previewed batch, all in one transaction.

    Rows that differ from an entry of the same number stay as they are unless ``correct``; then each is corrected
    with a line of its own in the log.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("organ").get(pk=batch.pk)
    refuse_unless_writer(by, batch.organ)
    require(batch.state == ImportBatch.State.PREVIEWED, "这个文件已经处理过，重新上传再导入。")
    found = compare(batch.kind, batch.organ, load_rows(batch.payload))
    _refuse_late(batch, found.new, on)
    _add(batch, found.new, by=by, demo=demo)
    wanted = [each for each in found.differing if correct and not _of_other_kind(batch, each)]
    differing = tuple(each for each in found.differing if not correct or _of_other_kind(batch, each))
    corrected = _correct(batch, wanted, by=by, on=on)
    rejected = load_rejected(batch.rejected) + found.annulled
    _close(batch, found, corrected, differing, rejected, on)
    audit.record("register.import", by=by, subject=batch, data=_said(batch, on))
    return ImportResult(batch, len(found.new), found.unchanged, corrected, differing, rejected)


def _refuse_late(batch: ImportBatch, rows: tuple[GoodRow, ...], on: date) -> None:
    """The day of applying may lie before the day of reading when a past year is replayed."""
    for row in rows:
        for _field, sentence in problems_of(batch.kind, row.values, on=on):
            raise Refused(f"第 {row.line} 行：{sentence}")


def _add(batch: ImportBatch, rows: tuple[GoodRow, ...], *, by: Staff | None, demo: bool) -> None:
    model = model_of(batch.kind)
    same = {"organ": batch.organ, "batch": batch, "recorded_by": by, "demo": demo, **kind_column(batch.kind)}
    entries = [model(line=row.line, **same, **row.values) for row in rows]
    try:
        with writing():
            entries_of(batch.kind).bulk_create(entries, batch_size=AT_ONCE)
    except IntegrityError as error:
        raise Refused("刚才有人登记了其中的记录，重新查看后再导入。") from error
    tell(entries)


def _correct(batch: ImportBatch, differing: list[Difference], *, by: Staff | None, on: date) -> int:
    reason = f"按文件“{batch.file_name}”更正"
    for each in differing:
        correct_entry(each.entry, by=by, on=on, changes=each.changes, reason=reason, batch=batch)
    return len(differing)


def _of_other_kind(batch: ImportBatch, difference: Difference) -> bool:
    return has_kind(batch.kind) and difference.entry.kind != batch.kind


def _close(
    batch: ImportBatch,
    found: Sorted,
    corrected: int,
    differing: tuple[Difference, ...],
    rejected: tuple[RejectedRow, ...],
    on: date,
) -> None:
    batch.state, batch.applied_on, batch.payload = ImportBatch.State.APPLIED, on, []
    batch.rejected, batch.rejected_count = dump_rejected(rejected), len(rejected)
    batch.added_count, batch.unchanged_count = len(found.new), found.unchanged
    batch.corrected_count, batch.differing_count = corrected, len(differing)
    batch.save()


def _said(batch: ImportBatch, on: date) -> dict[str, Any]:
    counts = ("added", "unchanged", "corrected", "differing", "rejected")
    data = {name: getattr(batch, f"{name}_count") for name in counts}
    return {"kind": batch.kind, "sha256": batch.sha256, "on": str(on), **data}


@writing()
def discard_import(batch: ImportBatch, *, by: Staff | None, on: date) -> ImportBatch:
    """Give up a previewed batch; what was read is forgotten."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    refuse_unless_writer(by, batch.organ_id)
    require(batch.state == ImportBatch.State.PREVIEWED, "这个文件已经处理过，不能放弃。")
    batch.state, batch.payload, batch.rejected = ImportBatch.State.DISCARDED, [], []
    batch.save(update_fields=["state", "payload", "rejected"])
    audit.record("register.discard_import", by=by, subject=batch, data={"kind": batch.kind, "on": str(on)})
    return batch


@writing()
def forget_previews(*, before: date) -> int:
    """Give up what was read before a day and never imported; the number of files."""
    waiting = ImportBatch.objects.filter(state=ImportBatch.State.PREVIEWED, previewed_on__lt=before)
    return waiting.update(state=ImportBatch.State.DISCARDED, payload=[], rejected=[])


def import_table(
    kind: str,
    file: IO[bytes],
    name: str,
    *,
    by: Staff | None,
    on: date,
    organ: Organ | None = None,
    correct: bool = False,
    demo: bool = False,
) -> ImportResult:
    """Read a file and import it at once. ``Refused`` when the file as a whole cannot be taken; then nothing is kept."""
    batch, ignored = _read(kind, file, name, by=by, on=on, organ=_organ_of(by, organ))
    with writing():
        done = apply_import(_keep(batch), by=by, on=on, correct=correct, demo=demo)
    return replace(done, ignored=ignored)
