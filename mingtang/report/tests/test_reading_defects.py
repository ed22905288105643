"""Defects planted in published reports: each is found, named, and nothing is guessed around it."""

from dataclasses import replace

import pytest

from mingtang.law.annual_report import Place, Table2
from mingtang.report.reading import Unreadable, read
from mingtang.report.tests.published.render import (
    LAYOUTS,
    docx,
    html_cells_in_tables,
    html_plain,
    html_table,
    table3,
    text_cells,
    text_rows,
    xlsx,
)
from mingtang.report.tests.published.sample import FIGURES, SAMPLE, TITLE

EVERY = pytest.mark.parametrize("layout", LAYOUTS)
FEW = pytest.mark.parametrize("layout", ["html_word", "text_cells", "text_spaces", "docx", "xlsx"])
BOUNDED = pytest.mark.parametrize(
    "layout", ["html_plain", "html_word", "html_layout", "docx", "xlsx", "text_tabs", "text_bars"]
)


def rules(report, previous=None) -> set[str]:
    return {finding.rule for finding in report.findings(previous)}


def finding(report, rule, previous=None):
    (found,) = [item for item in report.findings(previous) if item.rule == rule]
    return found


@FEW
@pytest.mark.parametrize(
    ("table", "row", "column", "text", "expected"),
    [
        (3, "carried_out", "total", "2", {"R1", "R3", "R6"}),
        (3, "done", "natural", "13", {"R1", "R2", "R3"}),
        (3, "granted", "natural", "7", {"R2", "R3"}),
        (3, "d1", "total", "5", {"R2", "R3"}),
        (4, "direct_suit", "total", "3", {"R5", "R6"}),
        (2, "licences", "decisions", "956", {"R6"}),
        (2, "fees_wan", "amount", "0.95", {"R6"}),
        (3, "n2", "other", "-1", {"R2", "R3", "R9"}),
    ],
)
def test_a_wrong_cell(layout, table, row, column, text, expected):
    assert rules(read(LAYOUTS[layout](SAMPLE.writing(table, row, column, text)))) == expected


@FEW
@pytest.mark.parametrize("text", ["/", "—", "无"])
def test_a_mark_instead_of_a_number_is_reported_and_not_read(layout, text):
    report = read(LAYOUTS[layout](SAMPLE.writing(3, "d3", "research", text)))
    found = finding(report, "R9")
    assert found.where == (Place(3, "d3", "research"),)
    assert (found.level, found.left) == ("hard", text)
    assert report.figures.table3 is not None
    assert report.figures.table3.cell("d3", "research") is None
    assert rules(report) == {"R9"}


@BOUNDED
def test_a_blank_cell_is_reported_and_not_read(layout):
    report = read(LAYOUTS[layout](SAMPLE.writing(3, "d3", "research", "")))
    found = finding(report, "R9")
    assert found.where == (Place(3, "d3", "research"),)
    assert "是空白" in found.sentence
    assert report.figures.table3 is not None
    assert report.figures.table3.row("d3") == (0, 0, None, 0, 0, 0, 0)


@pytest.mark.parametrize("render", [text_cells, text_rows(" ")])
def test_where_blank_cells_leave_no_trace_the_whole_row_is_unread(render):
    report = read(render(SAMPLE.writing(3, "d3", "research", "")))
    found = finding(report, "R9")
    assert found.where == (Place(3, "d3"),)
    assert "只读到6格，应当是7格" in found.sentence
    assert report.figures.table3 is not None
    assert report.figures.table3.row("d3") == (None,) * 7
    assert report.unread == (found.sentence,)


@pytest.mark.parametrize("text", ["约5", "1.5", "五", "5-6", "12,34"])
def test_what_is_not_an_integer_is_not_read(text):
    report = read(html_plain(SAMPLE.writing(3, "d3", "research", text)))
    assert finding(report, "R9").left == text
    assert report.figures.table3 is not None
    assert report.figures.table3.cell("d3", "research") is None


def test_blank_and_marked_cells_of_tables_two_and_four():
    sample = (
        SAMPLE.writing(2, "regulations", "issued", "/")
        .writing(2, "fees_wan", "amount", "无")
        .writing(4, "direct_suit", "total", "")
    )
    report = read(html_plain(sample))
    assert isinstance(report.figures.table2, Table2)
    assert report.figures.table2.regulations.issued is None
    assert report.figures.table2.fees_wan is None
    assert report.figures.table4 is not None
    assert report.figures.table4.cell("direct_suit") is None
    assert len([item for item in report.findings() if item.rule == "R9"]) == 3


@EVERY
def test_a_missing_row_of_table_three(layout):
    sample = SAMPLE
    report = read(_without_row(layout, sample, "2.重复申请"))
    found = finding(report, "R9")
    assert found.where == (Place(3, "n2"),)
    assert "没有读到“（五）不予处理2.重复申请”一行" in found.sentence
    assert report.figures.table3 is not None
    assert report.figures.table3.row("n2") == (None,) * 7
    assert report.figures.table3.row("n3") == (0,) * 7


