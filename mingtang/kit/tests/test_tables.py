"""Tables: what goes out is text where it is text, what comes in is read with distrust."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from mingtang.kit import tables
from mingtang.kit.tables import BEYOND, Sheet, TableRefused, read_rows, write_csv, write_xlsx
from mingtang.kit.tables import reading as reading_module
from mingtang.kit.tests import samples

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1", " =1", "\r=1"]


def read(data, name="a.xlsx", **options):
    headers, rows = read_rows(io.BytesIO(data), name, **options)
    return headers, list(rows)


def refused(data, name="a.xlsx", **options):
    with pytest.raises(TableRefused) as caught:
        read(data, name, **options)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    return sentence


def test_a_workbook_has_bold_frozen_headers_and_room_for_its_texts():
    data = write_xlsx(
        [Sheet("案件/2022", ["名称", "数"], [["江北恒通物流有限公司", 1]]), Sheet("空", ["甲"], [], [40])]
    )
    first, second = load_workbook(io.BytesIO(data)).worksheets
    assert (first.title, first.freeze_panes) == ("案件 2022", "A2")
    assert first["A1"].font.bold
    assert not first["A2"].font.bold
    assert first.column_dimensions["A"].width == 22
    assert second.column_dimensions["A"].width == 40


def test_values_come_back_as_they_were():
    row = [
        "文字",
        7,
        Decimal("12.30"),
        date(2022, 9, 28),
        datetime(2022, 9, 28, 9, 30),
        True,
        None,
        time(8, 30),
    ]
    headers = [f"列{n}" for n in range(len(row))]
    _, [(line, back)] = read(write_xlsx([Sheet("表", headers, [row])]))
    assert (line, list(back.values())) == (2, row)
    assert [type(cell) for cell in back.values()] == [type(cell) for cell in row]


def test_moments_are_written_in_local_time():
    moment = datetime(2022, 9, 28, 16, 30, tzinfo=UTC)
    _, [(_, row)] = read(write_xlsx([Sheet("表", ["时间"], [[moment]])]))
    assert row["时间"] == datetime(2022, 9, 29, 0, 30)
    assert "2022-09-29 00:30" in write_csv(["时间"], [[moment]]).decode()


@pytest.mark.parametrize("text", FORMULAS)
def test_text_never_becomes_a_formula(text):
    page = load_workbook(io.BytesIO(write_xlsx([Sheet("表", [text], [[text]])]))).active
    assert page["A1"].data_type == page["A2"].data_type == "s"
    assert page["A2"].quotePrefix
    rows = list(csv.reader(io.StringIO(write_csv([text], [[text]]).decode("utf-8-sig"), newline="")))
    assert all(row[0].startswith("'") for row in rows)


def test_negative_numbers_stay_numbers():
    assert write_csv(["数"], [[-5], [Decimal("-1.5")]]).decode("utf-8-sig").split() == ["数", "-5", "-1.5"]


def test_csv_opens_in_office_programs_with_commas_and_quotes_inside():
    data = write_csv(["名称"], [['甲,"乙"\n丙'], [True], [None], [date(2022, 9, 28)]])
    assert data.startswith(b"\xef\xbb\xbf")
    _, rows = read(data, "a.csv")
    assert [row["名称"] for _, row in rows] == ['甲,"乙"\n丙', "是", "2022-09-28"]


def test_characters_no_file_can_hold_are_dropped():
    _, [(_, row)] = read(write_xlsx([Sheet("表", ["甲"], [["a\x00b\x0bc\ud800"]])]))
    assert row["甲"] == "abc"


def test_no_sheet_at_all_is_still_a_workbook():
    assert load_workbook(io.BytesIO(write_xlsx([]))).sheetnames


def test_rows_may_come_one_by_one():
    rows = ([n] for n in range(1000))
    assert [row["数"] for _, row in read(write_xlsx([Sheet("表", ["数"], rows)]))[1]] == list(range(1000))


CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=8
)


@given(st.lists(CELLS.filter(str.strip), min_size=1, max_size=5))
def test_texts_survive_both_formats(texts):
    expected = [text.strip() for text in texts]
    assert [
        row["甲"] for _, row in read(write_xlsx([Sheet("表", ["甲"], [[t] for t in texts])]))[1]
    ] == expected
    back = [row["甲"] for _, row in read(write_csv(["甲"], [[t] for t in texts]), "a.csv")[1]]
    assert [text.removeprefix("'").strip() for text in back] == [
        text.removeprefix("'").strip() for text in expected
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_of_any_usual_spelling_is_read(encoding, delimiter):
    text = f"名称{delimiter}数量\r\n 楚江市䶮桥 {delimiter}3\r\n"
    assert read(text.encode(encoding), "a.CSV") == (
        ["名称", "数量"],
        [(2, {"名称": "楚江市䶮桥", "数量": "3"})],
    )


def test_line_numbers_are_those_of_the_file():
    data = '\n名称,备注\n甲,"两\n行"\n\n,\n乙,x\n'.encode()
    assert [(line, row["名称"]) for line, row in read(data, "a.csv")[1]] == [(3, "甲"), (7, "乙")]
    book = samples.xlsx([(), ("名称",), ("甲",), (), ("乙",)])
    assert [(line, row["名称"]) for line, row in read(book)[1]] == [(3, "甲"), (5, "乙")]


def test_short_lines_are_filled_and_long_ones_keep_what_is_beyond():
    _, rows = read("甲,乙\n1\n1,2,3,,4\n".encode(), "a.csv")
    assert rows == [(2, {"甲": "1", "乙": None}), (3, {"甲": "1", "乙": "2", BEYOND: "3；4"})]


def test_headers_are_tidied():
    assert read(samples.xlsx([(" 许可\n名称 ", 2022, None), ("a", 1, None)]))[0] == ["许可 名称", "2022"]


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([], "空"),
        ([("甲", None, "乙")], "第 2 列没有列名"),
        ([("甲", "甲 ")], "“甲”出现两次"),
        ([tuple(f"列{n}" for n in range(300))], "200 列"),
        ([("甲",), *[("x",)] * 60], "超过 50 行"),
    ],
)
def test_tables_of_a_wrong_shape_are_refused(rows, word):
    assert word in refused(samples.xlsx(rows), most_rows=50)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.xls", samples.ole("Workbook"), "XLSX 和 CSV"),
        ("a.xlsx", b"PK\x03\x04 broken", "另存"),
        ("a.xlsx", samples.docx(), "不是 Excel"),
        ("a.xlsx", b"", "空"),
        ("a.csv", b"", "空"),
        ("a.csv", b"\xff\xfe\xff", "编码"),
        ("a.csv", b"a,b\0", "编码"),
        ("a.csv", b'a\n"x"y\n', "第 2 行的引号"),
        ("a.csv", b'a\nx\n"never closed\n', "第 3 行的引号"),
        ("a.csv", b"a\n" + b"x" * 40_000, "第 2 行有一格超过"),
        ("a.csv", b"a\n" + b"x" * 200_000, "第 2 行"),
    ],
)
def test_files_that_are_no_tables_are_refused(name, data, word):
    assert word in refused(data, name)


def test_too_large_files_are_refused():
    assert "超过 1 KB" in refused(b"a" * 2000, "a.csv", limit=1500)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "entries",
    [
        {"xl/vbaProject.bin": b"x"},
        {SHEET: b'<!DOCTYPE a [<!ENTITY x "y">]><worksheet/>'},
        {SHEET: b"<worksheet><sheetData><row"},
        {SHEET: b""},
        {"xl/workbook.xml": b"<workbook/>"},
        {"xl/sharedStrings.xml": bytes(5 * 1024 * 1024)},
        {"xl/styles.xml": b"<nonsense>"},
    ],
)
def test_hostile_and_broken_workbooks_are_refused(entries):
    refused(samples.with_entries(samples.xlsx(), entries))


NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_with(cells):
    page = (
        f'<worksheet {NAMESPACE}><dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData></worksheet>'
    )
    return samples.with_entries(samples.xlsx(), {SHEET: page.encode()})


def test_a_workbook_that_claims_to_be_endless_is_read_as_it_is():
    data = sheet_with(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    )
    assert read(data) == (["甲"], [(2, {"甲": 1})])


def test_a_gap_of_a_million_rows_is_refused():
    data = sheet_with(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    )
    assert "行" in refused(data, most_rows=1000)


def test_formulas_in_a_workbook_are_not_calculated_nor_read():
    _, rows = read(samples.xlsx([("甲", "乙"), ("=1+1", 3)]))
    assert rows == [(2, {"甲": None, "乙": 3})]


def test_the_limits_are_those_of_the_room():
    assert reading_module.LIMIT == 10 * 1024 * 1024
    assert zipfile.is_zipfile(io.BytesIO(tables.write_xlsx([])))
