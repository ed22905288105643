"""一份报告内部的等式：R1、R2、R3、R5、R9。每个函数返回逐列（逐行、逐组）的判断，符合的也在内。"""

from collections.abc import Iterator
from decimal import Decimal

from mingtang.law.annual_report.finding import Finding, Place, Side, Status, compared, judged
from mingtang.law.annual_report.form import (
    APPLICANTS,
    COLUMNS,
    FORM_2019,
    GROUPS4,
    RESULTS4,
    TABLE2,
    Item,
)
from mingtang.law.annual_report.form import row as form_row
from mingtang.law.annual_report.rules import rule
from mingtang.law.annual_report.tables import Cell, Figures, Table2, Table3, Table4, TrialTable2, plus

UNREAD = "？"


def shown(cell: Cell | Decimal) -> str:
    """A cell inside a sentence; a cell that could not be read shows as ？."""
    return UNREAD if cell is None else str(cell)


def received_equals_handled(figures: Figures) -> Iterator[Finding]:
    """R1：逐列，本年新收＋上年结转＝（七）总计＋结转下年度。"""
    table = figures.table3
    if table is None:
        return
    for column in COLUMNS:
        new, before, done, after = (
            table.cell(key, column.key) for key in ("new", "carried_in", "done", "carried_out")
        )
        left = Side(plus((new, before)), f"本年新收{shown(new)}＋上年结转{shown(before)}")
        right = Side(plus((done, after)), f"办理结果总计{shown(done)}＋结转下年度{shown(after)}")
        where = tuple(Place(3, key, column.key) for key in ("new", "carried_in", "done", "carried_out"))
        yield compared(
            rule("R1", figures.form),
            left,
            right,
            where,
            f"表三“{column.label}”列收办不平：{left.says}＝{shown_side(left)}，{right.says}＝{shown_side(right)}，"
            "两边应当相等；逐个核对这一列的四个数。",
        )


def shown_side(side: Side) -> str:
    """The value of a side inside a sentence."""
    return UNREAD if side.value is None else str(side.value)


def results_add_up(figures: Figures) -> Iterator[Finding]:
    """R2：逐列，（一）至（六）各行之和＝（七）总计。"""
    table = figures.table3
    if table is None:
        return
    for column in COLUMNS:
        parts = [table.cell(key, column.key) for key in figures.form.results]
        left = Side(plus(parts), "＋".join(shown(part) for part in parts if part != 0) or "各行都是0")
        done = table.cell("done", column.key)
        yield compared(
            rule("R2", figures.form),
            left,
            Side(done, "（七）总计"),
            (*(Place(3, key, column.key) for key in figures.form.results), Place(3, "done", column.key)),
            f"表三“{column.label}”列（一）至（六）各行相加是{shown_side(left)}，（七）总计写的是{shown(done)}；"
            "核对各行和总计。",
        )


def applicants_add_up(figures: Figures) -> Iterator[Finding]:
    """R3：逐行，自然人＋五类法人或其他组织＝总计。"""
    table = figures.table3
    if table is None:
        return
    for line in figures.form.rows:
        parts = [table.cell(line.key, kind) for kind in APPLICANTS]
        left = Side(plus(parts), "＋".join(shown(part) for part in parts))
        total = table.cell(line.key)
        yield compared(
            rule("R3", figures.form),
            left,
            Side(total, "总计"),
            tuple(Place(3, line.key, column.key) for column in COLUMNS),
            f"表三“{line.name}”一行各类申请人相加是{shown_side(left)}，总计写的是{shown(total)}；核对这一行。",
        )


def remedies_add_up(figures: Figures) -> Iterator[Finding]:
    """R5：表四三组，维持＋纠正＋其他＋尚未审结＝总计。"""
    table = figures.table4
    if table is None:
        return
    for key, label in GROUPS4:
        *parts, total = table.group(key)
        left = Side(plus(parts), "＋".join(shown(part) for part in parts))
        yield compared(
            rule("R5", figures.form),
            left,
            Side(total, "总计"),
            tuple(Place(4, key, result) for result, _ in RESULTS4),
            f"表四“{label}”四种结果相加是{shown_side(left)}，总计写的是{shown(total)}；核对这一组。",
        )


