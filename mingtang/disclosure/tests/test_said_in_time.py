"""日子怎样说：过了期限的说已过和后果，当日有效的写“最迟”；补登按实际的那一天；期满以后不再说第几天。"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from mingtang.disclosure import workbench
from mingtang.disclosure.account import account_of, result
from mingtang.disclosure.actions import close, handling, letters, remedies
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    decided,
    make_office,
    registered,
    replied,
)
from mingtang.disclosure.tests.pages import Book, october, sep
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.disclosure.tests.test_progress import seen, words

pytestmark = pytest.mark.django_db
NOVEMBER = date(2022, 11, 24)


@pytest.fixture
def office() -> Office:
    return make_office()


def page(client, office: Office, case, who: str = "clerk") -> str:
    client.force_login(office.people[who])
    return client.get(reverse("cases:case", args=[case.pk])).content.decode()


def test_the_applicant_is_told_that_the_time_to_pay_is_over_and_what_follows():
    book = (
        Book()
        .registered()
        .fee(sep(9), october(13))
        .add("notice_sent", sep(9), letter=9, code="P12", method="online", pay_by="2022-10-13")
    )
    last, over = seen(book, october(13)), seen(book, NOVEMBER)
    assert "最迟2022年10月13日缴纳（当日有效）" in words(last) and "已过" not in words(last)
    assert "已过" in over.headline and "视为放弃申请，本局不再处理" in words(over)
    assert "请在" not in words(over) and "最迟" not in words(over) and "10月13日已过" in words(over)


def test_the_applicant_is_told_that_the_time_to_supplement_is_over_and_what_still_can_be_done():
    book = Book().assigned().ask_supplement(sep(9), sep(23))
    assert "最迟2022年9月23日补正（当日有效）" in words(seen(book, sep(23)))
    over = seen(book, sep(24))
    assert (
        over.headline == "补正期限已过"
        and "有正当理由的，现在补正并写明理由" in words(over)
        and "supplement" in over.may
    )


def test_an_act_done_in_time_is_registered_late_by_its_own_day(office, client, today):  # noqa: F811
    case = registered(office)
    handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="哪一期", guidance="写明")
    today(date(2022, 9, 20))
    shown = page(client, office, case)
    assert "此前做的可以补登" in shown
    address = reverse("cases:act", args=[case.pk, "supplement_asked"])
    form = client.get(address)
    assert form.status_code == 200 and "日期填实际做的那一天" in form.content.decode()
    sent = {"deadline": "2022-09-30", "seen": case.acts.count(), "confirmed": "1"}
    late = client.post(address, {**sent, "on": "2022-09-20"})
    assert late.status_code == 422 and "届满" in late.content.decode()
    assert client.post(address, {**sent, "on": "2022-09-06"}).status_code == 302


def test_what_no_day_permits_stays_closed(office, client, today):  # noqa: F811
    today(date(2022, 9, 20))
    case = registered(office)
    client.force_login(office.clerk)
    assert client.get(reverse("cases:act", args=[case.pk, "supplement_received"])).status_code == 409


def test_weeks_after_the_last_day_nothing_is_the_twentieth_day(office, client, today):  # noqa: F811
    case = assigned(office)
    handling.urge(case, by=office.clerk, on=NOVEMBER, reason="早已到期", section=office.section)
    today(NOVEMBER)
    shown = page(client, office, case)
    assert "第20天</span>" not in shown and "第20个工作日" not in shown
    assert "超过期限34个工作日" in shown
    assert "答复期限2022-10-09已过，尽快答复" in shown and "须立即送出" not in shown


def test_a_reply_sent_late_says_by_how_much(office, client, today):  # noqa: F811
    case = assigned(office)
    letter = decided(office, case, date(2022, 10, 9))
    letters.send(case, letter, by=office.clerk, on=date(2022, 10, 11), method="online")
    today(NOVEMBER)
    shown = page(client, office, case)
    assert "超过期限2个工作日" in shown and "第20个工作日" not in shown


def test_a_withdrawn_application_is_counted_no_further(office):
    case = assigned(office)
    close.withdraw(case, by=office.clerk, on=date(2022, 9, 8), evidence="书面声明")
    account = account_of(story_of(case), CALENDAR, NOVEMBER)
    assert account is not None
    days = [cell.on for week in account.weeks for cell in week if cell.kind != "e"]
    assert max(days) == date(2022, 9, 8)
    assert result(account) == {"label": "申请人撤回", "value": "2022年9月8日，不再计算"}
    assert not [line for line in account.lines if line.kind == "due"]


def test_a_waiting_time_that_is_over_falls_due_on_no_day(office):
    case = registered(office)
    handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="哪一期", guidance="写明")
    handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 26))
    told = {day: next(workbench.tasks(office.clerk, day)) for day in (date(2022, 9, 26), NOVEMBER)}
    assert told[date(2022, 9, 26)].due_on == date(2022, 9, 26)
    assert (told[NOVEMBER].due_on, told[NOVEMBER].due_words) == (None, "等待期限已过")


def test_a_task_that_waits_for_the_fee_cites_the_rule_of_the_fee(office):
    case = registered(office)
    handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="共68页，超过合理范围。")
    assert next(workbench.tasks(office.clerk, TUESDAY)).law == "国办函〔2020〕109号"


def test_after_a_reconsideration_the_suit_is_told_and_no_longer_the_way_to_reconsider(office, client, today):  # noqa: F811
    case = assigned(office)
    letter = replied(office, case, TUESDAY, "petition")
    assert letter.number
    today(date(2022, 10, 20))
    assert "行政复议到" in page(client, office, case)
    found = remedies.file_remedy(
        case, by=office.clerk, on=date(2022, 9, 20), route="reconsideration", body="楚江市人民政府"
    )
    assert "行政复议到" not in page(client, office, case)
    remedies.decide_remedy(found, by=office.clerk, on=date(2022, 10, 20), disposition="upheld")
    shown = page(client, office, case)
    assert "自收到决定书之日起15日内可以起诉" in shown and "应当先申请行政复议" not in shown
    remedies.file_remedy(
        case,
        by=office.clerk,
        on=date(2022, 10, 20),
        route="suit_after_reconsideration",
        body="法院",
        prior=found,
    )
    assert "可以起诉" not in page(client, office, case)


def test_the_day_to_send_is_told_to_who_sends(office, client, today):  # noqa: F811
    case = assigned(office, MONDAY)
    decided(office, case, date(2022, 10, 9))
    today(date(2022, 10, 11))
    assert "已经逾期，须立即送出" in page(client, office, case)
