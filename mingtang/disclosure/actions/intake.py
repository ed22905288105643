"""收件：六种渠道各按条例第三十一条留下收到日期的凭据。"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from mingtang.disclosure.actions.perform import Deed, lock, perform, write
from mingtang.disclosure.models import Act, Applicant, Attachment, Case, CaseKind
from mingtang.disclosure.permissions import may_file
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.kit import numbering
from mingtang.kit.db import take_order_lock, writing
from mingtang.kit.models import StoredFile
from mingtang.law.errors import LawError
from mingtang.law.receipt import received_on as receipt_of
from mingtang.organs.models import Organ, Staff

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without 0/O and 1/I/L, which are misread on paper


@dataclass(frozen=True)
class ApplicantData:
    """The three things art. 29(2)1 asks for, and what helps to reach the person."""

    kind: str
    name: str
    identity_type: str = ""
    identity_number: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    email: str = ""
    agent_name: str = ""
    agent_identity: str = ""
    assistance: str = ""

    def save(self) -> Applicant:
        """Store as the applicant of one case."""
        return Applicant.objects.create(**{f.name: getattr(self, f.name) for f in fields(self)})


@dataclass(frozen=True)
class Wish:
    """What is asked for and how it is to be given (art. 29(2)2 and 3)."""

    title: str
    description: str
    document_number: str = ""
    form: str = "paper"
    delivery: str = "post"


@dataclass(frozen=True)
class Arrival:
    """How the application came in, with the proof its channel needs.

    ``signed_on``: day the organ signed for it (registered mail). ``tracking``: number of the mail.
    """

    channel: str
    submitted_on: date
    signed_on: date | None = None
    tracking: str = ""
    written_by: str = ""


def file_case(
    *,
    organ: Organ,
    applicant: ApplicantData,
    wish: Wish,
    arrival: Arrival,
    by: Staff | None,
    on: date,
    kind: str = CaseKind.REQUEST,
    files: tuple[tuple[StoredFile, str], ...] = (),
    form_token: str | None = None,
    demo: bool = False,
) -> Case:
    """Take in an application: number, query code, first act. ``by`` is None for the public form.

    The same ``form_token`` a second time returns the case of the first: a double click files once.
    """
    _check_intake(organ, arrival, by, on)
    with writing():
        if known := _filed_before(form_token, applicant):
            return known
        year = arrival.submitted_on.year
        serial = numbering.take(f"{organ.pk}:{kind}", year)
        case = Case.objects.create(
            organ=organ,
            kind=kind,
            year=year,
            serial=serial,
            number=f"{organ.short_name}{NUMBER_WORD[kind]}〔{year}〕{serial}号",
            query_code="".join(secrets.choice(CODE_LETTERS) for _ in range(8)),
            applicant=applicant.save(),
            applicant_kind=applicant.kind,
            channel=arrival.channel,
            submitted_on=arrival.submitted_on,
            title=wish.title,
            description=wish.description,
            document_number=wish.document_number,
            wanted_form=wish.form,
            wanted_delivery=wish.delivery,
            form_token=form_token,
            demo=demo,
        )
        attach(case, files, by=by)
        write(lock(case), Deed("filed", _proof(arrival)), by=by, on=arrival.signed_on or arrival.submitted_on)
    case.refresh_from_db()
    return case


def _filed_before(form_token: str | None, applicant: ApplicantData) -> Case | None:
    """The case this very form made. Waits for another press of the same button that is not committed yet."""
    if not form_token:
        return None
    take_order_lock()
    known = Case.objects.select_related("applicant").filter(form_token=form_token).first()
    if known and (known.applicant.name, known.applicant.identity_number) != (
        applicant.name,
        applicant.identity_number,
    ):
        # The token opens the case it made; it must not open one person's case to another.
        raise ActRefused("这张表单已经提交过，重新打开在线申请页面填写。")
    return known


NUMBER_WORD = {"request": "依申", "correction": "更申", "suggestion": "公建"}


def _check_intake(organ: Organ, arrival: Arrival, by: Staff | None, on: date) -> None:
    if by is None and arrival.channel != "web":
        raise NotPermitted("只有网上申请可以由申请人自行提交。")
    if by is not None and not (may_file(by) and by.organ_id == organ.pk):
        raise NotPermitted(f"{by.get_role_display()}不收件，请交经办人登记。")
    latest = max(arrival.submitted_on, arrival.signed_on or arrival.submitted_on)
    if latest > on:
        raise ActRefused(f"日期{latest:%Y-%m-%d}晚于今天{on:%Y-%m-%d}，改为实际收到的日期。")
    if arrival.signed_on and arrival.signed_on < arrival.submitted_on:
        raise ActRefused("签收日期早于交寄日期，核对邮件回执后更正。")
    if arrival.channel == "registered_mail" and arrival.signed_on is None:
        raise ActRefused("邮寄申请须填本机关签收的日期（条例第三十一条），见邮件回执。")


def _proof(arrival: Arrival) -> dict[str, Any]:
    try:
        receipt = receipt_of(arrival.channel, submitted_on=arrival.submitted_on, signed_on=arrival.signed_on)
    except LawError as error:
        raise ActRefused(str(error)) from error
    return {
        "channel": arrival.channel,
        "signed_on": arrival.signed_on.isoformat() if arrival.signed_on else "",
        "tracking": arrival.tracking,
        "written_by": arrival.written_by,
        "received_on": receipt.on.isoformat() if receipt.on else "",
    }


def attach(case: Case, files: tuple[tuple[StoredFile, str], ...], *, by: Staff | None) -> None:
    """Put stored files into the case under their roles; the same file twice is once."""
    for stored, role in files:
        Attachment.objects.get_or_create(
            case=case, file=stored, role=role, taken_back=None, defaults={"label": stored.name, "added_by": by}
        )


def confirm_receipt(case: Case, *, by: Staff, on: date, how: str, seen: int | None = None) -> Act:
    """Note that both sides confirmed the arrival (art. 31(2), (3)); ``how`` is the call or message that proves it."""
    return perform(case, Deed("receipt_confirmed", {"how": how}), by=by, on=on, seen=seen)


def register(
    case: Case, *, by: Staff, on: date, note: str = "", despite: str = "", seen: int | None = None
) -> Act:
    """Register the case (art. 45)."""
    return perform(case, Deed("registered", {"note": note}, despite=despite), by=by, on=on, seen=seen)


def submit_supplement(
    case: Case, *, on: date, text: str, files: tuple[tuple[StoredFile, str], ...] = ()
) -> Act:
    """Take the applicant's supplement from the query page; its legal date is the clerk's confirmation."""
    with writing():
        attach(case, files, by=None)
        return perform(case, Deed("supplement_submitted", {"text": text}), by=None, on=on)


def ask_withdrawal(case: Case, *, on: date, reason: str) -> Act:
    """Take the applicant's wish to withdraw from the query page; the clerk registers it."""
    return perform(case, Deed("withdrawal_asked", {"reason": reason}), by=None, on=on)


def add_note(case: Case, *, on: date, text: str) -> Act:
    """Take a remark of the applicant from the query page."""
    return perform(case, Deed("note_added", {"text": text}), by=None, on=on)
