"""答复和救济：拟稿、审核、签发、送出、送达；复议、诉讼。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mingtang.disclosure.actions import close, handling, letters, remedies
from mingtang.disclosure.actions.perform import guard
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.disclosure.tests.factories import (
    DUE,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    decided,
    drafted,
    kinds_of,
    make_office,
    registered,
    replied,
    reviewed,
)
from mingtang.disclosure.turns import turn
from mingtang.organs.models import Role
from mingtang.organs.tests.factories import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


class TestReply:
    def test_from_draft_to_service(self, office):
        case = assigned(office)
        letter = drafted(office, case, TUESDAY)
        with pytest.raises(ActRefused, match="正在审核"):
            letters.save_draft(case, by=office.clerk, code="D1", fields={}, outcome="disclosed", letter=letter)
        with pytest.raises(ActRefused, match="还没有经过"):
            letters.decide(case, by=office.leader, on=TUESDAY)
        with pytest.raises(NotPermitted, match="轮到"):
            letters.review(case, by=office.vice_leader, on=TUESDAY)
        reviewed(office, case, TUESDAY)
        letters.decide(case, by=office.leader, on=TUESDAY)
        letter.refresh_from_db()
        assert letter.number == "楚审依复〔2022〕1号"
        assert (case.stage, case.outcome, case.result_row, case.result_on) == ("sending", "disclosed", "granted", TUESDAY)
        with pytest.raises(ActRefused, match="邮件号码"):
            letters.send(case, letter, by=office.clerk, on=TUESDAY, method="mail")
        letters.send(case, letter, by=office.clerk, on=DUE, method="mail", tracking="EMS1")
        assert (case.stage, case.replied_on, case.in_time) == ("replied", DUE, True)
        letters.serve(case, letter, by=office.clerk, on=DUE + timedelta(days=3))
        assert (case.stage, case.replied_on, case.in_time, case.holder) == ("closed", DUE, True, "none")
        with pytest.raises(ActRefused, match="没有待登记送达"):
            letters.serve(case, letter, by=office.clerk, on=DUE + timedelta(days=3))
        close.archive(case, by=office.clerk, on=DUE + timedelta(days=30))
        assert (case.stage, case.holder) == ("archived", "none")

    def test_timeliness_is_judged_by_the_signature_at_the_counter(self, office):
        case = assigned(office)
        letter = decided(office, case, TUESDAY)
        letters.send(case, letter, by=office.clerk, on=DUE, method="counter")
        assert (case.replied_on, case.in_time) == (None, None)
        letters.serve(case, letter, by=office.clerk, on=DUE + timedelta(days=1))
        assert (case.replied_on, case.in_time) == (DUE + timedelta(days=1), False)

    def test_returned_mail_must_be_sent_again(self, office):
        case = assigned(office)
        letter = decided(office, case, TUESDAY)
        letters.send(case, letter, by=office.clerk, on=TUESDAY, method="mail", tracking="1")
        with pytest.raises(ActRefused, match="已送出"):
            letters.send(case, letter, by=office.clerk, on=TUESDAY, method="online")
        letters.returned(case, letter, by=office.clerk, on=date(2022, 9, 14), cause="organ", why="写错门牌号")
        assert (case.stage, case.replied_on) == ("sending", None)
        letters.send(case, letter, by=office.clerk, on=date(2022, 9, 15), method="online")
        assert case.replied_on == date(2022, 9, 15)

    def test_service_is_of_a_letter_that_was_sent(self, office):
        case = assigned(office)
        letter = decided(office, case, TUESDAY)
        letters.send(case, letter, by=office.clerk, on=TUESDAY, method="mail", tracking="1")
        receipt = case.letters.get(code="P2")
        for act, more in ((letters.serve, {}), (letters.returned, {"cause": "organ"})):
            with pytest.raises(ActRefused, match="没有送出"):
                act(case, receipt, by=office.clerk, on=TUESDAY, **more)
        other = registered(office)
        with pytest.raises(ActRefused, match="没有签发"):
            letters.send(other, letter, by=office.clerk, on=TUESDAY, method="online")

    def test_nobody_reviews_their_own_draft(self, office):
        case = assigned(office)
        letter = letters.save_draft(
            case, by=office.section_staff, code="D1", fields={"content": "许可证"}, outcome="disclosed"
        )
        letters.submit(case, letter, by=office.section_staff, on=TUESDAY)
        with pytest.raises(NotPermitted, match="拟稿人"):
            letters.review(case, by=office.section_staff, on=TUESDAY)

    def test_the_section_in_charge_reviews(self, office):
        case = assigned(office)
        handling.assign(case, office.other_section.section, by=office.clerk, on=MONDAY)
        drafted(office, case, TUESDAY)
        with pytest.raises(NotPermitted, match="由政务服务管理科审核"):
            letters.review(case, by=office.section_staff, on=TUESDAY)
        letters.review(case, by=office.other_section, on=TUESDAY)

    def test_a_returned_draft_can_be_changed_and_goes_the_whole_way_again(self, office):
        case = assigned(office)
        letter = drafted(office, case, TUESDAY)
        with pytest.raises(ActRefused, match="写明怎样修改"):
            letters.send_back(case, by=office.section_staff, on=TUESDAY, opinion=" ")
        letters.review(case, by=office.section_staff, on=TUESDAY)
        letters.send_back(case, by=office.leader, on=TUESDAY, opinion="依据写到项")
        letters.save_draft(case, by=office.clerk, code="D1", fields={"content": "证和表"}, outcome="disclosed", letter=letter)
        letters.submit(case, letter, by=office.clerk, on=TUESDAY)
        assert turn(story_of(case)).holder == "section_staff"

    def test_a_reply_dated_before_the_review_is_dated_by_the_signing(self, office):
        case = assigned(office)
        letter = letters.save_draft(
            case, by=office.clerk, code="D1", fields={"content": "许可证"}, outcome="disclosed", dated_on=TUESDAY
        )
        later = date(2022, 9, 14)
        letters.submit(case, letter, by=office.clerk, on=later)
        reviewed(office, case, later)
        # Reviewed after the date on the draft: it is dated by the day of signing, nobody can sign into the past.
        act = letters.decide(case, by=office.leader, on=later)
        letter.refresh_from_db()
        assert act.on == letter.dated_on == case.result_on == later

    def test_a_draft_is_called_back_by_its_writer_and_the_way_on_is_told(self, office):
        case = assigned(office)
        letter = letters.save_draft(
            case, by=office.section_staff, code="D1", fields={"content": "许可证"}, outcome="disclosed", dated_on=TUESDAY
        )
        letters.submit(case, letter, by=office.section_staff, on=TUESDAY)
        with pytest.raises(NotPermitted, match="本科室没有别的人，用“撤回报审”撤回，改由经办人报审"):
            letters.review(case, by=office.section_staff, on=TUESDAY)
        colleague = make_staff(Role.SECTION_STAFF, organ=office.organ, section=office.section)
        with pytest.raises(NotPermitted, match=f"由{colleague.name}审核"):
            letters.review(case, by=office.section_staff, on=TUESDAY)
        with pytest.raises(NotPermitted, match="由拟稿人自己撤回"):
            letters.recall(case, by=colleague, on=TUESDAY)
        letters.recall(case, by=office.section_staff, on=TUESDAY, why="改由经办人报审")
        assert story_of(case).draft == 0 and case.stage != "reviewing"
        letters.submit(case, letter, by=office.clerk, on=TUESDAY)
        letters.review(case, by=office.section_staff, on=TUESDAY, opinion="内容属实。")
        assert case.holder == "vice_leader"

    def test_outcomes_of_corrections_and_requests_are_not_mixed(self, office):
        request, correction = registered(office), registered(office, kind="correction")
        wrong = letters.save_draft(request, by=office.clerk, code="D22", fields={}, outcome="corrected")
        with pytest.raises(ActRefused, match="不能用这种处理结果"):
            letters.submit(request, wrong, by=office.clerk, on=TUESDAY)
        wrong = letters.save_draft(correction, by=office.clerk, code="D1", fields={}, outcome="disclosed")
        with pytest.raises(ActRefused, match="不能用这种处理结果"):
            letters.submit(correction, wrong, by=office.clerk, on=TUESDAY)

    def test_a_correction_request_has_its_own_outcome_and_no_row(self, office):
        case = registered(office, kind="correction")
        fields = {"result": "corrected", "record": "登记表的出生日期", "content": "改为1990年1月1日", "reason": "与身份证一致。"}
        letter = letters.save_draft(case, by=office.clerk, code="D22", fields=fields, outcome="corrected", dated_on=TUESDAY)
        letters.submit(case, letter, by=office.clerk, on=TUESDAY)
        reviewed(office, case, TUESDAY)
        letters.decide(case, by=office.leader, on=TUESDAY)
        assert (case.outcome, case.result_row, case.result_on) == ("corrected", "", TUESDAY)

    def test_a_suggestion_is_examined_by_the_clerk(self, office):
        case = registered(office, kind="suggestion")
        assert {each.code for each in case.letters.all()} <= {"P2"} and case.due_on is None
        with pytest.raises(ActRefused, match="理由"):
            close.examine(case, by=office.clerk, on=TUESDAY, adopted=True, reason=" ")
        close.examine(case, by=office.clerk, on=TUESDAY, adopted=True, reason="多人申请")
        assert (case.stage, case.outcome, case.result_row) == ("closed", "publication_adopted", "")
        for kind in ("consultation_sent", "fee_notice", "extension_proposed", "drafted"):
            with pytest.raises(ActRefused, match="的案件不能"):
                guard(case, kind, by=office.clerk, on=TUESDAY)


class TestRemedies:
    def test_a_remedy_is_answered_and_decided_once(self, office):
        case = assigned(office)
        replied(office, case, TUESDAY)
        remedy = remedies.file_remedy(case, by=office.clerk, on=date(2022, 9, 20), route="reconsideration", body="市政府")
        remedies.answer_remedy(remedy, by=office.clerk, on=date(2022, 9, 28))
        with pytest.raises(ActRefused, match="不在列表里"):
            remedies.decide_remedy(remedy, by=office.clerk, on=date(2022, 10, 20), disposition="claims_rejected")
        remedies.decide_remedy(remedy, by=office.clerk, on=date(2022, 10, 20), disposition="revoked", finding="依据不足")
        assert (remedy.result, kinds_of(case)[-3:]) == ("corrected", ["remedy_filed", "remedy_answered", "remedy_decided"])
        with pytest.raises(ActRefused, match="已于2022-10-20审结"):
            remedies.decide_remedy(remedy, by=office.clerk, on=date(2022, 10, 21), disposition="upheld")
        suit = remedies.file_remedy(
            case, by=office.clerk, on=date(2022, 11, 1), route="suit_after_reconsideration", body="法院", prior=remedy
        )
        assert suit.prior == remedy

    def test_a_second_suit_names_its_reconsideration(self, office):
        case, other = assigned(office), assigned(office)
        first = remedies.file_remedy(other, by=office.clerk, on=TUESDAY, route="reconsideration", body="市政府")
        for prior in (None, first):
            with pytest.raises(ActRefused, match="指明此前的复议"):
                remedies.file_remedy(
                    case, by=office.clerk, on=TUESDAY, route="suit_after_reconsideration", body="法院", prior=prior
                )


