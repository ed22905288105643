"""What may be typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.search.query import parse
from mingtang.search.query.words import WORDS


@pytest.mark.parametrize(
    ("typed", "words", "without"),
    [
        ("营业执照 办理", ["营业执照", "办理"], []),
        ('"open government"', ["opengovernment"], []),
        ("“信息 公开”指南", ["信息公开", "指南"], []),
        ("营业执照 -遗失", ["营业执照"], ["遗失"]),
        ("营业执照 －“遗失 补领”", ["营业执照"], ["遗失补领"]),
        ("2022-2023 GB-T", ["2022 2023", "gbt"], []),
        ("《中华人民共和国 行政许可法》", ["中华人民共和国行政许可法"], []),
        ('"没有收尾', ["没有收尾"], []),
        ("执照 执照 执照", ["执照"], []),
        ("-", [], []),
        ("。！《》\0\ud800", [], []),
    ],
)
def test_words_phrases_and_exclusions(typed: str, words: list[str], without: list[str]) -> None:
    query = parse(typed)
    assert [word.forms[0] for word in query.words] == words
    assert [word.forms[0] for word in query.without] == without


@given(st.text())
def test_whatever_is_typed_is_a_question(typed: str) -> None:
    query = parse(typed)
    assert len(query.words) <= WORDS and all(form for word in query.words for form in word.forms)


def test_a_long_question_is_cut() -> None:
    assert len(parse("营" * 10_000).words[0].forms[0]) == 100
    assert len(parse(" ".join(chr(0x4E00 + n) for n in range(5000))).words) == WORDS
