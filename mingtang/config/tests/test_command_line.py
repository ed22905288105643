"""The command line as a person at a terminal meets it."""

import subprocess
import sys

import pytest

from mingtang.config.cli import main


def test_the_overview_lists_every_command_by_group(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    for command in ("serve", "migrate", "demo", "check", "backup", "restore", "rekey", "organ", "createuser"):
        assert f"\n  {command} " in said
    for group in ("安装和运行：", "法律规则（不用数据库）：", "年度报告："):
        assert group in said
    assert "usage" not in said


def test_the_help_of_a_command_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["backup", "--help"])
    said = capsys.readouterr().out
    assert "用法：mingtang backup" in said and "不必停止运行" in said
    assert "usage" not in said and "show this help" not in said


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ([], "缺少 命令"),
        (["serv"], "不能写 'serv'"),
        (["serve", "--port", "eighty"], "--port 不能写 'eighty'"),
        (["serve", "--port"], "--port 后面缺一个值"),
        (["backup"], "缺少 文件"),
        (["migrate", "now"], "不认识 now"),
        (["serve", "--port", "70000"], "端口 70000 不存在"),
        (["serve", "--workers", "0"], "进程数至少是 1"),
    ],
)
def test_bad_input_is_one_sentence(arguments: list[str], part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert part in captured.err and captured.err.count("\n") == 1 and captured.out == ""


@pytest.mark.parametrize("first", ["law", "serve"])
def test_nothing_heavy_is_loaded_before_a_command_runs(first: str) -> None:
    code = (
        f"import sys; from mingtang.config.cli import parser; parser({first!r});"
        "print([name for name in ('django', 'typst', 'openpyxl', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
