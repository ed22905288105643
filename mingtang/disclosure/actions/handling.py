"""办理：分送、检索、科室意见、补正、说明理由、延期、收费。"""

from __future__ import annotations

from datetime import date
from typing import Any

from mingtang.disclosure.actions.perform import Deed, guard, lock, perform, write
from mingtang.disclosure.models import Act, Case, Reminder
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.story import Story
from mingtang.kit.db import writing
from mingtang.law.clock import EXTENSION_WORKDAYS
from mingtang.law.fees import by_items, by_pages, payment_due
from mingtang.law.since import in_force
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Role, Section, Staff


def assign(
    case: Case, section: Section, *, by: Staff, on: date, note: str = "", seen: int | None = None
) -> Act:
    """Send the case to a section of the same organ."""
    if section.organ_id != case.organ_id:
        raise ActRefused("科室不属于本机关，另选科室。")
    data = {"section_id": section.pk, "section": section.name, "note": note}
    return perform(case, Deed("assigned", data), by=by, on=on, seen=seen)


def record_search(case: Case, *, by: Staff, on: date, search: dict[str, Any], seen: int | None = None) -> Act:
    """Record who searched where for what: ``units systems keywords period found pages`` (art. 36(4))."""
    missing = [name for name in ("units", "systems", "keywords", "found") if not search.get(name)]
    if missing:
        raise ActRefused("检索记录要写明检索的单位、系统、关键词和结果，补齐后再登记。")
    data = {"period": "", "pages": 0, **search}
    return perform(case, Deed("searched", data), by=by, on=on, seen=seen)


def give_opinion(
    case: Case, *, by: Staff, on: date, outcome: str, reason: str, seen: int | None = None
) -> Act:
    """Give the section's opinion on the outcome, with its reason (art. 17)."""
    if by.section is None:
        raise ActRefused("只有科室人员交科室意见。")
    data = {"section_id": by.section_id, "section": by.section.name, "outcome": outcome, "reason": reason}
    return perform(case, Deed("opinion", data), by=by, on=on, seen=seen)


def add_supplement_point(
    case: Case, *, by: Staff, on: date, item: str, guidance: str, seen: int | None = None
) -> Act:
    """Add one point to the only supplement request (art. 30); points are collected from every reviewer first."""
    return perform(
        case, Deed("supplement_point", {"item": item, "guidance": guidance}), by=by, on=on, seen=seen
    )


def ask_supplement(
    case: Case, *, by: Staff, on: date, deadline: date, despite: str = "", seen: int | None = None
) -> Act:
    """Ask the applicant to supplement: once, with all points collected, with a reasonable period (art. 30)."""
    with writing():
        locked = lock(case)
        story = guard(locked, "supplement_asked", by=by, on=on, seen=seen)
        if not story.points:
            raise ActRefused("还没有补正要点，先逐项写明要补什么、怎样补。")
        if deadline <= on:
            raise ActRefused("补正期限要晚于告知日期，改为合理的日期。")
        items = [{"item": p["item"], "guidance": p["guidance"]} for p in story.points]
        asked = {"deadline": deadline.isoformat(), "items": items}
        act = write(locked, Deed("supplement_asked", asked, despite=despite), by=by, on=on)
    case.refresh_from_db()
    return act


def receive_supplement(
    case: Case, *, by: Staff, on: date, how: str, text: str = "", seen: int | None = None
) -> Act:
    """Register the corrected request; the reply clock starts afresh on this day (art. 30, 31).

    ``text`` is what a supplement on paper says, word for word; one from the query page is in the file already.
    """
    data = {"how": how} | ({"text": text} if text else {})
    return perform(case, Deed("supplement_received", data), by=by, on=on, seen=seen)


def ask_reasons(
    case: Case, *, by: Staff, on: date, deadline: date, facts: str, despite: str = "", seen: int | None = None
) -> Act:
    """Ask why so much or so often (art. 35); ``facts`` gives the numbers. The clock goes on."""
    data = {"deadline": deadline.isoformat(), "facts": facts}
    return perform(case, Deed("reasons_asked", data, despite=despite), by=by, on=on, seen=seen)


def receive_reasons(case: Case, *, by: Staff, on: date, text: str, seen: int | None = None) -> Act:
    """Register the applicant's explanation."""
    return perform(case, Deed("reasons_given", {"text": text}), by=by, on=on, seen=seen)


def delay(
    case: Case, *, by: Staff, on: date, until: date, reason: str, despite: str = "", seen: int | None = None
) -> Act:
    """Fix a reasonable later day for a justified but very large request (art. 35)."""
    if until <= on:
        raise ActRefused("延迟答复的日期要晚于今天。")
    data = {"until": until.isoformat(), "reason": reason}
    return perform(case, Deed("delayed", data, despite=despite), by=by, on=on, seen=seen)


