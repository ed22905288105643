"""生成 docs/law：逐条对照、全部的数、算例。``python -m mingtang.law.docs`` 写文件，测试核对文件是最新的。"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mingtang.law.calendar import HolidayNotice
from mingtang.law.cases import Example, Sheet, sheets
from mingtang.law.cite import Cite
from mingtang.law.coverage import WAYS, Coverage, coverage
from mingtang.law.notices import shipped_notices
from mingtang.law.since import Since
from mingtang.law.values import VALUES, Value

FOLDER = Path(__file__).parents[2] / "docs" / "law"
MADE = "由 `python -m mingtang.law.docs` 生成，请改规则本身，不要改这一页。"


def pages() -> dict[str, str]:
    """文件名 -> 内容。"""
    return {
        "articles.md": _page("条例逐条对照", _articles()),
        "values.md": _page("有施行日的数", _values()),
        "holidays.md": _page("放假通知", _holidays()),
        "cases.md": _page("算例", _cases()),
    }


def _page(title: str, lines: Iterator[str]) -> str:
    return "\n".join([f"# {title}", "", MADE, "", *lines]) + "\n"


def _table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '｜') for cell in row)} |"
    yield ""


def _articles() -> Iterator[str]:
    found = coverage()
    yield "《政府信息公开条例》（国务院令第711号）五十六条，每一条怎样对待："
    yield ""
    for way, label in WAYS.items():
        yield f"- {label}：{sum(way in item.ways for item in found)} 条"
    yield ""
    yield "一条可以既写成规则，又有一部分留给人判断。名称都在 `mingtang.law` 之下。"
    yield ""
    yield from _table(("条", "章", "对待", "在哪里"), (_article_row(item) for item in found))


def _article_row(item: Coverage) -> Sequence[str]:
    parts = [f"`{symbol}`" for symbol in item.symbols]
    parts += [f"问（{question.who}）：{question.question}" for question in item.questions]
    parts += [item.reason] if item.reason else []
    chapter = item.article.chapter.partition(" ")[2]
    return item.article.label, chapter, "、".join(WAYS[way] for way in item.ways), "；".join(parts)


def _values() -> Iterator[str]:
    yield "用哪一版由案件里的日期决定，不由今天决定。"
    yield ""
    heads = ("名称", "值", "自", "依据", "原文", "效力", "提示", "在哪里")
    yield from _table(heads, (_value_row(value, version) for value in VALUES for version in value.versions))


def _value_row(value: Value, version: Since[Any]) -> Sequence[str]:
    cite: Cite = version.cite
    return (
        value.name,
        f"{version.value}{value.unit}",
        version.day.isoformat(),
        cite.short,
        cite.text,
        cite.rank,
        cite.doubt or "已核对",
        f"`{value.where}`",
    )


def _holidays() -> Iterator[str]:
    for notice in shipped_notices():
        yield f"## {notice.year}年 {notice.number}"
        yield ""
        yield f"{notice.issued_on}印发。{notice.source}{'' if notice.verified else '（待核对）'}。"
        yield ""
        yield from _table(("放假", "起", "止"), _periods(notice))
        yield "调休上班：" + ("、".join(day.isoformat() for day in notice.worked) or "无")
        yield ""


def _periods(notice: HolidayNotice) -> Iterator[Sequence[str]]:
    for first, last, name in notice.off:
        yield name, first.isoformat(), last.isoformat()


def _cases() -> Iterator[str]:
    yield "算例写在 `mingtang/law/cases/` 的 TOML 文件里，改了就由测试重算。"
    yield ""
    for sheet in sheets():
        yield from _sheet(sheet)


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"## {sheet.title}"
    yield ""
    yield f"{sheet.about}（`{sheet.file}`）"
    yield ""
    yield from _table(("算例", "已知", "应得", "出处"), (_case_row(example) for example in sheet.examples))


def _case_row(example: Example) -> Sequence[str]:
    return example.name, _say(example.facts), _say(example.expected), example.source


def _say(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "；".join(f"{key} {_say(each)}" for key, each in value.items())
    if isinstance(value, list):
        return (
            "、".join(f"（{_say(each)}）" if isinstance(each, dict) else _say(each) for each in value) or "无"
        )
    return str(value)


def write(folder: Path = FOLDER) -> None:
    """把各页写到 ``folder``。"""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def main(argv: Sequence[str]) -> int:
    """命令：写到参数给的文件夹，没有参数写到 docs/law。"""
    write(Path(argv[0]) if argv else FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
