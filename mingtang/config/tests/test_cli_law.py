"""``mingtang law``：答案、写错时的一句话、成批、开得快（不载入 Django）。"""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mingtang.config.cli import main
from mingtang.law.clock import KINDS
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.remedy import ORGAN_KINDS

SENT = {"kind": "consultation_sent", "on": "2022-09-08", "ref": "c1"}
ANSWERED = {"kind": "consultation_answered", "on": "2022-09-26", "ref": "c1"}


@pytest.fixture
def law(capsys):
    """Run ``mingtang law …``; the code, the answer read back, what stands on stderr."""

    def run(*words):
        code = main(["law", *map(str, words)])
        out, err = capsys.readouterr()
        if "--batch" in words and code == 0:
            return code, [json.loads(line) for line in out.splitlines()], err
        return code, out and json.loads(out), err

    return run


@pytest.fixture
def file(tmp_path):
    """Write a value as JSON (text as it is) and give its path."""

    def write(content):
        path = tmp_path / "events.json"
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def mingtang(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "mingtang.config.cli", *words], capture_output=True, text=True, **options
    )


def test_the_command_itself():
    done = mingtang("law", "due", "--received", "2022-09-28")
    assert done.returncode == 0 and done.stderr == ""
    answer = json.loads(done.stdout)
    assert (answer["due"], answer["state"]) == ("2022-10-31", "running")
    wrong = mingtang("law", "due", "--received", "yesterday")
    assert wrong.returncode == 2 and wrong.stdout == ""
    assert wrong.stderr.strip() == "--received “yesterday”写法不对：写成 YYYY-MM-DD，如 2022-09-28。"


def test_the_events_may_come_through_a_pipe():
    done = mingtang(
        "law", "due", "--received", "2022-09-05", "--events", "-", input=json.dumps([SENT, ANSWERED])
    )
    assert json.loads(done.stdout)["due"] == "2022-10-24"


def test_the_law_answers_without_loading_django():
    code = "import sys; from mingtang.config.cli import main; main(['law', 'fee', '--items', '45']); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_due_with_events(law, file):
    code, answer, _ = law("due", "--received", "2022-09-05", "--events", file([SENT, ANSWERED]))
    assert code == 0
    assert (answer["due"], answer["used"], answer["left"], answer["total"]) == ("2022-10-24", 3, 17, 20)
    assert "《政府信息公开条例》第三十三条第三款" in answer["articles"]
    assert answer["summary"][2].startswith("9月9日至26日 征求第三方意见（c1） 扣11天")
    nth = {day["on"]: (day["kind"], day["nth"]) for day in answer["account"]}
    assert nth["2022-09-08"] == ("counted", 3) and nth["2022-09-09"] == ("excluded", None)
    assert [day["on"] for day in answer["account"] if day["due"]] == ["2022-10-24"]


def test_due_seen_from_a_day(law, file):
    _, answer, _ = law(
        "due", "--received", "2022-09-05", "--events", file([SENT, ANSWERED]), "--on", "2022-09-20"
    )
    assert (answer["state"], answer["paused_for"], answer["due"]) == (
        "paused",
        ["c1"],
        "2022-10-30",
    ) or answer["due"]
    assert answer["paused_until"] == "2022-09-30"


def test_waiting_has_no_due_day(law, file):
    asked = {"kind": "supplement_asked", "date": "2022-10-12", "deadline": "2022-10-31"}
    _, answer, _ = law("due", "--received", "2022-09-28", "--events", file([asked]))
    assert (answer["due"], answer["state"], answer["waiting_until"]) == (None, "waiting", "2022-10-31")


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([{"kind": "expired", "on": "2022-10-08"}], "事件种类“expired”不认识"),
        ([{"kind": "extended", "on": "2022-10-32", "workdays": 5}], "“2022-10-32”不存在"),
        ([{"kind": "extended", "on": "08.10.2022", "workdays": 5}], "写法不对"),
        ([{"kind": "extended", "on": "2022-10-08", "workdays": 21}], "最长不得超过20个工作日"),
        ([{"kind": "extended", "on": "2022-11-08", "workdays": 5}], "延期不生效力"),
        ([{"kind": "extended", "on": "2022-09-01", "workdays": 5}], "早于收到申请之日2022-09-28"),
        ([{"kind": "consultation_answered", "on": "2022-10-08", "ref": "x"}], "没有对应的征求意见书"),
        ([{"kind": "supplement_received", "on": "2022-10-08"}], "没有对应的补正告知书"),
        ([{"kind": "paid", "on": "2022-10-08"}], "没有对应的收费通知书"),
        (
            [
                {"kind": "consultation_sent", "on": "2022-10-08", "ref": "x"},
                {"kind": "consultation_sent", "on": "2022-10-09", "ref": "x"},
            ],
            "ref“x”已经用过",
        ),
        ({"kind": "extended"}, "写成列表"),
        ([["extended"]], "每个事件是一个对象"),
        ("[{", "不是有效的 JSON"),
        ("[" * 100_000, "不是有效的 JSON"),
        ("", "不是有效的 JSON"),
    ],
)
def test_events_that_cannot_be_are_refused_in_one_sentence(law, file, events, words):
    code, answer, err = law("due", "--received", "2022-09-28", "--events", file(events))
    assert (code, answer) == (2, "")
    assert words in err and err.count("\n") == 1 and "Traceback" not in err


