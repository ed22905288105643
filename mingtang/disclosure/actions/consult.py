"""征求意见：第三方（条例第三十二条）、共同制作机关（第三十四条）、其他机关（第三十三条第三款）。"""

from __future__ import annotations

from datetime import date
from typing import Any

from mingtang.disclosure.actions.perform import Deed, guard, lock, write
from mingtang.disclosure.models import Act, Case
from mingtang.disclosure.procedure import answer_by
from mingtang.disclosure.procedure.conditions import UNSERVED
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.story import Consultation, Story
from mingtang.kit.db import writing
from mingtang.kit.masking import mask_name
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Staff

ANSWERS = {"consent": "同意公开", "partial": "部分同意", "refuse": "不同意公开", "none": "已答复"}


def send(
    case: Case,
    *,
    by: Staff,
    on: date,
    party: str,
    name: str,
    subject: str,
    contact: str = "",
    deadline: date | None = None,
    despite: str = "",
    seen: int | None = None,
) -> Act:
    """Consult another side in writing; the reply clock pauses from the next day on."""
    with writing():
        locked = lock(case)
        guard(locked, "consultation_sent", by=by, on=on, seen=seen)
        # Struck-out ones keep their number: their letters are in the world.
        ref = f"c{locked.acts.filter(kind='consultation_sent').count() + 1}"
        data: dict[str, Any] = {"ref": ref, "party": party, "name": mask_name(name), "subject": subject}
        data |= {"deadline": deadline.isoformat()} if deadline else {}
        if party == "other_organ" and deadline:
            # No statutory days: the other organ has until the day the letter names, and the clock stands until then.
            data["workdays"] = (
                max(1, current_calendar().workdays_between(on, deadline)) if deadline > on else 1
            )
        deed = Deed("consultation_sent", data, {"name": name, "contact": contact}, despite=despite)
        act = write(locked, deed, by=by, on=on)
    case.refresh_from_db()
    return act


def _waiting(story: Story, ref: str) -> Consultation:
    found = [item for item in story.open_consultations if item.ref == ref]
    if not found:
        raise ActRefused("这份征求意见书没有发出，或者已有结果。")
    return found[0]


def _about(case: Case, kind: str, data: dict[str, str], *, by: Staff, on: date, seen: int | None) -> Act:
    with writing():
        locked = lock(case)
        _waiting(guard(locked, kind, by=by, on=on, seen=seen, about=data), data["ref"])
        act = write(locked, Deed(kind, dict(data)), by=by, on=on)
    case.refresh_from_db()
    return act


def serve(case: Case, *, by: Staff, on: date, ref: str, seen: int | None = None) -> Act:
    """Register the day the other side received the letter; its 15 working days run from then."""
    return _about(case, "consultation_served", {"ref": ref}, by=by, on=on, seen=seen)


def answer(
    case: Case, *, by: Staff, on: date, ref: str, answer: str, reasons: str = "", seen: int | None = None
) -> Act:
    """Register the answer: consent, partial, refuse, or none (an answer without a position)."""
    if answer not in ANSWERS:
        raise ActRefused("答复须为同意、部分同意、不同意之一。")
    data = {"ref": ref, "answer": answer, "reasons": reasons}
    return _about(case, "consultation_answered", data, by=by, on=on, seen=seen)


def lapse(case: Case, *, by: Staff, on: date, ref: str, seen: int | None = None) -> Act:
    """Register silence: a third party's leaves the decision to the organ, a co-maker's is consent."""
    with writing():
        locked = lock(case)
        waited = _waiting(guard(locked, "consultation_lapsed", by=by, on=on, seen=seen), ref)
        if not waited.known:
            raise ActRefused(f"没有登记对方签收征求意见书，{UNSERVED}。")
        if on <= (last := answer_by(waited, current_calendar())):
            raise ActRefused(f"对方答复的期限到{last:%Y-%m-%d}才届满，届满后再登记逾期未答复。")
        act = write(locked, Deed("consultation_lapsed", {"ref": ref}), by=by, on=on)
    case.refresh_from_db()
    return act


def weigh(case: Case, *, by: Staff, on: date, ref: str, reasons: str, seen: int | None = None) -> Act:
    """Record the weighing of the public interest against the third party's (art. 15, 32)."""
    with writing():
        locked = lock(case)
        story = guard(locked, "interest_weighed", by=by, on=on, seen=seen)
        if ref not in {
            item.ref for item in story.consultations if item.party == "third_party" and not item.open
        }:
            raise ActRefused("这一方还没有答复，或者不是第三方，没有可衡量的。")
        act = write(locked, Deed("interest_weighed", {"ref": ref, "reasons": reasons}), by=by, on=on)
    case.refresh_from_db()
    return act


def tell(
    case: Case,
    *,
    by: Staff,
    on: date,
    ref: str,
    content: str,
    reason: str,
    despite: str = "",
    seen: int | None = None,
) -> Act:
    """Tell a third party in writing what is disclosed against its will, and why (art. 32); it may contest that."""
    with writing():
        locked = lock(case)
        story = guard(locked, "third_party_told", by=by, on=on, seen=seen)
        if ref not in {item.ref for item in story.overruled}:
            raise ActRefused("这一方没有不同意公开，或者已经告知过。")
        told = {"ref": ref, "content": content, "reason": reason}
        act = write(locked, Deed("third_party_told", told, despite=despite), by=by, on=on)
    case.refresh_from_db()
    return act
