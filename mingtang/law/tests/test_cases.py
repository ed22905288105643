"""算例：每个 TOML 里的例子逐条算一遍。"""

from datetime import date as D

import pytest

from mingtang.law.calendar import standard_calendar
from mingtang.law.cases import read_sheet, sheets
from mingtang.law.cases.working import WORKINGS, event_of, work
from mingtang.law.errors import LawError

EXAMPLES = [example for sheet in sheets() for example in sheet.examples]
HEAD = '"标题" = "试"\n"类型" = "{}"\n"说明" = "试"\n[["例"]]\n"名称" = "一"\n"出处" = "试"\n'


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.file}-{example.name}")
def test_worked_example(example):
    assert work(example) == example.expected


def test_every_kind_of_example_is_used():
    assert {sheet.kind for sheet in sheets()} == set(WORKINGS)
    assert len(EXAMPLES) > 90


def test_counting_monday_to_friday_gives_the_wrong_day():
    naive = {D(2022, 1, 24): D(2022, 2, 21), D(2022, 9, 28): D(2022, 10, 26), D(2022, 12, 5): D(2023, 1, 2)}
    for received, wrong in naive.items():
        assert standard_calendar().add_workdays(received, 20) != wrong


def test_a_sheet_that_cannot_be_worked_says_why():
    made = read_sheet("试.toml", HEAD.format("没有这种") + '"应得" = { "到期" = 2022-10-31 }')
    with pytest.raises(LawError, match="算例类型“没有这种”不认识"):
        work(made.examples[0])
    asked = read_sheet(
        "试.toml", HEAD.format("缴费期限") + '"收到通知" = 2022-12-05\n"应得" = { "颜色" = 1 }'
    )
    with pytest.raises(LawError, match="问的“颜色”算不出来"):
        work(asked.examples[0])
    with pytest.raises(LawError, match="缺少“应得”"):
        read_sheet("试.toml", HEAD.format("时钟"))
    with pytest.raises(LawError, match="不是有效的 TOML"):
        read_sheet("试.toml", "标题")
    with pytest.raises(LawError, match="文书“明信片”不认识"):
        event_of({"种类": "明信片", "日期": D(2022, 9, 8)})
