"""个人信息的门：申请人和第三方的资料平时都遮盖；全文只从 ``reveal`` 给出，写明事由，记入审计，五分钟后重新遮盖。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from mingtang.disclosure.models import Applicant, Attachment, AttachmentRole, Case, Letter
from mingtang.disclosure.permissions import may_see, may_unmask
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.kit import audit
from mingtang.kit.masking import mask_address, mask_email, mask_id, mask_name, mask_phone, mask_text
from mingtang.kit.models import AuditEntry
from mingtang.organs.models import Role, Staff

REVEALED = "disclosure.revealed"
DOWNLOADED = "disclosure.downloaded"
LASTS = timedelta(minutes=5)
SHOWN_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Person:
    """申请人的资料，遮盖的或者完整的，形状相同。"""

    kind: str
    name: str
    identity_type: str
    identity: str
    contact: str
    phone: str
    address: str
    postcode: str
    email: str
    agent: str
    agent_identity: str
    assistance: str


@dataclass(frozen=True)
class Party:
    """征求意见的对方的完整资料。"""

    ref: str
    name: str
    contact: str


@dataclass(frozen=True)
class Look:
    """一次查看：给出的资料、审计记录的编号、到什么时候为止。"""

    entry: int
    until: datetime
    person: Person
    parties: tuple[Party, ...]


def masked(applicant: Applicant) -> Person:
    """The applicant as every page and export may show them."""
    return Person(
        kind=applicant.get_kind_display(),
        name=mask_name(applicant.name),
        identity_type=applicant.get_identity_type_display(),
        identity=mask_id(applicant.identity_number),
        contact=mask_name(applicant.contact),
        phone=mask_phone(applicant.phone),
        address=mask_address(applicant.address),
        postcode=applicant.postcode,
        email=mask_email(applicant.email),
        agent=mask_name(applicant.agent_name),
        agent_identity=mask_id(applicant.agent_identity),
        assistance=mask_text(applicant.assistance),
    )


def hide(text: str, applicant: Applicant) -> str:
    """Running text without the applicant's name, numbers and addresses; what people type may hold them."""
    for name in filter(None, (applicant.name, applicant.contact, applicant.agent_name)):
        text = text.replace(name, mask_name(name)) if len(name) > 1 else text
    return mask_text(text)


def reveal(case: Case, *, by: Staff, reason: str, at: datetime) -> Look:
    """Hand out the full data for five minutes; one audit entry with the reason. Raises NotPermitted, ActRefused."""
    if not may_unmask(by, case):
        raise NotPermitted(f"{by.get_role_display()}不查看申请人完整信息，请交经办人核对。")
    if not reason.strip():
        raise ActRefused("写明为什么要查看完整信息。")
    entry = audit.record(REVEALED, by=by, subject=case, reason=reason.strip()[:200], at=at)
    return _look(case, entry)


def look_again(case: Case, *, by: Staff, entry: int, at: datetime) -> Look | None:
    """The same look while it lasts: ``entry`` must be this person's own audit entry about this case, not older."""
    found = _looks(case).filter(pk=entry, by_id=by.pk, at__gt=at - LASTS).first()
    return _look(case, found) if found and may_unmask(by, case) else None


def _look(case: Case, entry: AuditEntry) -> Look:
    sent = case.acts.filter(kind="consultation_sent").order_by("seq")
    parties = tuple(
        Party(act.data["ref"], act.private.get("name", ""), act.private.get("contact", "")) for act in sent
    )
    return Look(entry.pk, entry.at + LASTS, _whole(case.applicant), parties)


def _whole(applicant: Applicant) -> Person:
    return Person(
        kind=applicant.get_kind_display(),
        name=applicant.name,
        identity_type=applicant.get_identity_type_display(),
        identity=applicant.identity_number,
        contact=applicant.contact,
        phone=applicant.phone,
        address=applicant.address,
        postcode=applicant.postcode,
        email=applicant.email,
        agent=applicant.agent_name,
        agent_identity=applicant.agent_identity,
        assistance=applicant.assistance,
    )


def _looks(case: Case):  # type: ignore[no-untyped-def]
    return audit.trail(case).filter(act=REVEALED)


def recent_looks(case: Case, *, at: datetime) -> tuple[int, AuditEntry | None]:
    """How often the full data were looked at in the last 30 days, and the last time."""
    found = list(_looks(case).filter(at__gt=at - SHOWN_FOR).order_by("id"))
    return len(found), found[-1] if found else None


def may_download(staff: Staff, attachment: Attachment) -> bool:
    """Whether this person may take this file; papers of identity only with the right to see full data, none that was taken back."""
    if attachment.taken_back_id:
        return False
    if attachment.role == AttachmentRole.IDENTITY:
        return may_unmask(staff, attachment.case)
    return may_see(staff, attachment.case)


def hides_code(letter: Letter, staff: Staff) -> bool:
    """Whether this person takes no paper that carries the query code: who has it acts as the applicant on the public page."""
    return letter.code == "P2" and staff.role != Role.CLERK


def note_download(case: Case, *, by: Staff, what: str, data: dict[str, int | str]) -> None:
    """Leave a trace of a file that left the house: which file of which case, never its contents."""
    audit.record(DOWNLOADED, by=by, subject=case, reason=what, data=data)


def note_export(*, by: Staff, query: Mapping[str, str]) -> None:
    """Leave a trace of a list that left the house: which filters, and that words were sought, never the words (names)."""
    filters = {name: value[:80] for name, value in query.items() if value and name != "q"}
    data = {"filters": filters, "sought": bool(query.get("q"))}
    audit.record("disclosure.exported", by=by, reason="导出案件清单", data=data)
