"""Table two: four small tables, in the current form or the trial form."""

import re
from dataclasses import dataclass
from decimal import Decimal

from mingtang.law.annual_report import FORM_2019, FORM_2021, Form, Item, Mark, Table2, TrialTable2
from mingtang.report.reading.lines import Line
from mingtang.report.reading.scan import Found, rows_of
from mingtang.report.reading.values import amount_wan, canonical, change, integer

_LABELS = {
    "规章": "regulations",
    "行政规范性文件": "normative_documents",
    "规范性文件": "normative_documents",
    "行政许可": "licences",
    "其他对外管理服务事项": "other_services",
    "行政处罚": "penalties",
    "行政强制": "compulsory_measures",
    "行政事业性收费": "fees",
    "政府集中采购": "procurement",
}
_TRIAL = re.compile("本年新制作数量|本年新公开数量|对外公开总数量|上一年项目数量|采购项目数量")
_CURRENT = re.compile("本年制发件数|本年废止件数|现行有效件数|本年处理决定数量|本年收费金额")
_ORDER = ("制发", "废止", "现行有效")
Value = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Reading2:
    """What was read: the table (None when there is none) and the lines it takes up."""

    table: Table2 | TrialTable2 | None
    marks: tuple[Mark, ...] = ()
    gaps: tuple[tuple[int, str, str], ...] = ()
    first: int = -1
    last: int = -1


def match(label: str) -> str | None:
    """The row a label names, numbering aside."""
    return _LABELS.get(re.sub(r"^[\d一二三四五六七八]{1,2}(?=[行规其政])", "", label))


def _without_notes(line: Line) -> Line:
    """规章（设区的市…填写） is 规章."""
    return Line(tuple(re.sub(r"\([^()]*\)", "", cell).strip() for cell in line.cells), line.bounded)


def read(lines: list[Line], end: int) -> Reading2:
    """Find table two among the lines before ``end`` (where table three begins)."""
    first = next((index for index in range(end) if _is_head(lines[index])), None)
    if first is None:
        return Reading2(None)
    head = "".join(canonical(line.text) for line in lines[first:end] if not line.prose)
    form = FORM_2019 if _TRIAL.search(head) and not _CURRENT.search(head) else FORM_2021
    items = {_key(item): item for item in form.table2}
    widths = {key: len(item.columns) for key, item in items.items()}
    found = rows_of(
        ((index, _without_notes(lines[index])) for index in range(first, end)),
        match,
        lambda key: widths.get(key, 1),
    )
    rows: dict[str, Found] = {}
    for row in found:
        if row.key in items:
            rows.setdefault(row.key, row)
    if not rows:
        return Reading2(None)
    return _assemble(rows, items, form, head, first)


def _key(item: Item) -> str:
    return "fees" if item.key == "fees_wan" else item.key


def _is_head(line: Line) -> bool:
    text = canonical(line.text)
    return (
        not line.prose
        and len(text) < 80
        and bool(_TRIAL.search(text) or _CURRENT.search(text) or "第二十条第" in text)
    )


def _assemble(rows: dict[str, Found], items: dict[str, Item], form: Form, head: str, first: int) -> Reading2:
    gaps: list[tuple[int, str, str]] = []
    marks: list[Mark] = []
    values: dict[str, tuple[Value, ...]] = {}
    order = _order(head) if form is FORM_2021 else None
    yuan = "单位元" in head
    for key, item in items.items():
        row = rows.get(key)
        cells = _ordered(row, item, order)
        if cells is None:
            gaps.append((2, item.key, _gap(row, item)))
            values[key] = (None,) * len(item.columns)
            continue
        values[key] = tuple(
            _value(cell, name, yuan) for cell, (name, _) in zip(cells, item.columns, strict=True)
        )
        marks += [
            Mark(2, item.key, name, cell)
            for cell, value, (name, _) in zip(cells, values[key], item.columns, strict=True)
            if value is None
        ]
    last = max(row.line for row in rows.values())
    table = TrialTable2(values) if form is FORM_2019 else Table2.from_lists([*values.values()])
    return Reading2(table, tuple(marks), tuple(gaps), first, last)


def _order(head: str) -> tuple[int, ...]:
    """Where 制发, 废止 and 现行有效 stand in the header; the form's order when the header does not say."""
    places = [head.find(word) for word in _ORDER]
    if -1 in places:
        return (0, 1, 2)
    ranked = sorted(places)
    return tuple(ranked.index(place) for place in places)


def _ordered(row: Found | None, item: Item, order: tuple[int, ...] | None) -> tuple[str, ...] | None:
    if row is None or row.problem:
        return None
    if order is None or len(item.columns) != 3:
        return row.cells
    return tuple(row.cells[place] for place in order)


def _gap(row: Found | None, item: Item) -> str:
    if row is None:
        return f"表二没有读到“{item.label}”一行：补上这一行，没有的填0。"
    return f"表二“{item.label}”一行{row.problem}，整行没有读：补齐各格，没有的填0。"


def _value(cell: str, column: str, yuan: bool) -> Value:
    if column == "amount":
        return amount_wan(cell, yuan=yuan)
    return change(cell) if column == "change" else integer(cell)
