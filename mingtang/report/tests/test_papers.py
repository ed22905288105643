"""有案可查：每条要看文书的规则，好的案卷都过，缺一份文书就不过，并且指到那一件。"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingtang.disclosure.models import Case
from mingtang.disclosure.tests.factories import bare_case, person
from mingtang.disclosure.tests.pages import Book, october, sep
from mingtang.law.annual_report.finding import Finding
from mingtang.organs.models import Organ
from mingtang.organs.tests.factories import make_organ
from mingtang.report import papers
from mingtang.report.tables import table3
from mingtang.report.tests.factories import done_case, told_case

pytestmark = pytest.mark.django_db
DEADLINE, PAY_BY, LATE = sep(30), october(14), date(2022, 11, 1)


@pytest.fixture
def organ() -> Organ:
    return make_organ(name="楚江市行政审批局")


def finding(organ: Organ, rule: str, **more) -> Finding:
    (found,) = [each for each in papers.check([organ], 2022, **more) if each.rule == rule]
    return found


def test_an_empty_year_passes_everything(organ):
    found = papers.check([organ], 2022)
    assert sorted(each.rule for each in found) == sorted(
        ["K5", "K6", "K7", "K12", "K13", "K14", "K15", "K16", "K17", "K18"]
    )
    assert not [each.rule for each in found if each.failed]


def supplement(received: date | None = None, deadline: date = DEADLINE) -> Book:
    book = Book().registered().ask_supplement(sep(9), deadline)
    return book.add("supplement_received", received) if received else book


def fee(paid: date | None = None, served: bool = True, pay_by: date = PAY_BY) -> Book:
    book = Book().registered().fee(sep(9), pay_by)
    if served:
        book.add("notice_sent", sep(9), letter=5, code="P12", method="online", tracking="", pay_by=pay_by.isoformat())
    return book.add("paid", paid, amount=680) if paid else book


def heard(answer: str) -> Book:
    return Book().registered().consult(sep(8)).answer(sep(15), answer=answer)


GOOD = {
    "K13": (supplement(), "supplement_lapsed"),
    "K14": (fee(), "fee_unpaid"),
    "K15": (heard("refuse"), "third_party"),
}
BROKEN = {
    "K13": [
        (Book().registered(), "supplement_lapsed"),  # never asked
        (supplement(received=sep(20)), "supplement_lapsed"),  # it did come
        (supplement(deadline=date(2022, 12, 1)), "supplement_lapsed"),  # the time was not over
    ],
    "K14": [
        (Book().registered(), "fee_unpaid"),
        (fee(paid=sep(20)), "fee_unpaid"),
        (fee(pay_by=date(2022, 12, 1)), "fee_unpaid"),
        (fee(served=False), "fee_unpaid"),  # nobody knows when the time to pay began
    ],
    "K15": [
        (Book().registered(), "third_party"),
        (heard("consent"), "third_party"),
        (Book().registered().consult(sep(8)).add("consultation_lapsed", october(10), ref="c1"), "third_party"),
        (Book().registered().consult(sep(8), party="co_maker").answer(sep(15)), "third_party"),
    ],
}


@pytest.mark.parametrize("rule", GOOD)
def test_the_paper_is_there(organ, rule):
    book, outcome = GOOD[rule]
    told_case(organ, Book(pages=list(book.pages)), outcome, LATE)
    found = finding(organ, rule)
    assert not found.failed and found.refs == ()


@pytest.mark.parametrize(("rule", "place"), [(rule, n) for rule, books in BROKEN.items() for n in range(len(books))])
def test_the_paper_is_missing(organ, rule, place):
    book, outcome = BROKEN[rule][place]
    case = told_case(organ, Book(pages=list(book.pages)), outcome, LATE)
    found = finding(organ, rule)
    assert found.failed and found.level == "hard"
    assert found.refs == (case.number,)
    assert found.left == 1 and found.right == 0 and found.sentence.endswith("。")


def test_silence_with_a_weighing_is_a_ground(organ):
    book = Book().registered().consult(sep(8)).add("consultation_lapsed", october(10), ref="c1")
    told_case(organ, book.add("interest_weighed", october(10), ref="c1", reasons="涉及隐私"), "third_party", LATE)
    assert not finding(organ, "K15").failed


def test_k5_and_k7_hold_the_table_of_the_report_against_its_cases(organ):
    done_case(organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    said = table3(organ, 2022)
    assert not finding(organ, "K5", table=said).failed and not finding(organ, "K7", table=said).failed
    bare_case(organ, date(2022, 12, 20))
    fifth, seventh = finding(organ, "K5", table=said), finding(organ, "K7", table=said)
    assert fifth.failed and "结转下年度" in fifth.sentence and "本年新收" in fifth.sentence
    assert seventh.failed and (seventh.left, seventh.right) == (0, 1)
    assert not finding(organ, "K5").failed


def test_k6_one_outcome_falls_into_one_row(organ):
    case = done_case(organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    assert not finding(organ, "K6").failed
    Case.objects.filter(pk=case.pk).update(result_row="partial")
    found = finding(organ, "K6")
    assert found.failed and found.refs == (case.number,)


def test_k12_what_was_paid_is_what_was_asked(organ):
    told_case(organ, fee(paid=sep(20)))
    assert not finding(organ, "K12").failed
    book = Book().registered().fee(sep(9), october(14), amount=100)
    told_case(organ, book.add("paid", sep(20), amount=90))
    found = finding(organ, "K12")
    assert found.failed and (found.left, found.right) == (770, 780)


def test_k12_struck_out_payments_are_not_money(organ):
    told_case(organ, fee(paid=sep(20)).add("voided", sep(21), corrects=5, reason="登错了案件"))
    found = finding(organ, "K12")
    assert not found.failed and found.left == 0


def test_k16_a_repeat_has_an_earlier_case_of_the_same_person(organ):
    who = person()
    first = told_case(organ, Book().registered(), "disclosed", sep(9), applicant=who.save())
    again = told_case(organ, Book(submitted=LATE).registered(LATE), "repeat", LATE, applicant=who.save())
    assert finding(organ, "K16").refs == (again.number,)
    Case.objects.filter(pk=again.pk).update(repeat_of=first)
    assert not finding(organ, "K16").failed
    other = told_case(organ, Book().registered(), "disclosed", sep(9))
    Case.objects.filter(pk=again.pk).update(repeat_of=other)
    assert finding(organ, "K16").failed


def test_k16_two_people_without_a_number_are_not_the_same(organ):
    first = told_case(organ, Book().registered(), "disclosed", sep(9), applicant=person(identity_number="").save())
    told_case(
        organ, Book(submitted=LATE).registered(LATE), "repeat", LATE, applicant=person(identity_number="").save(), repeat_of=first
    )
    assert finding(organ, "K16").failed


def test_k17_an_extension_was_approved(organ):
    told_case(organ, Book().registered().extend(sep(26), sep(27)))
    assert not finding(organ, "K17").failed
    book = Book().registered().add("extension_proposed", sep(26), workdays=10, reason="多").add("extended", sep(27))
    case = told_case(organ, book)
    found = finding(organ, "K17")
    assert found.failed and (found.left, found.right, found.refs) == (2, 1, (case.number,))


def test_k18_a_partial_reply_says_what_is_separated(organ):
    case = done_case(organ, date(2022, 3, 1), "partial", date(2022, 3, 20))
    found = finding(organ, "K18")
    assert found.failed and found.level == "soft" and found.refs == (case.number,)


def test_other_organs_and_years_are_not_looked_at(organ):
    elsewhere = make_organ(is_home=False)
    told_case(elsewhere, Book().registered(), "third_party", LATE)
    told_case(organ, Book(submitted=date(2021, 3, 1)).registered(date(2021, 3, 1)), "third_party", date(2021, 4, 1))
    assert not finding(organ, "K15").failed
    assert finding(elsewhere, "K15").failed


def test_many_cases_cost_no_more_queries(organ, django_assert_max_num_queries):
    for _ in range(4):
        told_case(organ, Book(pages=list(heard("refuse").pages)), "third_party", LATE)
    with django_assert_max_num_queries(60):
        papers.check([organ], 2022)


@pytest.fixture
def many(organ) -> list[Case]:
    return [told_case(organ, Book().registered(), "third_party", LATE) for _ in range(papers.NAMED + 3)]


def test_a_finding_names_the_first_and_counts_the_others(organ, many):
    found = finding(organ, "K15")
    assert found.refs == tuple(case.number for case in many[: papers.NAMED]) and found.unnamed == 3
    assert (found.left, found.right) == (len(many), 0)
    assert list(papers.breaking("K15", [organ], 2022)) == many


def test_cases_are_read_in_portions_and_not_kept(organ, many, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(papers, "AT_ONCE", 3)
    found = papers.breaking("K15", [organ], 2022)
    with django_assert_num_queries(2):  # the cases, and the acts of the first three
        next(found)
    with django_assert_num_queries(2):
        assert len(list(found)) == len(many) - 1


def test_only_what_is_needed_is_read(organ, many):
    with CaptureQueriesContext(connection) as asked:
        finding(organ, "K15")
    told = " ".join(query["sql"] for query in asked)
    assert "description" not in told and "query_code" not in told and '"private"' not in told


def test_k12_names_the_case_that_paid_without_a_notice(organ):
    case = told_case(organ, Book().registered().add("paid", sep(20), amount=100))
    found = finding(organ, "K12")
    assert found.failed and found.refs == (case.number,)
