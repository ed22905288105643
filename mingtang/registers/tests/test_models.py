"""登记簿：问得出表二的每个数字，放不进不可能的条目。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from mingtang.organs.tests.factories import make_organ
from mingtang.registers.models import AdministrativeDecision, Charge, ImportBatch, NormativeDocument
from mingtang.registers.tests.conftest import ON
from mingtang.registers.tests.factories import make_charge, make_decision, make_document

pytestmark = pytest.mark.django_db


def numbers(queryset) -> list[str]:
    return sorted(queryset.values_list("number", flat=True))


@pytest.fixture
def documents(home):
    make_document(number="旧", issued_on=date(2019, 5, 1))
    make_document(number="新", issued_on=date(2022, 11, 1), in_force_on=date(2023, 1, 1))
    make_document(number="废", issued_on=date(2018, 1, 1), repealed_on=date(2022, 6, 1))
    make_document(number="期", issued_on=date(2017, 1, 1), expires_on=date(2022, 12, 30))
    make_document(number="误", issued_on=date(2022, 2, 1), annulled_on=ON)
    make_document(number="末日", issued_on=date(2018, 1, 1), repealed_on=date(2022, 12, 31))
    return NormativeDocument.objects


def test_documents_of_a_year(documents):
    assert numbers(documents.issued_in(2022)) == ["新"]
    assert numbers(documents.repealed_in(2022)) == ["废", "末日"]
    assert numbers(documents.in_force_on(date(2022, 12, 31))) == ["旧"]
    assert numbers(documents.in_force_on(date(2022, 12, 30))) == ["旧", "期", "末日"]
    assert numbers(documents.in_force_on(date(2023, 1, 1))) == ["新", "旧"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "有效"),
        ({"in_force_on": date(2022, 10, 25)}, "尚未施行"),
        ({"amended_on": date(2022, 10, 24)}, "已修改"),
        ({"amended_on": date(2022, 10, 25)}, "有效"),
        ({"repealed_on": date(2022, 10, 24)}, "已废止"),
        ({"repealed_on": date(2022, 10, 25)}, "有效"),
        ({"expires_on": date(2022, 10, 24)}, "有效"),
        ({"expires_on": date(2022, 10, 23)}, "失效"),
        ({"expires_on": date(2022, 10, 23), "repealed_on": date(2022, 10, 20)}, "已废止"),
    ],
)
def test_validity_on_a_day(home, values, words):
    assert make_document(**values).validity(ON) == words


def test_decisions_of_a_year(home):
    make_decision(number="一")
    make_decision(number="二", decided_on=date(2023, 1, 1))
    make_decision(number="三", kind="penalty")
    make_decision(number="四", annulled_on=ON)
    assert numbers(AdministrativeDecision.objects.of(home).of_kind("licence").decided_in(2022)) == ["一"]


def test_charges_add_up_to_the_last_fen(home):
    assert Charge.objects.charged_in(2022).total() == Decimal("0.00")
    for amount in ("0.10", "0.20", "0.70", "4999.99"):
        make_charge(amount=Decimal(amount))
    make_charge(amount=Decimal("1"), charged_on=date(2021, 12, 31))
    make_charge(amount=Decimal("1"), annulled_on=ON)
    assert Charge.objects.charged_in(2022).total() == Decimal("5000.99")


def test_entries_of_several_organs(home):
    other, third = make_organ(is_home=False), make_organ(is_home=False)
    for organ in (home, other, third):
        make_charge(organ=organ)
    assert Charge.objects.of([home, other]).count() == 2 and Charge.objects.of(third).count() == 1


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: make_document(kind="licence"),
        lambda: make_document(title=""),
        lambda: make_document(repealed_on=date(2022, 2, 28)),
        lambda: make_document(expires_on=date(2022, 2, 28)),
        lambda: make_document(amended_on=date(2022, 2, 28)),
        lambda: make_decision(kind="charge"),
        lambda: make_decision(matter=""),
        lambda: make_charge(amount=Decimal("-0.01")),
        lambda: make_charge(item=""),
    ],
)
def test_the_database_refuses_the_impossible(home, attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt()


@pytest.mark.parametrize(
    ("make", "values"),
    [
        (make_document, {"number": "楚审规〔2022〕900号"}),
        (make_decision, {"number": "楚审许〔2022〕900号"}),
        (make_charge, {"receipt_number": "900", "item": "同一项目"}),
    ],
)
def test_the_database_keeps_each_entry_once_per_organ(home, make, values):
    make(**values)
    make(organ=make_organ(is_home=False), **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**values)


def test_one_receipt_may_carry_two_items_and_one_number_two_kinds(home):
    make_charge(receipt_number="9", item="甲")
    make_charge(receipt_number="9", item="乙")
    make_decision(number="9", kind="penalty")
    make_decision(number="9", kind="coercion")


def test_an_applied_batch_has_a_day(home):
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportBatch.objects.create(organ=home, kind="licence", state="applied", previewed_on=ON)


def test_names_are_only_ciphertext_in_the_database(home):
    decision = make_decision(subject="罗小满", subject_kind="person")
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, subject_shown FROM registers_administrativedecision")
        [(stored, shown)] = cursor.fetchall()
    assert "罗小满" not in stored and stored.startswith("v1.") and shown == "罗**"
    decision.refresh_from_db()
    assert decision.subject == "罗小满"
