"""处理结果和文书：各表互相对得上。"""

import pytest

from mingtang.law.disputes import (
    PROCEEDINGS,
    RECONSIDERATION_RESULTS,
    ROUTES,
    SUIT_RESULTS,
    column_of,
    counts_in_table_four,
)
from mingtang.law.letters import COMMON_FIELDS, LETTERS
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.people import LEFT_TO_PEOPLE, question
from mingtang.law.proactive import CATALOGUE_FIELDS, GUIDE_FIELDS, ITEMS

RESULT_ROWS = [
    "granted",
    "partial",
    "d1",
    "d2",
    "d3",
    "d4",
    "d5",
    "d6",
    "d7",
    "d8",
    "u1",
    "u2",
    "u3",
    "n1",
    "n2",
    "n3",
    "n4",
    "n5",
    "o1",
    "o2",
    "o3",
]
CODES = [
    "disclosed",
    "already_public",
    "partial",
    "state_secret",
    "barred_by_law",
    "security_stability",
    "third_party",
    "internal_affairs",
    "process_information",
    "enforcement_file",
    "special_access",
    "not_held",
    "not_responsible",
    "must_be_made",
    "unclear_after_supplement",
    "petition",
    "repeat",
    "publication",
    "abusive_volume",
    "reissue",
    "supplement_lapsed",
    "fee_unpaid",
    "withdrawn",
    "not_government_information",
    "other",
]


def test_every_outcome_lands_in_one_row_and_no_row_is_without_an_outcome():
    assert list(OUTCOMES) == CODES
    assert {outcome.row for outcome in OUTCOMES.values()} == set(RESULT_ROWS)


def test_every_outcome_has_an_article_and_its_letter():
    for outcome in OUTCOMES.values():
        assert outcome.articles
        assert outcome.letter in LETTERS or not outcome.final
        assert outcome.final == (outcome.code != "withdrawn")


def test_letters_are_p_and_d():
    assert [code for code in LETTERS if code.startswith("D")] == [f"D{n}" for n in range(1, 23)]
    for letter in LETTERS.values():
        assert letter.title and letter.cites and letter.fields
        assert letter.remedy == (letter.code.startswith("D") or letter.code == "P9")
    assert "成文日期" in COMMON_FIELDS


def test_only_articles_14_to_16_withhold():
    withheld = {code: outcome.refusal for code, outcome in OUTCOMES.items() if outcome.withholds}
    assert withheld == {
        "state_secret": 14,
        "barred_by_law": 14,
        "security_stability": 14,
        "third_party": 15,
        "internal_affairs": 16,
        "process_information": 16,
        "enforcement_file": 16,
    }


@pytest.mark.parametrize("code", RECONSIDERATION_RESULTS)
def test_results_of_reconsideration_have_a_column(code):
    assert column_of("reconsideration", code) in {"upheld", "corrected", "other"}


@pytest.mark.parametrize("code", SUIT_RESULTS)
def test_results_of_suits_have_a_column(code):
    assert column_of("direct_suit", code) == column_of("suit_after_reconsideration", code)


def test_a_co_defendant_does_not_count():
    assert counts_in_table_four(own_act=True) and not counts_in_table_four(own_act=False)
    assert set(ROUTES) == {"reconsideration", "direct_suit", "suit_after_reconsideration"}
    assert set(PROCEEDINGS) == {"normal", "simple"}


def test_what_is_left_to_people_is_asked_with_its_article():
    assert len({item.code for item in LEFT_TO_PEOPLE}) == len(LEFT_TO_PEOPLE)
    assert question("severable").cite.article == "第三十七条"
    with pytest.raises(KeyError):
        question("colour")


def test_the_catalogue_of_proactive_disclosure():
    assert [item.number for item in ITEMS] == list(range(1, 16))
    assert len(GUIDE_FIELDS) == 9 and len(CATALOGUE_FIELDS) == 4
