"""向申请人提供的材料：签发时固定在答复书上的那几份，逐份记下摘要；别的一份也不给。"""

from __future__ import annotations

from typing import Any

from mingtang.disclosure.letters.gate.paper import GIVES
from mingtang.disclosure.models import Attachment, AttachmentRole, Case, Letter


def chosen(case: Case) -> list[Attachment]:
    """What lies in the file as “公开的信息” now."""
    found = case.attachments.filter(role=AttachmentRole.DISCLOSED, taken_back=None)
    return list(found.select_related("file"))


def fixed_to(letter: Letter) -> dict[str, Any]:
    """What the signing writes down of the files that go with the reply: which, and their digests; nothing for other replies."""
    if letter.code not in GIVES:
        return {}
    return {"files": [{"attachment": each.pk, "sha256": each.file.sha256} for each in chosen(letter.case)]}


def given_out(case: Case) -> list[Attachment]:
    """What the applicant may download: the files fixed at the signing, once the reply has left; the content must be the same."""
    if not case.replied_on:
        return []
    sent = set(case.acts.standing().filter(kind="sent").values_list("data__letter", flat=True))
    # A reply that is made again gives its files when it leaves, not when it is signed.
    signed = [act for act in case.acts.standing().filter(kind="decided") if act.data["letter"] in sent]
    fixed = {row["attachment"]: row["sha256"] for act in signed for row in act.data.get("files", ())}
    return [each for each in chosen(case) if fixed.get(each.pk) == each.file.sha256]
