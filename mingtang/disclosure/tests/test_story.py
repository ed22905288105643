"""案情：由行为读出收到日期、暂停、延期、补正、收费、送达；更正后重读。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.disclosure.tests.pages import CALENDAR, MONDAY, Book, october, sep
from mingtang.law.clock import Event, due_day


@pytest.mark.parametrize(
    ("channel", "signed", "confirmed", "received"),
    [
        ("counter", None, None, MONDAY),
        ("oral", None, None, MONDAY),
        ("registered_mail", sep(7), None, sep(7)),
        ("ordinary_mail", None, sep(6), sep(6)),
        ("fax", None, sep(6), sep(6)),
        ("web", None, sep(6), sep(6)),
        ("web", None, None, None),
        ("fax", None, None, None),
        ("ordinary_mail", None, None, None),
    ],
)
def test_the_day_of_receipt_is_that_of_the_channel(channel, signed, confirmed, received):
    book = Book(channel).filed(signed_on=signed)
    if confirmed:
        book.add("receipt_confirmed", confirmed)
    assert book.story.received_on == received
    assert (book.due() is None) == (received is None)


def test_the_reply_is_due_on_the_twentieth_working_day():
    assert Book().registered().due() == october(9)  # 8 and 9 October are worked


def test_overlapping_consultations_are_taken_out_once():
    both = Book().registered().consult(sep(8), "c1").consult(sep(13), "c2", "co_maker")
    both.answer(sep(20), "c1").answer(sep(22), "c2", "consent")
    one = Book().registered().consult(sep(8)).answer(sep(22))
    assert both.due() == one.due() == october(20)


def test_silence_is_kept_as_silence_and_ends_the_pause_with_the_other_sides_own_time():
    book = Book().registered().consult(sep(8)).add("consultation_lapsed", october(24), ref="c1")
    consultation = book.story.consultations[0]
    assert (consultation.answer, consultation.open) == ("silence", False)
    fifteen_days = CALENDAR.add_workdays(sep(8), 15)
    assert book.due() == CALENDAR.add_workdays(fifteen_days, 20 - CALENDAR.workdays_between(MONDAY, sep(8)))


def test_the_other_sides_time_runs_from_its_receipt():
    without = Book().registered().consult(sep(8)).due()
    served = Book().registered().consult(sep(8)).add("consultation_served", sep(14), ref="c1")
    assert served.story.consultations[0].party_received_on == sep(14)
    assert CALENDAR.workdays_between(without, served.due()) == CALENDAR.workdays_between(sep(8), sep(14))


def test_answers_belong_to_their_own_consultation():
    book = Book().registered().consult(sep(8), "c1").consult(sep(8), "c2").answer(sep(9), "c2", "consent")
    first, second = book.story.consultations
    assert (first.answer, second.answer) == ("", "consent")
    assert [item.ref for item in book.story.open_consultations] == ["c1"]


def test_an_extension_counts_from_the_day_it_is_told():
    book = Book().registered().extend(sep(26), None)
    assert book.due() == october(9)
    assert book.add("extended", sep(27)).due() == CALENDAR.add_workdays(MONDAY, 30)
    assert book.story.extension.approved_by == "刘敏"


def test_a_supplement_starts_the_days_afresh():
    book = Book().registered().ask_supplement(sep(9), sep(30))
    assert book.story.waiting_for_applicant and book.due() is None
    book.add("supplement_submitted", sep(20), text="一期")
    assert book.story.waiting_for_applicant  # a paper of the applicant has no legal day before it is confirmed
    book.add("supplement_received", sep(21))
    assert not book.story.waiting_for_applicant
    assert book.due() == CALENDAR.add_workdays(sep(21), 20)


def test_payment_starts_the_days_afresh():
    book = Book().registered().fee(sep(9), october(14))
    assert book.story.waiting_for_applicant and book.due() is None
    assert book.add("paid", sep(20)).due() == CALENDAR.add_workdays(sep(20), 20)


def test_reasons_do_not_stop_the_days_and_a_later_day_replaces_them():
    book = Book().registered().add("reasons_asked", sep(7), deadline="2022-09-14", facts="3个月内120件")
    assert book.due() == october(9)
    book.add("reasons_given", sep(9), text="研究").add("delayed", sep(13), until="2022-12-01", reason="数量大")
    assert book.due() == date(2022, 12, 1)


def test_a_correction_takes_the_place_of_what_it_corrects():
    book = Book().registered().consult(sep(8)).answer(sep(28))
    late = book.due()
    book.add("consultation_answered", sep(28), corrects=4, ref="c1", answer="consent")
    assert book.story.consultations[0].answer == "consent" and book.due() == late
    book.add("voided", sep(29), corrects=5)
    assert book.story.consultations[0].open


def test_after_a_correction_the_days_may_go_back():
    book = Book().registered().consult(sep(28))
    assert book.story.last_on == sep(28)
    book.add("voided", sep(29), corrects=3)
    assert (book.story.last_on, book.story.count, book.story.consultations) == (MONDAY, 2, ())


@pytest.mark.parametrize(
    ("method", "served", "legal"),
    [("mail", None, sep(20)), ("mail", sep(23), sep(20)), ("online", None, sep(20)), ("counter", None, None),
     ("counter", sep(23), sep(23)), ("entrusted", sep(23), sep(23))],
)  # fmt: skip
def test_the_legal_day_of_the_reply_is_that_of_the_method(method, served, legal):
    book = Book().assigned().decide(sep(20)).send(sep(20), method)
    if served:
        book.add("served", served, letter=7)
    assert book.story.replied_on == legal


@pytest.mark.parametrize("data", [{}, {"cause": "applicant"}], ids=["entries of old", "the applicant's side"])
def test_a_reply_that_came_back_still_counts_from_the_first_posting(data):
    book = Book().assigned().decide(sep(20)).send(sep(20)).add("returned_mail", sep(27), letter=7, **data)
    story = book.story
    assert (story.replied_on, story.reply, story.answered, story.closed) == (sep(20), None, True, False)
    again = book.send(sep(28)).story
    assert (again.replied_on, again.closed) == (sep(20), True)
    assert again.reply is not None and again.reply.sent_on == sep(28)


def test_what_the_organ_misdirected_does_not_count():
    book = Book().assigned().decide(sep(20)).send(sep(20)).add("returned_mail", sep(27), letter=7, cause="organ")
    assert book.story.replied_on is None and not book.story.answered
    assert book.send(sep(28)).story.replied_on == sep(28)
    book.add("returned_mail", sep(30), letter=7, nth=1, cause="applicant").send(sep(30))
    assert book.story.replied_on == sep(28)


def test_a_return_judged_anew_is_about_the_same_sending():
    book = Book().assigned().decide(sep(20)).send(sep(20)).add("returned_mail", sep(27), letter=7, nth=0, cause="applicant")
    wrong = book.pages[-1].seq
    book.send(sep(28))
    book.add("returned_mail", october(8), corrects=wrong, letter=7, nth=0, cause="organ", returned_on="2022-09-27")
    first, second = book.story.sendings
    assert (first.returned_on, first.cause, second.returned_on) == (sep(27), "organ", None)
    assert book.story.replied_on == sep(28)


@given(st.lists(st.tuples(st.sampled_from(["mail", "online"]), st.sampled_from(["applicant", "organ", ""])), min_size=1, max_size=6))
def test_the_first_sending_that_the_organ_did_not_misdirect_counts(sendings):
    book, on, counts = Book().assigned().decide(MONDAY), MONDAY, []
    for number, (method, cause) in enumerate(sendings):
        on += timedelta(days=3)
        book.send(on, method)
        if method == "online" or number == len(sendings) - 1:
            counts.append(on)
            break
        book.add("returned_mail", on, letter=7, nth=number, cause=cause)
        counts += [on] if cause != "organ" else []
    assert book.story.replied_on == counts[0]


def test_other_letters_are_not_the_reply():
    book = Book().assigned().decide(sep(20)).send(sep(20), letter=3)
    assert book.story.replied_on is None


def test_a_new_draft_is_reviewed_anew():
    book = Book().assigned().draft(sep(14)).review(sep(14), "section").review(sep(15), "vice_leader", "return")
    assert (book.story.draft, book.story.draft_outcome) == (0, "")
    book.draft(sep(16))
    assert book.story.passed == frozenset()


def test_the_last_section_is_in_charge_and_every_section_owes_an_opinion():
    book = Book().assigned(1, "甲科").assigned(2, "乙科").opinion(1)
    assert book.story.section == (2, "乙科")
    assert book.story.sections_without_opinion == ((2, "乙科"),)


def test_a_withdrawal_ends_the_case():
    book = Book().registered().add("withdrawn", sep(8))
    assert book.story.closed and book.story.decision.outcome == "withdrawn"
    assert book.story.clock(CALENDAR).state == "closed"


def test_a_suggestion_has_no_clock():
    assert Book(kind="suggestion").registered().story.clock(CALENDAR) is None


def test_the_clock_reads_the_events_of_the_acts():
    book = Book().registered().consult(sep(8)).answer(sep(20)).extend(sep(26), sep(27), 5)
    by_hand = (
        Event("consultation_sent", sep(8), "c1", {"party": "third_party"}),
        Event("consultation_answered", sep(20), "c1"),
        Event("extended", sep(27), "", {"workdays": 5}),
    )
    assert book.due() == due_day(MONDAY, by_hand, CALENDAR)


def test_unknown_kinds_are_counted_and_change_nothing():
    book = Book().registered()
    before = book.story
    after = book.add("note_added", sep(9), text="请尽快").story
    assert (after.count, after.last_on) == (before.count + 1, sep(9))
    assert after.events == before.events
