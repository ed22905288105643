"""退件：由谁造成决定第一次交邮算不算数；救济仍自实际收到起算；年度按成文日期；页面、证据、申请人看到的都说明。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mingtang.disclosure.actions import close, letters, remedies
from mingtang.disclosure.derive import differences, story_of
from mingtang.disclosure.evidence import _arrival
from mingtang.disclosure.models import Case, Letter, Reminder
from mingtang.disclosure.progress import progress
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.reminders import remind
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    DUE,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    decided,
    make_office,
)
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.disclosure.views.office.redress import redress
from mingtang.disclosure.words import returned_note

pytestmark = pytest.mark.django_db
LATE = DUE + timedelta(days=3)
BACK = date(2022, 9, 14)


@pytest.fixture
def office() -> Office:
    return make_office()


def posted(office: Office, on: date = TUESDAY, received: date = MONDAY) -> tuple[Case, Letter]:
    """A case whose reply was handed to the post on ``on``."""
    case = assigned(office, received)
    letter = decided(office, case, on)
    letters.send(case, letter, by=office.clerk, on=on, method="mail", tracking="EMS1")
    return case, letter


def back(office: Office, case: Case, letter: Letter, on: date, cause: str) -> None:
    letters.returned(case, letter, by=office.clerk, on=on, cause=cause, why="查无此人")


def again(office: Office, case: Case, letter: Letter, on: date) -> None:
    letters.send(case, letter, by=office.clerk, on=on, method="mail", tracking="EMS2")


def test_the_address_was_the_applicants_own(office):
    case, letter = posted(office)
    back(office, case, letter, BACK, "applicant")
    assert (case.stage, case.holder, case.holder_what) == ("replied", "clerk", "重新送达被退回的答复书")
    assert (case.replied_on, case.in_time, case.clock_state) == (TUESDAY, True, "closed")
    again(office, case, letter, LATE)
    assert (case.replied_on, case.in_time, case.holder_what) == (TUESDAY, True, "登记送达")
    back(office, case, letter, LATE + timedelta(days=5), "applicant")
    assert (case.replied_on, case.in_time) == (TUESDAY, True)


def test_the_organ_wrote_the_wrong_address(office):
    case, letter = posted(office)
    back(office, case, letter, BACK, "organ")
    assert (case.stage, case.replied_on, case.in_time, case.clock_state) == ("sending", None, None, "running")
    again(office, case, letter, DUE)
    assert (case.replied_on, case.in_time) == (DUE, True)


def test_the_organ_corrected_it_too_late(office):
    case, letter = posted(office)
    back(office, case, letter, BACK, "organ")
    again(office, case, letter, LATE)
    assert (case.replied_on, case.in_time) == (LATE, False)
    assert differences([case], CALENDAR) == []


def test_whose_doing_it_was_must_be_said(office):
    case, letter = posted(office)
    for cause in ("", "post"):
        with pytest.raises(ActRefused, match="由谁造成"):
            back(office, case, letter, BACK, cause)
    assert case.acts.filter(kind="returned_mail").count() == 0


def test_a_wrong_judgement_is_corrected_also_after_the_letter_went_again(office):
    case, letter = posted(office)
    back(office, case, letter, BACK, "applicant")
    again(office, case, letter, LATE)
    wrong = case.acts.get(kind="returned_mail")
    with pytest.raises(ActRefused, match="写明为什么"):
        letters.judge_return(case, wrong, by=office.clerk, on=LATE, cause="organ", why=" ")
    letters.judge_return(case, wrong, by=office.clerk, on=LATE, cause="organ", why="核对申请书，门牌号写错")
    assert (case.replied_on, case.in_time, case.stage) == (LATE, False, "replied")
    assert story_of(case).sendings[0].returned_on == BACK
    with pytest.raises(ActRefused, match="已经更正过"):
        letters.judge_return(case, wrong, by=office.clerk, on=LATE, cause="applicant", why="再改")


def test_a_judgement_of_an_entry_of_old_finds_its_sending(office):
    case, letter = posted(office)
    back(office, case, letter, BACK, "applicant")
    again(office, case, letter, LATE)
    old = case.acts.get(kind="returned_mail")
    old.data = {"letter": letter.pk, "why": "查无此人"}  # not saved: as it was written before the cause was asked
    letters.judge_return(case, old, by=office.clerk, on=LATE, cause="organ", why="门牌号写错")
    assert story_of(case).sendings[0].cause == "organ" and case.replied_on == LATE


def test_remedies_run_from_the_real_service(office):
    case, letter = posted(office)
    back(office, case, letter, BACK, "applicant")
    assert redress(case, story_of(case), CALENDAR, BACK).until == ()
    again(office, case, letter, LATE)
    assert redress(case, story_of(case), CALENDAR, LATE).until == ()
    served = LATE + timedelta(days=2)
    letters.serve(case, letter, by=office.clerk, on=served)
    days = dict(redress(case, story_of(case), CALENDAR, served).until)
    assert days["行政复议"] >= served + timedelta(days=60)
    told = progress(case, served, CALENDAR).remedy
    assert told is not None and {route: last for route, last, _ in told.until}["申请行政复议"] == days["行政复议"]


def test_the_reply_counts_in_the_year_of_its_date_whatever_the_post_did(office):
    case, letter = posted(office, date(2022, 12, 28), date(2022, 12, 5))
    back(office, case, letter, date(2023, 1, 6), "organ")
    again(office, case, letter, date(2023, 1, 9))
    assert (case.replied_on, case.in_time, case.result_on) == (date(2023, 1, 9), False, date(2022, 12, 28))
    requests = Case.objects.filter(organ=office.organ)
    assert [requests.decided_in(year, "granted").count() for year in (2022, 2023)] == [1, 0]
    assert [requests.carried_out_of(year).count() for year in (2022, 2023)] == [0, 0]


def test_it_is_archived_once_served(office):
    case, letter = posted(office)
    with pytest.raises(ActRefused, match="送达"):
        close.archive(case, by=office.clerk, on=BACK)
    back(office, case, letter, BACK, "applicant")
    with pytest.raises(ActRefused, match="送达"):
        close.archive(case, by=office.clerk, on=BACK)
    letters.send(case, letter, by=office.clerk, on=BACK, method="online")
    close.archive(case, by=office.clerk, on=BACK)
    assert case.stage == "archived"


def test_the_clerk_is_reminded_and_the_time_limit_is_not(office):
    case, letter = posted(office)
    back(office, case, letter, BACK, "applicant")
    assert "被退回，重新送达" in Reminder.objects.get(case=case, role="clerk").text
    assert remind([case], LATE, CALENDAR) == 0
    misdirected, letter = posted(office)
    back(office, misdirected, letter, BACK, "organ")
    assert remind([misdirected], LATE, CALENDAR) == 1


def test_what_the_applicant_reads(office):
    case, letter = posted(office)
    back(office, case, letter, BACK, "applicant")
    seen = progress(case, BACK, CALENDAR)
    assert "答复书已于2022年9月6日送出，被退回，本局重新送达" in seen.sentences[0]
    assert seen.left is None and "答复书被邮局退回" in [step.title for step in seen.history]
    again(office, case, letter, date(2022, 9, 15))
    assert "被退回后于2022年9月15日重新送出" in progress(case, BACK, CALENDAR).sentences[0]
    other, letter = posted(office)
    back(office, other, letter, BACK, "organ")
    seen = progress(other, BACK, CALENDAR)
    assert seen.sentences[0] == "答复书寄出后被退回，本局改正后重新送出。" and seen.left == CALENDAR.workdays_between(BACK, DUE)


def test_the_evidence_and_the_page_say_how_it_was_counted(office):
    case, letter = posted(office)
    assert returned_note(story_of(case)) == ""
    back(office, case, letter, BACK, "applicant")
    assert _arrival(story_of(case).sendings[0]) == "2022-09-14退回，申请人一侧的原因"
    note = returned_note(story_of(case))
    assert "按第一次交邮之日2022年9月6日计算时限" in note and "国办公开办函〔2016〕235号" in note and "本机关做法" in note
    other, letter = posted(office)
    back(office, other, letter, BACK, "organ")
    assert "还没有有效送出" in returned_note(story_of(other))
    again(office, other, letter, DUE)
    assert "按改正后送出之日2022年10月9日计算时限" in returned_note(story_of(other))


def test_a_notice_is_not_sent_as_the_reply(office):
    case = assigned(office)
    decided(office, case, TUESDAY)
    with pytest.raises(ActRefused, match="签发的答复书"):
        letters.send(case, case.letters.get(code="P2"), by=office.clerk, on=TUESDAY, method="online")


def test_a_remedy_filed_meanwhile_keeps_its_true_day(office):
    case, letter = posted(office)
    back(office, case, letter, date(2023, 1, 6), "applicant")
    remedy = remedies.file_remedy(
        case, by=office.clerk, on=date(2023, 1, 9), filed_on=date(2022, 12, 30), route="reconsideration", body="楚江市人民政府"
    )
    assert remedy.filed_on == date(2022, 12, 30)
    for wrong in (date(2023, 1, 10), date(2022, 9, 2)):
        with pytest.raises(ActRefused, match="受理日期"):
            remedies.file_remedy(
                case, by=office.clerk, on=date(2023, 1, 9), filed_on=wrong, route="reconsideration", body="楚江市人民政府"
            )


def test_a_judgement_is_not_struck_out_but_made_again(office):
    case, letter = posted(office)
    back(office, case, letter, BACK, "applicant")
    wrong = case.acts.get(kind="returned_mail")
    judged = letters.judge_return(case, wrong, by=office.clerk, on=BACK, cause="organ", why="门牌号写错")
    for act in (wrong, judged):
        with pytest.raises(ActRefused, match="再更正一次"):
            close.void(case, act, by=office.clerk, on=BACK, reason="又错了")
    letters.judge_return(case, judged, by=office.clerk, on=BACK, cause="applicant", why="门牌号与申请书一致")
    assert (case.replied_on, story_of(case).sendings[0].returned_on) == (TUESDAY, BACK)


def test_a_return_entered_by_mistake_is_struck_out_with_its_reminder(office):
    case, letter = posted(office)
    back(office, case, letter, BACK, "organ")
    close.void(case, case.acts.get(kind="returned_mail"), by=office.clerk, on=BACK, reason="退的是另一件")
    assert (case.stage, case.replied_on) == ("replied", TUESDAY) and not Reminder.objects.filter(case=case).exists()


def test_no_new_draft_after_the_decision(office):
    case, _ = posted(office)
    with pytest.raises(ActRefused, match="不再拟稿"):
        letters.save_draft(case, by=office.clerk, code="D1", fields={}, outcome="disclosed")


def test_the_cause_is_asked_on_the_page_and_judged_anew(office, client, today):  # noqa: F811
    today(BACK)
    case, letter = posted(office)
    client.force_login(office.clerk)
    given = {"on": BACK.isoformat(), "seen": case.acts.count(), "letter": letter.pk, "why": "查无此人"}
    address = reverse("cases:act", args=[case.pk, "returned_mail"])
    refused = client.post(address, given)
    assert refused.status_code == 422 and "选定退件由谁造成" in refused.content.decode()
    assert client.post(address, {**given, "cause": "applicant"}).status_code == 302
    page = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "09-14退回（申请人一侧的原因）" in page and "按第一次交邮之日2022年9月6日计算时限" in page and "重新送达" in page
    assert reverse("cases:act", args=[case.pk, "sent"]) in page
    again_at, wrong = reverse("cases:act", args=[case.pk, "return_judged"]), case.acts.get(kind="returned_mail")
    judged = {"on": BACK.isoformat(), "seen": case.acts.count(), "act": wrong.pk, "cause": "organ", "why": "门牌号写错"}
    assert client.post(again_at, {**judged, "confirmed": "1"}).status_code == 302
    case.refresh_from_db()
    assert case.replied_on is None
