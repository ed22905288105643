"""表二：数字从登记簿来，地址打开的正是那些行。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mingtang.organs.tests.factories import make_organ
from mingtang.registers.figures import DocumentFigures, in_wan, table_two
from mingtang.registers.tests.factories import make_charge, make_decision, make_document


@pytest.mark.django_db
def test_table_two_of_one_organ_and_of_several(home):
    other = make_organ(is_home=False)
    make_document(organ=home)
    make_document(organ=other, kind="regulation", issued_on=date(2020, 1, 1), repealed_on=date(2022, 1, 1))
    make_decision(organ=home, kind="penalty")
    make_decision(organ=other)
    make_charge(organ=home, amount=Decimal("5900"))
    one, both = table_two(home, 2022), table_two([home, other], 2022)
    assert one.documents == {
        "regulation": DocumentFigures(0, 0, 0), "normative_document": DocumentFigures(1, 0, 1),
    }  # fmt: skip
    assert one.decisions == {"licence": 0, "penalty": 1, "coercion": 0}
    assert both.documents["regulation"] == DocumentFigures(0, 1, 0)
    assert both.decisions == {"licence": 1, "penalty": 1, "coercion": 0}
    assert (one.charged, one.charged_wan) == (Decimal("5900"), Decimal("0.59"))


@pytest.mark.django_db
def test_an_empty_register_gives_zeros(home):
    table = table_two(home, 2022)
    assert table.charged_wan == 0 and set(table.decisions.values()) == {0}


def test_wan_is_rounded_half_up():
    assert in_wan(Decimal("50")) == Decimal("0.01") and in_wan(Decimal("49.99")) == Decimal("0.00")
    assert in_wan(Decimal("5912.50"), "0.0001") == Decimal("0.5913")
