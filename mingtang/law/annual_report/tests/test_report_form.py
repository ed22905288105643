import pytest

from mingtang.law.annual_report import (
    COLUMN_KEYS,
    FORM_2019,
    FORM_2021,
    ROW_KEYS,
    RULES,
    NoForm,
    Place,
    form_for,
    place_name,
    rule,
)
from mingtang.law.annual_report.form import column, row


def test_table_three_has_25_rows_of_7_columns_in_statutory_order():
    expected = "new carried_in granted partial d1 d2 d3 d4 d5 d6 d7 d8 u1 u2 u3 n1 n2 n3 n4 n5 o1 o2 o3 done carried_out"
    assert tuple(expected.split()) == ROW_KEYS
    assert COLUMN_KEYS == ("natural", "enterprise", "research", "welfare", "legal_service", "other", "total")


def test_the_trial_form_has_one_row_for_other_handling():
    keys = [line.key for line in FORM_2019.rows]
    assert len(keys) == 23
    assert "o1" not in keys
    assert FORM_2019.rows[keys.index("o3")].label == "（六）其他处理"
    assert FORM_2019.unverified
    assert not FORM_2019.cite.verified


def test_results_are_the_rows_that_make_the_total():
    assert len(FORM_2021.results) == 21
    assert len(FORM_2019.results) == 19


@pytest.mark.parametrize(("year", "code"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")])
def test_the_year_of_the_report_chooses_the_form(year, code):
    assert form_for(year).code == code


def test_before_2019_there_was_no_form():
    with pytest.raises(NoForm, match="2018年度没有统一"):
        form_for(2018)


def test_every_rule_has_a_citation_a_version_and_a_level():
    assert len(RULES) == 30
    for entry in RULES.values():
        assert entry.cite.instrument
        assert entry.version
        assert entry.level in {"hard", "soft"}


def test_a_table_rule_cites_the_form_of_the_report():
    assert "60号" in rule("R1", FORM_2019).cite.instrument
    assert rule("R1", FORM_2019).version == "2019.1"
    assert rule("R1").version == "2021.1"
    assert rule("N1", FORM_2019) is RULES["N1"]


def test_rows_columns_and_places_have_names():
    assert row("d1").name == "（三）不予公开1.属于国家秘密"
    assert row("new").name == "一、本年新收政府信息公开申请数量"
    assert column("other").label == "其他"
    assert place_name(Place(3)) == "表三"
    assert place_name(Place(3, "done")) == "（七）总计"
    assert place_name(Place(4, "reconsideration", "total")) == "行政复议·总计"
    assert place_name(Place(2, "licences", "decisions")) == "行政许可·本年处理决定数量"
    assert place_name(Place(2, "regulations", "made")) == "规章·本年新制作数量"
