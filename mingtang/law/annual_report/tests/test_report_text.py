"""R6, R7, K11, N1–N6, F1: the text against the tables and against what a report must contain."""

from dataclasses import replace

import pytest

from mingtang.law.annual_report import Figures, Narrative, Status, Table2, Table4, assess, check
from mingtang.law.annual_report.agreement import notices_in_text
from mingtang.law.annual_report.tests.examples import FIGURES, TABLE2, TABLE3, TEXTS, narrative
from mingtang.law.annual_report.tests.test_report_tables import TRIAL


def findings(section: int = 0, text: str = "", figures: Figures = FIGURES, **details):
    return check(figures, narrative=narrative(section, text, **details))


def rules(section: int = 0, text: str = "", figures: Figures = FIGURES, **details) -> list[str]:
    return [finding.rule for finding in findings(section, text, figures, **details)]


def test_a_text_that_agrees_has_no_findings():
    assert rules() == []


def test_r6_a_wrong_number_in_the_text_is_hard():
    (wrong,) = findings(3, "2022年收到政府信息公开申请47件，上年结转3件。")
    assert (wrong.rule, wrong.alias, wrong.level) == ("R6", "K10", "hard")
    assert (wrong.left, wrong.right, wrong.difference) == (47, 48, -1)
    assert "第三部分“2022年收到政府信息公开申请47件”" in wrong.sentence
    assert "正文是47，表中是48或51" in wrong.sentence
    assert [place.to_dict() for place in wrong.where] == [
        {"table": 3, "row": "new", "column": "total"},
        {"section": 3},
    ]


@pytest.mark.parametrize(
    ("section", "text"),
    [
        (2, "2022年制发行政规范性文件4件。"),
        (2, "处理行政许可956件。"),
        (2, "行政事业性收费5800元。"),
        (4, "2022年没有发生行政复议。"),
        (4, "行政复议、行政诉讼共6件。"),
        (6, "没有信息处理费。2022年收到政府信息公开申请一百件。"),
    ],
)
def test_r6_finds_contradictions_everywhere(section, text):
    assert "R6" in rules(section, text)


def test_r6_takes_a_total_with_last_years_cases_only_when_it_says_so():
    assert rules(3, "2022年收到政府信息公开申请51件（含上年结转3件）。") == []
    assert rules(3, "2022年收到政府信息公开申请51件。") == ["R6"]


def test_r6_takes_fees_in_yuan():
    assert rules(2, "行政事业性收费5900元。") == []


def test_r6_does_not_judge_what_the_table_does_not_have():
    trial = Figures(TRIAL, TABLE3, None)
    assert "R6" not in rules(2, "制发行政规范性文件9件。", trial)
    unread = replace(FIGURES, table2=replace(TABLE2, licences=None))
    judged = assess(unread, narrative=narrative(2, "处理行政许可9件。"))
    assert [item.status for item in judged if item.rule == "R6" and item.left == 9] == [Status.NOT_ASSESSABLE]


def test_k11_no_lost_suit_although_one_was_corrected():
    found = [item for item in findings(4, "没有被纠正的案件。行政复议3件。") if item.rule == "K11"]
    assert found[0].level == "soft"
    assert found[0].right == 1
    quiet = replace(FIGURES, table4=Table4.of({}))
    assert "K11" not in rules(4, "没有被纠正的案件。", quiet)


def test_k11_no_problems_although_a_decision_was_corrected():
    assert "K11" in rules(
        5, "2022年没有明显的问题，下一步继续改进工作方法、充实人员力量、加强培训学习和监督检查。"
    )


def test_k11_everything_done_although_cases_are_carried_out():
    assert "K11" in rules(3, "2022年收到的政府信息公开申请均已办结。")
    assert "K11" not in rules(3, "2022年收到的政府信息公开申请均已办结，5件结转下年度除外。")
    assert "K11" not in rules(6, "没有信息处理费。2021年的申请均已办结。")


def test_r7_unpaid_cases_need_notices():
    (finding,) = findings(6, "2022年没有发出收费通知，没有信息处理费。")
    assert (finding.rule, finding.level, finding.left, finding.right) == ("R7", "soft", 1, 0)
    assert check(FIGURES, narrative=narrative(6, "没有信息处理费。"), fee_notices=1) == ()
    judged = assess(FIGURES, narrative=narrative(6, "没有收取信息处理费。"))
    assert [item.status for item in judged if item.rule == "R7"] == [Status.NOT_ASSESSABLE]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("发出收费通知3件", 3),
        ("发出收费通知书两份", 2),
        ("共有2件收费通知", 2),
        ("未发出收费通知", 0),
        ("收费通知十十件", None),
        ("无", None),
    ],
)
def test_notices_in_the_text(text, count):
    assert notices_in_text(narrative(6, text)) == count