def _without_row(layout: str, sample, label: str) -> bytes:
    """The layout with the label of one row replaced by words the form does not have."""
    import mingtang.law.annual_report.form as form

    original = form.FORM_2021.rows
    rows = tuple(replace(row, label="2.其他情形说明") if row.label == label else row for row in original)
    object.__setattr__(form.FORM_2021, "rows", rows)
    try:
        return LAYOUTS[layout](sample)
    finally:
        object.__setattr__(form.FORM_2021, "rows", original)


def test_a_row_too_short_and_a_row_too_long():
    page = html_plain(SAMPLE).decode()
    row = "<td>5.属于三类内部事务信息</td>" + "<td>0</td>" * 7
    for cells, words in ((6, "只读到6格"), (8, "读到8格")):
        report = read(page.replace(row, "<td>5.属于三类内部事务信息</td>" + "<td>0</td>" * cells).encode())
        assert words in finding(report, "R9").sentence


def test_blanks_that_cannot_be_aligned_are_not_guessed():
    page = html_plain(SAMPLE).decode()
    row = "<td>5.属于三类内部事务信息</td>" + "<td>0</td>" * 7
    cells = "<td></td>" + "<td>0</td>" * 6 + "<td></td>"
    report = read(page.replace(row, f"<td>5.属于三类内部事务信息</td>{cells}").encode())
    assert "空白格的位置对不上列" in finding(report, "R9").sentence


def test_surplus_blank_cells_do_no_harm():
    page = html_plain(SAMPLE).decode()
    row = "<td>1.本机关不掌握相关政府信息</td><td>4</td>"
    assert row in page
    report = read(page.replace(row, "<td>1.本机关不掌握相关政府信息</td><td></td><td>4</td>").encode())
    assert report.findings() == ()


def test_a_row_that_comes_twice_with_other_numbers():
    rows = table3(SAMPLE)
    extra = [*rows[:6], [("（一）予以公开", 2, 1), *[("9", 1, 1)] * 7], *rows[6:]]
    report = read(html_plain(SAMPLE).replace(html_table(rows).encode(), html_table(extra).encode()))
    assert "出现两次而且数字不同" in finding(report, "R9").sentence
    assert report.figures.table3 is not None
    assert report.figures.table3.cell("granted") is None


def test_the_same_table_twice_is_read_once():
    table = html_table(table3(SAMPLE)).encode()
    assert read(html_plain(SAMPLE).replace(table, table + table)).findings() == ()


def test_a_second_report_in_the_file_is_named():
    other = html_plain(SAMPLE.writing(3, "new", "natural", "99"))
    report = read(html_plain(SAMPLE) + other)
    assert report.figures.table3 == FIGURES.table3
    assert "另一份表三" in report.unread[0]


def test_columns_of_table_three_in_another_order_are_not_guessed():
    page = (
        html_plain(SAMPLE)
        .decode()
        .replace("<td>商业企业</td><td>科研机构</td>", "<td>科研机构</td><td>商业企业</td>")
    )
    report = read(page.encode())
    assert "各列的次序与统一格式不同" in finding(report, "R9").sentence
    assert report.figures.table3 is not None
    assert report.figures.table3.cell("new") is None


def test_columns_of_table_four_in_another_order_are_not_guessed():
    page = (
        html_plain(SAMPLE)
        .decode()
        .replace("<td>结果维持</td><td>结果纠正</td>", "<td>结果纠正</td><td>结果维持</td>")
    )
    report = read(page.encode())
    assert "表四各列的次序与统一格式不同" in finding(report, "R9").sentence


def test_an_incomplete_table_four():
    page = html_plain(SAMPLE).decode()
    report = read(
        page.replace("<tr>" + "<td>0</td>" * 15 + "</tr>", "<tr>" + "<td>0</td>" * 14 + "</tr>").encode()
    )
    assert "表四读到14格，应当是15格" in finding(report, "R9").sentence
    assert report.figures.table4 is not None
    assert report.figures.table4.to_lists() == [[None] * 5] * 3


@pytest.mark.parametrize(("number", "word"), [(2, "第二十条"), (3, "勾稽"), (4, "复议后起诉")])
def test_a_missing_table_is_named(number, word):
    page = html_plain(SAMPLE).decode()
    tables = page.split("<table")
    kept = [part for part in tables[1:] if word not in part]
    assert len(kept) == 2
    for part in tables[1:]:
        if word in part:
            page = page.replace("<table" + part.split("</table>")[0] + "</table>", "")
    report = read(page.encode())
    assert "没有找到表" + "零一二三四"[number] in finding(report, "R9").sentence
    assert report.findings()[0].level == "hard"