def propose_extension(
    case: Case, *, by: Staff, on: date, workdays: int, reason: str, seen: int | None = None
) -> Act:
    """Propose to extend the reply by up to the statutory number of working days (art. 33(2))."""
    limit = in_force(EXTENSION_WORKDAYS, case.received_on or on).value
    if not 0 < workdays <= limit:
        raise ActRefused(f"延期为1至{limit}个工作日（条例第三十三条第二款），改写天数。")
    data = {"workdays": workdays, "reason": reason}
    return perform(case, Deed("extension_proposed", data), by=by, on=on, seen=seen)


def approve_extension(case: Case, *, by: Staff, on: date, opinion: str = "", seen: int | None = None) -> Act:
    """Consent of the head of the disclosure office (art. 33(2))."""
    return perform(case, Deed("extension_approved", {"opinion": opinion}), by=by, on=on, seen=seen)


def refuse_extension(case: Case, *, by: Staff, on: date, opinion: str, seen: int | None = None) -> Act:
    """No consent to the extension, or none any more: the reply stays due on its day; another one may be proposed."""
    if not opinion.strip():
        raise ActRefused("写明为什么不同意延期。")
    return perform(case, Deed("extension_refused", {"opinion": opinion}), by=by, on=on, seen=seen)


def notify_extension(case: Case, *, by: Staff, on: date, despite: str = "", seen: int | None = None) -> Act:
    """Tell the applicant of the extension before the period ends (art. 33(2))."""
    return perform(case, Deed("extended", despite=despite), by=by, on=on, seen=seen)


def fee_for(mode: str, count: int, previous: int = 0) -> int:
    """The fee in 元: ``items`` (with the number already counted this month) or ``pages`` (国办函〔2020〕109号)."""
    return by_items(previous, count).amount if mode == "items" else by_pages(count).amount


def charge(
    case: Case,
    *,
    by: Staff,
    on: date,
    mode: str,
    count: int,
    facts: str,
    previous: int = 0,
    despite: str = "",
    seen: int | None = None,
) -> Act:
    """Send the fee notice; payment is due 20 working days from the day after its receipt."""
    amount = fee_for(mode, count, previous)
    if amount == 0:
        raise ActRefused("按标准计算为0元，不需要发收费通知。")
    data = {
        "mode": mode,
        "count": count,
        "previous": previous,
        "amount": amount,
        "facts": facts,
        "pay_by": payment_due(on, current_calendar()).isoformat(),
    }
    return perform(case, Deed("fee_notice", data, despite=despite), by=by, on=on, seen=seen)


def pay(case: Case, *, by: Staff, on: date, receipt: str = "", seen: int | None = None) -> Act:
    """Register the payment; the reply clock starts afresh the day after (国办函〔2020〕109号)."""
    with writing():
        locked = lock(case)
        fee = guard(locked, "paid", by=by, on=on, seen=seen).fee
        data = {"amount": fee.amount if fee else 0, "receipt": receipt}
        act = write(locked, Deed("paid", data), by=by, on=on)
    case.refresh_from_db()
    return act


def urge(
    case: Case,
    *,
    by: Staff,
    on: date,
    reason: str,
    section: Section | None = None,
    ref: str = "",
    seen: int | None = None,
) -> Act:
    """Urge a section that has the case, or the other side of a consultation; a section finds it on its page of the day."""
    if not reason.strip():
        raise ActRefused("写明催什么、为什么急。")
    with writing():
        locked = lock(case)
        story = guard(locked, "urged", by=by, on=on, seen=seen)
        act = write(locked, Deed("urged", {**_urged(story, section, ref), "reason": reason}), by=by, on=on)
        if section:
            Reminder.objects.create(
                case=case, clock=f"urged:{act.seq}", threshold=0, due_on=locked.due_on or on, made_on=on,
                role=Role.SECTION_STAFF, section=section, text=f"{case.short_number} {by.name}催办：{reason}"[:160],
            )  # fmt: skip
    case.refresh_from_db()
    return act


def _urged(story: Story, section: Section | None, ref: str) -> dict[str, Any]:
    """Who is urged, as the act says it."""
    if section:
        if section.pk not in {pk for pk, _ in story.sections}:
            raise ActRefused(f"案件没有分送{section.name}，先分送再催办。")
        return {"section_id": section.pk, "section": section.name}
    waited = next((item for item in story.open_consultations if item.ref == ref), None)
    if waited is None:
        raise ActRefused("选定催办哪个科室，或者哪一份还没有答复的征求意见书。")
    return {"ref": ref, "party": waited.party, "name": waited.name}


def withdraw_urging(case: Case, act: Act) -> None:
    """The urging was entered by mistake: the section's reminder goes with it."""
    case.reminders.filter(clock=f"urged:{act.seq}").delete()


def tell_due(case: Case, *, by: Staff, on: date, how: str, seen: int | None = None) -> Act:
    """Register that the applicant was told the day of reply that a holiday notice moved."""
    if not how.strip():
        raise ActRefused("写明怎样告知的：电话、短信或者书面。")
    with writing():
        locked = lock(case)
        clock = guard(locked, "due_told", by=by, on=on, seen=seen).clock(current_calendar(), account=False)
        data = {"due": clock.due.isoformat() if clock and clock.due else "", "how": how}
        act = write(locked, Deed("due_told", data), by=by, on=on)
    case.refresh_from_db()
    return act
