"""放假通知变了，已发文书写着别的日期：案件页、文书页、今日提醒都指出，告知申请人以后不再提；依法变动的不算写错。"""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from mingtang.disclosure.actions import close, consult, handling
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.jobs import remind_of_deadlines
from mingtang.disclosure.models import Case, Letter, Reminder
from mingtang.disclosure.progress import progress
from mingtang.disclosure.recalculate import foretell, misstates, told_otherwise
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.reminders import remind
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    make_office,
    registered,
    replied,
)
from mingtang.disclosure.tests.pages import CALENDAR as STANDARD
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.disclosure.tests.test_recalculate import EXTRA, LATER, NEW
from mingtang.disclosure.tests.walks import books
from mingtang.law.clock import evaluate
from mingtang.organs.actions import load_holiday_notice
from mingtang.organs.calendars import current_calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def named(case: Case) -> dict[str, date]:
    """The letters of a case that tell another day, by their code."""
    found = told_otherwise(story_of(case), case.letters.all(), current_calendar())
    return {Letter.objects.get(pk=pk).code: day for pk, day in found.items()}


def load(office: Office) -> None:
    load_holiday_notice(by=office.clerk, on=TUESDAY, notice=EXTRA)


def extended(office: Office) -> Case:
    case = registered(office)
    handling.propose_extension(case, by=office.clerk, on=TUESDAY, workdays=10, reason="材料较多。")
    handling.approve_extension(case, by=office.vice_leader, on=TUESDAY)
    handling.notify_extension(case, by=office.clerk, on=TUESDAY)
    return case


def test_the_receipt_is_named_with_the_day_that_is_right(office):
    case = registered(office)
    assert named(case) == {}
    load(office)
    assert named(case) == {"P2": LATER}


def test_after_an_extension_only_its_own_notice_is(office):
    case = extended(office)
    load(office)
    assert named(case) == {"P5": NEW.add_workdays(MONDAY, 30)}


def test_what_was_lawfully_changed_is_not_wrong(office):
    case = registered(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="某公司", subject="附表")
    consult.answer(case, by=office.clerk, on=date(2022, 9, 15), ref="c1", answer="refuse")
    load(office)
    assert named(case) == {}


def test_a_struck_extension_is_not_a_matter_of_holidays(office):
    case = extended(office)
    close.void(case, case.acts.get(kind="extended"), by=office.clerk, on=TUESDAY, reason="告知书没有发出")
    load(office)
    assert named(case) == {"P2": LATER}


def test_an_extension_told_while_the_other_side_was_asked(office):
    case = registered(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="某公司", subject="附表")
    handling.propose_extension(case, by=office.clerk, on=TUESDAY, workdays=10, reason="材料较多。")
    handling.approve_extension(case, by=office.vice_leader, on=TUESDAY)
    handling.notify_extension(case, by=office.clerk, on=TUESDAY)
    consult.serve(case, by=office.clerk, on=date(2022, 9, 9), ref="c1")
    assert case.letters.get(code="P5").states_due != case.due_on  # the other side's time began later: no holiday did that
    assert named(case) == {}


def test_the_preview_and_the_page_agree(office):
    case, other = registered(office), extended(office)
    foretold = {each.url.split("/")[-2] for impact in foretell(CALENDAR, NEW) for each in impact.letters}
    load(office)
    shown = {str(pk) for each in (case, other) for pk in told_otherwise(story_of(each), each.letters.all(), NEW)}
    assert foretold == shown and len(shown) == 2


def test_nothing_is_said_once_the_applicant_was_told_or_answered(office):
    case, done = registered(office), assigned(office)
    load(office)
    with pytest.raises(ActRefused, match="怎样告知"):
        handling.tell_due(case, by=office.clerk, on=TUESDAY, how=" ")
    handling.tell_due(case, by=office.clerk, on=TUESDAY, how="电话，本人接听")
    assert named(case) == {}
    assert "答复期限改为2022年10月11日" in next(s for s in progress(case, TUESDAY, NEW).history if s.title == "告知您期限变动").text
    assert named(done) == {"P2": LATER}
    replied(office, done, TUESDAY)
    assert named(done) == {}


def test_the_pages_mark_the_letter_and_say_what_to_do(office, client, today):  # noqa: F811
    today(TUESDAY)
    case = registered(office)
    letter = case.letters.get(code="P2")
    client.force_login(office.clerk)
    addresses = (reverse("cases:case", args=[case.pk]), reverse("cases:letter", args=[case.pk, letter.pk]))
    for address in addresses:
        assert "按新通知应为" not in client.get(address).content.decode()
    load(office)
    for address in addresses:
        body = client.get(address).content.decode()
        assert "写的期限是 2022-10-09，按新通知应为 2022-10-11" in body and "告知期限变动</a>" in body
    told = client.post(
        reverse("cases:act", args=[case.pk, "due_told"]), {"on": TUESDAY.isoformat(), "seen": case.acts.count(), "how": "电话"}
    )
    assert told.status_code == 302
    assert all("按新通知应为" not in client.get(address).content.decode() for address in addresses)


def test_the_clerk_is_reminded_once(office):
    case = registered(office)
    load(office)
    for day in (TUESDAY, date(2022, 9, 7)):
        remind([case], day, NEW)
    (found,) = Reminder.objects.filter(clock__startswith="letter:")
    assert (found.role, found.due_on) == ("clerk", LATER)
    assert found.text.endswith("政府信息公开申请接收回执写的期限是10-09，应为10-11")


def test_reminding_reads_the_letters_of_all_cases_at_once(office):
    counts = []
    for _ in range(2):
        for _ in range(3):
            registered(office)
        with CaptureQueriesContext(connection) as queries:
            remind_of_deadlines(now=timezone.make_aware(datetime(2022, 9, 7, 9, 0)), since=None)
        counts.append(len(queries))
    assert all(first == second for first, second in pairwise(counts))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(book=books(16))
def test_under_one_calendar_no_letter_is_ever_called_wrong(book):
    """Whatever happens in a case, the receipt as it was issued is held to be right as long as the calendar stands."""
    story = book.story
    if story.received_on is None or story.clock(STANDARD) is None:
        return
    clock = story.clock(STANDARD, account=False)
    told = evaluate(story.received_on, (), STANDARD, account=False).due
    receipt = Letter(code="P2", state="issued", states_due=told, dated_on=story.received_on)
    assert clock is not None and not misstates(receipt, story.received_on, story.events, clock.due, STANDARD)
