"""代为改正：换掉错字，遮盖号码，清理附件。每改一次是一个新版本，原来的审核作废。"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused, require
from mingtang.publishing.actions.drafting import revise
from mingtang.publishing.checks.altering import altered
from mingtang.publishing.checks.altering.numbers import numbers_in
from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.examining import grouped
from mingtang.publishing.checks.folding import concealed, excerpt
from mingtang.publishing.checks.gathering import gather
from mingtang.publishing.checks.html import text_of
from mingtang.publishing.checks.passages import Fix, Mark, Passage
from mingtang.publishing.checks.rules.numbers import masked_for_page
from mingtang.publishing.checks.running import book_of
from mingtang.publishing.models import Attachment, CheckRun, File, Piece
from mingtang.publishing.permissions import may_draft_in
from mingtang.publishing.version import digest

CHANGED = "稿件改过，这次检查已经过时：重新检查一遍再改。"
MOST_SHOWN = 50


@dataclass(frozen=True)
class Change:
    """改前、改后的一处；号码都是遮盖好的。"""

    where: str
    before: str
    after: str


@dataclass
class Plan:
    """What a mending will do: the changes to show, the fields to save, the file to write."""

    changes: list[Change] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    attachment: int | None = None
    data: bytes = b""


def preview(piece: Piece, run: CheckRun, finding_index: int, *, choice: int = 0) -> list[Change]:
    """What ``mend`` would change, nothing written. Refused when the run is not about the newest version."""
    draft = _draft(piece, run)
    return _plan(draft, *_chosen(run, finding_index, choice)).changes[:MOST_SHOWN]


def mend(piece: Piece, run: CheckRun, finding_index: int, *, by: Staff, on: date, choice: int = 0) -> Piece:
    """Carry out one fix of one finding as a new version. ``choice`` counts the finding's ``fixes``."""
    require(may_draft_in(by, piece), "这篇稿件由别的科室负责，由他们改正。")
    finding, fix = _chosen(run, finding_index, choice)
    draft = _draft(piece, run)
    plan = _plan(draft, finding, fix)
    with writing():
        require(digest(_newest(piece)) == run.digest, CHANGED)
        if plan.attachment is not None:
            plan.fields["attachments"] = _attachments(draft, plan, by)
        mended = revise(piece, plan.fields, by=by, on=on)
        data = {
            "rule": finding["rule"],
            "fix": fix.kind,
            "where": finding["where"][:100],
            "count": finding.get("count", 1),
        }
        audit.record("publishing.mended", by=by, subject=Piece(pk=piece.pk, title=piece.title), data=data)
    return mended


def _draft(piece: Piece, run: CheckRun) -> Piece:
    draft = _newest(piece)
    require(run.piece_id == piece.pk and run.digest == digest(draft), CHANGED)
    return draft


def _newest(piece: Piece) -> Piece:
    """As it is in the database now: the caller's object may know an older version."""
    newest: Piece = Piece.objects.get(pk=piece.pk).specific.get_latest_revision_as_object()
    return newest


def _chosen(run: CheckRun, index: int, choice: int) -> tuple[dict[str, Any], Fix]:
    fixes = run.findings[index].get("fixes", []) if 0 <= index < len(run.findings) else []
    require(0 <= choice < len(fixes), "这一条不能代改：打开编辑器改正。")
    return run.findings[index], Fix(**fixes[choice])


def _plan(draft: Piece, finding: dict[str, Any], fix: Fix) -> Plan:
    book = book_of(draft)
    for passage in gather(draft).passages:
        if passage.context.get("anchor") == finding["anchor"]:
            for found, marks in grouped(passage, book):
                if found.as_dict() == finding:
                    return _of_passage(draft, passage, marks, fix, book)
    if finding["rule"] == "attachment" and finding["anchor"].startswith("attachment-"):
        return _of_file(draft, int(finding["anchor"].rpartition("-")[2]) - 1, fix, set(), finding["where"])
    raise Refused(CHANGED)