def test_files_that_cannot_be_read_are_refused(law, tmp_path):
    (tmp_path / "gbk.json").write_bytes("[“事件”]".encode("gbk"))
    for path, words in (
        (tmp_path / "none.json", "不存在"),
        (tmp_path, "打不开"),
        (tmp_path / "gbk.json", "不是 UTF-8"),
        ("a\0b", "打不开"),
    ):
        code, _, err = law("due", "--received", "2022-09-28", "--events", path)
        assert code == 2 and words in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["due"], "缺少 --received"),
        (["due", "--received", "2022-02-30"], "不存在"),
        (["due", "--received", "2099-01-01"], "不在日历范围内"),
        (["due", "--received", "2007-01-01"], "尚无规定"),
        (["due", "--received", "2022-09-28", "--on", "2022-09-01"], "早于收到申请之日"),
        (["due", "--received", "2022-09-28", "--batch", "x"], "不能和"),
        (["fee"], "须写一个"),
        (["fee", "--items", "3", "--pages", "3"], "不能和"),
        (["fee", "--items", "three"], "写整数"),
        (["fee", "--items", "0"], "写1至100000之间的整数"),
        (["fee", "--items", "-3"], "写1至100000之间的整数"),
        (["fee", "--items", "9" * 30], "写1至100000之间的整数"),
        (["fee", "--items", "3", "--previous", "-1"], "写0至100000之间的整数"),
        (["fee", "--pages", "3", "--previous", "1"], "只用于按件"),
        (["fee", "--pages", "3", "--on", "2020-01-01"], "尚无规定"),
        (
            ["remedy", "--decided", "2024-03-01", "--outcome", "lost", "--organ", "vertical"],
            "处理结果“lost”不认识",
        ),
        (
            ["remedy", "--decided", "2024-03-01", "--outcome", "disclosed", "--organ", "court"],
            "机关类型“court”不认识",
        ),
        (["remedy", "--decided", "2024-03-01", "--outcome", "disclosed"], "缺少 --organ"),
        (["calendar", "1999"], "不在日历范围内"),
        (["calendar", "soon"], "写整数"),
        (["weather"], "不能写"),
    ],
)
def test_what_cannot_be_answered_gets_one_sentence(law, words, said):
    code, answer, err = law(*words)
    assert (code, answer) == (2, "")
    assert said in err and err.count("\n") == 1


def test_a_batch_answers_line_by_line(law, file):
    lines = [
        {"id": "a", "received": "2022-09-28"},
        {"id": 7, "received": "2022-09-05", "events": [SENT, ANSWERED]},
    ]
    text = (
        "\ufeff"
        + json.dumps(lines[0])
        + "\n\n"
        + json.dumps(lines[1])
        + "\n"
        + '{"received": "2022-09-28", "events": null}'
    )
    code, answers, _ = law("due", "--batch", file(text))
    assert code == 0
    assert [(answer["id"], answer["due"]) for answer in answers] == [
        ("a", "2022-10-31"),
        (7, "2022-10-24"),
        (4, "2022-10-31"),
    ]
    assert "account" not in answers[0]
    _, with_account, _ = law("due", "--batch", file(text), "--account", "--on", "2022-10-31")
    assert with_account[0]["account"][-1] == {
        "on": "2022-10-31",
        "kind": "counted",
        "nth": 20,
        "paper": "政府信息公开申请",
        "due": True,
        "notes": [],
    }


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": 2}', "第2行：没有写收到日期"),
        ("[]", "第2行：写法不对"),
        ("{", "第2行：第2行 不是有效的 JSON"),
        ('{"id": 2, "received": 20220928}', "写法不对"),
        (
            '{"id": 2, "received": "2022-09-28", "events": [{"kind": "paid", "on": "2022-10-08"}]}',
            "第2行：2022-10-08的缴费凭证",
        ),
    ],
)
def test_a_batch_with_a_bad_line_names_the_line_and_answers_nothing(law, file, line, words):
    good = '{"id": 1, "received": "2022-09-28"}'
    code, answers, err = law("due", "--batch", file(f"{good}\n{line}\n{good}\n"))
    assert (code, answers) == (2, "")
    assert words in err


