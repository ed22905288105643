"""申请人看到的进展：轮到谁、还剩几天、为什么停、下一步、不服怎么办；不露内部意见和别人的姓名。"""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.disclosure.actions import close, consult, handling, intake, letters
from mingtang.disclosure.models import Case
from mingtang.disclosure.progress import Progress, progress
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    DUE,
    MONDAY,
    SEARCH,
    TUESDAY,
    Office,
    assigned,
    decided,
    drafted,
    filed,
    make_office,
    registered,
    replied,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def seen(case: Case, day: date) -> Progress:
    return progress(Case.objects.get(pk=case.pk), day, CALENDAR)


def turn_of(found: Progress) -> str:
    current = [party.who for party in found.parties if party.current]
    assert len(current) <= 1
    return current[0] if current else ""


def whole_text(found: Progress) -> str:
    steps = "".join(f"{step.title}{step.text}" for step in found.history)
    parties = "".join(f"{party.who}{party.what}" for party in found.parties)
    return f"{found.headline}{''.join(found.sentences)}{steps}{parties}{found.note}{found.calm}{found.asked}"


def supplement_asked(office: Office) -> Case:
    case = assigned(office)
    handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="没有写明是哪栋楼", guidance="写明楼栋号")
    handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 30))
    return case


def test_before_the_receipt_is_confirmed_no_days_run(office):
    found = seen(filed(office, channel="web"), TUESDAY)
    assert "确认收到" in found.headline and found.clock is None and found.left is None
    assert turn_of(found) == "本局"
    assert found.may == {"note", "withdraw"}


def test_while_the_office_works_the_days_left_are_told(office):
    found = seen(assigned(office), date(2022, 9, 14))
    assert found.headline == "本局正在办理" and "10月9日" in found.sentences[0]
    assert (found.used, found.total) == (CALENDAR.workdays_between(MONDAY, date(2022, 9, 14)), 20)
    assert found.left == 20 - found.used
    assert turn_of(found) == "本局" and found.calm
    assert found.history[-1].on == DUE and found.history[-1].state == "next"


def test_after_the_last_day_the_page_says_so(office):
    found = seen(assigned(office), date(2022, 10, 12))
    assert found.left == -CALENDAR.workdays_between(DUE, date(2022, 10, 12)) < 0
    assert "已超过" in found.days


def test_a_consultation_says_who_is_waited_for_and_why_the_days_stand_still(office):
    case = assigned(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
    found = seen(case, date(2022, 9, 14))
    assert "第三方" in found.headline and "暂停" in found.headline and "第三十二条" in found.sentences[0]
    assert turn_of(found) == "第三方" and "第三十三条第三款" in found.note
    assert found.clock.state == "paused" and found.used == 1
    assert "恒通" not in whole_text(found)
    consult.answer(case, by=office.clerk, on=date(2022, 9, 15), ref="c1", answer="refuse", reasons="商业秘密")
    found = seen(case, date(2022, 9, 15))
    assert turn_of(found) == "本局" and "商业秘密" not in whole_text(found)


def test_a_pause_that_ran_out_is_over_even_when_nobody_wrote_it_down(office):
    case = assigned(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="某公司", subject="附表三")
    ends = CALENDAR.add_workdays(TUESDAY, 15)
    assert seen(case, ends).clock.state == "paused"
    assert seen(case, CALENDAR.add_workdays(ends, 1)).clock.state == "running"


def test_a_supplement_is_asked_point_by_point_with_its_last_day(office):
    case = supplement_asked(office)
    found = seen(case, date(2022, 9, 8))
    assert turn_of(found) == "您" and "9月30日" in found.sentences[0]
    assert found.asked == (("没有写明是哪栋楼", "写明楼栋号"),)
    assert (found.to_do, found.left, found.may) == ("supplement", None, {"note", "withdraw", "supplement"})
    intake.submit_supplement(case, on=date(2022, 9, 9), text="3栋")
    found = seen(case, date(2022, 9, 9))
    assert (turn_of(found), found.to_do) == ("本局", "") and "supplement" not in found.may


def test_a_fee_says_how_much_until_when(office):
    case = assigned(office)
    handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="68页")
    found = seen(case, date(2022, 9, 8))
    assert "380元" in found.headline and turn_of(found) == "您"
    pay_by = CALENDAR.add_workdays(TUESDAY, 20)
    assert f"{pay_by.month}月{pay_by.day}日" in found.sentences[0]