def test_a_row_of_table_two_is_missing_or_short():
    page = html_plain(SAMPLE).decode()
    short = page.replace("<td>规章</td><td>0</td><td>0</td><td>0</td>", "<td>规章</td><td>0</td>")
    assert "“规章”一行只读到1格，应当是3格" in finding(read(short.encode()), "R9").sentence
    missing = page.replace("<td>行政强制</td>", "<td>其他</td>")
    assert "没有读到“行政强制”一行" in finding(read(missing.encode()), "R9").sentence


def test_a_formula_without_a_value_is_reported():
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(xlsx(SAMPLE)))
    sheet = book["表三"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 14)
    cell.value = "=SUM(D4:I4)"
    buffer = BytesIO()
    book.save(buffer)
    assert finding(read(buffer.getvalue()), "R9").left == "公式"


@FEW
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("全年共收到政府信息公开申请14件", "全年共收到政府信息公开申请15件"),
        ("已办结13件", "已办结12件"),
        ("1件结转下年度", "2件结转下年度"),
        ("处理行政许可965件", "处理行政许可956件"),
        ("行政处罚0件", "行政处罚3件"),
        ("行政规范性文件0件", "行政规范性文件2件"),
        ("收费0.59万元", "收费0.95万元"),
        ("没有发生因政府信息公开引起的行政复议和行政诉讼", "发生政府信息公开行政复议1件"),
        ("全年共收到政府信息公开申请14件", "全年共收到政府信息公开申请十五件"),
    ],
)
def test_a_wrong_number_in_the_text_is_hard(layout, old, new):
    report = read(LAYOUTS[layout](SAMPLE.saying(old, new)))
    assert rules(report) == {"R6"}
    assert all(item.level == "hard" for item in report.findings())


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("（4件主办，3件会办）", "（4件主办，2件会办）", "N6"),
        ("没有发出收费通知，没有收取信息处理费", "各项工作有序", "N4"),
        ("（五）监督保障。公开工作列入科室年度考核，组织业务培训2次，共96人次参加。", "", "N2"),
        ("下一步将把解读与文件同步起草、同步发布，每季度检查一次。", "", "N3"),
    ],
)
def test_soft_findings(old, new, rule):
    sample = SAMPLE.saying(old, new)
    if rule == "N3":
        sample = sample.saying(
            "“栏目更新不及时”问题，已经按栏目定了责任科室和更新周期，全部整改到位。", "栏目更新不及时。"
        )
    report = read(html_plain(sample))
    assert rules(report) == {rule}
    assert finding(report, rule).level == "soft"


def test_missing_sections_are_soft():
    page = html_plain(SAMPLE).decode().replace("五、存在的主要问题及改进情况", "")
    assert rules(read(page.encode())) == {"N1"}


def test_last_years_report():
    last = replace(
        SAMPLE,
        title=TITLE.replace("2022", "2021"),
        texts=("2021年的各项情况另见说明。",) * 6,
    )
    previous = read(docx(last))
    report = read(html_plain(SAMPLE))
    found = [item for item in report.findings(previous) if item.rule == "R4"]
    assert [(item.left, item.right) for item in found] == [(0, 1), (0, 1)]
    assert "P1" not in rules(report, previous)
    assert "P1" in rules(report, report)


@pytest.mark.parametrize("render", [html_cells_in_tables, html_plain])
def test_a_file_without_any_of_the_tables_is_refused(render):
    page = render(SAMPLE).decode().replace("<table", "<div").replace("<td", "<img").replace("</td>", "")
    words = page.split("<body>")[0] + "<body><p>没有表格的网页</p></body></html>"
    with pytest.raises(Unreadable, match="没有找到年度报告的表二、表三、表四"):
        read(words.encode())


def test_a_mention_of_the_rows_is_no_table():
    with pytest.raises(Unreadable):
        read("本年新收政府信息公开申请数量\n1\n2\n3\n4\n5\n6\n7\n".encode())


def test_a_head_of_table_two_without_rows_is_no_table():
    report = read(
        html_plain(SAMPLE).decode().split("<h2>二、")[0].encode()
        + b"<p>\xe6\x9c\xac\xe5\xb9\xb4\xe5\x88\xb6\xe5\x8f\x91\xe4\xbb\xb6\xe6\x95\xb0</p>"
        + html_table(table3(SAMPLE)).encode()
    )
    assert report.figures.table2 is None
    assert report.figures.table4 is None


def test_a_last_row_missing_before_table_four():
    rows = table3(SAMPLE)
    report = read(html_plain(SAMPLE).replace(html_table(rows).encode(), html_table(rows[:-1]).encode()))
    assert finding(report, "R9").where == (Place(3, "carried_out"),)
    assert report.figures.table4 == FIGURES.table4


def test_table_four_cut_short_before_other_words():
    page = (
        html_plain(SAMPLE)
        .decode()
        .replace("<tr>" + "<td>0</td>" * 15 + "</tr>", "<tr>" + "<td>0</td>" * 5 + "</tr>")
    )
    page = page.replace("<h2>五、", "<div>说明</div><div>8</div><div>备注</div><h2>五、")
    assert "表四读到5格" in finding(read(page.encode()), "R9").sentence
