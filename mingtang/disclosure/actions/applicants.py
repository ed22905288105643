"""申请人资料：登记错了、后来补齐、退件后改了地址的，另作一项更正；原来的和更正后的都留在案卷里，加密存放。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mingtang.disclosure.actions.perform import Deed, guard, lock, write
from mingtang.disclosure.models import Act, Applicant, ApplicantKind, Case
from mingtang.disclosure.refusal import ActRefused
from mingtang.kit.db import writing
from mingtang.organs.models import Staff

CORRECTABLE = (
    *("kind", "name", "identity_type", "identity_number", "contact", "phone", "address", "postcode", "email"),
    *("agent_name", "agent_identity", "assistance"),
)


def correct_applicant(
    case: Case, changes: Mapping[str, str], *, by: Staff, on: date, reason: str, seen: int | None = None
) -> Act:
    """Write what is right about the applicant; ``changes`` are new values by the names in ``CORRECTABLE``.

    The category is a column of table three: a report that is frozen announces what moved (``report.changes``).
    Letters that were issued stay as they are.
    """
    if not reason.strip():
        raise ActRefused("写明为什么更正、凭什么材料。")
    with writing():
        locked = lock(case)
        guard(locked, "applicant_corrected", by=by, on=on, seen=seen)
        person = Applicant.objects.select_for_update().get(pk=locked.applicant_id)
        after = {name: changes[name] for name in CORRECTABLE if changes.get(name) and changes[name] != getattr(person, name)}
        if not after:
            raise ActRefused("没有要更正的内容，只填与登记不同的。")
        before = {name: getattr(person, name) for name in after}
        for name, value in after.items():
            setattr(person, name, value)
        person.save()
        locked.applicant = person
        deed = Deed("applicant_corrected", _told(before, after, reason), {"before": before, "after": after})
        act = write(locked, deed, by=by, on=on)
    case.refresh_from_db()
    return act


def _told(before: Mapping[str, str], after: Mapping[str, str], reason: str) -> dict[str, object]:
    """What the story may show: which items, never their content; only the category is no secret."""
    labels = [str(field.verbose_name) for field in Applicant._meta.fields if field.name in after]
    told: dict[str, object] = {"fields": labels, "reason": reason}
    if "kind" in after:
        told["kinds"] = [str(ApplicantKind(each["kind"]).label) for each in (before, after)]
    return told
