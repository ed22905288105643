"""撤销登记：登记在别处留下的关联、复议、诉讼一并收回；有别的登记以它为前提的，先撤销那一项。"""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.disclosure.actions import close, handling, letters, remedies
from mingtang.disclosure.annulled import annulled
from mingtang.disclosure.cells import remedy_cell
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.models import Case, Remedy, Reminder
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    TUESDAY,
    Office,
    assigned,
    make_office,
    person,
    replied,
)
from mingtang.disclosure.views.office.case import letters_box
from mingtang.disclosure.views.public.case import _papers

pytestmark = pytest.mark.django_db
SEPT20 = date(2022, 9, 20)


@pytest.fixture
def office() -> Office:
    return make_office()


def strike(office: Office, case: Case, kind: str, **which: object) -> None:
    day = max(SEPT20, *case.acts.values_list("on", flat=True))
    close.void(case, case.acts.standing().get(kind=kind, **which), by=office.clerk, on=day, reason="登记错了")


def counted(result: str) -> int:
    return remedy_cell(Case.objects.all(), 2022, "reconsideration", result).count()


def test_a_struck_link_no_longer_makes_a_repeat(office):
    who = person()
    first, second, third = (assigned(office, applicant=who) for _ in range(3))
    for earlier in (first, second):
        replied(office, earlier, TUESDAY)
        close.link_repeat(third, earlier, by=office.clerk, on=TUESDAY)
    strike(office, third, "repeat_linked", data__case=second.pk)
    assert third.repeat_of == first
    strike(office, third, "repeat_linked", data__case=first.pk)
    assert third.repeat_of is None


def test_a_remedy_registered_by_mistake_leaves_table_four(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    remedy = remedies.file_remedy(case, by=office.clerk, on=SEPT20, route="reconsideration", body="楚江市人民政府")
    remedies.answer_remedy(remedy, by=office.clerk, on=SEPT20)
    remedies.decide_remedy(remedy, by=office.clerk, on=SEPT20, disposition="revoked", finding="依据不足")
    assert (counted("corrected"), counted("pending")) == (1, 0)
    with pytest.raises(ActRefused, match="已登记答复或者审结"):
        strike(office, case, "remedy_filed")
    strike(office, case, "remedy_decided")
    assert (counted("corrected"), counted("pending")) == (0, 1)
    strike(office, case, "remedy_answered")
    remedy.refresh_from_db()
    assert (remedy.answered_on, remedy.result, remedy.finding) == (None, "", "")
    strike(office, case, "remedy_filed")
    assert counted("total") == 0 and case.acts.filter(kind="remedy_filed").exists()


def test_a_suit_keeps_its_reconsideration(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    first = remedies.file_remedy(case, by=office.clerk, on=SEPT20, route="reconsideration", body="楚江市人民政府")
    ended = remedies.decide_remedy(first, by=office.clerk, on=SEPT20, disposition="upheld")
    remedies.file_remedy(
        case, by=office.clerk, on=SEPT20, route="suit_after_reconsideration", body="江城区人民法院", prior=first
    )
    strike(office, case, "remedy_decided", data__remedy=ended.pk)
    with pytest.raises(ActRefused, match="以这件复议为前提"):
        strike(office, case, "remedy_filed", data__remedy=first.pk)
    assert Remedy.objects.count() == 2 and case.acts.filter(kind="voided").count() == 1


def test_a_fee_notice_that_was_struck_out_has_no_force_on_paper(office):
    case = assigned(office)
    handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="一次申请68页，超过合理范围。")
    first = case.letters.get(code="P12")
    letters.send_notice(case, first, by=office.clerk, on=TUESDAY, method="online")
    close.void(case, case.acts.get(kind="fee_notice"), by=office.clerk, on=TUESDAY, reason="页数数错")
    assert annulled(case) == {first.pk: "页数数错"}
    assert first.number in Reminder.objects.get(clock=f"annulled:{first.pk}").text  # whoever has it must be told
    assert {row["letter"].code: row["says"] for row in _papers(case)}["P12"].startswith("已作废")
    assert {paper.letter.code: paper.state for paper in letters_box(case, story_of(case), office.clerk, CALENDAR)["letters"]}["P12"] == "已作废"
    handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=50, facts="一次申请50页，超过合理范围。")
    assert set(annulled(case)) == {first.pk}  # the second one stands
    close.void(case, case.acts.standing().get(kind="fee_notice"), by=office.clerk, on=TUESDAY, reason="不收费")
    assert [row["letter"].pk for row in _papers(case) if row["letter"].code == "P12"] == [first.pk]  # never sent: not shown


