"""The remedy paragraph: by date, outcome and kind of organ; old letters keep their old text."""

from dataclasses import replace
from datetime import date

import pytest

from mingtang.disclosure.letters import compose, kind_for, thawed
from mingtang.disclosure.letters.catalogue import KINDS
from mingtang.law.outcomes import OUTCOMES

from .letters_samples import FACTS, IN_TIME, ORGAN, replies

OLD, NEW = date(2023, 12, 31), date(2024, 1, 1)
REFUSED = [name for name, outcome in OUTCOMES.items() if outcome.refusal]
FREE = [
    name for name, outcome in OUTCOMES.items() if outcome.letter and not outcome.refusal and name != "partial"
]
GOVERNMENT, SUPERIOR, COURT = ORGAN.government, ORGAN.superior, ORGAN.court

# kind of organ -> who reconsiders before and from 2024-01-01
BODIES = {
    "local_department": (f"{GOVERNMENT}或者{SUPERIOR}", GOVERNMENT),
    "local_government": (SUPERIOR, SUPERIOR),
    "vertical": (SUPERIOR, SUPERIOR),
    "judicial_department": (f"{GOVERNMENT}或者{SUPERIOR}", f"{GOVERNMENT}或者{SUPERIOR}"),
}


def remedy(outcome, on, kind="local_department", fields=None, **changes):
    organ = replace(ORGAN, kind=kind)
    code = kind_for(outcome).code
    facts = replace(FACTS, outcome=outcome, organ=organ, **changes)
    return compose(code, facts, fields or {}, on).of("remedy")[0]


@pytest.mark.parametrize("outcome", [*REFUSED, *FREE])
@pytest.mark.parametrize("kind", sorted(BODIES))
def test_before_2024_reconsideration_or_suit(kind, outcome):
    text = remedy(outcome, OLD, kind).text
    assert f"60日内向{BODIES[kind][0]}申请行政复议" in text
    assert f"也可以自收到本文书之日起6个月内直接向{COURT}提起行政诉讼" in text


@pytest.mark.parametrize("outcome", REFUSED)
@pytest.mark.parametrize("kind", sorted(BODIES))
def test_from_2024_a_refusal_goes_to_reconsideration_first(kind, outcome):
    paragraph = remedy(outcome, NEW, kind)
    assert f"60日内先向{BODIES[kind][1]}申请行政复议" in paragraph.text
    assert f"自收到行政复议决定书之日起15日内向{COURT}提起行政诉讼" in paragraph.text
    assert "直接" not in paragraph.text
    assert "先复议后诉讼" in paragraph.basis and "第二十三条第一款第四项" in paragraph.basis


@pytest.mark.parametrize("outcome", FREE)
@pytest.mark.parametrize("kind", sorted(BODIES))
def test_from_2024_everything_else_stays_free(kind, outcome):
    text = remedy(outcome, NEW, kind).text
    assert f"60日内向{BODIES[kind][1]}申请行政复议，也可以" in text
    assert "6个月内直接向" in text


@pytest.mark.parametrize("ground", sorted(REFUSED))
def test_partial_refusals_under_14_to_16_go_first_too(ground):
    text = remedy("partial", NEW, fields={"withheld": [{"part": "附表", "ground": ground}]}).text
    assert "如对其中不予公开的部分不服" in text and "先向" in text


@pytest.mark.parametrize("ground", ["not_held", "not_responsible", "must_be_made", "special_access"])
def test_partial_replies_without_such_a_part_stay_free(ground):
    text = remedy("partial", NEW, fields={"withheld": [{"part": "附表", "ground": ground}]}).text
    assert "直接向" in text


def test_an_internet_way_is_given_when_the_letter_is_served_on_line_under_the_new_law():
    assert f"可以通过{ORGAN.online}提交" in remedy("not_held", NEW, wanted_delivery="online").text
    assert "通过" not in remedy("not_held", NEW, wanted_delivery="post").text
    assert "通过" not in remedy("not_held", OLD, wanted_delivery="online").text


def test_bodies_without_names_are_called_by_what_they_are():
    bare = replace(ORGAN, government="", superior="", court="")
    facts = replace(FACTS, outcome="not_held", organ=bare)
    text = compose("D12", facts, {}, OLD).of("remedy")[0].text
    assert "向本级人民政府或者上一级主管部门申请行政复议" in text
    assert "有管辖权的人民法院" in text


@pytest.mark.parametrize("code", sorted(code for code, kind in KINDS.items() if not kind.remedy))
def test_procedural_letters_carry_no_remedy(code):
    assert compose(code, FACTS, {}, NEW).of("remedy") == ()


def test_a_letter_of_2022_reprints_the_text_of_2022():
    facts, fields, on = replies()["state_secret"]
    letter = compose("D4", facts, fields, on)
    again = thawed(letter.frozen())
    assert on == IN_TIME
    assert again == letter
    assert "直接向" in again.of("remedy")[0].text
    assert compose("D4", facts, fields, date(2024, 3, 1)).of("remedy") != letter.of("remedy")


def test_the_basis_says_date_and_order():
    assert "2024年1月1日前" in remedy("disclosed", OLD).basis
    assert "复议、诉讼任选" in remedy("disclosed", NEW).basis
