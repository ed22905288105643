"""Suggestions, other spellings, ways out of an empty answer."""

from datetime import date

import pytest
from django.db import connection

from mingtang.kit.db import writing
from mingtang.search import index
from mingtang.search.index import Document
from mingtang.search.models import Asked
from mingtang.search.query import did_you_mean, find, loosen, marked, remember, suggest
from mingtang.search.query.spelling import distance, nearest
from mingtang.search.tests.samples import GUIDE, OLD, fill

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents(db: None) -> None:
    fill()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("营业执造", "营业执照"), ("营业照", "营业执照"), ("营业营执照", "营业执照"), ("营执业照", "营业执照"), ("楚江 营业执造", "楚江 营业执照"),
        ("办理指难 -遗失", "办理指南 -遗失"), ("12345热钱", "12345热线"), ("营业执照", None), ("预祘", None), ("完全没有的话", None),
        ("楚审批〔2022〕6号", None), ("", None), ("。", None),
    ],
)  # fmt: skip
def test_another_spelling(typed: str, meant: str | None) -> None:
    assert did_you_mean(typed) == meant
    assert find(typed).did_you_mean == meant


def test_the_spelling_that_most_titles_have_is_offered() -> None:
    titles = ["营业执照", "营业执法", "营业执照年检"]
    assert nearest("营业执造", titles) == ("营业执照", 2)
    assert [
        distance("营业执照", other) for other in ("营业执照", "营业执造", "营业照", "营执业照", "行政处罚")
    ] == [0, 1, 1, 1, 4]


def test_titles_are_suggested_those_that_begin_so_first() -> None:
    assert [each.text for each in suggest("楚江市")] == [OLD.title, GUIDE.title]
    assert suggest("楚江市")[0].url == "/files/2"
    assert [each.text for each in suggest("楚")] == [OLD.title, GUIDE.title]
    assert suggest("12345热")[0].kind == "news"
    assert suggest("楚江市", limit=1)[0].text == OLD.title
    assert suggest("") == suggest("。") == suggest("\0") == suggest("%") == suggest("楚江市", limit=0) == []


def test_a_question_is_suggested_from_its_third_time_on() -> None:
    for _ in range(2):
        remember("营业执照 补领", 1)
    assert suggest("营业执照补")[0:] == [] or suggest("营业执照补")[0].kind != "question"
    assert Asked.objects.get().text == ""
    remember("营业执照  补领", 1)
    offered = suggest("营业执照")[0]
    assert (offered.text, offered.url, offered.kind) == ("营业执照 补领", None, "question")
    with writing():
        index.clear("file")
    assert suggest("营业执照") == []  # it would find nothing now


@pytest.mark.parametrize(
    "words", ["13812345678", "42060119900101123X", "王静文 13812345678", "长" * 31, "。", ""]
)
def test_what_may_be_personal_is_not_remembered(words: str) -> None:
    for _ in range(4):
        remember(words, 5)
    assert not Asked.objects.exists()


def test_what_found_nothing_is_not_remembered() -> None:
    remember("营业执照", 0)
    assert not Asked.objects.exists()


def test_ways_out_of_an_empty_answer_lead_somewhere() -> None:
    filters = {"channels": ["news"], "since": date(2020, 1, 1), "sort": "time", "page": 3}
    offers = loosen("补领", filters)
    assert [label for label, _ in offers] == ["不限栏目（1 条）", "去掉全部筛选（1 条）"]
    for _, asked in offers:
        assert find(**asked).total == 1
    assert offers[0][1] == {"words": "补领", "since": date(2020, 1, 1), "sort": "time"}


def test_a_word_less_is_offered() -> None:
    offers = loosen("营业执照 “一号 响应” 没有的词", {})
    assert [(label, asked["words"]) for label, asked in offers] == [
        ("去掉“没有的词”（1 条）", '营业执照 "一号 响应"'),
        ("只查“营业执照”（3 条）", "营业执照"),
        ("只查“一号 响应”（1 条）", '"一号 响应"'),
    ]
    assert loosen("没有的词", {}) == loosen("", {}) == []


def test_words_go_with_filters_when_nothing_else_helps() -> None:
    offers = loosen("补领 没有的词", {"channels": ["news"]})
    assert offers == [("去掉“没有的词”和全部筛选（1 条）", {"words": "补领"})]


def test_marks_are_pieces_never_markup() -> None:
    pieces = marked("<b>营业·执照</b>和营业执照", ["营业执照"])
    assert pieces == [("<b>", False), ("营业·执照", True), ("</b>和", False), ("营业执照", True)]


def test_questions_read_and_do_not_write() -> None:
    with connection.execute_wrapper(_only_reading):
        find("营业执造")
        suggest("营业")
        loosen("补领 没有", {"channels": ["x"]})


def _only_reading(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
    assert not sql.lstrip("( ").upper().startswith(("INSERT", "UPDATE", "DELETE")), sql
    return execute(sql, params, many, context)


def test_documents_of_other_kinds_do_not_matter() -> None:
    fill(Document("x", "1", "别的"))
    assert find("别的", kinds=["file"]).facets["kind"] == [("x", "x", 1)]
