"""相同内容：同一人再问是重复；不同的人永不合并，可以提主动公开建议；按件收费的当月件数。"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.disclosure.actions import close, handling, intake
from mingtang.disclosure.duplicates import (
    ALIKE,
    count_this_month,
    earlier_of_same_person,
    likeness,
    pieces,
    similar,
    worth_publishing,
)
from mingtang.disclosure.models import Applicant, Case
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.disclosure.tests.factories import (
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    decided,
    filed,
    identity,
    kinds_of,
    make_office,
    person,
    registered,
    replied,
)

AGAIN = date(2022, 11, 1)
TEXT = {"title": "市民中心智能叫号系统采购合同", "description": "2021年签订的智能叫号系统采购合同和验收报告"}


@pytest.fixture
def office(db) -> Office:
    return make_office()


def test_only_an_answer_in_substance_that_was_sent_makes_a_repeat(office):
    """Art. 36(6): what lapsed or was withdrawn was never answered, and a signed reply that lies in the house neither."""
    who = person()
    lapsed, unsent, petition, sent = (assigned(office, applicant=who) for _ in range(4))
    handling.add_supplement_point(lapsed, by=office.clerk, on=TUESDAY, item="哪一期", guidance="写明")
    handling.ask_supplement(lapsed, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 20))
    replied(office, lapsed, date(2022, 9, 21), "supplement_lapsed")
    decided(office, unsent, TUESDAY, "already_public")
    replied(office, petition, TUESDAY, "petition")
    replied(office, sent, TUESDAY, "already_public")
    again = registered(office, AGAIN, applicant=who)
    for earlier in (lapsed, unsent, petition):
        with pytest.raises(ActRefused, match="第三十六条第六项"):
            close.link_repeat(again, earlier, by=office.clerk, on=AGAIN)
    close.link_repeat(again, sent, by=office.clerk, on=AGAIN)
    assert again.repeat_of == sent


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_symmetric_between_nought_and_one(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == (1 if pieces(one) else 0)


def test_punctuation_and_spaces_do_not_matter():
    assert likeness("叫号系统，采购合同", "叫号系统 采购合同。") == 1
    assert likeness("叫号系统采购合同", "污水处理厂特许经营协议") < ALIKE


def test_the_same_person_asking_again_is_a_repeat_once_there_was_a_reply(office):
    who = person()
    first, again = assigned(office, applicant=who, **TEXT), registered(office, AGAIN, applicant=who, **TEXT)
    (alike,) = similar(again)
    assert (alike.case, alike.same_person, alike.is_repeat) == (first, True, False)
    with pytest.raises(ActRefused, match="还没有答复"):
        close.link_repeat(again, first, by=office.clerk, on=AGAIN)
    replied(office, first, TUESDAY)
    assert similar(again)[0].is_repeat
    close.link_repeat(again, first, by=office.clerk, on=AGAIN)
    assert Case.objects.get(pk=again.pk).repeat_of == first
    assert kinds_of(again)[-1] == "repeat_linked"


def test_the_person_is_known_by_the_number_not_by_the_name(office):
    who = person()
    first = registered(office, applicant=who, **TEXT)
    namesake = registered(office, AGAIN, applicant=person(name=who.name), **TEXT)
    renamed = registered(office, AGAIN, applicant=person(name="曾用名", identity_number=who.identity_number), **TEXT)
    assert {alike.case: alike.same_person for alike in similar(namesake)} == {first: False, renamed: False}
    assert earlier_of_same_person(renamed) == [first]
    assert earlier_of_same_person(namesake) == []


def test_different_people_are_never_linked_and_may_lead_to_a_proposal(office):
    first, other = assigned(office, **TEXT), registered(office, AGAIN, **TEXT)
    replied(office, first, TUESDAY)
    with pytest.raises(ActRefused, match="不是同一申请人"):
        close.link_repeat(other, first, by=office.clerk, on=AGAIN)
    assert Case.objects.get(pk=other.pk).repeat_of is None
    assert [alike.case for alike in worth_publishing(other)] == [first]
    close.propose_publication(other, by=office.clerk, on=AGAIN, reason="三人申请同一合同")
    assert kinds_of(other)[-1] == "publication_proposed"


def test_people_without_a_number_are_nobodys_double(office):
    first = registered(office, applicant=person(identity_number=""), **TEXT)
    other = registered(office, AGAIN, applicant=person(identity_number=""), **TEXT)
    assert not similar(other)[0].same_person
    assert earlier_of_same_person(other) == []
    with pytest.raises(ActRefused):
        close.link_repeat(other, first, by=office.clerk, on=AGAIN)


def test_only_the_own_organ_the_own_kind_and_two_years_are_looked_at(office):
    case = registered(office, AGAIN, **TEXT)
    filed(office, date(2020, 10, 1), **TEXT)
    filed(office, MONDAY, kind="suggestion", **TEXT)
    elsewhere = make_office("临江市自然资源局", home=False)
    registered(elsewhere, MONDAY, **TEXT)
    filed(office, MONDAY, title="污水处理厂", description="特许经营协议")
    assert similar(case) == []


def test_linking_is_the_clerks(office):
    who = person()
    first, again = assigned(office, applicant=who, **TEXT), registered(office, AGAIN, applicant=who, **TEXT)
    replied(office, first, TUESDAY)
    with pytest.raises(NotPermitted):
        close.link_repeat(again, first, by=office.leader, on=AGAIN)
    assert Case.objects.get(pk=again.pk).repeat_of is None


def test_items_of_a_month_are_counted_over_all_channels(office):
    who = person()
    filed(office, date(2022, 8, 31), applicant=who)
    september = [filed(office, date(2022, 9, day), applicant=who, channel=c) for day, c in ((1, "fax"), (5, "web"))]
    filed(office, date(2022, 9, 5))
    last = filed(office, date(2022, 9, 30), applicant=who)
    assert count_this_month(last) == len(september) == 2
    assert count_this_month(september[0]) == 0


def test_the_index_follows_the_number(office):
    case = filed(office)
    before = case.applicant.identity_index
    case.applicant.identity_number = person().identity_number
    case.applicant.save()
    assert Applicant.objects.get(pk=case.applicant_id).identity_index != before
    assert case.applicant.identity_number not in case.applicant.identity_index


def test_the_sixtieth_request_counts_fifty_nine_before_it(office):
    who = person(name="常来的人", identity_number=identity(77))
    for _ in range(59):
        filed(office, applicant=who)
    assert count_this_month(filed(office, applicant=who)) == 59


def test_only_requests_are_items_and_only_those_of_the_month_of_receipt(office):
    who = person(name="常来的人", identity_number=identity(78))
    for kind in ("correction", "suggestion", "request"):
        filed(office, applicant=who, kind=kind)
    filed(office, date(2022, 8, 31), applicant=who)
    late = filed(office, date(2022, 8, 30), applicant=who, channel="web")
    intake.confirm_receipt(late, by=office.clerk, on=date(2022, 9, 2), how="电话确认")
    assert count_this_month(filed(office, date(2022, 9, 6), applicant=who)) == 2
    late.refresh_from_db()
    assert count_this_month(late) == 0
