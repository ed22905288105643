"""收件和办理：凭据、次序、日期、次数、暂停、延期、收费。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from mingtang.disclosure.actions import close, consult, handling, intake
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.models import Act, Applicant, Case
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    DUE,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    filed,
    kinds_of,
    make_office,
    person,
    registered,
)
from mingtang.disclosure.tests.test_actions import DO
from mingtang.kit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


class TestIntake:
    def test_numbers_run_per_kind_and_year(self, office):
        first, second = filed(office), filed(office)
        suggestion, next_year = filed(office, kind="suggestion"), filed(office, date(2023, 1, 3))
        assert [c.serial for c in (first, second, suggestion, next_year)] == [1, 2, 1, 1]
        assert second.number == "楚审依申〔2022〕2号"
        assert suggestion.number == "楚审公建〔2022〕1号"

    @pytest.mark.parametrize(
        ("channel", "submitted", "signed", "on"),
        [
            ("registered_mail", MONDAY, None, TUESDAY),  # no proof of the day
            ("registered_mail", TUESDAY, MONDAY, TUESDAY),  # signed before it was posted
            ("counter", TUESDAY, None, MONDAY),  # in the future
            ("registered_mail", MONDAY, date(2022, 9, 8), TUESDAY),
        ],
    )
    def test_wrong_days_are_refused(self, office, channel, submitted, signed, on):
        with pytest.raises(ActRefused):
            intake.file_case(
                organ=office.organ, applicant=person(), wish=intake.Wish("许可证", "许可证"),
                arrival=intake.Arrival(channel, submitted, signed), by=office.clerk, on=on,
            )  # fmt: skip
        assert not Case.objects.exists()

    def test_only_the_clerk_takes_in_requests_and_only_for_the_own_organ(self, office):
        for who in (*(s for r, s in office.people.items() if r != "clerk"), office.stranger):
            with pytest.raises(NotPermitted):
                filed(office, by=who)
        with pytest.raises(NotPermitted):
            intake.file_case(
                organ=office.organ, applicant=person(), wish=intake.Wish("许可证", "许可证"),
                arrival=intake.Arrival("counter", MONDAY), by=None, on=MONDAY,
            )  # fmt: skip
        assert not Case.objects.exists() and not Applicant.objects.exists()

    def test_a_form_sent_twice_makes_one_case(self, office):
        who = person()
        one, two = (filed(office, form_token="t1", applicant=who, title="许可证") for _ in range(2))
        assert one.pk == two.pk
        assert Case.objects.count() == Applicant.objects.count() == 1
        assert filed(office, form_token="t2", applicant=who).serial == 2

    def test_a_token_does_not_open_somebody_elses_case(self, office):
        filed(office, form_token="t1")
        with pytest.raises(ActRefused):
            filed(office, form_token="t1", applicant=person())
        assert Case.objects.count() == 1

    def test_numbers_of_people_are_not_stored_in_the_clear(self, office):
        who = person(identity_number="429900199001019999", phone="13800007777")
        case = filed(office, applicant=who)
        with connection.cursor() as cursor:
            cursor.execute("SELECT identity_number, phone, address, email FROM disclosure_applicant")
            stored = "".join(str(value) for value in cursor.fetchone())
            cursor.execute("SELECT query_code FROM disclosure_case")
            stored += str(cursor.fetchone()[0])
        for secret in (who.identity_number, who.phone, who.address, who.email, case.query_code):
            assert secret and secret not in stored


class TestOrder:
    def test_a_web_request_is_not_registered_before_it_is_confirmed(self, office):
        case = filed(office, channel="web")
        with pytest.raises(ActRefused, match="确认收到"):
            intake.register(case, by=office.clerk, on=MONDAY)
        intake.confirm_receipt(case, by=office.clerk, on=TUESDAY, how="电话")
        assert (case.received_on, case.stage) == (TUESDAY, "received")
        with pytest.raises(ActRefused, match="已于2022-09-06确认收到"):
            intake.confirm_receipt(case, by=office.clerk, on=TUESDAY, how="电话")

    def test_a_withdrawal_needs_a_received_request(self, office):
        case = filed(office, channel="web")
        with pytest.raises(ActRefused, match="确认收到"):
            close.withdraw(case, by=office.clerk, on=TUESDAY, evidence="邮件")
        intake.confirm_receipt(case, by=office.clerk, on=TUESDAY, how="电话")
        close.withdraw(case, by=office.clerk, on=TUESDAY, evidence="邮件")
        assert (case.stage, case.outcome, case.result_row, case.result_on) == ("closed", "withdrawn", "o3", TUESDAY)

    def test_a_supplement_is_asked_once_in_seven_days_with_all_points(self, office):
        case = assigned(office)
        with pytest.raises(ActRefused, match="补正要点"):
            handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 20))
        handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="哪栋楼", guidance="写明楼栋")
        handling.add_supplement_point(case, by=office.section_staff, on=TUESDAY, item="哪一年", guidance="写明年度")
        with pytest.raises(ActRefused, match="晚于告知日期"):
            handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=TUESDAY)
        with pytest.raises(ActRefused, match="7个工作日"):
            handling.ask_supplement(case, by=office.clerk, on=date(2022, 9, 16), deadline=date(2022, 9, 30))
        act = handling.ask_supplement(case, by=office.clerk, on=date(2022, 9, 15), deadline=date(2022, 9, 30))
        assert [item["item"] for item in act.data["items"]] == ["哪栋楼", "哪一年"]
        assert case.letters.get(code="P3").fields["items"] == act.data["items"]
        assert (case.stage, case.due_on, case.holder) == ("waiting_applicant", None, "applicant")
        handling.receive_supplement(case, by=office.clerk, on=date(2022, 9, 20), how="当面")
        assert case.due_on == CALENDAR.add_workdays(date(2022, 9, 20), 20)
        for again in ("supplement_point", "supplement_asked"):
            with pytest.raises(ActRefused, match="只能要求一次"):
                DO[again](office, case, office.clerk, date(2022, 9, 20))

    def test_the_database_refuses_a_second_supplement(self, office):
        case = assigned(office)
        for number in (10, 11):
            with transaction.atomic():
                values = {"case": case, "kind": "supplement_asked", "on": TUESDAY, "by_name": "王静文"}
                if number == 10:
                    Act.objects.create(seq=number, **values)
                else:
                    with pytest.raises(IntegrityError), transaction.atomic():
                        Act.objects.create(seq=number, **values)

    @pytest.mark.parametrize("workdays", [0, -3, 21])
    def test_an_extension_is_for_one_to_twenty_days(self, office, workdays):
        case = registered(office)
        with pytest.raises(ActRefused, match="1至20个工作日"):
            handling.propose_extension(case, by=office.clerk, on=TUESDAY, workdays=workdays, reason="多")

    def test_an_extension_is_approved_told_in_time_and_counts(self, office):
        case = registered(office)
        handling.propose_extension(case, by=office.clerk, on=TUESDAY, workdays=20, reason="材料较多")
        with pytest.raises(ActRefused, match="负责人同意"):
            handling.notify_extension(case, by=office.clerk, on=TUESDAY)
        handling.approve_extension(case, by=office.vice_leader, on=TUESDAY)
        assert case.due_on == DUE  # not yet told
        with pytest.raises(ActRefused, match="届满"):
            handling.notify_extension(case, by=office.clerk, on=DUE + timedelta(days=1))
        handling.notify_extension(case, by=office.clerk, on=DUE)
        assert case.due_on == CALENDAR.add_workdays(MONDAY, 40)
        assert case.letters.get(code="P5").states_due == case.due_on
        with pytest.raises(ActRefused, match="合计不得超过"):
            handling.propose_extension(case, by=office.clerk, on=DUE, workdays=1, reason="多")

    def test_a_fee_stops_the_days_and_payment_starts_them_afresh(self, office):
        case = registered(office)
        with pytest.raises(ActRefused, match="0元"):
            handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=30, facts="30页")
        handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="一次68页")
        story = story_of(case)
        assert (story.fee.amount, story.fee.pay_by) == (380, CALENDAR.add_workdays(TUESDAY, 20))
        assert (case.clock_state, case.waiting_until) == ("waiting", story.fee.pay_by)
        assert case.letters.get(code="P12").fields["amount"] == 380
        with pytest.raises(ActRefused, match="等申请人"):
            consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="某", subject="某")
        paid = date(2022, 9, 20)
        assert handling.pay(case, by=office.clerk, on=paid).data["amount"] == 380
        assert case.due_on == CALENDAR.add_workdays(paid, 20)

    def test_consultations_pause_as_one_and_silence_has_its_default(self, office):
        case = registered(office)
        eighth = date(2022, 9, 8)
        consult.send(case, by=office.clerk, on=eighth, party="third_party", name="江北恒通物流有限公司", subject="附表")
        consult.send(case, by=office.clerk, on=date(2022, 9, 13), party="co_maker", name="楚江市交通运输局", subject="纪要")
        assert (case.stage, case.clock_state, case.holder) == ("consulting", "paused", "third_party")
        consult.serve(case, by=office.clerk, on=eighth, ref="c1")
        with pytest.raises(ActRefused, match="才届满"):
            consult.lapse(case, by=office.clerk, on=date(2022, 9, 29), ref="c1")
        lapsed = date(2022, 10, 8)
        consult.lapse(case, by=office.clerk, on=lapsed, ref="c1")
        with pytest.raises(ActRefused, match="没有登记对方签收"):
            consult.lapse(case, by=office.clerk, on=lapsed, ref="c2")
        consult.answer(case, by=office.clerk, on=date(2022, 10, 9), ref="c2", answer="consent")
        first, second = story_of(case).consultations
        assert (first.answer, second.answer) == ("silence", "consent")
        with pytest.raises(ActRefused, match="没有等待答复"):
            consult.answer(case, by=office.clerk, on=date(2022, 10, 9), ref="c1", answer="refuse")
        # Out from the day after the 8th until 9 October, as one pause.
        out = CALENDAR.workdays_between(eighth, date(2022, 10, 9))
        assert case.due_on == CALENDAR.add_workdays(MONDAY, 20 + out)

    def test_the_third_party_is_not_named_in_the_file(self, office):
        case = registered(office)
        act = consult.send(
            case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表", contact="13800001234"
        )
        assert "恒通物流有限公司" not in str(act.data)
        assert Act.objects.get(pk=act.pk).private == {"name": "江北恒通物流有限公司", "contact": "13800001234"}
        assert "13800001234" not in str(list(AuditEntry.objects.values()))

    def test_a_later_day_needs_the_applicants_reasons(self, office):
        case = registered(office)
        with pytest.raises(ActRefused, match="第三十五条"):
            handling.delay(case, by=office.clerk, on=TUESDAY, until=date(2022, 12, 1), reason="多")
        handling.ask_reasons(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 14), facts="120件")
        handling.receive_reasons(case, by=office.clerk, on=TUESDAY, text="研究")
        handling.delay(case, by=office.clerk, on=TUESDAY, until=date(2022, 12, 1), reason="数量大")
        assert case.due_on == date(2022, 12, 1)
        with pytest.raises(ActRefused, match="不再延期"):
            handling.propose_extension(case, by=office.clerk, on=TUESDAY, workdays=5, reason="多")

    def test_what_the_law_refuses_is_refused_as_an_act(self, office):
        case = registered(office)
        with pytest.raises(ActRefused, match="早于文书日期"):
            handling.ask_reasons(case, by=office.clerk, on=TUESDAY, deadline=MONDAY, facts="120件")
        assert kinds_of(case) == ["filed", "registered"]