@pytest.mark.parametrize(
    ("text", "failed"),
    [
        ("承办建议7件（4件主办，3件会办），信息处理费为零。", False),
        ("承办建议7件（4件主办，2件会办），信息处理费为零。", True),
        ("信息处理费为零，培训3次（其中网上1次、现场1次）。", False),
        ("信息处理费为零，培训3次（其中网上2次、现场2次）。", True),
        ("信息处理费为零，培训3次（人员96名，2次网上）。", False),
        ("信息处理费为零，培训3次（网上2次）。", False),
        ("信息处理费为零，培训十十次（网上2次，现场1次）。", False),
    ],
)
def test_n6_parts_and_whole(text, failed):
    found = findings(6, text)
    assert ([item.rule for item in found] == ["N6"]) is failed
    assert all(item.level == "soft" for item in found)


def test_n1_missing_sections():
    texts = (*TEXTS[:3], None, *TEXTS[4:])
    (finding,) = check(FIGURES, narrative=Narrative(texts, year=2022))
    assert (finding.rule, finding.level) == ("N1", "soft")
    assert "第四部分“政府信息公开行政复议、行政诉讼情况”" in finding.sentence
    empty = Narrative((None,) * 6, year=2022)
    assert [item.rule for item in check(FIGURES, narrative=empty)] == ["N1"] * 6
    assert [item.rule for item in check(FIGURES, narrative=narrative(), previous_narrative=empty)] == ["P1"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("主动公开", "主动公开"),
        ("依申请公开", "依申请公开"),
        ("政府信息管理", "政府信息管理"),
        ("网站平台", "平台建设"),
        ("监督保障到位，考核和培训", "监督保障"),
    ],
)
def test_n2_each_element_of_the_overview(words, name):
    (finding,) = findings(1, TEXTS[0].replace(words, "有关工作"))
    assert finding.rule == "N2"
    assert name in finding.sentence


def test_n2_a_government_also_reports_assessment_and_accountability():
    assert [item.sentence[9:13] for item in findings(government=True)] == [
        "社会评议",
        "责任追究",
    ]


def test_n3_problems_and_improvements():
    (improvements,) = findings(
        5, "存在的问题是部分栏目更新不及时，解读材料偏少，平台检索不便，人员力量薄弱，答复文书不够规范。"
    )
    assert "改进情况" in improvements.sentence
    (problems,) = findings(
        5, "下一步继续做好各项工作，按季度检查落实情况，组织业务培训，充实工作人员，提高答复质量，回应关切。"
    )
    assert "存在的问题" in problems.sentence


def test_n4_processing_fees_even_when_there_are_none():
    assert rules(6, "无。") == ["N4"]


def test_n5_too_short_or_copied():
    assert rules(5, "有问题，将改进。") == ["N5"]
    assert [
        item.rule for item in check(FIGURES, narrative=narrative(), previous_narrative=narrative(year=2021))
    ] == ["N5", "N5"]
    other = narrative(1, "换了一种写法的总体情况，主动公开、依申请公开各有进展。", year=2021)
    assert [item.rule for item in check(FIGURES, narrative=narrative(), previous_narrative=other)] == ["N5"]
    assert (
        check(FIGURES, narrative=narrative(5, ""), previous_narrative=narrative(year=2021))[-1].rule == "N5"
    )


def test_f1_the_trial_form_is_superseded():
    figures = Figures(TRIAL, TABLE3, FIGURES.table4)
    (finding,) = [item for item in findings(figures=figures) if item.rule == "F1"]
    assert finding.level == "soft"
    assert "表二用的是已停用的试行格式" in finding.sentence
    assert "F1" not in rules(figures=figures, year=None)
    assert "F1" not in rules(figures=figures, year=2018)
    assert "F1" not in rules(figures=Figures(None, None, None), year=2022)
    (early,) = [
        item for item in findings(figures=FIGURES, year=2020) if item.rule == "F1" and "表三" in item.sentence
    ]
    assert "2021年格式" in early.sentence


def test_table_two_of_zeroes_says_nothing_about_text():
    quiet = replace(FIGURES, table2=Table2.from_lists([[0, 0, 0], [3, 0, 9], [0], [0], [0], [0]]))
    assert rules(2, "没有行政许可、行政处罚、行政强制，没有行政事业性收费。", quiet) == []
