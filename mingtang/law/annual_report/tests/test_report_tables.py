from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.law.annual_report import (
    APPLICANTS,
    ROW_KEYS,
    Documents,
    Figures,
    Table2,
    Table3,
    Table4,
    TrialTable2,
)
from mingtang.law.annual_report.tables import number
from mingtang.law.annual_report.tests.examples import FIGURES, TABLE2, TABLE3, TABLE4

TRIAL = TrialTable2(
    {
        "regulations": (1, 1, 9),
        "normative_documents": (2, 2, 30),
        "licences": (8, -4, 93),
        "other_services": (0, 0, 0),
        "penalties": (90, 0, 22),
        "compulsory_measures": (4, 0, None),
        "fees": (0, 0),
        "procurement": (6, Decimal("25.1")),
    }
)


def test_table_two_as_lists_and_as_json():
    assert Table2.from_lists(TABLE2.to_lists()) == TABLE2
    assert Table2.from_dict(TABLE2.to_dict()) == TABLE2
    assert TABLE2.to_dict() == {
        "regulations": {"issued": 1, "repealed": 0, "in_force": 4},
        "normative_documents": {"issued": 3, "repealed": 2, "in_force": 20},
        "licences": 965,
        "penalties": 12,
        "compulsory_measures": 1,
        "fees_wan": 0.59,
    }


def test_amounts_as_json():
    assert number(Decimal("3.00")) == 3
    assert isinstance(number(Decimal("3.00")), int)
    assert number(Decimal("0.59")) == 0.59
    assert number(None) is None
    assert number(7) == 7


@pytest.mark.parametrize(
    "lists",
    [
        [[0, 0, 0], [0, 0], [0], [0], [0], [0]],
        [[0, 0, 0], [0, 0, 0], ["1"], [0], [0], [0]],
        [[0, 0, 0], [0, 0, 0], [True], [0], [0], [0]],
    ],
)
def test_table_two_of_a_wrong_shape_is_refused(lists):
    with pytest.raises(ValueError, match=r"表二应当是六行|应当是整数"):
        Table2.from_lists(lists)


def test_table_two_rolls_up_and_keeps_unread_cells_unread():
    total = TABLE2 + TABLE2
    assert total.regulations == Documents(2, 0, 8)
    assert total.fees_wan == Decimal("1.18")
    unread = Table2.from_lists([[None, 0, 0], [0, 0, 0], [1], [0], [0], [None]])
    assert (TABLE2 + unread).regulations.issued is None
    assert (TABLE2 + unread).fees_wan is None
    assert (TABLE2 + unread).licences == 966


def test_the_trial_table_two():
    assert TRIAL.get("licences", "change") == -4
    assert TRIAL.to_dict()["procurement"] == {"projects": 6, "amount": 25.1}
    assert TRIAL.to_dict()["compulsory_measures"] == {"last_year": 4, "change": 0, "decisions": None}
    with pytest.raises(ValueError, match="试行格式不符"):
        TrialTable2({"regulations": (1, 1)})


def test_table_three_adds_up_what_was_counted():
    assert TABLE3.cell("done") == 46
    assert TABLE3.cell("done", "natural") == 39
    assert TABLE3.row("new") == (40, 6, 0, 0, 2, 0, 48)
    assert TABLE3.total(("d4", "d6")) == 3
    assert Table3.from_lists(TABLE3.to_lists()) == TABLE3


@pytest.mark.parametrize("key", [("done", "natural"), ("new", "total"), ("d9", "natural")])
def test_totals_are_never_counted_by_hand(key):
    with pytest.raises(KeyError, match="没有这样的行或列"):
        Table3.of({key: 1})


@pytest.mark.parametrize("lists", [[[0] * 7] * 24, [[0] * 6] * 25])
def test_table_three_of_a_wrong_shape_is_refused(lists):
    with pytest.raises(ValueError, match="25行7列"):
        Table3.from_lists(lists)


def test_table_four():
    assert TABLE4.cell("reconsideration") == 3
    assert TABLE4.group("direct_suit") == (0, 0, 1, 0, 1)
    assert Table4.from_lists(TABLE4.to_lists()) == TABLE4
    assert (TABLE4 + TABLE4).cell("reconsideration", "pending") == 2
    with pytest.raises(KeyError, match="没有这样的格子"):
        Table4.of({("reconsideration", "total"): 1})


def test_organs_roll_up_into_a_government():
    total = FIGURES + FIGURES
    assert total.table3 is not None
    assert total.table3.cell("new") == 96


@pytest.mark.parametrize(
    "other",
    [
        Figures(TRIAL, TABLE3, TABLE4),
        Figures(TABLE2, None, TABLE4),
        Figures(TABLE2, TABLE3, None),
        Figures(TABLE2, TABLE3, TABLE4, form_code="2019"),
    ],
)
def test_incomplete_or_old_reports_do_not_roll_up(other):
    with pytest.raises(ValueError, match="可以汇总"):
        FIGURES + other


rows = st.sampled_from([key for key in ROW_KEYS if key != "done"])
counts = st.dictionaries(st.tuples(rows, st.sampled_from(APPLICANTS)), st.integers(0, 10**6))


@given(counts, counts)
def test_rolling_up_is_counting_together(one, two):
    together = {key: one.get(key, 0) + two.get(key, 0) for key in {*one, *two}}
    assert Table3.of(one) + Table3.of(two) == Table3.of(together)