def every_cell_is_a_number(figures: Figures) -> Iterator[Finding]:
    """R9：整行读不出的、空白或写了别的字的、小于0的格子；每张表没有这些就符合。"""
    standing = rule("R9", figures.form)
    for table in (2, 3, 4):
        bad = [*_gaps(figures, table), *_marks(figures, table), *_negatives(figures, table)]
        for where, sentence, text in bad:
            yield judged(standing, Status.FAIL, sentence, where=where, left=Side(text, "表中所写"))
        if not bad:
            yield judged(standing, Status.PASS, where=(Place(table),))


Bad = tuple[tuple[Place, ...], str, str]


def _gaps(figures: Figures, table: int) -> Iterator[Bad]:
    for number, row, sentence in figures.gaps:
        if number == table:
            yield (Place(table, row),), sentence, ""


def _marks(figures: Figures, table: int) -> Iterator[Bad]:
    """Cells with the same wrong text in one table make one sentence, so that an empty table is not 175 of them."""
    texts = dict.fromkeys(mark.text for mark in figures.marks if mark.table == table)
    for text in texts:
        where = tuple(
            Place(table, mark.row, mark.column)
            for mark in figures.marks
            if mark.table == table and mark.text == text
        )
        wrote = f"写的是“{text}”" if text else "是空白"
        names = "、".join(f"“{place_name(place)}”" for place in where[:3])
        more = f"等{len(where)}格" if len(where) > 3 else ""
        yield where, f"表{_digit(table)}{names}{more}{wrote}，读不成数：没有的填0，有的填数字。", text


def _negatives(figures: Figures, table: int) -> Iterator[Bad]:
    for place, value in cells(figures, table):
        if value is not None and value < 0 and place.column != "change":
            yield (
                (place,),
                f"表{_digit(table)}“{place_name(place)}”是负数{value}；件数和金额不能小于0。",
                str(value),
            )


def cells(figures: Figures, table: int) -> Iterator[tuple[Place, Cell | Decimal]]:
    """Every cell of one table in reading order."""
    chosen = {2: figures.table2, 3: figures.table3, 4: figures.table4}[table]
    if isinstance(chosen, Table2 | TrialTable2):
        items, rows = _table2_rows(chosen)
        for item, values in zip(items, rows, strict=True):
            for (name, _), value in zip(item.columns, values, strict=True):
                yield Place(2, item.key, name), value
    elif isinstance(chosen, Table3):
        for line in figures.form.rows:
            for column, cell in zip(COLUMNS, chosen.row(line.key), strict=True):
                yield Place(3, line.key, column.key), cell
    elif isinstance(chosen, Table4):
        for key, _ in GROUPS4:
            for (result, _), cell in zip(RESULTS4, chosen.group(key), strict=True):
                yield Place(4, key, result), cell


def _table2_rows(table: Table2 | TrialTable2) -> tuple[tuple[Item, ...], list[list[Cell | Decimal]]]:
    if isinstance(table, TrialTable2):
        return FORM_2019.table2, [[*table.cells[item.key]] for item in FORM_2019.table2]
    single: list[Cell | Decimal] = [
        table.licences,
        table.penalties,
        table.compulsory_measures,
        table.fees_wan,
    ]
    documents: list[list[Cell | Decimal]] = [
        [*table.regulations.to_list()],
        [*table.normative_documents.to_list()],
    ]
    return TABLE2, [*documents, *([value] for value in single)]


def _digit(table: int) -> str:
    return "零一二三四"[table]


_ITEMS = {item.key: item.label for item in (*FORM_2019.table2, *TABLE2)}
_ITEM_COLUMNS = dict(column for item in (*FORM_2019.table2, *TABLE2) for column in item.columns)
_COLUMNS3 = {column.key: column.label for column in COLUMNS}


def place_name(place: Place) -> str:
    """A cell in words, such as （三）不予公开1.属于国家秘密·自然人; without row and column, the table."""
    if not place.row:
        return f"表{_digit(place.table or 0)}"
    if place.table == 3:
        names = (form_row(place.row).name, _COLUMNS3.get(place.column, ""))
    elif place.table == 4:
        names = (dict(GROUPS4)[place.row], dict(RESULTS4).get(place.column, ""))
    else:
        names = (_ITEMS[place.row], _ITEM_COLUMNS.get(place.column, ""))
    return "·".join(name for name in names if name)
