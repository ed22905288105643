"""提醒：到档才提醒，一案一钟一档一次，停机后只补最近一档，暂停时不催，暂停自己到期以后接着催。"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingtang.disclosure.actions import close, consult, handling, remedies
from mingtang.disclosure.jobs import remind_of_deadlines
from mingtang.disclosure.models import Case, Reminder
from mingtang.disclosure.redress import answer_due
from mingtang.disclosure.reminders import THRESHOLDS, remind, remind_of_remedies, running, threshold
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    DUE,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    filed,
    make_office,
    registered,
    replied,
)
from mingtang.disclosure.tests.pages import Book, october, sep
from mingtang.kit import ticker


@pytest.fixture
def office(db) -> Office:
    return make_office()


def said() -> list[tuple[str, int, date]]:
    return list(Reminder.objects.order_by("id").values_list("clock", "threshold", "made_on"))


def walk(first: date, last: date) -> None:
    for n in range((last - first).days + 1):
        remind(Case.objects.all(), first + timedelta(days=n), CALENDAR)


@pytest.mark.parametrize(
    ("day", "step"),
    [(sep(28), None), (sep(29), 5), (sep(30), None), (october(3), None), (october(8), 2), (october(9), 0), (october(10), -1)],
)
def test_thresholds_count_working_days(day, step):
    # 9 October is the last day; 8 and 9 October are worked, 1 to 7 October are off.
    left = CALENDAR.workdays_between(day, DUE) if day <= DUE else -1
    reached = threshold(DUE, day, CALENDAR)
    assert reached == min((each for each in THRESHOLDS if left <= each), default=None)
    if step is not None and step in (0, -1):
        assert reached == step


def test_day_by_day_each_threshold_is_told_once(office):
    registered(office)
    walk(MONDAY, DUE + timedelta(days=10))
    assert [(clock, step) for clock, step, _ in said()] == [("reply:20221009", step) for step in (5, 2, 0, -1)]
    days = [day for _, _, day in said()]
    assert days == sorted(days) and days[-2:] == [DUE, DUE + timedelta(days=1)]
    assert CALENDAR.workdays_between(days[0], DUE) == 5


def test_the_same_hour_again_writes_nothing(office):
    registered(office)
    assert remind(Case.objects.all(), DUE, CALENDAR) == 1
    assert remind(Case.objects.all(), DUE, CALENDAR) == 0
    assert len(said()) == 1


def test_after_an_outage_only_the_latest_threshold_is_told(office):
    registered(office)
    remind(Case.objects.all(), MONDAY, CALENDAR)
    remind(Case.objects.all(), DUE + timedelta(days=5), CALENDAR)
    assert said() == [("reply:20221009", -1, DUE + timedelta(days=5))]


def test_nobody_is_urged_while_the_clock_is_paused_and_everybody_when_the_pause_is_over(office):
    case = registered(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="某公司", subject="附表")
    ends = CALENDAR.add_workdays(TUESDAY, 15)
    walk(TUESDAY, ends)
    assert {clock for clock, _, _ in said()} == {f"consultation:c1:{ends:%Y%m%d}"}
    assert [step for _, step, _ in said()] == [5, 2, 0]
    walk(ends + timedelta(days=1), case.due_on)  # nobody registered the silence: the days run all the same
    assert [step for clock, step, _ in said() if clock == f"reply:{case.due_on:%Y%m%d}"] == [5, 2, 0]


def test_a_restarted_clock_is_told_anew(office):
    case = assigned(office)
    handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="哪栋", guidance="写明")
    handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=sep(30))
    walk(TUESDAY, october(8))
    assert {clock for clock, _, _ in said()} == {"supplement:20220930"}
    handling.receive_supplement(case, by=office.clerk, on=october(8), how="当面")
    remind(Case.objects.all(), case.due_on, CALENDAR)
    assert said()[-1] == (f"reply:{case.due_on:%Y%m%d}", 0, case.due_on)


def test_reminders_go_to_whose_turn_it_is(office):
    case = assigned(office)
    remind(Case.objects.all(), DUE, CALENDAR)
    reminder = Reminder.objects.get()
    assert (reminder.role, reminder.section) == ("section_staff", office.section)
    assert reminder.text == f"{case.short_number} 答复今日到期（10-09）"


def test_a_reply_that_waits_on_nobody_in_the_house_is_the_clerks(office):
    case = assigned(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
    remind(Case.objects.all(), date(2022, 11, 30), CALENDAR)  # the third party's time is over, nobody registered that
    assert set(Reminder.objects.filter(clock__startswith="reply").values_list("role", flat=True)) == {"clerk"}


def test_closed_and_unconfirmed_cases_are_left_alone(office):
    replied(office, assigned(office), TUESDAY)
    close.withdraw(registered(office), by=office.clerk, on=TUESDAY, evidence="书面")
    filed(office, channel="web")
    remind(Case.objects.all(), DUE + timedelta(days=30), CALENDAR)
    assert said() == []


def test_the_hourly_job_reads_few_queries_and_says_how_many(office, django_assert_max_num_queries):
    for _ in range(4):
        registered(office)
    now = timezone.make_aware(datetime(2022, 10, 9, 9, 0))
    with django_assert_max_num_queries(8):
        assert remind_of_deadlines(now=now, since=None) == "提醒4条"
    assert remind_of_deadlines(now=now + timedelta(hours=1), since=now) == "提醒0条"
    assert "disclosure.remind" in {job.name for job in ticker.registered()}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(0, 60), min_size=1, max_size=12))
def test_whatever_the_days_the_program_ran_no_reminder_is_doubled(office, days):
    Reminder.objects.all().delete()
    if not Case.objects.exists():
        registered(office)
    for offset in sorted(days):
        remind(Case.objects.all(), MONDAY + timedelta(days=offset), CALENDAR)
    keys = [(clock, step) for clock, step, _ in said()]
    assert len(keys) == len(set(keys))
    assert [step for _, step in keys] == sorted((step for _, step in keys), reverse=True)


def test_what_is_watched():
    fee = Book().registered().fee(sep(9), october(14)).story
    assert [(each.name, each.due_on, each.role) for each in running(fee, CALENDAR, sep(13))] == [
        ("payment", october(14), "clerk")
    ]
    two = Book().registered().consult(sep(8), "c1").consult(sep(9), "c2", "co_maker").story
    assert [each.name for each in running(two, CALENDAR, sep(13))] == ["consultation:c1", "consultation:c2"]
    extended = Book().registered().extend(sep(26), sep(27)).story
    assert [each.name for each in running(extended, CALENDAR, sep(28))] == ["reply"]
    asked = Book().registered().add("extension_proposed", sep(8), workdays=10, reason="多")
    found = [(each.name, each.due_on, each.role) for each in running(asked.story, CALENDAR, sep(13))]
    assert found == [("reply", DUE, "vice_leader"), ("agree", DUE, "vice_leader")]
    agreed = asked.add("extension_approved", sep(9), by="刘敏").story
    found = [(each.name, each.due_on, each.role) for each in running(agreed, CALENDAR, sep(13))]
    assert found == [("reply", DUE, "clerk"), ("extend", DUE, "clerk")]


def test_a_day_that_moved_is_reminded_of_anew(office):
    case = registered(office)
    remind(Case.objects.all(), sep(29), CALENDAR)
    consult.send(case, by=office.clerk, on=sep(29), party="third_party", name="某公司", subject="附表")
    consult.answer(case, by=office.clerk, on=october(8), ref="c1", answer="consent")
    assert case.due_on == CALENDAR.add_workdays(DUE, 2)
    walk(october(8), case.due_on)
    replies = [(clock, step) for clock, step, _ in said() if clock.startswith("reply")]
    assert replies == [("reply:20221009", 5), *((f"reply:{case.due_on:%Y%m%d}", step) for step in (5, 2, 0))]


def test_the_answer_to_a_reconsideration_is_reminded_of_also_when_the_case_is_archived(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    close.archive(case, by=office.clerk, on=sep(20))
    remedy = remedies.file_remedy(
        case, by=office.clerk, on=sep(20), route="reconsideration", body="楚江市人民政府", copy_received_on=sep(20)
    )
    due = answer_due(remedy, CALENDAR)
    assert due == sep(30)  # ten days under the law of 2022
    for _ in range(2):
        remind_of_remedies(due, CALENDAR)
    reminder = Reminder.objects.get(clock__startswith="remedy")
    assert (reminder.threshold, reminder.role, reminder.due_on) == (0, "clerk", due)
    remedies.answer_remedy(remedy, by=office.clerk, on=due)
    assert remind_of_remedies(due + timedelta(days=1), CALENDAR) == 0