def _of_passage(draft: Piece, passage: Passage, marks: list[Mark], fix: Fix, book: Book) -> Plan:
    if passage.kind == "attachment":
        numbers = {number for mark in marks for number in numbers_in(passage.text[mark.start : mark.end])}
        return _of_file(
            draft, passage.context["attachment"], fix, numbers if fix.kind == "mask" else set(), passage.where
        )
    spans = [(mark.start, mark.end, _new(passage.text[mark.start : mark.end], mark, fix)) for mark in marks]
    plan = Plan([_change(passage, *span) for span in spans])
    if "field" in passage.context:
        plan.fields = {passage.context["field"]: _replaced(passage.text, spans)}
    elif passage.context.get("titled"):
        plan.fields = {
            "attachments": _renamed(draft, passage.context["attachment"], _replaced(passage.text, spans))
        }
    else:
        plan.fields = {passage.context["stream"]: _stream(draft, passage, spans)}
    return plan


def _new(said: str, mark: Mark, fix: Fix) -> str:
    if fix.kind == "replace":
        return fix.to
    if mark.rule == "personal_data":
        return concealed(said)
    return masked_for_page(said)


def _replaced(text: str, spans: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _change(passage: Passage, start: int, end: int, new: str) -> Change:
    cell = passage.cell(start)
    where = f"{passage.where} {cell}" if cell else passage.where
    return Change(where, excerpt(passage.text, start, end, around=8), concealed(new))


def _stream(draft: Piece, passage: Passage, spans: list[tuple[int, int, str]]) -> str:
    """The blocks as stored, one of them changed."""
    name, index = passage.context["stream"], passage.context["block"]
    stream = getattr(draft, name)
    blocks = stream.get_prep_value()
    block = blocks[index]
    if block["type"] == "text":
        at = passage.context["offset"]
        block["value"] = text_of(block["value"]).replaced([(a + at, b + at, new) for a, b, new in spans])
    elif block["type"] == "table":
        value = json.loads(block["value"]) if isinstance(block["value"], str) else block["value"]
        _in_cells(value["data"], passage, spans)
        block["value"] = value
    elif isinstance(block["value"], str):
        block["value"] = _replaced(passage.text, spans)
    else:
        block["value"]["alt_text"] = _replaced(passage.text, spans)
    return json.dumps(blocks)


def _in_cells(data: list[list[Any]], passage: Passage, spans: list[tuple[int, int, str]]) -> None:
    places = [(row, column) for row, cells in enumerate(data) for column in range(len(cells))]
    starts = [start for start, _ in passage.context["cells"]]
    for start, end, new in sorted(spans, reverse=True):
        index = max(i for i, at in enumerate(starts) if at <= start)
        row, column = places[index]
        text = str(data[row][column])
        data[row][column] = text[: start - starts[index]] + new + text[end - starts[index] :]


def _of_file(draft: Piece, index: int, fix: Fix, numbers: set[str], where: str) -> Plan:
    attachments = list(draft.attachments.all())
    require(index < len(attachments), CHANGED)
    file = attachments[index].file
    with file.file.open("rb") as opened:
        data = altered(opened.read(), file.file.name, fix, numbers)
    said = [Change(where, concealed(number), masked_for_page(number)) for number in sorted(numbers)]
    return Plan(said or [Change(where, fix.label, _WORDS.get(fix.kind, "删去"))], {}, index, data)


_WORDS = {
    "drop_sheet": "删去这张工作表；公式换成数值，图表不保留",
    "drop_hidden_cells": "删去隐藏的行和列；公式换成数值，图表不保留",
    "drop_comments": "删去批注",
    "drop_properties": "去掉作者、单位等属性",
    "accept_revisions": "接受修订，删去的文字不再留在文件里",
}


def _attachments(draft: Piece, plan: Plan, by: Staff) -> list[Attachment]:
    """The same attachments, one of them with a new file. The old file stays with the old version."""
    found = list(draft.attachments.all())
    old = found[plan.attachment or 0].file
    name = old.file.name.rpartition("/")[2]
    new = File(title=old.title, uploaded_by_user=by, collection=old.collection)
    new.file.save(name, ContentFile(plan.data), save=False)
    new._set_document_file_metadata()
    new.save()
    found[plan.attachment or 0].file = new
    return found


def _renamed(draft: Piece, index: int, title: str) -> list[Attachment]:
    found = list(draft.attachments.all())
    found[index].title = title
    return found