def test_an_extension_is_told_with_its_article(office):
    case = assigned(office)
    handling.propose_extension(case, by=office.clerk, on=TUESDAY, workdays=10, reason="内部理由")
    handling.approve_extension(case, by=office.vice_leader, on=TUESDAY, opinion="领导批语")
    assert "延长" not in whole_text(seen(case, TUESDAY))
    handling.notify_extension(case, by=office.clerk, on=TUESDAY)
    found = seen(case, TUESDAY)
    assert "已延长10个工作日（条例第三十三条第二款）" in found.note and found.total == 30
    assert "领导批语" not in whole_text(found)


def test_what_goes_on_inside_stays_inside(office):
    case = assigned(office)
    handling.record_search(case, by=office.section_staff, on=TUESDAY, search={**SEARCH, "found": "内部检索结果"})
    handling.give_opinion(case, by=office.section_staff, on=TUESDAY, outcome="disclosed", reason="内部意见")
    drafted(office, case, TUESDAY)
    letters.review(case, by=office.section_staff, on=TUESDAY, opinion="审核批语")
    told = whole_text(seen(case, TUESDAY))
    for secret in ("内部检索结果", "内部意见", "审核批语", "予以公开", *(p.name for p in office.people.values())):
        assert secret not in told


def test_the_outcome_is_told_when_it_is_signed_and_the_remedy_when_it_was_sent(office):
    case = assigned(office)
    letter = decided(office, case, date(2022, 9, 20))
    found = seen(case, date(2022, 9, 20))
    assert "予以公开" in found.headline and found.remedy is None and turn_of(found) == "本局"
    letters.send(case, letter, by=office.clerk, on=date(2022, 9, 21), method="online")
    found = seen(case, date(2022, 9, 22))
    assert "9月21日" in found.sentences[0] and turn_of(found) == "" and found.left is None
    assert "行政复议" in found.remedy.text and not any(over for _, _, over in found.remedy.until)
    assert any(over for _, _, over in seen(case, date(2024, 1, 2)).remedy.until)
    assert found.may == frozenset()


def test_a_withdrawal_is_asked_then_registered(office):
    case = registered(office)
    intake.ask_withdrawal(case, on=TUESDAY, reason="已从别处取得")
    found = seen(case, TUESDAY)
    assert "撤回" in found.headline and turn_of(found) == "本局" and "withdraw" not in found.may
    close.withdraw(case, by=office.clerk, on=TUESDAY, evidence="网上撤回")
    found = seen(case, TUESDAY)
    assert "9月6日撤回" in found.headline and found.may == frozenset() and turn_of(found) == ""


def test_a_suggestion_says_what_came_of_it(office):
    case = registered(office, kind="suggestion")
    assert seen(case, TUESDAY).clock is None
    close.examine(case, by=office.clerk, on=TUESDAY, adopted=True, reason="多人申请，及时公开。")
    found = seen(case, TUESDAY)
    assert found.headline == "已作出处理决定：采纳，主动公开"
    assert "答复书" not in whole_text(found) and turn_of(found) == ""
    assert found.history[-1].text == "采纳，主动公开。多人申请，及时公开。"


def test_struck_out_entries_are_not_shown(office):
    case = assigned(office)
    close.void(case, case.acts.get(kind="assigned"), by=office.clerk, on=TUESDAY, reason="分错")
    assert [step.title for step in seen(case, TUESDAY).history if step.state != "next"] == ["提交申请", "登记"]


def test_letters_of_the_way_are_not_told_as_the_reply(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    receipt = case.letters.get(code="P2")
    letters.send_notice(case, receipt, by=office.clerk, on=TUESDAY, method="online")
    assert [step.title for step in seen(case, TUESDAY).history].count("送出答复书") == 1
