"""Table three: 25 rows of seven cells in the current form, 23 in the trial form."""

import re
from dataclasses import dataclass, replace

from mingtang.law.annual_report import COLUMN_KEYS, FORM_2019, FORM_2021, ROW_KEYS, Form, Mark, Table3
from mingtang.report.reading.lines import Line
from mingtang.report.reading.scan import Found, rows_of
from mingtang.report.reading.values import canonical, integer

# What each row is recognised by. Shorter than the printed label, so that numbering and wording may vary.
_WORDS = {
    "new": ("本年新收",),
    "carried_in": ("上年结转", "上一年结转", "上年度结转", "上一年度结转"),
    "granted": ("予以公开",),
    "partial": ("部分公开", "部分予以公开"),
    "d1": ("国家秘密",),
    "d2": ("禁止公开",),
    "d3": ("三安全一稳定",),
    "d4": ("第三方合法权益",),
    "d5": ("内部事务信息",),
    "d6": ("过程性信息",),
    "d7": ("执法案卷",),
    "d8": ("行政查询事项",),
    "u1": ("不掌握相关政府信息", "不掌握相关信息"),
    "u2": ("另行制作",),
    "u3": ("仍不明确",),
    "n1": ("信访举报投诉类",),
    "n2": ("重复申请",),
    "n3": ("公开出版物",),
    "n4": ("大量反复申请",),
    "n5": ("重新出具已获取信息", "重新出具"),
    "o1": ("逾期不补正",),
    "o2": ("未按收费通知要求缴纳费用", "逾期未按收费通知"),
    "o": ("其他处理",),
    "o3": ("3其他",),
    "done": ("七总计",),
    "carried_out": ("结转下年度", "结转下一年度", "结转下年"),
}
_ALONE = {"其他": "o3", "总计": "done"}
_KINDS = ("商业", "科研", "社会公益", "法律服务")
_HEAD = 32  # lines above the end of the first row in which the head of the table may begin
_FEWEST = 5  # rows that make a table; fewer are a mention


@dataclass(frozen=True, slots=True)
class Reading3:
    """What was read: the table (None when there is none), its form, and the lines it takes up."""

    table: Table3 | None
    form: Form = FORM_2021
    marks: tuple[Mark, ...] = ()
    gaps: tuple[tuple[int, str, str], ...] = ()
    first: int = -1
    last: int = -1
    remarks: tuple[str, ...] = ()


def match(label: str) -> str | None:
    """The row a label (canonical) names: the words that end last in it."""
    best = max(
        ((label.rfind(word) + len(word), len(word), key) for key, words in _WORDS.items() for word in words if word in label),
        default=None,
    )  # fmt: skip
    return best[2] if best else _ALONE.get(label)


def read(lines: list[Line]) -> Reading3:
    """Find table three among the lines."""
    found = rows_of(enumerate(lines), match, lambda key: len(COLUMN_KEYS))
    start = next((place for place, row in enumerate(found) if row.key == "new"), None)
    if start is None:
        return Reading3(None)
    end = _end(lines, found, start)
    if end - start < _FEWEST:
        return Reading3(None)
    kept = _one_of_each(found[start:end])
    form = FORM_2019 if "o" in kept and not {"o1", "o2", "o3"} & kept.keys() else FORM_2021
    if form is FORM_2019:
        kept["o3"] = kept["o"]
    rows = {row.key: kept[row.key] for row in form.rows if row.key in kept}
    misplaced = _columns_misplaced(lines, found[start].line)
    marks, gaps = _defects(rows, form, misplaced)
    table = Table3.from_lists([_values(rows.get(key), misplaced) for key in ROW_KEYS])
    last = max(row.line for row in rows.values())
    remarks = (
        ("文件里还有另一份表三，只核对第一份：分开两个文件再核对另一份。",)
        if _another(found[end:], kept)
        else ()
    )
    return Reading3(table, form, marks, gaps, _header(lines, found[start].line), last, remarks)


def _one_of_each(found: list[Found]) -> dict[str, Found]:
    """One row for each key; a row that comes twice with different numbers cannot be read."""
    kept: dict[str, Found] = {}
    for row in found:
        earlier = kept.setdefault(row.key, row)
        if earlier.cells != row.cells:
            kept[row.key] = replace(row, cells=(), problem="出现两次而且数字不同")
    return kept


def _end(lines: list[Line], found: list[Found], start: int) -> int:
    """The place after the table's last row: after 结转下年度, or before table four or another table three."""
    four = next(
        (index for index in range(found[start].line, len(lines)) if _is_table_four(lines[index])), len(lines)
    )
    for place in range(start, len(found)):
        if found[place].line >= four or (place > start and found[place].key == "new"):
            return place
        if found[place].key == "carried_out":
            return place + 1
    return len(found)


def _is_table_four(line: Line) -> bool:
    return not line.prose and "结果维持" in canonical(line.text)


def _another(later: list[Found], kept: dict[str, Found]) -> bool:
    """Whether another table three follows that differs; pages often carry the same one twice, which is no harm."""
    start = next((place for place, row in enumerate(later) if row.key == "new"), len(later))
    return any(
        row.key in kept and not row.problem and row.cells != kept[row.key].cells for row in later[start:]
    )


def _columns_misplaced(lines: list[Line], first: int) -> bool:
    """Whether the header names the kinds of legal persons in another order than the form."""
    header = "".join(
        canonical(line.text) for line in lines[max(0, first - _HEAD) : first + 1] if not line.prose
    )
    places = [header.find(kind) for kind in _KINDS]
    return -1 not in places and places != sorted(places)


def _header(lines: list[Line], first: int) -> int:
    """Where the table's head begins, in the lines above its first row."""
    for index in range(max(0, first - _HEAD), first):
        line = lines[index]
        if not line.prose and re.search("申请人情况|勾稽关系", canonical(line.text)):
            return index
    return first


def _values(row: Found | None, misplaced: bool) -> list[int | None]:
    if row is None or misplaced or row.problem:
        return [None] * len(COLUMN_KEYS)
    return [integer(cell) for cell in row.cells]


def _defects(
    rows: dict[str, Found], form: Form, misplaced: bool
) -> tuple[tuple[Mark, ...], tuple[tuple[int, str, str], ...]]:
    if misplaced:
        return (), ((3, "", "表三各列的次序与统一格式不同，没有读：按统一格式的列次序重排。"),)
    gaps, marks = [], []
    for line in form.rows:
        row = rows.get(line.key)
        if row is None:
            gaps.append((3, line.key, f"表三没有读到“{line.name}”一行：补上这一行，没有的各格填0。"))
        elif row.problem:
            gaps.append(
                (3, line.key, f"表三“{line.name}”一行{row.problem}，整行没有读：补齐各格，没有的填0。")
            )
        else:
            marks += [
                Mark(3, line.key, column, cell)
                for column, cell in zip(COLUMN_KEYS, row.cells, strict=True)
                if integer(cell) is None
            ]
    return tuple(marks), tuple(gaps)
