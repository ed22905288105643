"""放假通知变了：先看得到哪些在办案件会动、哪些文书写着别的日期，载入后全部重算；办结的不动。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from mingtang.disclosure.actions import close, consult, handling, letters
from mingtang.disclosure.derive import differences
from mingtang.disclosure.models import Case, Letter
from mingtang.disclosure.recalculate import foretell, moved, recompute
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    DUE,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    decided,
    filed,
    make_office,
    registered,
    replied,
)
from mingtang.disclosure.tests.test_actions_records import stored_book
from mingtang.disclosure.tests.walks import books
from mingtang.law.calendar import Calendar, HolidayNotice
from mingtang.law.notices import shipped_notices
from mingtang.organs import calendars
from mingtang.organs.actions import load_holiday_notice

pytestmark = pytest.mark.django_db
EXTRA = HolidayNotice(
    year=2022, number="楚政办〔2022〕30号", issued_on=date(2022, 9, 1), local=True,
    off=((date(2022, 9, 19), date(2022, 9, 20), "楚江防汛放假"),),
)  # fmt: skip
NEW = Calendar([*shipped_notices(), EXTRA])
LATER = date(2022, 10, 11)  # two working days after DUE


@pytest.fixture
def office() -> Office:
    return make_office()


def test_the_notice_moves_what_it_should():
    assert NEW.add_workdays(MONDAY, 20) == LATER


def test_foretelling_names_the_case_the_days_and_the_letters_that_become_wrong(office):
    case = registered(office)
    found = foretell(CALENDAR, NEW)
    assert [(each.case_label, each.before, each.after) for each in found] == [(case.number, DUE, LATER)]
    letter = case.letters.get(code="P2")
    (stated,) = found[0].letters
    assert (stated.states, stated.label) == (DUE, f"政府信息公开申请接收回执 {letter.number}")
    assert stated.url.endswith(f"/{case.pk}/letters/{letter.pk}/")
    assert found[0].url.endswith(f"/{case.pk}/")
    assert Case.objects.get(pk=case.pk).due_on == DUE  # nothing is written


def test_after_an_extension_its_own_notice_is_named(office):
    case = registered(office)
    handling.propose_extension(case, by=office.clerk, on=TUESDAY, workdays=10, reason="材料较多。")
    handling.approve_extension(case, by=office.vice_leader, on=TUESDAY)
    handling.notify_extension(case, by=office.clerk, on=TUESDAY)
    (impact,) = foretell(CALENDAR, NEW)
    assert [(each.states, Letter.objects.get(pk=int(each.url.split("/")[-2])).code) for each in impact.letters] == [
        (CALENDAR.add_workdays(MONDAY, 30), "P5")
    ]


def test_letters_that_were_overtaken_before_are_not_named(office):
    case = registered(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="某公司", subject="附表")
    consult.answer(case, by=office.clerk, on=date(2022, 9, 15), ref="c1", answer="refuse")
    (impact,) = foretell(CALENDAR, NEW)
    assert impact.letters == ()


def test_what_does_not_hang_on_the_days_is_left_out(office):
    waiting = assigned(office)
    handling.add_supplement_point(waiting, by=office.clerk, on=TUESDAY, item="哪栋", guidance="写明")
    handling.ask_supplement(waiting, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 30))
    done = assigned(office)
    replied(office, done, TUESDAY)
    gone = registered(office)
    close.withdraw(gone, by=office.clerk, on=TUESDAY, evidence="书面")
    filed(office, channel="web")
    registered(office, kind="suggestion")
    registered(office, date(2022, 10, 8))
    assert foretell(CALENDAR, NEW) == []
    assert recompute(NEW) == 0


def test_a_signed_reply_that_has_not_left_still_has_its_day(office):
    case = assigned(office)
    decided(office, case, TUESDAY)
    assert [each.case_label for each in foretell(CALENDAR, NEW)] == [case.number]
    recompute(NEW)
    case.refresh_from_db()
    letters.send(case, case.letters.get(code="D1"), by=office.clerk, on=DUE, method="online")
    assert case.in_time is True


def test_recomputing_stores_what_the_acts_say_under_the_new_calendar(office):
    case, other = registered(office), registered(office, date(2022, 10, 8))
    assert recompute(NEW) == 1
    case.refresh_from_db()
    assert (case.due_on, case.calendar_version) == (LATER, NEW.version)
    assert differences(Case.objects.all(), NEW) == []
    assert recompute(NEW) == 0
    other.refresh_from_db()
    assert other.calendar_version == NEW.version


def test_a_missing_years_notice_makes_days_provisional_until_it_comes(office):
    without = Calendar([notice for notice in shipped_notices() if notice.year < 2026])
    case = registered(office, date(2025, 12, 15))
    recompute(without)
    case.refresh_from_db()
    assert (case.provisional, case.clock_state) == (True, "provisional")
    assert differences([case], without) == []
    recompute(CALENDAR)
    case.refresh_from_db()
    assert (case.provisional, case.clock_state) == (False, "running")
    assert differences([case], CALENDAR) == []


def test_waiting_for_the_applicant_has_a_day_that_moves_too(office):
    case = registered(office)
    handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="68页")
    assert case.waiting_until == CALENDAR.add_workdays(TUESDAY, 20)
    recompute(NEW)
    case.refresh_from_db()
    assert case.waiting_until == NEW.add_workdays(TUESDAY, 20)
    assert differences([case], NEW) == []


def test_a_closed_case_keeps_the_days_it_was_closed_under(office):
    case = assigned(office)
    replied(office, case, DUE)
    before = Case.objects.filter(pk=case.pk).values().get()
    recompute(NEW)
    assert Case.objects.filter(pk=case.pk).values().get() == before
    assert differences([Case.objects.get(pk=case.pk)], NEW) == []


def test_loading_a_notice_in_the_office_foretells_then_recomputes(office):
    case = registered(office)
    foretold = calendars.foretell(EXTRA)
    assert [(each.case_label, each.before, each.after) for each in foretold.impacts] == [(case.number, DUE, LATER)]
    assert foretold.letters == 1
    loaded = load_holiday_notice(by=office.clerk, on=TUESDAY, notice=EXTRA)
    assert loaded.recomputed == 1
    case.refresh_from_db()
    assert case.due_on == LATER
    back = replace(EXTRA, off=((date(2022, 9, 19), date(2022, 9, 19), "楚江防汛放假"),))
    load_holiday_notice(by=office.clerk, on=TUESDAY, notice=back)
    case.refresh_from_db()
    assert case.due_on == date(2022, 10, 10)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(book=books(18))
def test_the_quick_pass_agrees_with_the_story_for_any_permitted_sequence(office, book):
    with transaction.atomic():
        case = stored_book(office, book)
        assert list(moved(CALENDAR)) == []
        recompute(NEW)
        assert differences([Case.objects.get(pk=case.pk)], NEW) == []
        transaction.set_rollback(True)


def test_the_number_of_queries_does_not_grow_with_the_cases(office, django_assert_max_num_queries):
    for _ in range(3):
        registered(office)
    with django_assert_max_num_queries(4):
        assert len(foretell(CALENDAR, NEW)) == 3
