"""The log of acts: append-only and chained, so that nothing can be changed or left out unnoticed.

Call `record` as the last thing of an act: it lets one transaction at a time pass until the commit.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from mingtang.kit.db import take_order_lock, writing
from mingtang.kit.masking import mask_text
from mingtang.kit.models import AuditEntry

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

SYSTEM = "系统"


def record(
    act: str,
    *,
    by: "AbstractBaseUser | None",
    subject: models.Model | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
    by_name: str = "",
    subject_label: str = "",
) -> AuditEntry:
    """Write down one act inside the caller's transaction.

    `by` is None for the program itself and for people without an account; `by_name` then says who (系统).
    `data` holds dates, numbers and codes, no floats and nothing personal; identity numbers and phones that
    slip into reason, label or data are masked. `at` is the moment (aware), by default the clock's.
    """
    with writing():
        take_order_lock()
        entry = AuditEntry(
            act=act,
            at=at or timezone.now(),
            by_id=by.pk if by else None,
            by_name=(by_name or _name(by))[:80],
            subject_type=subject._meta.label_lower if subject else "",
            subject_id=str(subject.pk) if subject else "",
            subject_label=_said(subject_label or (str(subject) if subject else ""))[:200],
            reason=_said(reason),
            data=_plain(data or {}),
            previous_hash=AuditEntry.objects.order_by("-id").values_list("hash", flat=True).first() or "",
        )
        entry.hash = entry_hash(entry)
        entry.save(force_insert=True)
        return entry


def _name(by: "AbstractBaseUser | None") -> str:
    return (getattr(by, "get_full_name", str)() or str(by)) if by else SYSTEM


def _said(text: str) -> str:
    """Masked, and without the character PostgreSQL cannot keep."""
    return mask_text(text).replace("\0", "")


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """The data as both databases give it back: JSON without floats, texts masked."""
    return {
        key: _plain_value(value) for key, value in json.loads(json.dumps(data, cls=DjangoJSONEncoder)).items()
    }


def _plain_value(value: Any) -> Any:
    if isinstance(value, float):
        raise TypeError("audit data takes no floats: give a Decimal or an int")
    if isinstance(value, str):
        return _said(value)
    if isinstance(value, list):
        return [_plain_value(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain_value(item) for key, item in value.items()}
    return value


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over everything an entry says and over the hash of the entry before it."""
    said = [
        entry.previous_hash, entry.act, entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by_id, entry.by_name, entry.subject_type, entry.subject_id, entry.subject_label,
        entry.reason, entry.data,
    ]  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> AuditEntry | None:
    """The first entry that does not follow from the one before it or was changed; None when all is well.

    Entries cut off at the end leave no trace in the chain: compare `head` with one written down elsewhere.
    """
    previous = ""
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2000):
        if entry.previous_hash != previous or entry.hash != entry_hash(entry):
            return entry
        previous = entry.hash
    return None


def head() -> tuple[int, str]:
    """Number of entries and hash of the last: what to write down elsewhere (printed, mailed, notarised)."""
    last = AuditEntry.objects.order_by("-id").values_list("hash", flat=True).first()
    return AuditEntry.objects.count(), last or ""


def trail(subject: models.Model) -> models.QuerySet[AuditEntry]:
    """The entries about one object, oldest first."""
    about = AuditEntry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    return about.order_by("id")
