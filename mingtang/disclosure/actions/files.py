"""附件：把文件放进案卷。文件已由 ``kit.uploads`` 按内容核对。"""

from __future__ import annotations

from datetime import date

from mingtang.disclosure.models import Attachment, AttachmentRole, Case, Stage
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
    """Put one stored file into the case under its role; the same file in the same role is once."""
    if not may_add_file(by, case):
        raise NotPermitted(f"{by.get_role_display()}不往案卷里放材料，请交经办人或者承办科室。")
    with writing():
        archived = Case.objects.select_for_update().get(pk=case.pk).stage == Stage.ARCHIVED
        if archived and role != AttachmentRole.REMEDY:
            raise ActRefused("案件已归档，只能再放入复议、诉讼材料。")
        attachment, new = Attachment.objects.get_or_create(
            case=case,
            file=stored,
            role=role,
            defaults={"label": label or stored.name, "pages": pages, "added_by": by},
        )
        if new:
            data = {"attachment": attachment.pk, "role": role, "on": on.isoformat()}
            audit.record("disclosure.attached", by=by, subject=case, data=data)
    return attachment
