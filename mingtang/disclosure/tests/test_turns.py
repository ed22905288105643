"""轮到谁、到哪一步：任何时候只有一方是当前。"""

from __future__ import annotations

import pytest

from mingtang.disclosure.models import Stage
from mingtang.disclosure.tests.pages import Book, october, sep
from mingtang.disclosure.turns import next_review, stage, turn

SITUATIONS = {
    "filed": (Book("web").filed(), "filed", "clerk"),
    "received": (Book().filed(), "received", "clerk"),
    "examining": (Book().registered(), "examining", "clerk"),
    "waiting_supplement": (Book().registered().ask_supplement(sep(9), sep(30)), "waiting_applicant", "applicant"),
    "waiting_fee": (Book().registered().fee(sep(9), october(14)), "waiting_applicant", "applicant"),
    "submitted": (
        Book().registered().ask_supplement(sep(9), sep(30)).add("supplement_submitted", sep(13)), "waiting_applicant", "clerk",
    ),
    "consulting": (Book().assigned().consult(sep(8)), "consulting", "third_party"),
    "handling": (Book().assigned(), "handling", "section_staff"),
    "drafting": (Book().assigned().opinion(), "drafting", "clerk"),
    "section": (Book().assigned().opinion().draft(sep(9)), "reviewing", "section_staff"),
    "vice": (Book().assigned().draft(sep(9)).review(sep(9), "section"), "reviewing", "vice_leader"),
    "leader": (
        Book().assigned().draft(sep(9)).review(sep(9), "section").review(sep(9), "vice_leader"), "reviewing", "leader",
    ),
    "sending": (Book().assigned().decide(sep(20)), "sending", "clerk"),
    "replied": (Book().assigned().decide(sep(20)).send(sep(20)), "replied", "clerk"),
    "closed": (Book().assigned().decide(sep(20)).send(sep(20)).add("served", sep(22), letter=7), "closed", "none"),
    "withdrawn": (Book().registered().add("withdrawn", sep(8)), "closed", "none"),
    "archived": (
        Book().registered().add("withdrawn", sep(8)).add("archived", sep(9)), "archived", "none",
    ),
    "examined": (
        Book(kind="suggestion").registered().add("examined", sep(8), outcome="publication_adopted"), "closed", "none",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SITUATIONS)
def test_stage_and_holder(name):
    book, expected, holder = SITUATIONS[name]
    assert stage(book.story) == expected
    assert expected in Stage.values
    now = turn(book.story)
    assert now.holder == holder
    assert now.what


def test_only_known_stages_are_left_out():
    assert {expected for _, expected, _ in SITUATIONS.values()} == set(Stage.values)


def test_without_a_section_the_vice_leader_reviews_first():
    book = Book().registered().draft(sep(9))
    assert next_review(book.story) == "vice_leader"
    assert next_review(book.review(sep(9), "vice_leader").story) == "leader"
    assert next_review(Book().registered().story) == ""


def test_the_sentence_names_what_is_waited_for():
    fee = turn(Book().registered().fee(sep(9), october(14)).story)
    assert (fee.what, fee.since) == ("缴纳信息处理费680元", sep(9))
    two = turn(Book().assigned(1, "甲科").assigned(2, "乙科").story)
    assert two.name == "甲科、乙科"
    returned = Book().assigned().decide(sep(20)).send(sep(20)).add("returned_mail", sep(23), letter=7)
    assert turn(returned.story).what == "重新送达被退回的答复书"
    counter = Book().assigned().decide(sep(20)).send(sep(20), "counter")
    assert turn(counter.story).what == "等申请人签收答复书"
