"""The same report in every layout reads the same; whatever is changed in it is found."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingtang.law.annual_report import (
    APPLICANTS,
    COLUMN_KEYS,
    GROUP4_KEYS,
    RESULT4_KEYS,
    ROW_KEYS,
    Figures,
    Table2,
    Table3,
    Table4,
)
from mingtang.report.reading import read
from mingtang.report.tests.published.render import LAYOUTS, html_plain, text_cells
from mingtang.report.tests.published.sample import FIGURES, ORGAN, SAMPLE, TITLE, Sample, spoken
from mingtang.report.tests.published.trial import TABLE2 as TRIAL_TABLE2
from mingtang.report.tests.published.trial import TRIAL

EVERY = pytest.mark.parametrize("layout", LAYOUTS)


def hard(report) -> list[str]:
    return [finding.rule for finding in report.findings() if finding.level == "hard"]


def same(figures: Figures, expected: Figures) -> bool:
    mine = (figures.table2, figures.table3, figures.table4)
    return mine == (expected.table2, expected.table3, expected.table4)


@EVERY
def test_the_tables_are_read_cell_by_cell(layout):
    report = read(LAYOUTS[layout](SAMPLE))
    assert report.figures.table3 is not None
    assert report.figures.table3.row("new") == (13, 1, 0, 0, 0, 0, 14)
    assert same(report.figures, FIGURES)
    assert report.unread == ()
    assert report.figures.marks == ()


@EVERY
def test_title_year_organ_and_text_are_read(layout):
    report = read(LAYOUTS[layout](SAMPLE))
    assert (report.title, report.organ, report.year) == (TITLE, ORGAN, 2022)
    assert not report.narrative.government
    assert [len(text or "") > 20 for text in report.narrative.sections] == [True] * 6
    assert "12345" in report.narrative.section(1)
    assert report.narrative.section(3).startswith("2022年，共收到") or report.narrative.section(3).startswith(
        "2022年,共收到"
    )
    assert "自然人" not in report.narrative.section(3)
    assert "扫一扫" not in report.narrative.section(6)


@EVERY
def test_a_sound_report_has_no_findings(layout):
    report = read(LAYOUTS[layout](SAMPLE))
    assert report.findings() == ()
    assert sum(finding.rule == "R6" for finding in report.assessed()) == 14


@EVERY
def test_the_trial_form_is_read(layout):
    report = read(LAYOUTS[layout](TRIAL))
    assert report.figures.form_code == "2019"
    assert report.year == 2020
    assert report.figures.table2 == TRIAL_TABLE2
    assert report.figures.table3 == TRIAL.figures.table3
    assert report.figures.table4 == TRIAL.figures.table4
    assert report.findings() == ()


def _texts(figures: Figures) -> Sample:
    return Sample(figures, spoken(figures))


@st.composite
def figures(draw) -> Figures:
    counts: dict[tuple[str, str], int] = {}
    rows = [key for key in ROW_KEYS if key not in {"new", "carried_in", "done", "carried_out"}]
    for kind in APPLICANTS:
        outcomes = draw(st.dictionaries(st.sampled_from(rows), st.integers(0, 1500), max_size=4))
        counts |= {(row, kind): value for row, value in outcomes.items()}
        waiting, before = draw(st.integers(0, 50)), draw(st.integers(0, 50))
        before = min(before, sum(outcomes.values()) + waiting)
        counts["carried_out", kind], counts["carried_in", kind] = waiting, before
        counts["new", kind] = sum(outcomes.values()) + waiting - before
    issued, repealed = draw(st.integers(0, 20)), draw(st.integers(0, 20))
    two = Table2.from_lists(
        [
            [0, 0, draw(st.integers(0, 9))],
            [issued, repealed, issued + draw(st.integers(0, 300))],
            [draw(st.integers(0, 10**6))],
            [draw(st.integers(0, 999))],
            [draw(st.integers(0, 999))],
            [draw(st.decimals(0, 10**4, places=2))],
        ]
    )
    four = {(group, result): draw(st.integers(0, 30)) for group in GROUP4_KEYS for result in RESULT4_KEYS[:4]}
    return Figures(two, Table3.of(counts), Table4.of(four))


LAYOUT = st.sampled_from(sorted(LAYOUTS))


@settings(max_examples=30)
@given(figures(), LAYOUT)
def test_any_sound_figures_come_back_equal_and_pass(expected, layout):
    report = read(LAYOUTS[layout](_texts(expected)))
    assert same(report.figures, expected)
    assert hard(report) == []


@settings(max_examples=20)
@given(figures(), LAYOUT, st.sampled_from(ROW_KEYS), st.sampled_from(COLUMN_KEYS), st.integers(1, 9))
def test_any_changed_cell_of_table_three_is_found(sound, layout, row, column, step):
    assert sound.table3 is not None
    lists = sound.table3.to_lists()
    lists[ROW_KEYS.index(row)][COLUMN_KEYS.index(column)] += step
    changed = replace(_texts(sound), figures=replace(sound, table3=Table3.from_lists(lists)))
    assert hard(read(LAYOUTS[layout](changed))) != []


@settings(max_examples=10)
@given(figures(), LAYOUT, st.sampled_from(range(15)), st.integers(1, 9))
def test_any_changed_cell_of_table_four_is_found(sound, layout, place, step):
    assert sound.table4 is not None
    lists = sound.table4.to_lists()
    lists[place // 5][place % 5] += step
    changed = replace(_texts(sound), figures=replace(sound, table4=Table4.from_lists(lists)))
    assert "R5" in hard(read(LAYOUTS[layout](changed)))


@settings(max_examples=15)
@given(
    figures(),
    LAYOUT,
    st.sampled_from([(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (3, 0), (4, 0), (5, 0)]),
)
def test_any_changed_cell_of_table_two_is_found_when_the_text_states_it(sound, layout, place):
    assert isinstance(sound.table2, Table2)
    row, column = place
    lists = sound.table2.to_lists()
    lists[row][column] += 7
    changed = replace(_texts(sound), figures=replace(sound, table2=Table2.from_lists(lists)))
    assert "R6" in hard(read(LAYOUTS[layout](changed)))


@EVERY
def test_the_long_label_with_a_stray_number_is_no_row(layout):
    """Numbers in headings, dates, navigation and attachments are not cells."""
    report = read(
        LAYOUTS[layout](SAMPLE.saying("公示项目审批结果61条", "公示项目审批结果61条、行政许可目录3版"))
    )
    assert same(report.figures, FIGURES)


def test_labels_with_odd_spaces_and_punctuation():
    page = html_plain(SAMPLE).decode()
    for old, new in {
        "1.属于国家秘密": "1 、 属 于 国 家 秘 密",
        "（一）予以公开": "(一) 予以<br>公开",
        "3.危及“三安全一稳定”": "3．危及&quot;三安全一稳定&quot;",
        "二、上年结转政府信息公开申请数量": "二﹑上年结转<b>政府信息</b>\n公开申请数量",
        "（七）总计": "（ 七 ）总　计",
        "结果纠正": "结果<br/>纠正",
        "行政规范性文件</td>": "行政规范<br>性文件</td>",
        "本年收费金额（单位：万元）": "本年收费金额(单位:万元)",
    }.items():
        assert old in page
        page = page.replace(old, new)
    assert same(read(page.encode()).figures, FIGURES)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("９６５", 965),
        ("965件", 965),
        ("965.00", 965),
        ("1,965", 1965),
        ("1，965", 1965),
        (" 9 6 5 ", 965),
        ("1 965", 1965),
        ("0.00", 0),
    ],
)
def test_ways_to_write_a_number_in_a_cell(written, value):
    report = read(html_plain(SAMPLE.writing(2, "licences", "decisions", written)))
    assert isinstance(report.figures.table2, Table2)
    assert report.figures.table2.licences == value


@pytest.mark.parametrize(
    ("written", "value"), [("0.59万元", 0.59), ("5900元", 0.59), ("1,200.5", 1200.5), ("0", 0)]
)
def test_ways_to_write_the_fees(written, value):
    report = read(html_plain(SAMPLE.writing(2, "fees_wan", "amount", written)))
    assert report.figures.table2 is not None
    assert report.figures.table2.to_dict()["fees_wan"] == value


def test_fees_of_a_table_in_yuan_are_converted():
    page = (
        html_plain(SAMPLE.writing(2, "fees_wan", "amount", "5900"))
        .decode()
        .replace("（单位：万元）", "（单位：元）")
    )
    report = read(page.encode())
    assert report.figures.table2 is not None
    assert report.figures.table2.to_dict()["fees_wan"] == 0.59
    assert report.findings() == ()


def test_columns_of_table_two_in_another_order():
    page = html_plain(SAMPLE).decode()
    heads = "<td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td>"
    assert heads in page
    page = page.replace(heads, "<td>现行有效件数</td><td>本年制发件数</td><td>本年废止件数</td>")
    page = page.replace(
        "<td>行政规范性文件</td><td>0</td><td>0</td><td>3</td>",
        "<td>行政规范性文件</td><td>3</td><td>0</td><td>0</td>",
    )
    assert same(read(page.encode()).figures, FIGURES)


def test_table_four_group_by_group():
    figures = replace(FIGURES, table4=Table4.from_lists([[1, 2, 3, 4, 10], [0, 1, 0, 1, 2], [5, 0, 0, 0, 5]]))
    text = "\n".join(
        [
            "四、政府信息公开行政复议、行政诉讼情况",
            "类别 结果维持 结果纠正 其他结果 尚未审结 总计",
            "行政复议 1 2 3 4 10",
            "未经复议直接起诉 0 1 0 1 2",
            "复议后起诉 5 0 0 0 5",
        ]
    )
    source = text_cells(SAMPLE).decode()
    start, end = source.index("四、政府信息公开行政复议"), source.index("五、存在的主要问题")
    assert read((source[:start] + text + "\n" + source[end:]).encode()).figures.table4 == figures.table4


def test_a_report_without_numerals_before_its_headings():
    page = html_plain(SAMPLE).decode()
    for numeral in "一二三四五六":
        page = page.replace(f"<h2>{numeral}、", "<h2>")
    assert None not in read(page.encode()).narrative.sections


def test_a_table_of_contents_is_passed_over():
    titles = (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    )
    contents = "".join(
        f"<li>{numeral}、{title}</li>" for numeral, title in zip("一二三四五六", titles, strict=True)
    )
    page = html_plain(SAMPLE).decode().replace("</h1>", f"</h1><ul>{contents}</ul>")
    report = read(page.encode())
    assert report.findings() == ()
    assert "门户网站" in report.narrative.section(1)


def test_a_heading_repeated_as_the_caption_of_its_table():
    page = (
        html_plain(SAMPLE)
        .decode()
        .replace(
            "<h2>二、主动公开政府信息情况</h2>",
            "<h2>二、主动公开政府信息情况</h2><p>主动公开政府信息情况</p>",
        )
    )
    assert "主动公开政府信息情况" not in read(page.encode()).narrative.section(1)


def test_text_on_the_same_line_as_its_heading():
    page = html_plain(SAMPLE).decode().replace("六、其他需要报告的事项</h2><p>", "六、其他需要报告的事项。")
    assert "信息处理费" in read(page.encode()).narrative.section(6)


@pytest.mark.parametrize(
    ("title", "year", "organ", "government"),
    [
        ("2022年楚江市人民政府信息公开工作年度报告", 2022, "楚江市人民政府", True),
        ("楚江市2022年度政府信息公开工作年度报告", 2022, "楚江市", True),
        ("楚江市人民政府办公室２０２２年政府信息公开工作年度报告", 2022, "楚江市人民政府办公室", False),
        ("楚江市行政审批局二〇二二年政府信息公开工作年报", 2022, "楚江市行政审批局", False),
        ("楚江市行政审批局政府信息公开工作年度报告", 2022, "楚江市行政审批局", False),
    ],
)
def test_title_year_and_kind_of_organ(title, year, organ, government):
    words = SAMPLE.texts[0] + "\n本报告的数据自2022年1月1日起，至2022年12月31日止。"
    report = read(html_plain(replace(SAMPLE, title=title).text(1, words)))
    assert (report.year, report.organ) == (year, organ)
    assert report.narrative.government is government


def test_without_title_or_period_the_year_is_not_guessed():
    report = read(html_plain(replace(SAMPLE, title="年报")))
    assert report.year is None
    assert report.title == ""
    assert report.findings() == ()


def test_words_for_totals_may_vary():
    page = html_plain(SAMPLE).decode().replace("<td>总计</td><td>结果维持", "<td>合计</td><td>结果维持")
    assert same(read(page.encode()).figures, FIGURES)


def test_notes_in_the_labels_of_table_two():
    page = (
        html_plain(SAMPLE)
        .decode()
        .replace("<td>规章</td>", "<td>规章（设区的市、自治州人民政府应提供相关数据）</td>")
    )
    assert same(read(page.encode()).figures, FIGURES)


def test_without_heads_the_tables_are_still_read():
    page = html_plain(SAMPLE).decode()
    for word in ("本年制发件数", "本年废止件数", "申请人情况", "勾稽关系"):
        page = page.replace(word, "")
    assert same(read(page.encode()).figures, FIGURES)


@pytest.mark.parametrize(
    ("written", "value"),
    [("减4", -4), ("-4", -4), ("↓4", -4), ("增4", 4), ("+4", 4), ("4项", 4), ("略", None)],
)
def test_changes_of_the_trial_form(written, value):
    report = read(html_plain(TRIAL.writing(2, "licences", "change", written)))
    assert report.figures.table2 is not None
    assert report.figures.table2.to_dict()["licences"] == {"last_year": 8, "change": value, "decisions": 93}
    assert (hard(report) == ["R9"]) is (value is None)
