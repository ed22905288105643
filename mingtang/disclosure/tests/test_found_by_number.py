"""按编号查找：回执上的、申请人念出来的、文书上印的写法，都找到那一件。"""

from __future__ import annotations

import pytest

from mingtang.disclosure import workbench
from mingtang.disclosure.forms.office.filters import search, written
from mingtang.disclosure.models import Case
from mingtang.disclosure.tests.factories import Office, filed, make_office, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.mark.parametrize(
    "words",
    [
        "2022-0008",
        "2022-8",
        "2022－0008",
        "２０２２-８",
        "〔2022〕8号",
        "（2022）8号",
        "[2022]8",
        "楚审依申〔2022〕8号",
        "楚审依申(2022)8号",
        " 楚审依申〔2022〕 8号 ",
    ],
)
def test_every_way_to_write_a_number_finds_the_case(office, words):
    cases = [filed(office) for _ in range(9)]
    found = search(Case.objects.all(), words)
    assert [case.pk for case in found] == [cases[7].pk]
    hits = [hit.meta for hit in workbench.search(office.clerk, words) if hit.kind == "案件"]
    assert len(hits) == 1 and hits[0].startswith(f"{cases[7].number} ")


def test_a_number_of_another_series_is_no_other_case(office):
    case = filed(office)
    assert not search(Case.objects.all(), "楚审更申〔2022〕1号").exists()
    assert not search(Case.objects.all(), "2023-0001").exists()
    assert search(Case.objects.all(), "2022-1").get() == case


def test_a_document_number_in_the_request_is_found(office):
    case = filed(office, description="要楚审〔2021〕5号文件的附件")
    filed(office)
    assert search(Case.objects.all(), "楚审(2021)5号").get() == case


def test_a_number_beside_words_narrows_them(office):
    case, other = filed(office, title="外包合同"), filed(office, title="外包合同")
    assert search(Case.objects.all(), f"外包 {other.receipt_number}").get() == other
    assert not search(Case.objects.all(), f"采购 {case.receipt_number}").exists()


def test_a_letter_is_found_however_its_number_is_typed(office):
    letter = registered(office).letters.get(code="P2")
    typed = letter.number.replace("〔", "(").replace("〕", ")")
    assert written(typed) == letter.number
    assert [hit.title for hit in workbench.search(office.clerk, typed)] == [f"{letter.number} {letter.title}"]
