"""告知书的送出和送达：缴费期限从收到之日起算；决定公开第三方不同意公开的信息，书面告知第三方。"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from mingtang.disclosure.actions import close, consult, handling, letters
from mingtang.disclosure.derive import differences, story_of
from mingtang.disclosure.letters.letter import thawed
from mingtang.disclosure.models import Letter
from mingtang.disclosure.procedure import answer_by
from mingtang.disclosure.recalculate import events_of
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    TUESDAY,
    Office,
    assigned,
    drafted,
    make_office,
    replied,
    reviewed,
)
from mingtang.disclosure.tests.office import DAY, House, make_house
from mingtang.disclosure.tests.office import registered as lying_with_the_section
from mingtang.disclosure.tests.test_office_acts import act, done
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.law.clock import due_day
from mingtang.organs.calendars import current_calendar

pytestmark = pytest.mark.django_db
ARRIVED = date(2022, 9, 14)  # eight days after the notice went out


@pytest.fixture
def office() -> Office:
    return make_office()


def charged(office: Office):
    """A case that waits for a fee, and its notice."""
    case = assigned(office)
    handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="一次申请68页，超过合理范围。")
    return case, case.letters.get(code="P12")


def paying(case):
    case.refresh_from_db()
    fee = story_of(case).fee
    return fee.received_on, fee.pay_by, case.waiting_until


class TestFeeNotice:
    def test_the_time_to_pay_runs_from_the_service(self, office):
        case, notice = charged(office)
        sent, served = (CALENDAR.add_workdays(day, 20) for day in (TUESDAY, ARRIVED))
        assert paying(case) == (None, sent, sent)
        letters.send_notice(case, notice, by=office.clerk, on=TUESDAY, method="mail", tracking="EMS1")
        assert paying(case) == (None, sent, sent)
        letters.serve(case, notice, by=office.clerk, on=ARRIVED, how="本人签收")
        assert paying(case) == (ARRIVED, served, served)
        assert [event.day for event in events_of([case.pk])[case.pk]] == [ARRIVED]

    def test_on_line_it_is_there_at_once(self, office):
        case, notice = charged(office)
        letters.send_notice(case, notice, by=office.clerk, on=ARRIVED, method="online")
        assert paying(case)[0] == ARRIVED
        assert [event.day for event in events_of([case.pk])[case.pk]] == [ARRIVED]

    def test_a_wrong_service_struck_out_takes_the_period_with_it(self, office):
        case, notice = charged(office)
        letters.send_notice(case, notice, by=office.clerk, on=TUESDAY, method="mail", tracking="EMS1")
        served = letters.serve(case, notice, by=office.clerk, on=ARRIVED)
        close.void(case, served, by=office.clerk, on=ARRIVED, reason="看错回执")
        assert paying(case)[0] is None
        assert differences([case], current_calendar()) == []

    def test_without_proof_of_service_nothing_lapses(self, office):
        case, _ = charged(office)
        late = date(2022, 11, 30)
        drafted(office, case, late, "fee_unpaid")
        reviewed(office, case, late)
        with pytest.raises(ActRefused, match="先登记收费通知书的送达"):
            letters.decide(case, by=office.leader, on=late)

    def test_nothing_lapses_before_twenty_working_days_from_the_service(self, office):
        case, notice = charged(office)
        letters.send_notice(case, notice, by=office.clerk, on=TUESDAY, method="mail", tracking="EMS1")
        letters.serve(case, notice, by=office.clerk, on=ARRIVED)
        last = CALENDAR.add_workdays(ARRIVED, 20)
        drafted(office, case, last, "fee_unpaid")
        reviewed(office, case, last)
        with pytest.raises(ActRefused, match="没有届满"):
            letters.decide(case, by=office.leader, on=last)


class TestSending:
    def test_a_notice_is_sent_once_until_it_comes_back(self, office):
        case, notice = charged(office)
        with pytest.raises(ActRefused, match="邮件号码"):
            letters.send_notice(case, notice, by=office.clerk, on=TUESDAY, method="mail")
        letters.send_notice(case, notice, by=office.clerk, on=TUESDAY, method="mail", tracking="EMS1")
        with pytest.raises(ActRefused, match="已经送出"):
            letters.send_notice(case, notice, by=office.clerk, on=TUESDAY, method="online")
        letters.returned(case, notice, by=office.clerk, on=ARRIVED, cause="applicant", why="查无此人")
        letters.send_notice(case, notice, by=office.clerk, on=ARRIVED, method="counter")
        assert case.stage == "waiting_applicant"

    def test_the_reply_is_not_a_notice(self, office):
        case = assigned(office)
        letter = replied(office, case, TUESDAY)
        with pytest.raises(ActRefused, match="答复书用“送出”"):
            letters.send_notice(case, letter, by=office.clerk, on=TUESDAY, method="online")


def overruled(office: Office, answer: str = "refuse"):
    """A case in which the public interest outweighs the refusal of a third party."""
    case = assigned(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
    consult.answer(case, by=office.clerk, on=ARRIVED, ref="c1", answer=answer, reasons="商业秘密")
    consult.weigh(case, by=office.clerk, on=ARRIVED, ref="c1", reasons="消防设备关系公共安全")
    return case


class TestThirdParty:
    def test_who_is_overruled_is_told_content_and_reasons_and_the_remedies(self, office):
        case = overruled(office)
        with pytest.raises(ActRefused, match="还没有决定公开"):
            consult.tell(case, by=office.clerk, on=ARRIVED, ref="c1", content="型号", reason="公共安全")
        replied(office, case, ARRIVED)
        with pytest.raises(ActRefused, match="书面告知第三方"):
            close.archive(case, by=office.clerk, on=ARRIVED)
        consult.tell(
            case, by=office.clerk, on=ARRIVED, ref="c1", content="消防设备的型号和数量", reason="关系周边居民的公共安全"
        )
        letter = case.letters.get(code="P9")
        paper = thawed(letter.body)
        text = "".join(paragraph.text for paragraph in paper.paragraphs)
        assert letter.number and paper.addressee == "江北恒通物流有限公司"
        assert "答复不同意公开" in text and "消防设备的型号和数量" in text and "申请行政复议" in text
        assert case.applicant.name not in text and case.description not in text
        with pytest.raises(ActRefused, match="没有不同意公开"):
            consult.tell(case, by=office.clerk, on=ARRIVED, ref="c1", content="型号", reason="公共安全")
        close.archive(case, by=office.clerk, on=ARRIVED)

    def test_who_agreed_in_part_is_not_said_to_have_refused(self, office):
        case = overruled(office, "partial")
        replied(office, case, ARRIVED)
        consult.tell(case, by=office.clerk, on=ARRIVED, ref="c1", content="型号", reason="关系公共安全")
        text = str(case.letters.get(code="P9").body)
        assert "只同意公开其中一部分" in text and "答复不同意公开" not in text

    @pytest.mark.parametrize("party", ["third_party", "co_maker", "other_organ"])
    def test_the_applicants_numbers_never_reach_another_side(self, office, party):
        case = assigned(office)
        subject = f"附表三，有事联系{case.applicant.phone}"
        with pytest.raises(ActRefused, match="手机号码"):
            consult.send(case, by=office.clerk, on=TUESDAY, party=party, name="江北恒通物流有限公司", subject=subject,
                         deadline=ARRIVED)  # fmt: skip
        assert not Letter.objects.filter(case=case, code__in=("P6", "P10", "P11")).exists()
        assert story_of(case).consultations == ()


class TestOtherSides:
    @pytest.mark.parametrize("party", ["third_party", "co_maker"])
    def test_their_fifteen_days_run_from_the_service_of_the_letter(self, office, party):
        case = assigned(office)
        consult.send(case, by=office.clerk, on=TUESDAY, party=party, name="江北恒通物流有限公司", subject="附表三")
        letter = case.letters.get(code={"third_party": "P6", "co_maker": "P10"}[party])
        letters.send_notice(case, letter, by=office.clerk, on=TUESDAY, method="mail", tracking="EMS1")
        assert case.due_on == CALENDAR.add_workdays(TUESDAY, 15 + 19)
        letters.serve(case, letter, by=office.clerk, on=ARRIVED)
        case.refresh_from_db()
        assert case.due_on == CALENDAR.add_workdays(CALENDAR.add_workdays(ARRIVED, 15), 19)
        self.agree(case)
        with pytest.raises(ActRefused, match="没有待登记签收"):
            consult.serve(case, by=office.clerk, on=ARRIVED, ref="c1")

    def test_another_organ_has_until_the_day_the_letter_names(self, office):
        case = assigned(office)
        consult.send(case, by=office.clerk, on=TUESDAY, party="other_organ", name="楚江市财政局", subject="是否属实",
                     deadline=ARRIVED)  # fmt: skip
        assert case.due_on == CALENDAR.add_workdays(ARRIVED, 19)
        assert answer_by(story_of(case).consultations[0], CALENDAR) == ARRIVED
        consult.serve(case, by=office.clerk, on=date(2022, 9, 8), ref="c1")
        assert case.due_on == CALENDAR.add_workdays(ARRIVED, 19)
        self.agree(case)
        with pytest.raises(ActRefused, match="才届满"):
            consult.lapse(case, by=office.clerk, on=ARRIVED, ref="c1")
        consult.lapse(case, by=office.clerk, on=date(2022, 9, 15), ref="c1")
        assert case.due_on == CALENDAR.add_workdays(ARRIVED, 19)

    def agree(self, case):
        """The quick reckoning after a holiday notice has the same day as the file."""
        events = events_of([case.pk])[case.pk]
        assert due_day(case.received_on, events, CALENDAR) == case.due_on
        assert differences([case], current_calendar()) == []


class TestPages:
    def test_the_clerk_registers_sending_and_service(self, today):  # noqa: F811
        today(DAY)
        house = make_house()
        case = lying_with_the_section(house)
        handling.charge(case, by=house.clerk, on=DAY, mode="pages", count=68, facts="一次申请68页，超过合理范围。")
        notice = case.letters.get(code="P12")
        page = house.browser(house.clerk).get(reverse("cases:act", args=[case.pk, "notice_sent"])).content.decode()
        assert notice.number in page
        assert done(act(house, "clerk", case, "notice_sent", letter=notice.pk, method="mail", tracking="1098765433321"))
        assert done(act(house, "clerk", case, "served", letter=notice.pk, how="本人签收"))
        body = house.browser(house.clerk).get(reverse("cases:case", args=[case.pk])).content.decode()
        assert "收费通知书 邮寄 1098765433321" in body and f"最迟{story_of(case).fee.pay_by:%Y-%m-%d}" in body
        assert act(house, "clerk", case, "notice_sent", letter=notice.pk, method="mail", tracking="1").status_code == 422

    def test_the_clerk_tells_the_third_party(self, today):  # noqa: F811
        today(ARRIVED)
        office = make_office()
        case = overruled(office)
        replied(office, case, ARRIVED)
        house = House(office.organ, office.people, office.other_section, office.stranger)
        refused = act(house, "clerk", case, "third_party_told", on=ARRIVED.isoformat(), ref="c1", content="型号")
        assert refused.status_code == 422 and "写明不公开对公共利益" in refused.content.decode()
        given = {"on": ARRIVED.isoformat(), "ref": "c1", "content": "消防设备的型号", "reason": "关系周边居民的公共安全"}
        assert done(act(house, "clerk", case, "third_party_told", **given))
        assert case.letters.filter(code="P9", state="issued").count() == 1
        assert act(house, "leader", case, "third_party_told", **given).status_code == 403


def test_the_copy_of_a_contest_is_not_received_in_the_future(today):  # noqa: F811
    today(ARRIVED)
    office = make_office()
    case = assigned(office)
    replied(office, case, TUESDAY)
    house = House(office.organ, office.people, office.other_section, office.stranger)
    given = {"on": ARRIVED.isoformat(), "route": "reconsideration", "body": "楚江市人民政府"}
    refused = act(house, "clerk", case, "remedy_filed", copy_received_on="2022-09-15", **given)
    assert refused.status_code == 422 and "晚于今天" in refused.content.decode() and not case.remedies.exists()
    assert done(act(house, "clerk", case, "remedy_filed", copy_received_on="2022-09-14", **given))