def archived(office: Office) -> Case:
    """An archived case with a reconsideration that was decided, registered after it was put away."""
    case = assigned(office)
    replied(office, case, TUESDAY)
    close.archive(case, by=office.clerk, on=SEPT20)
    remedy = remedies.file_remedy(case, by=office.clerk, on=SEPT20, route="reconsideration", body="楚江市人民政府")
    remedies.answer_remedy(remedy, by=office.clerk, on=SEPT20)
    remedies.decide_remedy(remedy, by=office.clerk, on=SEPT20, disposition="revoked", finding="依据不足")
    return case


def test_after_archiving_a_remedy_is_registered_and_struck_out(office):
    case = archived(office)
    assert counted("corrected") == 1
    for kind in ("remedy_decided", "remedy_answered", "remedy_filed"):
        strike(office, case, kind)
    assert counted("total") == 0
    assert (case.stage, case.acts.filter(kind="voided").count()) == ("archived", 3)
    assert case.acts.filter(kind="voided").last().data["reason"] == "登记错了"


def test_nothing_else_of_an_archived_case_is_struck_out(office):
    case = archived(office)
    with pytest.raises(ActRefused, match="归档后只更正复议、诉讼"):
        strike(office, case, "assigned")
    for kind in ("remedy_decided", "remedy_answered", "remedy_filed"):
        strike(office, case, kind)
    with pytest.raises(ActRefused, match="案件已归档"):
        strike(office, case, "assigned")


def test_a_remedy_counts_in_the_years_of_its_true_days(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    close.archive(case, by=office.clerk, on=date(2023, 1, 6))
    january = date(2023, 1, 9)
    remedy = remedies.file_remedy(
        case, by=office.clerk, on=january, filed_on=date(2022, 11, 30), route="reconsideration", body="楚江市人民政府"
    )
    assert counted("pending") == 1
    remedies.decide_remedy(remedy, by=office.clerk, on=january, decided_on=date(2022, 12, 30), disposition="upheld")
    assert (counted("pending"), counted("upheld")) == (0, 1)
    strike(office, case, "remedy_decided")
    for day, sentence in ((date(2023, 1, 10), "晚于登记日期"), (date(2022, 11, 29), "早于2022-11-30")):
        with pytest.raises(ActRefused, match=sentence):
            remedies.decide_remedy(remedy, by=office.clerk, on=january, decided_on=day, disposition="upheld")


def test_what_was_struck_out_meanwhile_is_not_gone_on_with(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    remedy = remedies.file_remedy(case, by=office.clerk, on=SEPT20, route="reconsideration", body="楚江市人民政府")
    strike(office, case, "remedy_filed")
    for step in (
        lambda: remedies.answer_remedy(remedy, by=office.clerk, on=SEPT20),
        lambda: remedies.decide_remedy(remedy, by=office.clerk, on=SEPT20, disposition="upheld"),
        lambda: remedies.file_remedy(
            case, by=office.clerk, on=SEPT20, route="suit_after_reconsideration", body="江城区人民法院", prior=remedy
        ),
    ):
        with pytest.raises(ActRefused, match=r"已经撤销|指明此前的复议"):
            step()


def test_a_repeat_is_of_another_request_to_the_same_organ(office):
    case = assigned(office)
    with pytest.raises(ActRefused, match="另一件申请"):
        close.link_repeat(case, case, by=office.clerk, on=TUESDAY)
    elsewhere = make_office("楚江市住房局", home=False)
    other = assigned(elsewhere, applicant=person())
    replied(elsewhere, other, TUESDAY)
    with pytest.raises(ActRefused, match="另一件申请"):
        close.link_repeat(case, other, by=office.clerk, on=TUESDAY)