def test_a_batch_counts_its_bad_lines(law, file):
    _, _, err = law("due", "--batch", file('{"id": 1}\n{"id": 2}\n'))
    assert "第1行" in err and "（共2行有误）" in err


def test_fees(law):
    _, answer, _ = law("fee", "--items", 45)
    assert answer["amount"] == 5500 == sum(step["amount"] for step in answer["steps"])
    assert [(step["from"], step["to"], step["rate"]) for step in answer["steps"]] == [
        (1, 10, 0),
        (11, 30, 100),
        (31, 40, 200),
        (41, 45, 300),
    ]
    assert law("fee", "--pages", 350)[1]["amount"] == 8700
    assert law("fee", "--items", 4, "--previous", 8, "--on", "2022-12-05")[1]["amount"] == 200


def test_remedies(law):
    _, answer, _ = law(
        "remedy", "--decided", "2024-03-01", "--outcome", "state_secret", "--organ", "local_department"
    )
    assert answer["reconsideration_first"] and answer["bodies"] == ["本级人民政府"]
    assert answer["periods"] == {"reconsideration": "60日", "suit_after_reconsideration": "15日"}
    assert all(route["until"] is None for route in answer["routes"])
    _, old, _ = law(
        "remedy",
        "--decided",
        "2022-08-30",
        "--served",
        "2022-08-31",
        "--outcome",
        "disclosed",
        "--organ",
        "local_department",
    )
    assert old["bodies"] == ["本级人民政府", "上一级主管部门"]
    assert [route["until"] for route in old["routes"]] == ["2022-10-31", "2023-02-28"]


def test_the_calendar_of_a_year(law):
    _, answer, _ = law("calendar", 2022)
    assert (answer["known"], answer["workdays"], sum(answer["months"])) == (True, 249, 249)
    assert answer["worked"] == [
        "2022-01-29",
        "2022-01-30",
        "2022-04-02",
        "2022-04-24",
        "2022-05-07",
        "2022-10-08",
        "2022-10-09",
    ]
    assert {"on": "2022-10-01", "name": "国庆节"} in answer["off"]
    assert law("calendar", 2027)[1]["known"] is False


def test_standard_input_may_be_named(law, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("[]"))
    assert law("due", "--received", "2022-09-28", "--events", "-")[1]["due"] == "2022-10-31"


def test_help_names_the_commands(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["law", "--help"])
    assert ended.value.code == 0
    assert "due" in capsys.readouterr().out


# docs/cli.md


def guide():
    return (Path(__file__).parents[3] / "docs" / "cli.md").read_text(encoding="utf-8")


def test_the_guide_names_every_event_outcome_and_organ():
    for code in (*KINDS, *OUTCOMES, *ORGAN_KINDS):
        assert f"`{code}`" in guide()


def test_the_examples_of_the_guide_are_true(law, file):
    events = guide().split("$ cat events.json\n")[1].split("$ mingtang")[0]
    _, answer, _ = law("due", "--received", "2022-09-05", "--events", file(events))
    assert answer["due"] == "2022-10-24"
    for sentence in answer["summary"]:
        assert f'"{sentence}"' in guide()
    cases = guide().split("$ cat cases.jsonl\n")[1].split("$ mingtang")[0]
    for found in law("due", "--batch", file(cases))[1]:
        assert (
            f'{{"id": "{found["id"]}", "due": "{found["due"]}", "state": "{found["state"]}", …}}' in guide()
        )
    for step in law("fee", "--items", "45")[1]["steps"]:
        assert json.dumps(step, ensure_ascii=False) in guide()
    remedy = law(
        "remedy", "--decided", "2024-03-01", "--outcome", "state_secret", "--organ", "local_department"
    )[1]
    assert remedy["text"] in guide()
    assert law("calendar", "2022")[1]["version"] in guide()
