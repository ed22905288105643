"""The three tables of a sample as rows of cells with their spans, and its sections in order."""

from collections.abc import Iterator

from mingtang.law.annual_report import COLUMNS, FORM_2019, FORM_2021, GROUPS4, RESULTS4, Table2, TrialTable2
from mingtang.law.annual_report.form import LEGAL_PERSONS_LABEL, TABLE3_NOTE
from mingtang.report.tests.published.sample import Sample

# A cell: its text, columns it spans, rows it spans.
Cell = tuple[str, int, int]
Row = list[Cell]


HEADINGS = tuple(
    f"{number}、{title}" for number, title in zip("一二三四五六", FORM_2021.sections, strict=True)
)


def cell(text: object, wide: int = 1, high: int = 1) -> Cell:
    return (str(text), wide, high)


def _number(value: object, sample: Sample, table: int, row: str, column: str) -> Cell:
    return cell(sample.written.get((table, row, column), "" if value is None else str(value)))


def table2(sample: Sample) -> list[Row]:
    """Table two with its four heads, numbers spanning the empty columns as in the official layout."""
    table = sample.figures.table2
    form = FORM_2019 if isinstance(table, TrialTable2) else FORM_2021
    rows: list[Row] = []
    clause = head = ""
    for item in form.table2:
        labels = "|".join(label for _, label in item.columns)
        if item.clause != clause:
            rows.append([cell(item.clause, 4)])
        if item.clause != clause or labels != head:
            rows.append([cell("信息内容"), *_spread([cell(label) for _, label in item.columns])])
        clause, head = item.clause, labels
        numbers = [
            _number(_value2(table, item.key, name), sample, 2, item.key, name) for name, _ in item.columns
        ]
        rows.append([cell(item.label), *_spread(numbers)])
    return rows


def _spread(cells: list[Cell]) -> list[Cell]:
    return [(text, 1, 1) for text, _, _ in cells[:-1]] + [(cells[-1][0], 4 - len(cells), 1)]


def _value2(table: object, key: str, column: str) -> object:
    if isinstance(table, TrialTable2):
        return table.get(key, column)
    assert isinstance(table, Table2)
    value = getattr(table, key)
    return getattr(value, column) if column in {"issued", "repealed", "in_force"} else value


def table3(sample: Sample) -> list[Row]:
    """Table three with its three-line head and its spanning labels."""
    rows: list[Row] = [
        [cell(TABLE3_NOTE, 3, 3), cell("申请人情况", 7)],
        [cell("自然人", 1, 2), cell(LEGAL_PERSONS_LABEL, 5), cell("总计", 1, 2)],
        [cell(column.label) for column in COLUMNS[1:6]],
    ]
    form = sample.figures.form
    heights = {
        group: sum(row.group == group for row in form.rows) for group in {row.group for row in form.rows}
    }
    results = sum(row.group != "" for row in form.rows)
    assert sample.figures.table3 is not None
    seen: set[str] = set()
    for row in form.rows:
        values = sample.figures.table3.row(row.key)
        numbers = [
            _number(value, sample, 3, row.key, column.key)
            for value, column in zip(values, COLUMNS, strict=True)
        ]
        rows.append([*_labels3(row.key, row.label, row.group, heights, results, seen), *numbers])
    return rows


def _labels3(
    key: str, label: str, group: str, heights: dict[str, int], results: int, seen: set[str]
) -> Iterator[Cell]:
    if not group:
        yield cell(label, 3)
        return
    if key == "granted":
        yield cell("三、本年度办理结果", 1, results)
    if not group.startswith("（"):
        yield cell(label, 2)
        return
    if group not in seen:
        seen.add(group)
        yield cell(group, 1, heights[group])
    yield cell(label)


def table4(sample: Sample) -> list[Row]:
    """Table four with its three-line head."""
    assert sample.figures.table4 is not None
    labels = [label for _, label in RESULTS4]
    numbers = [
        _number(value, sample, 4, group, result)
        for (group, _), values in zip(GROUPS4, sample.figures.table4.groups, strict=True)
        for (result, _), value in zip(RESULTS4, values, strict=True)
    ]
    return [
        [cell("行政复议", 5), cell("行政诉讼", 10)],
        [*(cell(label, 1, 2) for label in labels), cell("未经复议直接起诉", 5), cell("复议后起诉", 5)],
        [cell(label) for label in labels * 2],
        numbers,
    ]


def parts(sample: Sample) -> Iterator[tuple[str, str, list[Row] | None]]:
    """Heading, text and table of each section."""
    tables = {1: table2(sample), 2: table3(sample), 3: table4(sample)}
    for place, (heading, text) in enumerate(zip(HEADINGS, sample.texts, strict=True)):
        yield heading, text, tables.get(place)


def placed(rows: list[Row]) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and cell of every cell when the spans are laid out."""
    taken: set[tuple[int, int]] = set()
    for top, row in enumerate(rows):
        left = 0
        for text, wide, high in row:
            while (top, left) in taken:
                left += 1
            taken |= {(top + down, left + right) for down in range(high) for right in range(wide)}
            yield top, left, (text, wide, high)


def grid(rows: list[Row]) -> list[list[str]]:
    """The cells laid out without spans, blank where a merged cell had covered more places."""
    laid = list(placed(rows))
    width = max(left + wide for _, left, (_, wide, _) in laid)
    cells = [[""] * width for _ in rows]
    for top, left, (text, _, _) in laid:
        cells[top][left] = text
    return cells
