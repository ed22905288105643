"""核对有提醒的文书：写一句原因才能签发；原因记入行为、文书、审计，页面上看得到；没写的，填的都还在。"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from mingtang.disclosure.actions import handling, intake, letters
from mingtang.disclosure.models import Letter
from mingtang.disclosure.refusal import ActRefused, ReasonNeeded
from mingtang.disclosure.tests.factories import (
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    drafted,
    filed,
    make_office,
    person,
    reviewed,
)
from mingtang.disclosure.tests.office import DAY, House, make_house, registered
from mingtang.disclosure.tests.test_office_acts import act, done, reply
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.kit.models import AuditEntry

pytestmark = pytest.mark.django_db
LATE = date(2022, 10, 12)
WHY = "材料在多个档案室，查找用时较长。"


@pytest.fixture
def office() -> Office:
    return make_office()


def late_reply(office: Office):
    """A reply that is dated after the due day."""
    case = assigned(office)
    letter = drafted(office, case, LATE)
    reviewed(office, case, LATE)
    return case, letter


@pytest.mark.parametrize("despite", ["", "  \n"])
def test_without_a_reason_nothing_is_issued(office, despite):
    case, letter = late_reply(office)
    with pytest.raises(ReasonNeeded, match=r"成文日期与答复期限.*写一句不改的原因"):
        letters.decide(case, by=office.leader, on=LATE, despite=despite)
    letter.refresh_from_db()
    assert letter.state == "draft" and letter.number == "" and case.stage == "reviewing"


def test_the_reason_is_in_the_act_the_letter_and_the_audit(office):
    case, letter = late_reply(office)
    act = letters.decide(case, by=office.leader, on=LATE, despite=f" {WHY} ")
    letter.refresh_from_db()
    assert letter.despite == act.data["despite"] == WHY
    entry = AuditEntry.objects.filter(act="disclosure.letter.issue").order_by("-id").first()
    assert entry is not None and entry.data["reason"] == WHY and entry.data["warnings"] == ["due"]


def test_where_nothing_warns_no_reason_is_kept(office):
    case = assigned(office)
    letter = drafted(office, case, TUESDAY)
    reviewed(office, case, TUESDAY)
    act = letters.decide(case, by=office.leader, on=TUESDAY, despite=WHY)
    letter.refresh_from_db()
    assert letter.despite == "" and "despite" not in act.data


def test_letters_that_go_with_an_act_ask_as_well(office):
    other = filed(office, applicant=person(name="罗启明轩"))
    intake.register(other, by=office.clerk, on=MONDAY)
    case = assigned(office)
    handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="与罗启明轩有关的是哪一份", guidance="写明文件名称")
    with pytest.raises(ReasonNeeded, match="其他申请人"):
        handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 30))
    assert not case.acts.filter(kind="supplement_asked").exists()
    asked = handling.ask_supplement(
        case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 30), despite="申请书写到此人，不写就说不清。"
    )
    assert asked.data["despite"] == Letter.objects.get(case=case, code="P3").despite == "申请书写到此人，不写就说不清。"


def test_what_is_wrong_stays_refused_whatever_the_reason(office):
    case = assigned(office)
    letter = drafted(office, case, TUESDAY, content="")
    reviewed(office, case, TUESDAY)
    with pytest.raises(ActRefused, match="不能签发") as refused:
        letters.decide(case, by=office.leader, on=TUESDAY, despite=WHY)
    assert not isinstance(refused.value, ReasonNeeded)
    letter.refresh_from_db()
    assert not letter.issued


@pytest.fixture
def house() -> House:
    return make_house()


def test_the_page_asks_for_the_reason_and_shows_it_afterwards(house, today):  # noqa: F811
    today(DAY)
    case = registered(house)
    handling.give_opinion(case, by=house.section, on=DAY, outcome="already_public", reason="已经公开")
    today(LATE)
    letter = reply(house, case, LATE)
    day = LATE.isoformat()
    for who in ("section_staff", "vice_leader"):
        assert done(act(house, who, case, "reviewed", opinion="同意", on=day))
    leader = house.browser(house.people["leader"])
    body = leader.get(reverse("cases:act", args=[case.pk, "decided"])).content.decode()
    assert "<textarea" in body.split('name="despite"')[0][-80:]
    refused = act(house, "leader", case, "decided", on=day)
    assert refused.status_code == 422 and "写一句不改的原因" in refused.content.decode()
    assert done(act(house, "leader", case, "decided", on=day, despite="<b>查找</b>用时较长"))
    shown = leader.get(reverse("cases:letter", args=[case.pk, letter.pk])).content.decode()
    assert "不改的原因：&lt;b&gt;查找&lt;/b&gt;用时较长" in shown
    assert "不改的原因：&lt;b&gt;" in leader.get(reverse("cases:case", args=[case.pk])).content.decode()


def test_a_notice_on_the_page_keeps_what_was_typed_and_asks(house, today):  # noqa: F811
    today(DAY)
    registered(house, name="欧阳清越", identity_number="420600199003075721")
    case = registered(house)
    handling.add_supplement_point(case, by=house.clerk, on=DAY, item="欧阳清越的哪一份", guidance="写明名称")
    blank = house.browser(house.clerk).get(reverse("cases:act", args=[case.pk, "supplement_asked"])).content.decode()
    assert '<input type="hidden" name="despite"' in blank
    refused = act(house, "clerk", case, "supplement_asked", deadline="2022-09-28")
    body = refused.content.decode()
    assert refused.status_code == 422 and "其他申请人" in body and '<textarea name="despite"' in body and "2022-09-28" in body
    assert done(act(house, "clerk", case, "supplement_asked", deadline="2022-09-28", despite="申请书写到此人"))
