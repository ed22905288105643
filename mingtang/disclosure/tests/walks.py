"""任意走一遍：从程序此刻许可的行为里抽一种，日期也是抽的。用来核对“由行为算出的列”。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from mingtang.disclosure.procedure import BY_APPLICANT, RULES, answer_by, why_not
from mingtang.disclosure.story import Story
from mingtang.disclosure.tests.pages import CALENDAR, MONDAY, Book

Draw = Callable[[st.SearchStrategy[Any]], Any]
CHANNELS = ("counter", "registered_mail", "ordinary_mail", "fax", "web", "oral")
# A void and a judgement name an act and a remedy makes a row of its own: they have tests of their own.
LEFT_OUT = {"voided", "remedy_filed", "examined", "repeat_linked", "publication_proposed", "transfer_advised", "return_judged"}
KINDS = (*(kind for kind in RULES if kind not in LEFT_OUT), *(kind for kind in BY_APPLICANT if kind != "filed"))

# Most steps move the clock or go on towards the end: walks that only add papers prove little.
TURNS = {
    "supplement_asked", "supplement_received", "consultation_sent", "consultation_served", "consultation_answered",
    "consultation_lapsed", "extension_proposed", "extension_approved", "extended", "reasons_asked", "reasons_given",
    "delayed", "fee_notice", "paid", "interest_weighed", "returned", "returned_mail",
}  # fmt: skip
ONWARDS = {"receipt_confirmed", "registered", "assigned", "opinion", "drafted", "reviewed", "decided", "sent", "served"}
ENDS = {"withdrawn", "withdrawal_asked", "archived", "note_added", "reopened"}


def choose(possible: list[str], draw: Draw) -> str:
    """One of the permitted kinds, the telling ones more often."""
    weight = draw(st.integers(0, 9))
    pools = [TURNS, ONWARDS] if weight < 6 else [ONWARDS, TURNS]
    if weight < 9:
        for pool in pools:
            if found := [kind for kind in possible if kind in pool]:
                return draw(st.sampled_from(found))
    return draw(st.sampled_from([kind for kind in possible if kind not in ENDS] or possible))


def permitted(kind: str, story: Story, on: date) -> bool:
    """Whether the procedure lets an act of ``kind`` happen on ``on``."""
    if kind in BY_APPLICANT:
        return not BY_APPLICANT[kind](story)
    return not why_not(kind, story, on, CALENDAR)


def _consultation(story: Story, on: date, kind: str, draw: Draw) -> str | None:
    waiting = [
        item
        for item in story.open_consultations
        if (kind != "consultation_served" or item.party_received_on is None)
        and (kind != "consultation_lapsed" or (item.known and on > answer_by(item, CALENDAR)))
    ]
    return draw(st.sampled_from(waiting)).ref if waiting else None


def _on_its_way(story: Story) -> int:
    """The first letter that is neither served nor returned."""
    return next((d.letter for d in story.dispatches if d.served_on is None and d.returned_on is None), 0)


def data_for(kind: str, story: Story, on: date, draw: Draw) -> dict[str, Any] | None:
    """What an act of this kind says; None when there is nothing it could be about."""
    later = (on + timedelta(days=draw(st.integers(1, 40)))).isoformat()
    if kind in ("consultation_served", "consultation_answered", "consultation_lapsed"):
        ref = _consultation(story, on, kind, draw)
        return {"ref": ref, "answer": draw(st.sampled_from(["consent", "partial", "refuse"]))} if ref else None
    if kind == "consultation_sent":
        party = draw(st.sampled_from(["third_party", "co_maker", "other_organ"]))
        return {"ref": f"c{len(story.consultations) + 1}", "party": party, "name": "某*", "subject": "附表"}
    if kind == "third_party_told":
        return {"ref": story.overruled[0].ref, "content": "附表三", "reason": "公共利益"}
    if kind == "interest_weighed":
        return {"ref": story.consultations[0].ref, "reasons": "公共利益"}
    letter = story.draft or (story.decision.letter if story.decision else 0) or 7 + len(story.earlier)
    level = "section" if story.section and "section" not in story.passed else "vice_leader"
    return {
        "assigned": {"section_id": 1, "section": "工程建设审批科"},
        "searched": {"units": "科", "systems": "系统", "keywords": "词", "period": "", "found": "无", "pages": 0},
        "opinion": {"section_id": 1, "section": "工程建设审批科", "outcome": "disclosed", "reason": "可以"},
        "supplement_point": {"item": "哪一期", "guidance": "写明"},
        "supplement_asked": {"deadline": later, "items": [{"item": "哪一期", "guidance": "写明"}]},
        "reasons_asked": {"deadline": later, "facts": "3个月120件"},
        "delayed": {"until": later, "reason": "数量大"},
        "extension_proposed": {"workdays": draw(st.integers(1, 20)), "reason": "材料多"},
        "reopened": {"ground": "own", "due": later, "reason": "有误"},
        "urged": {"section_id": 1, "section": "工程建设审批科", "reason": "临近到期"},
        "due_told": {"due": later, "how": "电话"},
        "fee_notice": {"mode": "pages", "count": 68, "amount": 680, "pay_by": later},
        "paid": {"amount": 680},
        "drafted": {"letter": letter, "outcome": "disclosed", "by_id": 1},
        "reviewed": {"letter": letter, "level": level, "verdict": "pass", "by_id": 2, "opinion": ""},
        "returned": {"letter": letter, "level": "leader", "verdict": "return", "by_id": 2, "opinion": "改"},
        "decided": {"letter": letter, "outcome": "disclosed"},
        "recalled": {"letter": letter},
        "sent": {"letter": letter, "code": "D1", "method": draw(st.sampled_from(["mail", "online", "counter"]))},
        "notice_sent": {"letter": 9, "code": "P12", **draw(st.sampled_from([{"method": "mail"}, {"method": "online", "pay_by": later}]))},
        "served": {"letter": _on_its_way(story), "pay_by": later},
        "returned_mail": {"letter": _on_its_way(story), "cause": draw(st.sampled_from(["applicant", "organ", ""]))},
    }.get(kind, {})


def _stored_as(kind: str) -> str:
    return "reviewed" if kind == "returned" else kind


@st.composite
def books(draw: Draw, most: int = 25) -> Book:
    """A case file in which every act was permitted on its day."""
    channel = draw(st.sampled_from(CHANNELS))
    start = draw(st.dates(date(2020, 1, 2), date(2025, 11, 1))) if draw(st.booleans()) else MONDAY
    book = Book(channel, submitted=start)
    book.filed(signed_on=start if channel == "registered_mail" else None)
    on = start
    for _ in range(draw(st.integers(6, most))):
        on += timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 9, 30])))
        story = book.story
        possible = [kind for kind in KINDS if permitted(kind, story, on)]
        if not possible:
            break
        kind = choose(possible, draw)
        data = data_for(kind, story, on, draw)
        if data is not None:
            book.add(_stored_as(kind), on, **data)
    return book
