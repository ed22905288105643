"""外面发生的事按它自己的日子登记：晚几天知道，期限照实际的日子算；不早于它所答复的那一步。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.disclosure.actions import consult, handling, intake, letters
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    decided,
    filed,
    make_office,
)
from mingtang.disclosure.tests.pages import Book, sep
from mingtang.law.fees import payment_due


@pytest.fixture
def office(db) -> Office:
    return make_office()


def test_the_arrival_of_a_fee_notice_counts_from_its_day_whatever_was_written_since(office):
    case = assigned(office)
    handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="一次申请68页，超过合理范围。")
    notice = case.letters.get(code="P12")
    letters.send_notice(case, notice, by=office.clerk, on=TUESDAY, method="mail", tracking="EMS1")
    intake.add_note(case, on=sep(15), text="什么时候寄到")
    with pytest.raises(ActRefused, match="早于送出文书的2022-09-06"):
        letters.serve(case, notice, by=office.clerk, on=MONDAY)
    letters.serve(case, notice, by=office.clerk, on=sep(9))  # learned after the note, true all the same
    fee = story_of(case).fee
    assert (fee.received_on, fee.pay_by) == (sep(9), payment_due(sep(9), CALENDAR))
    intake.add_note(case, on=sep(20), text="已缴")
    handling.pay(case, by=office.clerk, on=sep(14))
    assert case.due_on == CALENDAR.add_workdays(sep(14), 20)


def test_the_other_side_counts_from_its_receipt(office):
    case = assigned(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
    intake.add_note(case, on=sep(15), text="请尽快")
    with pytest.raises(ActRefused, match="早于发出征求意见书"):
        consult.serve(case, by=office.clerk, on=MONDAY, ref="c1")
    consult.serve(case, by=office.clerk, on=sep(8), ref="c1")
    with pytest.raises(ActRefused, match="早于对方签收"):
        consult.answer(case, by=office.clerk, on=sep(7), ref="c1", answer="consent")
    consult.answer(case, by=office.clerk, on=sep(14), ref="c1", answer="consent")
    asked = story_of(case).consultations[0]
    assert (asked.party_received_on, asked.answered_on) == (sep(8), sep(14))
    out = CALENDAR.workdays_between(TUESDAY, sep(14))
    assert case.due_on == CALENDAR.add_workdays(MONDAY, 20 + out)


def test_the_confirmation_of_a_web_request_has_the_day_of_the_call(office):
    case = filed(office, channel="web")
    intake.add_note(case, on=sep(9), text="请确认")
    intake.confirm_receipt(case, by=office.clerk, on=sep(7), how="9月7日电话确认")
    assert case.received_on == sep(7)
    with pytest.raises(ActRefused, match="早于案卷里最近一项"):  # what the office does itself follows the file
        intake.register(case, by=office.clerk, on=sep(7))


def test_a_reply_is_served_on_the_day_it_was_signed_for(office):
    case = assigned(office)
    letter = decided(office, case, TUESDAY)
    with pytest.raises(ActRefused, match="早于签发答复书"):
        letters.send(case, letter, by=office.clerk, on=MONDAY, method="mail", tracking="EMS2")
    letters.send(case, letter, by=office.clerk, on=sep(7), method="mail", tracking="EMS2")
    handling_day = sep(20)
    notice = case.letters.get(code="P2")
    letters.send_notice(case, notice, by=office.clerk, on=handling_day, method="counter")
    letters.serve(case, letter, by=office.clerk, on=sep(9))
    assert story_of(case).reply.served_on == sep(9)


@given(st.permutations(range(4)), st.integers(0, 5))
def test_the_order_of_the_entries_does_not_move_the_due_day(order, gap):
    """The same facts, told in any order that the letters allow, give the same clock."""
    facts = [
        ("consultation_served", sep(8), {"ref": "c1"}),
        ("consultation_answered", sep(14), {"ref": "c1", "answer": "consent"}),
        ("consultation_served", sep(9), {"ref": "c2"}),
        ("note_added", sep(15) + timedelta(days=gap), {}),
    ]
    plain, mixed = (Book().registered().consult(sep(7), "c1").consult(sep(7), "c2", "co_maker") for _ in range(2))
    for kind, on, data in facts:
        plain.add(kind, on, **data)
    for place in order:
        kind, on, data = facts[place]
        mixed.add(kind, on, **data)
    assert mixed.due() == plain.due()
    assert mixed.story.last_on == plain.story.last_on == date(2022, 9, 15) + timedelta(days=gap)
