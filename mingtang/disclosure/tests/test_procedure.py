"""程序：每种行为在每种处境下许不许可；期限和次数；任意一串许可的行为都算得出期限，阶段和轮到谁。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingtang.disclosure.models import Stage
from mingtang.disclosure.procedure import BY_APPLICANT, RULES, answer_by, why_not
from mingtang.disclosure.tests.pages import CALENDAR, MONDAY, Book, october, sep
from mingtang.disclosure.tests.walks import books
from mingtang.disclosure.turns import stage, turn
from mingtang.law.clock import Event, due_day
from mingtang.organs.models import Role

IN_HAND = {
    "assigned", "searched", "supplement_point", "supplement_asked", "consultation_sent", "extension_proposed",
    "reasons_asked", "fee_notice", "drafted", "transfer_advised", "repeat_linked", "publication_proposed",
    "withdrawn", "remedy_filed", "voided", "examined", "notice_sent", "due_told",
}  # fmt: skip
SITUATIONS: dict[str, tuple[Book, date, set[str]]] = {
    "web request not confirmed": (Book("web").filed(), sep(6), {"receipt_confirmed", "voided"}),
    "received": (Book().filed(), sep(6), {"registered", "withdrawn", "remedy_filed", "voided"}),
    "registered": (Book().registered(), sep(6), IN_HAND),
    "assigned": (Book().assigned(), sep(6), IN_HAND | {"opinion", "urged"}),
    "too late to ask for a supplement": (Book().registered(), sep(16), IN_HAND - {"supplement_asked"}),
    "waiting for a supplement": (
        Book().registered().ask_supplement(sep(9), sep(30)), sep(13),
        {"assigned", "supplement_received", "drafted", "transfer_advised", "repeat_linked", "publication_proposed",
         "withdrawn", "remedy_filed", "voided", "examined", "notice_sent"},
    ),
    "supplemented": (
        Book().registered().ask_supplement(sep(9), sep(30)).add("supplement_received", sep(13)), sep(13),
        IN_HAND - {"supplement_asked", "supplement_point"},
    ),
    "waiting for the fee": (
        Book().registered().fee(sep(9), october(14)), sep(13),
        {"assigned", "supplement_point", "paid", "drafted", "transfer_advised", "repeat_linked",
         "publication_proposed", "withdrawn", "remedy_filed", "voided", "examined", "notice_sent"},
    ),
    "consulting": (
        Book().registered().consult(sep(8)), sep(9),
        (IN_HAND - {"drafted"}) | {"consultation_served", "consultation_answered", "urged"},
    ),
    "consulting, time over": (
        Book().registered().consult(sep(8)).add("consultation_served", sep(8), ref="c1"), october(8),
        (IN_HAND - {"drafted", "supplement_asked"}) | {"consultation_answered", "consultation_lapsed", "urged"},
    ),
    "consulting, nobody knows whether it arrived": (
        Book().registered().consult(sep(8)), october(8),
        (IN_HAND - {"drafted", "supplement_asked"}) | {"consultation_served", "consultation_answered", "urged"},
    ),
    "heard": (
        Book().registered().consult(sep(8)).answer(sep(9)), sep(9), IN_HAND | {"interest_weighed"},
    ),
    "extension proposed": (
        Book().registered().add("extension_proposed", sep(8), workdays=10, reason="多"), sep(9),
        (IN_HAND - {"extension_proposed"}) | {"extension_approved", "extension_refused"},
    ),
    "extension approved": (
        Book().registered().extend(sep(8), None), sep(9), (IN_HAND - {"extension_proposed"}) | {"extended", "extension_refused"},
    ),
    "extension refused": (
        Book().registered().extend(sep(8), None).add("extension_refused", sep(9), opinion="不多"), sep(9), IN_HAND,
    ),
    "extended": (Book().registered().extend(sep(8), sep(9)), sep(9), IN_HAND - {"extension_proposed"}),
    "reasons asked": (
        Book().registered().add("reasons_asked", sep(8), deadline="2022-09-15"), sep(9),
        (IN_HAND - {"reasons_asked"}) | {"reasons_given"},
    ),
    "reasons given": (
        Book().registered().add("reasons_asked", sep(8), deadline="2022-09-15").add("reasons_given", sep(9)), sep(9),
        (IN_HAND - {"reasons_asked"}) | {"delayed"},
    ),
    "delayed": (
        Book().registered().add("reasons_asked", sep(8), deadline="2022-09-15").add("reasons_given", sep(9))
        .add("delayed", sep(9), until="2022-12-01"), sep(9),
        (IN_HAND - {"reasons_asked", "extension_proposed"}) | {"delayed"},
    ),
    "overdue": (Book().registered(), october(10), IN_HAND - {"supplement_asked", "extension_proposed", "fee_notice"}),
    "draft with the section": (
        Book().assigned().draft(sep(6)), sep(6), (IN_HAND - {"drafted"}) | {"opinion", "reviewed", "returned", "recalled", "urged"},
    ),
    "draft with the leader": (
        Book().assigned().draft(sep(6)).review(sep(6), "section").review(sep(6), "vice_leader"), sep(6),
        (IN_HAND - {"drafted"}) | {"opinion", "returned", "recalled", "decided", "urged"},
    ),
    "decided": (
        Book().assigned().decide(sep(9)), sep(9), {"reopened", "sent", "notice_sent", "publication_proposed", "remedy_filed", "voided", "due_told"},
    ),
    "sent": (
        Book().assigned().decide(sep(9)).send(sep(9)), sep(13),
        {"reopened", "served", "returned_mail", "notice_sent", "publication_proposed", "remedy_filed", "voided"},
    ),
    "returned": (
        Book().assigned().decide(sep(9)).send(sep(9)).add("returned_mail", sep(14), letter=7), sep(14),
        {"reopened", "sent", "notice_sent", "publication_proposed", "remedy_filed", "voided", "return_judged"},
    ),
    "misdirected by the organ": (
        Book().assigned().decide(sep(9)).send(sep(9)).add("returned_mail", sep(14), letter=7, cause="organ"), sep(14),
        {"reopened", "sent", "notice_sent", "publication_proposed", "remedy_filed", "voided", "return_judged", "due_told"},
    ),
    "disclosed against a third party's will": (
        Book().assigned().consult(sep(6)).answer(sep(7)).add("interest_weighed", sep(7), ref="c1", reasons="安全")
        .decide(sep(9)).send(sep(9), method="online"), sep(13),
        {"reopened", "third_party_told", "notice_sent", "publication_proposed", "remedy_filed", "voided"},
    ),
    "the third party was told": (
        Book().assigned().consult(sep(6)).answer(sep(7)).add("interest_weighed", sep(7), ref="c1", reasons="安全")
        .decide(sep(9)).send(sep(9), method="online").add("third_party_told", sep(9), ref="c1"), sep(13),
        {"reopened", "archived", "notice_sent", "publication_proposed", "remedy_filed", "voided"},
    ),
    "a notice is on its way": (
        Book().registered().fee(sep(9), october(14)).add("notice_sent", sep(9), letter=9, code="P12", method="mail"), sep(13),
        {"assigned", "supplement_point", "paid", "drafted", "transfer_advised", "repeat_linked", "served", "returned_mail",
         "publication_proposed", "withdrawn", "remedy_filed", "voided", "examined", "notice_sent"},
    ),
    "served": (
        Book().assigned().decide(sep(9)).send(sep(9)).add("served", sep(14), letter=7), sep(14),
        {"reopened", "archived", "notice_sent", "publication_proposed", "remedy_filed", "voided"},
    ),
    "contested": (
        Book().assigned().decide(sep(9)).send(sep(9)).add("served", sep(14), letter=7).add("remedy_filed", sep(20), remedy=1),
        sep(20), {"reopened", "notice_sent", "publication_proposed", "remedy_filed", "voided"},
    ),
    "made again": (
        Book().assigned().opinion().decide(sep(9)).send(sep(9)).add("served", sep(14), letter=7)
        .add("reopened", sep(20), ground="own", due="2022-09-30", reason="文号写错"), sep(20),
        (IN_HAND | {"opinion", "urged"})
        - {"supplement_point", "supplement_asked", "reasons_asked", "extension_proposed", "fee_notice", "withdrawn", "due_told"},
    ),
    "signed again": (
        Book().assigned().decide(sep(9)).send(sep(9)).add("served", sep(14), letter=7).add("archived", sep(15))
        .add("reopened", sep(20), ground="own", due="2022-09-30", reason="文号写错").decide(sep(21), letter=8), sep(21),
        {"reopened", "sent", "notice_sent", "publication_proposed", "remedy_filed", "voided"},
    ),
    "withdrawn": (
        Book().registered().add("withdrawn", sep(8)), sep(8),
        {"archived", "notice_sent", "publication_proposed", "remedy_filed", "voided"},
    ),
    "archived": (
        Book().registered().add("withdrawn", sep(8)).add("archived", sep(9)), sep(9), {"remedy_filed"},
    ),
    "archived, contested": (
        Book().registered().add("withdrawn", sep(8)).add("archived", sep(9)).add("remedy_filed", sep(9), remedy=1), sep(9),
        {"remedy_filed", "voided"},
    ),
}  # fmt: skip


def always(book: Book) -> set[str]:
    """What does not depend on the stage: data of the applicant until the archive, files until the decision."""
    story = book.story
    if story.archived_on:
        return set()
    return {"applicant_corrected"} | (set() if story.decision else {"file_taken_back"})


@pytest.mark.parametrize("kind", RULES)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_act_in_every_situation(situation, kind):
    book, on, permitted = SITUATIONS[situation]
    reason = why_not(kind, book.story, on, CALENDAR)
    assert (reason == "") == (kind in permitted | always(book)), reason
    assert not reason or (reason[-1] not in "。.！!" and len(reason) >= 3)


def test_every_rule_is_told_with_its_basis_and_a_post_that_exists():
    for rule in RULES.values():
        assert rule.label and ("条例" in rule.basis or "国办" in rule.basis or "申请人" in rule.basis)
        assert rule.roles and rule.roles <= set(Role.values)
        assert not rule.roles & {Role.AUDITOR, Role.SUPERVISOR, Role.ADMINISTRATOR}


@pytest.mark.parametrize(("on", "may"), [(sep(14), True), (sep(15), False)])
def test_seven_working_days_to_ask_for_a_supplement(on, may):
    # 6, 7, 8, 9 and 13, 14, 15 September: the 12th is a holiday. Asked at the counter on the 2nd the last day is the 13th.
    assert CALENDAR.add_workdays(MONDAY, 7) == sep(15)
    book = Book(submitted=sep(2)).registered(sep(2))
    assert (why_not("supplement_asked", book.story, on, CALENDAR) == "") == (on <= CALENDAR.add_workdays(sep(2), 7))
    book = Book().registered()
    assert why_not("supplement_asked", book.story, sep(15), CALENDAR) == ""
    assert "7个工作日" in why_not("supplement_asked", book.story, sep(16), CALENDAR)


def test_seven_working_days_run_from_the_confirmed_receipt():
    book = Book("web").filed().add("receipt_confirmed", sep(7)).registered(sep(7))
    last = CALENDAR.add_workdays(sep(7), 7)
    assert why_not("supplement_asked", book.story, last, CALENDAR) == ""
    assert why_not("supplement_asked", book.story, date(2022, 9, 20), CALENDAR)


def test_an_extension_is_told_by_the_due_day():
    book = Book().registered().extend(sep(26), None)
    assert why_not("extended", book.story, october(9), CALENDAR) == ""
    assert "届满" in why_not("extended", book.story, october(10), CALENDAR)


@pytest.mark.parametrize("party", ["third_party", "co_maker", "other_organ"])
def test_the_other_side_has_fifteen_working_days_from_its_receipt(party):
    book = Book().registered().consult(sep(8), party=party)
    assert answer_by(book.story.consultations[0], CALENDAR) == CALENDAR.add_workdays(sep(8), 15)
    # Silence without a receipt is nobody's silence: a co-maker's would be consent (art. 34).
    assert "没有登记对方签收" in why_not("consultation_lapsed", book.story, date(2022, 12, 1), CALENDAR)
    served = book.add("consultation_served", sep(13), ref="c1").story
    last = answer_by(served.consultations[0], CALENDAR)
    assert last == CALENDAR.add_workdays(sep(13), 15)
    assert "届满" in why_not("consultation_lapsed", served, last, CALENDAR)
    assert why_not("consultation_lapsed", served, date.fromordinal(last.toordinal() + 1), CALENDAR) == ""


def test_another_organ_that_was_named_a_day_needs_no_receipt():
    book = Book().registered().add("consultation_sent", sep(8), ref="c1", party="other_organ", name="档案馆", workdays=5)
    assert why_not("consultation_lapsed", book.story, CALENDAR.add_workdays(sep(8), 6), CALENDAR) == ""


@pytest.mark.parametrize(
    ("book", "permitted"),
    [
        (Book("web").filed(), {"withdrawal_asked", "note_added"}),
        (Book().registered().ask_supplement(sep(9), sep(30)), {"supplement_submitted", "withdrawal_asked", "note_added"}),
        (
            Book().registered().ask_supplement(sep(9), sep(30)).add("supplement_submitted", sep(13)),
            {"withdrawal_asked", "note_added"},
        ),
        (Book().registered().add("withdrawal_asked", sep(8)), {"note_added"}),
        (Book().assigned().decide(sep(9)), set()),
        (Book().registered().add("withdrawn", sep(8)), set()),
    ],
)
def test_what_the_applicant_may_send_in(book, permitted):
    asked = {kind for kind in BY_APPLICANT if kind != "filed" and BY_APPLICANT[kind](book.story) == ""}
    assert asked == permitted


CLOCK_KINDS = {
    "supplement_asked", "supplement_received", "reasons_asked", "reasons_given", "delayed", "consultation_sent",
    "consultation_answered", "consultation_lapsed", "extended", "fee_notice", "paid", "withdrawn",
}  # fmt: skip


def events_by_hand(book: Book) -> tuple[Event, ...]:
    """The clock's events straight from the pages, without the story."""
    served = {page.data["ref"]: page.on for page in book.pages if page.kind == "consultation_served"}
    workdays = [0]
    made: list[Event] = []
    again = False  # the clock of an application that was answered stands; what is done again moves nothing
    for place, page in enumerate(book.pages):
        again = again or (page.kind == "reopened" and replace(book, pages=book.pages[:place]).story.replied_on is not None)
        if page.kind == "extension_proposed":
            workdays = [page.data["workdays"]]
        if page.kind not in CLOCK_KINDS or again:
            continue
        data = {key: page.data[key] for key in ("party", "deadline", "until") if key in page.data}
        data |= {"workdays": workdays[0]} if page.kind == "extended" else {}
        ref = page.data.get("ref", "")
        if page.kind == "consultation_sent" and ref in served:
            data["party_received_on"] = served[ref]
        made.append(Event(page.kind, page.on, ref, data))
    return tuple(made)


@settings(max_examples=200)
@given(books())
def test_any_permitted_sequence_of_acts_has_a_clock_a_stage_and_one_holder(book):
    story = book.story
    assert stage(story) in Stage.values
    assert turn(story).holder in {"applicant", "third_party", "none", "clerk", "section_staff", "vice_leader", "leader"}
    clock = story.clock(CALENDAR, account=False)
    assert (clock is None) == (story.received_on is None)
    if clock:
        assert clock.due == due_day(story.received_on, events_by_hand(book), CALENDAR)
        assert (clock.state == "closed") == (story.first_replied_on is not None or story.withdrawn_on is not None)
        if story.decision is None and not story.first_replied_on:
            assert (clock.state == "waiting") == story.waiting_for_applicant


@settings(max_examples=60)
@given(books(), st.integers(0, 60))
def test_the_clock_can_be_looked_at_on_any_later_day(book, days):
    story = book.story
    if story.received_on and story.last_on:
        day = date.fromordinal(max(story.received_on, story.last_on).toordinal() + days)
        clock = story.clock(CALENDAR, day, account=False)
        assert clock.as_of == day
        assert clock.due == story.clock(CALENDAR, account=False).due
