"""``mingtang report check``: what it prints and how it exits."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mingtang.config.cli import main
from mingtang.law.annual_report import RULES
from mingtang.report.tests.published.render import docx, html_plain, text_cells, xlsx
from mingtang.report.tests.published.sample import FIGURES, SAMPLE, TITLE
from mingtang.report.tests.published.trial import TRIAL


@pytest.fixture
def check(tmp_path, capsys):
    """Write a file, run the command on it, give back exit code, output and errors."""

    def run(data: bytes, *options: str, previous: bytes | None = None):
        path = tmp_path / "report.bin"
        path.write_bytes(data)
        arguments = ["report", "check", str(path), *options]
        if previous is not None:
            (tmp_path / "previous.bin").write_bytes(previous)
            arguments += ["--previous", str(tmp_path / "previous.bin")]
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_the_json_of_a_sound_report(check):
    code, out, err = check(text_cells(SAMPLE), "--json")
    data = json.loads(out)
    assert (code, err) == (0, "")
    assert len(data["table3"]) == 25
    assert data["table3"][0] == [13, 1, 0, 0, 0, 0, 14]
    assert data["table3"][2] == [6, 1, 0, 0, 0, 0, 7]
    assert data["table3"][23] == [12, 1, 0, 0, 0, 0, 13]
    assert data["table3"][24] == [1, 0, 0, 0, 0, 0, 1]
    assert data["table4"] == [[0] * 5] * 3
    assert data["table2"]["licences"] == 965
    assert data["table2"]["fees_wan"] == 0.59
    assert data["table2"]["normative_documents"] == {"issued": 0, "repealed": 0, "in_force": 3}
    assert (data["title"], data["year"], data["form"]) == (TITLE, 2022, "2021")
    assert data["findings"] == []
    assert data["unread"] == []
    assert {
        "rule": "R1",
        "alias": "K1",
        "version": "2021.1",
        "name": "收办平衡",
        "level": "hard",
        "status": "PASS",
        "judged": 7,
        "failed": 0,
    } in data["rules"]


@pytest.mark.parametrize("render", [html_plain, docx, xlsx])
def test_a_hard_finding_exits_with_one(check, render):
    code, out, err = check(render(SAMPLE.writing(3, "d1", "total", "5")), "--json")
    findings = json.loads(out)["findings"]
    assert (code, err) == (1, "")
    assert [item["rule"] for item in findings] == ["R2", "R3"]
    assert (findings[0]["left"], findings[0]["right"], findings[0]["level"]) == (18, 13, "hard")
    assert findings[0]["where"][-1] == {"table": 3, "row": "done", "column": "total"}


def test_a_wrong_number_in_the_text_exits_with_one(check):
    code, out, _ = check(text_cells(SAMPLE.saying("已办结13件", "已办结12件")), "--json")
    assert code == 1
    assert [item["rule"] for item in json.loads(out)["findings"]] == ["R6", "R6"]


def test_soft_findings_exit_with_zero(check):
    code, out, _ = check(text_cells(SAMPLE.text(6, "无。")), "--json")
    assert code == 0
    assert [(item["rule"], item["level"]) for item in json.loads(out)["findings"]] == [("N4", "soft")]


def test_unread_cells_are_null(check):
    code, out, _ = check(html_plain(SAMPLE.writing(3, "d1", "natural", "/")), "--json")
    assert code == 1
    assert json.loads(out)["table3"][4] == [None, 0, 0, 0, 0, 0, 0]


def test_the_trial_form_in_json(check):
    code, out, _ = check(html_plain(TRIAL), "--json")
    data = json.loads(out)
    assert code == 0
    assert data["form"] == "2019"
    assert data["table2"]["licences"] == {"last_year": 8, "change": -4, "decisions": 93}
    assert data["table3"][20] == [None] * 7
    assert data["table3"][22] == [1, 0, 0, 0, 0, 0, 1]


def test_the_listing_for_people(check):
    code, out, _ = check(html_plain(SAMPLE.writing(3, "carried_out", "natural", "2").text(6, "无。")))
    assert code == 1
    assert out.startswith(TITLE)
    assert "硬错误2处、提示1处" in out
    assert "【硬错误】R1（K1）收办平衡：表三“自然人”列收办不平" in out
    assert "左边  本年新收13＋上年结转0 ＝ 13" in out
    assert "右边  办理结果总计12＋结转下年度2 ＝ 14" in out
    assert "相差  -1" in out
    assert "【提示】N4信息处理费" in out
    assert "全部符合的规则：R9、" in out


def test_the_listing_of_a_sound_report(check):
    code, out, _ = check(html_plain(SAMPLE))
    assert code == 0
    assert "硬错误0处、提示0处" in out
    assert "【" not in out


def test_the_listing_says_what_was_not_read(check):
    second = html_plain(SAMPLE.writing(3, "new", "natural", "99"))
    _, out, _ = check(html_plain(SAMPLE) + second)
    assert "没有读的内容：\n  文件里还有另一份表三" in out


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        (TRIAL, "2020年度，含试行格式"),
        (replace(TRIAL, title=TITLE), "表式与报告年度应当使用的格式不同"),
        (replace(SAMPLE, title="年报"), "没有读到标题\n没有读到报告年度"),
        (replace(SAMPLE, title=TITLE.replace("2022", "2018")), "2018年度没有统一的年度报告格式"),
        (
            replace(SAMPLE, figures=replace(FIGURES, table2=TRIAL.figures.table2)),
            "表二用的是已停用的试行格式",
        ),
    ],
)
def test_the_head_says_which_form(check, sample, words):
    assert words in check(html_plain(sample))[1]


def test_last_years_report_is_compared(check):
    last = replace(SAMPLE, title=TITLE.replace("2022", "2021"), texts=("2021年的情况另见说明。",) * 6)
    code, out, _ = check(html_plain(SAMPLE), previous=html_plain(last))
    assert code == 1
    assert "R4（K4）跨年结转：表三“自然人”列上年结转写的是0，上年报告结转下年度是1" in out


def test_the_documentation_names_every_rule_the_command_judges():
    text = (Path(__file__).parents[3] / "docs" / "cli.md").read_text(encoding="utf-8")
    rules = [entry for entry in RULES.values() if entry.needs != "papers" and not entry.id.startswith("N")]
    for entry in rules:
        name = f"{entry.id}（{entry.alias}）" if entry.alias else entry.id
        assert f"| {name} |" in text, name


def test_bad_input_exits_with_two_and_one_sentence(check, tmp_path, capsys):
    code, out, err = check("没有表格。".encode(), "--json")
    assert (code, out) == (2, "")
    assert (
        err.strip()
        == "report.bin：没有找到年度报告的表二、表三、表四：检查是否选错了文件，或者表格是不是图片。"
    )
    assert main(["report", "check", str(tmp_path / "none.html")]) == 2
    assert "没有这个文件" in capsys.readouterr().err
    assert main(["report", "check", str(tmp_path)]) == 2
    assert "打不开" in capsys.readouterr().err
    code, _, err = check(html_plain(SAMPLE), previous=b"%PDF-1.4")
    assert code == 2
    assert err.startswith("previous.bin：这是PDF文件")
