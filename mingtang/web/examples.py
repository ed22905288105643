"""Values for the examples of components that cannot be written in a template. Only the catalogue uses them."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator

from mingtang.web.charts import Chart, Series
from mingtang.web.day import Bar
from mingtang.web.workbench import Done, Task

DAY = date(2022, 10, 24)


class ExampleForm(forms.Form):
    """One field of each kind; bound with nothing, so that each shows its error."""

    name = forms.CharField(label="姓名", error_messages={"required": "填写姓名"})
    kind = forms.ChoiceField(
        label="怎样提供",
        choices=[("paper", "纸质"), ("mail", "电子邮件")],
        widget=forms.RadioSelect,
        error_messages={"required": "选择怎样提供"},
    )
    text = forms.CharField(
        label="描述", help_text="写清是什么事、大约什么时间。", widget=forms.Textarea, required=False
    )
    day = forms.DateField(label="收到日期", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    file = forms.FileField(label="附件", help_text="PDF、图片或者 Word 文件。", required=False)
    agree = forms.BooleanField(label="已经核对", help_text="提交后不能再改。", required=False)


def _chart() -> dict[str, Any]:
    gained = (12, 30, 18, 22, None, 41, 25)
    series = (Series("新关注", gained, "mid"), Series("取消关注", (3, 5, 2, 8, None, 6, 4)))
    places = tuple((f"10-{day}", f"10月{day}日") for day in range(18, 25))
    return {"chart": Chart("新关注和取消关注", "新关注共148人，取消关注共28人。", places, series, "人")}


def _row(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(**values)


def _tasks() -> dict[str, Any]:
    lead = Task(
        title="江北智慧物流园项目备案材料",
        url="#case",
        due_on=DAY,
        due_words="今日到期",
        due_class="today",
        law="条例第三十三条",
        meta="楚审依申〔2022〕9号 · 第 20 个工作日",
        turn_name="陈国栋",
        turn_what="待审签，已 1 天",
        act_label="催办",
    )
    soon = Task(
        title="2021 年度平台服务费收支明细",
        url="#case",
        due_on=DAY + timedelta(days=1),
        due_words="剩 1 个工作日",
        due_class="soon",
        meta="楚审依申〔2022〕11号",
        turn_name="你",
        turn_what="三个科室意见已齐",
        act_label="拟补正",
    )
    paused = Task(
        title="滨江污水处理厂二期核准文件",
        url="#case",
        due_words="暂停计时",
        due_class="pause",
        meta="楚审依申〔2022〕8号",
        turn_name="第三方企业",
        turn_what="征求意见第 13 天",
    )
    return {"lead": lead, "next": soon, "paused": paused}


def _account() -> dict[str, Any]:
    kinds = [("r", "收"), ("c", "1"), ("c", "2"), ("d", "3"), ("x", "扣"), ("", ""), ("", "")]
    week = [
        _row(on=date(2022, 9, 5 + index), kind=kind, sign=sign, sentence=f"9月{5 + index}日", makeup=False)
        for index, (kind, sign) in enumerate(kinds)
    ]
    return {"weeks": [week]}


def _steps() -> dict[str, Any]:
    names = [("收到登记", "done"), ("科室意见", "done"), ("审签", "now"), ("送达", ""), ("归档", "")]
    return {
        "steps": [_row(label=label, state=state, note="10-24" if state else "") for label, state in names]
    }


def _acts() -> dict[str, Any]:
    rows = [
        {"at": "今天", "title": "待主要领导审签", "effect": "第 20 天", "next": True},
        {
            "at": "10-21 16:50",
            "title": "分管领导审核",
            "text": "刘敏　通过",
            "quote": "同意。",
            "effect": "第 19 天",
        },
        {
            "at": "9-08 14:20",
            "title": "征求第三方意见",
            "text": "EMS 送出",
            "effect": "‖ 暂停计时",
            "stops": True,
        },
    ]
    return {"acts": rows}


def _may() -> dict[str, Any]:
    return {
        "may": [
            _row(label="作出决定并签发", url="#decide", note="主要领导 · 第三十六条", kind="", why_not=""),
            _row(
                label="要求补正", url="", note="", kind="", why_not="7 个工作日已于 9月15日届满（第三十条）"
            ),
        ]
    }


def _finds() -> dict[str, Any]:
    bad = {
        "level": "bad",
        "title": "附件页数与案卷不一致",
        "url": "#mend",
        "mend": "改附件",
        "left_label": "文书写",
        "left": "38 页",
        "right_label": "案卷可公开",
        "right": "36 页",
        "text": "附表三 2 页已决定不公开，不应计入。",
    }
    return {
        "finds": [
            bad,
            {"level": "warn", "title": "许可数比上年少一半"},
            {"level": "", "title": "其余 10 项相符"},
        ]
    }


def _cells() -> dict[str, Any]:
    cells = [_row(value=value, url="#cases", bad=bad) for value, bad in ((3, False), (0, False), (4, True))]
    rows = [_row(label="予以公开", sum=False, cells=cells), _row(label="总计", sum=True, cells=cells)]
    return {"columns": ["自然人", "企业", "总计"], "rows": rows}


def _page() -> dict[str, Any]:
    return {"page": Paginator(range(230), 20).page(4)}


def _tabs() -> dict[str, Any]:
    return {
        "tabs": [
            _row(label=f"{year}年", url=f"#y{year}", current="page" if year == 2022 else "")
            for year in (2022, 2021)
        ]
    }


def _bars() -> dict[str, Any]:
    counts = [(24, 4, "hot"), (25, 2, ""), (26, 3, ""), (27, 1, ""), (28, 5, "mid"), (31, 0, "")]
    return {"bars": [Bar(date(2022, 10, on), count, tone) for on, count, tone in counts]}


def _done() -> dict[str, Any]:
    done = Done(
        title="停车收费备案文件",
        url="#case",
        words="09:12 已办",
        meta="楚审依申〔2022〕6号 · 审核通过",
        turn_name="经办人",
        turn_what="09:22 后不可撤回",
        undo_url="#undo",
    )
    return {"done": done}


def _facts() -> dict[str, Any]:
    return {"facts": [("申请人", "陈*"), ("类别", "自然人"), ("电话", "138****5678"), ("要求", "纸质，邮寄")]}


def _timeline() -> dict[str, Any]:
    items = [
        _row(on=date(2022, 10, 26), at="", by="", state="", title="收到申请", text="当日登记。"),
        _row(on=date(2022, 11, 5), at="", by="", state="now", title="征求第三方意见", text="计时暂停。"),
        _row(on=date(2022, 12, 15), at="", by="前", state="next", title="作出答复", text=""),
    ]
    return {"timeline": items}


def _parties() -> dict[str, Any]:
    rows = [
        ("您", "没有待办", False),
        ("本局", "恢复后继续审查", False),
        ("第三方", "请在11月27日前答复", True),
    ]
    return {"parties": [_row(who=who, what=what, current=current) for who, what, current in rows]}


def _figures() -> dict[str, Any]:
    rows = [("新收申请", "另有上年结转3件", 44, "件"), ("按时答复", "共答复45件", 45, "件")]
    return {
        "figures": [_row(label=label, base=base, value=value, unit=unit) for label, base, value, unit in rows]
    }


def _files() -> dict[str, Any]:
    return {"files": [_row(kind="PDF", url="#file", name="予以公开告知书", note="126 KB，2页")]}


def _keys() -> dict[str, Any]:
    return {"keys": [(("/",), "全局查找"), (("G", "T"), "今日"), (("J", "K"), "下一行、上一行")]}


def _views() -> dict[str, Any]:
    rows = [("办理中", 5, True, False), ("今日到期", 1, False, True), ("已办结", 6, False, False)]
    return {
        "views": [
            _row(label=label, count=count, current=now, red=red, url="#v") for label, count, now, red in rows
        ]
    }


def _list() -> dict[str, Any]:
    return {"list": [_row(title="政府信息公开指南", url="#guide", on=DAY, sub="楚审〔2022〕12号")]}


def _answers() -> dict[str, Any]:
    return {
        "answers": [
            _row(label="申请人类型", value="公民", url="#change"),
            _row(label="姓名", value="陈*", url=""),
        ]
    }


EXAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "account": _account,
    "acts": _acts,
    "answers": _answers,
    "cells": _cells,
    "chart": _chart,
    "day": lambda: {"on": DAY},
    "done": _done,
    "errors": lambda: {"form": ExampleForm({})},
    "facts": _facts,
    "field": lambda: {"form": ExampleForm({})},
    "figures": _figures,
    "files": _files,
    "finds": _finds,
    "forecast": _bars,
    "keys": _keys,
    "kv": _facts,
    "may": _may,
    "meta": _facts,
    "pager": _page,
    "paper": lambda: {"on": DAY},
    "rows": _list,
    "side": _tabs,
    "steps": _steps,
    "tabs": _tabs,
    "task": _tasks,
    "ticks": lambda: {"lines": ["申请免费，也不问用途", "收到之日起20个工作日内答复"]},
    "timeline": _timeline,
    "turn": _parties,
    "views": _views,
}
