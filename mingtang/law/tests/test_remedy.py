"""救济：段落的写法、最后一天、复议和诉讼的答复期限。"""

from datetime import date as D

import pytest

from mingtang.law.calendar import standard_calendar
from mingtang.law.disputes import (
    column_of,
    proceeding,
    reconsideration_answer_due,
    suit_answer_due,
    untold_until,
)
from mingtang.law.errors import LawError
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.remedy import ORGAN_KINDS, remedies
from mingtang.law.since import NotInForce

CALENDAR = standard_calendar()


def test_the_paragraph_of_2022_offers_the_choice():
    text = remedies(D(2022, 10, 24), "partial", "local_department").text(
        own_government="楚江市人民政府", superior_department="楚江省政务服务局", court="楚江市江城区人民法院"
    )
    assert text == (
        "如对本决定不服，可以自收到本文书之日起60日内向楚江市人民政府或者楚江省政务服务局申请行政复议，"
        "也可以自收到本文书之日起6个月内直接向楚江市江城区人民法院提起行政诉讼。"
    )


def test_the_paragraph_of_2024_sends_to_reconsideration_first():
    found = remedies(D(2024, 3, 1), "partial", "local_department")
    text = found.text(own_government="楚江市人民政府", online="楚江市行政复议网上平台")
    assert text.startswith(
        "如对其中不予公开的部分不服，应当自收到本文书之日起60日内先向楚江市人民政府申请行政复议；"
    )
    assert "直接" not in text
    assert text.endswith("行政复议申请可以通过楚江市行政复议网上平台提交。")
    assert found.new_law
    assert any("先向行政复议机关申请行政复议" in cite.text for cite in found.cites)


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("organ", ORGAN_KINDS)
@pytest.mark.parametrize("decided", [D(2023, 12, 31), D(2024, 1, 1), D(2025, 6, 1)])
def test_first_reconsideration_is_exactly_articles_14_to_16_since_2024(outcome, organ, decided):
    found = remedies(decided, outcome, organ)
    withheld = OUTCOMES[outcome].withholds or outcome == "partial"
    assert found.reconsideration_first == (decided.year >= 2024 and withheld)
    assert bool(found.routes) == (outcome != "withdrawn")
    assert ("直接" in found.text()) == (bool(found.routes) and not found.reconsideration_first)


def test_a_partial_disclosure_withheld_on_other_grounds_leaves_the_choice():
    assert not remedies(
        D(2024, 3, 1), "partial", "local_department", partial_refusal=False
    ).reconsideration_first


def test_a_choice_of_two_bodies_for_justice_departments():
    assert remedies(D(2024, 3, 1), "disclosed", "judicial_department").labels == (
        "本级人民政府",
        "上一级司法行政部门",
    )


def test_the_last_days_from_the_letter():
    found = remedies(D(2022, 8, 30), "disclosed", "local_department")
    until = found.until(D(2022, 8, 31), CALENDAR)
    assert {kind: period.ends_on for kind, period in until.items()} == {
        "reconsideration": D(2022, 10, 31),
        "direct_suit": D(2023, 2, 28),
    }
    first = remedies(D(2024, 12, 10), "state_secret", "local_department").until(D(2024, 12, 10), CALENDAR)
    assert list(first) == ["reconsideration"]


@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        ((D(2024, 3, 1), "lost", "local_department"), {}, "处理结果“lost”不认识"),
        ((D(2024, 3, 1), "disclosed", "army"), {}, "机关类型“army”不认识"),
        ((D(2024, 3, 1), "disclosed", "vertical"), {"provincial": True}, "省级政府只用于"),
        ((D(2024, 3, 1), "disclosed", "vertical"), {"served_on": D(2024, 2, 1)}, "早于成文日期"),
    ],
)
def test_wrong_questions_are_refused(arguments, options, said):
    with pytest.raises(LawError, match=said):
        remedies(*arguments, **options)


def test_the_organ_answers_in_workdays_since_2024_and_in_days_before():
    assert reconsideration_answer_due(D(2024, 9, 26), "normal", CALENDAR) == D(2024, 10, 15)
    assert reconsideration_answer_due(D(2024, 9, 26), "simple", CALENDAR) == D(2024, 10, 9)
    assert reconsideration_answer_due(D(2022, 9, 26), "normal", CALENDAR) == D(2022, 10, 8)
    assert suit_answer_due(D(2022, 9, 20), CALENDAR) == D(2022, 10, 8)


def test_the_simple_procedure_began_in_2024():
    assert proceeding("simple", D(2024, 1, 1)).value.decision == 30
    with pytest.raises(NotInForce, match="还没有行政复议简易程序"):
        proceeding("simple", D(2023, 12, 31))
    with pytest.raises(LawError, match="复议程序“quick”不认识"):
        proceeding("quick", D(2024, 1, 1))


def test_one_who_was_not_told_has_a_year():
    assert untold_until(D(2024, 2, 29)) == D(2025, 2, 28)


def test_unknown_routes_and_results_are_refused():
    with pytest.raises(LawError, match="救济途径“appeal”不认识"):
        column_of("appeal", "upheld")
    with pytest.raises(LawError, match="行政复议没有“payment”这种结果"):
        column_of("reconsideration", "payment")
