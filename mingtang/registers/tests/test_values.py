"""一格一格：读成什么，读不成时说什么。"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.registers.table.columns import COLUMNS, read_head
from mingtang.registers.table.values import (
    EXCEL_ZERO,
    Unreadable,
    read_amount,
    read_date,
    read_number,
    read_text,
)


@pytest.mark.parametrize(
    "cell",
    [
        date(2022, 1, 5), 44566, "2022-01-05", "2022/1/5", "2022.1.5", "2022年1月5日", "２０２２－０１－０５",
        "20220105", 20220105, "2022-01-05 00:00:00", " 2022 年 1 月 5 日 ",
    ],
)  # fmt: skip
def test_days_as_people_write_them(cell):
    assert read_date(cell) == date(2022, 1, 5)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("去年", "读不出日期：写成 2022-01-05。"),
        ("22-01-05", "读不出日期：写成 2022-01-05。"),
        ("2022-02-30", "日历上没有这一天：核对年月日。"),
        (5, "读不出日期：写成 2022-01-05。"),
        (True, "读不出日期：写成 2022-01-05。"),
        (Decimal("44566.5"), "读不出日期：写成 2022-01-05。"),
        (date(1905, 1, 1), "1905-01-01 不在 1949 年至 2100 年之间：核对年份。"),
        (datetime(2022, 1, 5, 9, 30), "这里只写日期，不写钟点：写成 2022-01-05。"),
    ],
)
def test_days_that_cannot_be_read(cell, sentence):
    with pytest.raises(Unreadable) as caught:
        read_date(cell)
    assert str(caught.value) == sentence


@given(st.dates(date(1949, 10, 1), date(2100, 12, 31)))
def test_every_day_survives_a_spreadsheet(day):
    assert (
        read_date((day - EXCEL_ZERO).days) == day == read_date(day.isoformat()) == read_date(f"{day:%Y%m%d}")
    )
    assert EXCEL_ZERO + timedelta(days=(day - EXCEL_ZERO).days) == day


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        ("1,234.50", "元", "1234.50"),
        ("1，234.5", "元", "1234.50"),
        ("¥1,234,567.89", "元", "1234567.89"),
        ("１２００", "元", "1200.00"),
        ("+3", "元", "3.00"),
        (0, "元", "0.00"),
        (Decimal("0.1"), "元", "0.10"),
        (Decimal("1234.5000000001"), "元", "1234.50"),
        ("0.59", "万元", "5900.00"),
        ("0.59万元", "元", "5900.00"),
        ("5900元", "万元", "5900.00"),
        (Decimal("0.12345"), "万元", "1234.50"),
    ],
)
def test_amounts_as_people_write_them(cell, unit, amount):
    assert read_amount(cell, unit) == Decimal(amount)


@pytest.mark.parametrize(
    ("cell", "unit", "sentence"),
    [
        ("-5", "元", "金额不能是负数：退费用更正办理，不记成负数。"),
        (-5, "元", "金额不能是负数：退费用更正办理，不记成负数。"),
        ("免收", "元", "读不出金额：写成 1234.50。"),
        ("1,23", "元", "读不出金额：写成 1234.50。"),
        ("12.3.4", "元", "读不出金额：写成 1234.50。"),
        (date(2022, 1, 1), "元", "读不出金额：写成 1234.50。"),
        (True, "元", "读不出金额：写成 1234.50。"),
        ("1.005", "元", "金额精确到分：最多写两位小数。"),
        ("999999999", "万元", "金额超过一万亿元：核对金额和单位。"),
    ],
)
def test_amounts_that_cannot_be_read(cell, unit, sentence):
    with pytest.raises(Unreadable) as caught:
        read_amount(cell, unit)
    assert str(caught.value) == sentence


@given(st.decimals(0, 10**10, places=2))
def test_amounts_survive_being_written(amount):
    assert read_amount(f"{amount:,}") == read_amount(amount) == amount


@pytest.mark.parametrize(
    "cell",
    [
        "楚审规[2022]1号",
        "楚审规（2022）1号",
        "楚审规【2022】 1 号",
        "楚审规﹝2022﹞1号",
        "楚审规〔2022〕1号",
        "楚审规［2022］1号",
    ],
)
def test_document_numbers_have_one_form(cell):
    assert read_number(cell, 80) == "楚审规〔2022〕1号"


@pytest.mark.parametrize("cell", [date(2022, 1, 1), Decimal("1.5")])
def test_numbers_a_spreadsheet_has_spoilt(cell):
    with pytest.raises(Unreadable, match="设为文本格式"):
        read_number(cell, 80)


def test_numbers_that_are_only_digits():
    assert read_number(4206220001, 60) == "4206220001"


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ('=HYPERLINK("http://bad.example")', "这一格像公式，登记簿只收文字：改成文字再导入。"),
        (" =1+1", "这一格像公式，登记簿只收文字：改成文字再导入。"),
        ("长" * 11, "超过 10 个字：缩短到 10 个字以内。"),
        (False, "这里要写文字，不是“是/否”。"),
    ],
)
def test_texts_that_cannot_be_taken(cell, sentence):
    with pytest.raises(Unreadable) as caught:
        read_text(cell, 10)
    assert str(caught.value) == sentence


def test_texts_become_one_line():
    assert read_text(" 甲\n乙\t丙\0 ", 10) == "甲 乙 丙"


@given(
    st.one_of(
        st.text(max_size=30), st.integers(), st.decimals(allow_nan=False, allow_infinity=False), st.booleans()
    )
)
def test_any_cell_is_read_or_refused_with_a_sentence(cell):
    for read in (
        read_date,
        read_amount,
        lambda cell: read_text(cell, 20),
        lambda cell: read_number(cell, 20),
    ):
        try:
            read(cell)
        except Unreadable as refusal:
            assert str(refusal).endswith("。")


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("个人", "person"), ("自然人", "person"), ("person", "person"),
        ("企业", "organisation"), ("法人或者其他组织", "organisation"), ("个体工商户", "organisation"),
    ],
)  # fmt: skip
def test_kinds_of_subjects(cell, kind):
    column = next(column for column in COLUMNS["licence"] if column.field == "subject_kind")
    assert column.read(cell, "") == kind


def test_headers_by_alias_with_marks_and_units():
    head = read_head("charge", ["* 票号", "项目 名称", "收费金额（单位：万元）", "缴费日期：", "经手人"])
    assert {header: (column.field, unit) for header, (column, unit) in head.known.items()} == {
        "* 票号": ("receipt_number", ""), "项目 名称": ("item", ""),
        "收费金额（单位：万元）": ("amount", "万元"), "缴费日期：": ("charged_on", ""),
    }  # fmt: skip
    assert head.ignored == ("经手人",) and head.missing == ()


def test_a_title_wins_over_an_alias():
    head = read_head("licence", ["文号", "决定文号", "事项", "决定日期"])
    assert head.known["决定文号"][0].field == "number" and head.ignored == ("文号",)


@pytest.mark.parametrize("kind", COLUMNS)
def test_titles_and_aliases_are_unambiguous(kind):
    names = [name for column in COLUMNS[kind] for name in (column.title, *column.aliases)]
    assert len(names) == len(set(names))


def test_control_characters_are_no_text():
    assert read_text("施工\x01许可\x7f\x85 证\0", 20) == "施工许可 证"
