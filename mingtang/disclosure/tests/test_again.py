"""重新答复：复议、诉讼纠正了的，或者自行纠正的。新的答复走完同样的手续，表三不动，表四计救济。"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingtang.disclosure import workbench
from mingtang.disclosure.actions import again, close, handling, letters, remedies
from mingtang.disclosure.derive import differences, story_of
from mingtang.disclosure.jobs import remind_of_deadlines
from mingtang.disclosure.letters.letter import thawed
from mingtang.disclosure.models import Act, Case, Letter, Remedy, Reminder
from mingtang.disclosure.progress import progress
from mingtang.disclosure.recalculate import recompute
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    DUE,
    TUESDAY,
    Office,
    assigned,
    decided,
    drafted,
    make_office,
    registered,
    replied,
    reviewed,
)
from mingtang.disclosure.views.office.chips import clock_of, status

pytestmark = pytest.mark.django_db
FILED, LOST, BY = date(2022, 11, 1), date(2022, 12, 20), date(2023, 1, 16)
JAN = date(2023, 1, 5)


@pytest.fixture
def office() -> Office:
    return make_office()


def lost(office: Office, outcome: str = "not_held", disposition: str = "revoked", **more: date) -> tuple[Case, Remedy, Letter]:
    """A reply that a reconsideration corrected, with the day by which a new one was ordered."""
    case = assigned(office)
    first = replied(office, case, TUESDAY, outcome)
    remedy = remedies.file_remedy(
        case, by=office.clerk, on=FILED, route="reconsideration", body="楚江市人民政府", number="楚政复〔2022〕31号"
    )
    remedies.decide_remedy(
        remedy, by=office.clerk, on=LOST, disposition=disposition, finding="检索不全", redo_by=more.get("redo_by", BY)
    )
    case.refresh_from_db()
    return case, remedy, first


def counted(case: Case) -> tuple:
    """What table three counts of the case."""
    case.refresh_from_db()
    return case.outcome, case.result_row, case.result_on, case.replied_on, case.in_time


def body_of(letter: Letter) -> str:
    letter.refresh_from_db()
    return "".join(paragraph.text for paragraph in thawed(letter.body).paragraphs)


def test_after_a_lost_reconsideration_the_reply_is_made_again(office):
    """撤销、责令重作：重新拟稿、审核、签发、送出，写明代替哪一份。"""
    case, remedy, first = lost(office)
    before = counted(case)
    again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)
    assert case.due_on == BY and case.holder in ("clerk", "section_staff")
    second = decided(office, case, JAN, "disclosed")
    text = body_of(second)
    assert first.number in text and second.number != first.number
    assert "楚江市人民政府于2022年12月20日就该文书作出行政复议决定（楚政复〔2022〕31号），结果为“撤销或者部分撤销”" in text
    assert f"以本文书代替{first.number}" in text
    assert case.stage == "sending" and counted(case) == before
    letters.send(case, second, by=office.clerk, on=JAN, method="online")
    assert case.stage == "closed" and counted(case) == before and before[1] == "u1"
    story = story_of(case)
    assert (story.decision.outcome, story.decision.letter) == ("disclosed", second.pk)
    assert story.first_replied_on == TUESDAY and story.replied_on == JAN and story.again_due is None
    assert differences(Case.objects.all(), CALENDAR) == []
    assert Remedy.objects.decided_in(2022, "corrected").count() == 1  # table four
    close.archive(case, by=office.clerk, on=JAN)
    assert case.stage == "archived"


def test_the_day_ordered_is_shown_and_reminded_of(office):
    case, remedy, _ = lost(office)
    again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)
    assert story_of(case).again_due == BY
    task = next(each for each in workbench.tasks(office.clerk, LOST) if "复议" not in each.meta)
    assert task.due_on == BY and task.law is None  # no days of the regulation
    chip = status(case, clock_of(story_of(case), CALENDAR, LOST), LOST)
    assert chip.on == BY and "剩" in chip.chip.words
    remind_of_deadlines(now=timezone.make_aware(datetime(BY.year, BY.month, BY.day, 9)), since=None)
    reminder = Reminder.objects.get(clock__startswith="again")
    assert reminder.due_on == BY and "重新答复今日到期" in reminder.text


def test_a_new_calendar_leaves_the_day_ordered(office):
    case, remedy, _ = lost(office)
    again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)
    assert recompute(CALENDAR) == 0
    case.refresh_from_db()
    assert case.due_on == BY and differences(Case.objects.all(), CALENDAR) == []


def test_the_applicant_sees_that_and_why(office):
    case, remedy, _ = lost(office)
    again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)
    seen = progress(case, LOST, CALENDAR)
    assert seen.headline == "本局正在重新答复"
    assert "经行政复议或者诉讼纠正，最晚2023年1月16日重新答复" in seen.sentences[0]
    assert seen.left is None and seen.remedy is None and "withdraw" not in seen.may
    assert [step.title for step in seen.history if step.state == "next"] == ["重新作出答复"]
    assert "送出答复书" in {step.title for step in seen.history}  # the first one stays in the history
    second = decided(office, case, JAN, "disclosed")
    letters.send(case, second, by=office.clerk, on=JAN, method="online")
    done = progress(case, JAN, CALENDAR)
    assert done.headline == "已作出处理决定：予以公开"
    assert [step.title for step in done.history].count("送出答复书") == 2
    assert done.remedy is not None and {route: last for route, last, _ in done.remedy.until}["申请行政复议"] > JAN


def test_a_case_in_the_archive_comes_back_and_goes_there_again(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    close.archive(case, by=office.clerk, on=DUE)
    remedy = remedies.file_remedy(case, by=office.clerk, on=FILED, route="direct_suit", body="江城区人民法院")
    remedies.decide_remedy(remedy, by=office.clerk, on=LOST, disposition="ordered", redo_by=BY)
    again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)
    assert case.stage not in ("archived", "closed")
    second = replied(office, case, JAN, "already_public")
    assert "就该文书作出裁判，结果为“判决履行”" in body_of(second)
    close.archive(case, by=office.clerk, on=JAN)
    assert case.stage == "archived" and case.acts.filter(kind__in=("decided", "archived")).count() == 4


def test_the_database_still_refuses_a_second_decision(office):
    case, remedy, _ = lost(office)
    opened = again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)
    replied(office, case, JAN, "disclosed")
    second = case.acts.filter(kind="decided").order_by("seq").last()
    assert second.under == opened
    for under in (None, opened):
        with pytest.raises(IntegrityError), transaction.atomic():
            Act.objects.create(case=case, seq=900, kind="decided", on=JAN, by_name="某", under=under)


def test_the_organ_corrects_itself_for_a_reason_that_the_letter_tells(office):
    case = assigned(office)
    first = replied(office, case, TUESDAY, "not_held")
    with pytest.raises(ActRefused, match="写明原答复哪里有误"):
        again.reopen(case, by=office.clerk, on=DUE, due=BY)
    with pytest.raises(ActRefused, match="早于今天"):
        again.reopen(case, by=office.clerk, on=DUE, due=TUESDAY, reason="漏查档案室")
    before = counted(case)
    again.reopen(case, by=office.clerk, on=DUE, due=BY, reason="漏查了档案室")
    second = replied(office, case, date(2022, 10, 20), "disclosed")
    text = body_of(second)
    assert "经自查，该文书有误：漏查了档案室。本机关自行纠正" in text and first.number in text
    assert counted(case) == before


def test_a_reply_that_never_left_is_no_result_yet(office):
    """Signed and found wrong before it was sent: the clock still runs, and the reply that goes out is the one counted."""
    case = assigned(office)
    decided(office, case, TUESDAY, "not_held")
    again.reopen(case, by=office.clerk, on=TUESDAY, due=date(2022, 9, 30), reason="写错了理由")
    assert (case.outcome, case.result_on, case.due_on, case.clock_state) == ("", None, DUE, "running")
    replied(office, case, date(2022, 9, 14), "disclosed")
    assert counted(case) == ("disclosed", "granted", date(2022, 9, 14), date(2022, 9, 14), True)
    assert differences(Case.objects.all(), CALENDAR) == []


@pytest.mark.parametrize(
    ("disposition", "match"), [("upheld", "没有纠正答复"), ("dismissed", "没有纠正答复")]
)
def test_only_what_was_corrected_is_made_again_on_its_account(office, disposition, match):
    case = assigned(office)
    replied(office, case, TUESDAY, "not_held")
    remedy = remedies.file_remedy(case, by=office.clerk, on=FILED, route="reconsideration", body="楚江市人民政府")
    with pytest.raises(ActRefused, match="没有纠正答复"):
        again.reopen(case, by=office.clerk, on=FILED, remedy=remedy, due=BY)  # pending
    with pytest.raises(ActRefused, match="只在答复被纠正时填写"):
        remedies.decide_remedy(remedy, by=office.clerk, on=LOST, disposition=disposition, redo_by=BY)
    remedies.decide_remedy(remedy, by=office.clerk, on=LOST, disposition=disposition)
    with pytest.raises(ActRefused, match=match):
        again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)


def test_it_needs_a_decision_and_is_open_once_at_a_time(office):
    case = assigned(office)
    with pytest.raises(ActRefused, match="还没有作出处理决定"):
        again.reopen(case, by=office.clerk, on=TUESDAY, due=BY, reason="有误")
    replied(office, case, TUESDAY)
    again.reopen(case, by=office.clerk, on=DUE, due=BY, reason="有误")
    with pytest.raises(ActRefused, match="正在重新答复"):
        again.reopen(case, by=office.clerk, on=DUE, due=BY, reason="有误")
    withdrawn = registered(office)
    close.withdraw(withdrawn, by=office.clerk, on=TUESDAY, evidence="书面")
    with pytest.raises(ActRefused, match="撤回"):
        again.reopen(withdrawn, by=office.clerk, on=TUESDAY, due=BY, reason="有误")


def test_what_is_given_for_an_application_is_not_given_again(office):
    case, remedy, _ = lost(office)
    again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)
    for refused in (
        lambda: handling.propose_extension(case, by=office.clerk, on=LOST, workdays=5, reason="多"),
        lambda: handling.ask_reasons(case, by=office.clerk, on=LOST, deadline=BY, facts="多"),
        lambda: handling.charge(case, by=office.clerk, on=LOST, mode="pages", count=68, facts="多"),
        lambda: handling.add_supplement_point(case, by=office.clerk, on=LOST, item="哪一期", guidance="写明"),
    ):
        with pytest.raises(ActRefused, match="这是重新答复"):
            refused()
    with pytest.raises(ActRefused, match="不能撤回"):
        close.withdraw(case, by=office.clerk, on=LOST, evidence="书面")


def test_a_late_one_is_signed_with_a_reason(office):
    case, remedy, _ = lost(office)
    again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)
    late = BY + timedelta(days=1)
    letter = drafted(office, case, late, "already_public")
    reviewed(office, case, late)
    with pytest.raises(ActRefused, match="重新答复的期限"):
        letters.decide(case, by=office.leader, on=late)
    letters.decide(case, by=office.leader, on=late, despite="档案调取用时较长。")
    letter.refresh_from_db()
    assert letter.issued


def test_a_lapse_that_was_set_aside_no_longer_waits_for_the_applicant(office):
    case = assigned(office)
    handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="哪一期", guidance="写明")
    handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 20))
    replied(office, case, date(2022, 9, 21), "supplement_lapsed")
    again.reopen(case, by=office.clerk, on=DUE, due=BY, reason="补正期限不合理")
    assert case.stage != "waiting_applicant" and case.due_on == BY
    handling.receive_supplement(case, by=office.clerk, on=DUE, how="当面")
    replied(office, case, date(2022, 10, 20), "already_public")
    assert (case.outcome, case.result_row) == ("supplement_lapsed", "o1")


def test_an_opening_by_mistake_is_struck_out(office):
    case, remedy, _ = lost(office)
    before = counted(case), case.stage
    opened = again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)
    ended = case.acts.get(kind="remedy_decided")
    with pytest.raises(ActRefused, match="重新答复以这个结果为前提"):
        close.void(case, ended, by=office.clerk, on=LOST, reason="登记错案")
    close.void(case, opened, by=office.clerk, on=LOST, reason="登记错案")
    assert (counted(case), case.stage) == before
    opened = again.reopen(case, by=office.clerk, on=LOST, remedy=remedy, due=BY)
    drafted(office, case, JAN, "already_public")
    with pytest.raises(ActRefused, match="以这项登记为前提"):
        close.void(case, opened, by=office.clerk, on=JAN, reason="登记错案")


def test_the_page_offers_what_corrected_the_reply_and_the_day_ordered(office, monkeypatch):
    monkeypatch.setattr("mingtang.web.clock.today", lambda request=None: LOST)
    case, remedy, first = lost(office)
    clerk, section = Client(), Client()
    clerk.force_login(office.clerk)
    section.force_login(office.section_staff)
    address = reverse("cases:act", args=[case.pk, "reopened"])
    assert section.get(address).status_code == 403
    page = clerk.get(address).content.decode()
    assert "楚江市人民政府2022-12-20撤销或者部分撤销" in page and f'value="{BY:%Y-%m-%d}"' in page
    data = {"on": LOST.isoformat(), "seen": case.acts.count(), "ground": "own", "due": BY.isoformat()}
    assert "写明原答复哪里有误" in clerk.post(address, data).content.decode()
    data["ground"] = f"r{remedy.pk}"
    assert first.number in clerk.post(address, data).content.decode()  # asked once more, with what is replaced
    assert clerk.post(address, {**data, "confirmed": "1"}).status_code == 302
    opened = case.acts.get(kind="reopened")
    assert (opened.data["remedy"], opened.data["due"]) == (remedy.pk, BY.isoformat())
    shown = clerk.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert f"最迟{BY:%Y-%m-%d}重新答复" in shown


def test_the_day_ordered_is_entered_with_the_end_of_the_remedy(office, monkeypatch):
    monkeypatch.setattr("mingtang.web.clock.today", lambda request=None: LOST)
    case = assigned(office)
    replied(office, case, TUESDAY, "not_held")
    remedy = remedies.file_remedy(case, by=office.clerk, on=FILED, route="reconsideration", body="楚江市人民政府")
    clerk = Client()
    clerk.force_login(office.clerk)
    data = {"on": LOST.isoformat(), "seen": case.acts.count(), "disposition": "revoked", "redo_by": BY.isoformat(), "confirmed": "1"}
    assert clerk.post(reverse("cases:remedy", args=[case.pk, remedy.pk, "decide"]), data).status_code == 302
    assert story_of(case).contests[0].redo_by == BY
