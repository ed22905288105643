"""附件：把文件放进案卷、撤下放错的。文件已由 ``kit.uploads`` 按内容核对。"""

from __future__ import annotations

from datetime import date

from mingtang.disclosure.actions.perform import Deed, guard, lock, write
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.models import Act, Attachment, AttachmentRole, Case
from mingtang.disclosure.permissions import may_add_file
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.kit.models import StoredFile
from mingtang.organs.models import Staff


def add_file(
    case: Case,
    stored: StoredFile,
    *,
    by: Staff,
    on: date,
    role: str,
    label: str = "",
    pages: int | None = None,
) -> Attachment:
    """Put one stored file into the case under its role; the same file in the same role is once.

    What is to be disclosed is put in before the decision: the signing fixes it to the reply.
    """
    if not may_add_file(by, case):
        raise NotPermitted(f"{by.get_role_display()}不往案卷里放材料，请交经办人或者承办科室。")
    with writing():
        _check_takes(lock(case), role)
        attachment, new = Attachment.objects.get_or_create(
            case=case,
            file=stored,
            role=role,
            taken_back=None,
            defaults={"label": label or stored.name, "pages": pages, "added_by": by},
        )
        if new:
            data = {"attachment": attachment.pk, "role": role, "on": on.isoformat()}
            audit.record("disclosure.attached", by=by, subject=case, data=data)
    return attachment


def _check_takes(case: Case, role: str) -> None:
    story = story_of(case)
    if story.archived_on and role != AttachmentRole.REMEDY:
        raise ActRefused("案件已归档，只能再放入复议、诉讼材料。")
    if role == AttachmentRole.DISCLOSED and story.decision:
        raise ActRefused("答复已经签发，不能再放入公开的信息；提供的材料以签发时的为准。")


def take_back(
    case: Case, attachment: Attachment, *, by: Staff, on: date, reason: str, seen: int | None = None
) -> Act:
    """Take a file out of the case before the decision; that it lay there, its digest and the reason stay in the story."""
    if not reason.strip():
        raise ActRefused("写明为什么撤下。")
    with writing():
        locked = lock(case)
        guard(locked, "file_taken_back", by=by, on=on, seen=seen)
        found = locked.attachments.select_related("file").filter(pk=attachment.pk, taken_back=None).first()
        if found is None:
            raise ActRefused("这份材料不在案卷里，或者已经撤下。")
        if found.added_by_id is None:
            raise ActRefused("申请人提交的材料是申请的一部分，不能撤下。")
        data = {
            "attachment": found.pk,
            "label": found.label,
            "role": found.role,
            "sha256": found.file.sha256,
            "reason": reason,
        }
        act = write(locked, Deed("file_taken_back", data), by=by, on=on)
        found.taken_back = act
        found.save(update_fields=["taken_back"])
    case.refresh_from_db()
    return act


def put_back(case: Case, act: Act) -> None:
    """The file was taken out by mistake: it lies in the case again, unless the reply was signed without it."""
    if story_of(case).decision:
        raise ActRefused("答复已经签发，撤下的材料不再放回。")
    found = case.attachments.get(pk=act.data["attachment"])
    if case.attachments.filter(file__sha256=found.file.sha256, role=found.role, taken_back=None).exists():
        raise ActRefused("同一份材料已经重新放入案卷。")
    found.taken_back = None
    found.save(update_fields=["taken_back"])
