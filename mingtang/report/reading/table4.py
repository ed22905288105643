"""Table four: three groups of five cells, in one row or group by group."""

import re
from dataclasses import dataclass, field, replace

from mingtang.law.annual_report import GROUPS4, RESULT4_KEYS, Mark, Table4
from mingtang.report.reading.lines import Line
from mingtang.report.reading.scan import fit
from mingtang.report.reading.values import canonical, integer, is_value

_SET = "结果维持结果纠正其他结果尚未审结总计"
_GROUPS = re.compile("行政复议|行政诉讼|未经复议直接(?:起诉|提起诉讼)|复议后(?:起诉|提起诉讼)")
_HEADING = re.compile("[一二三四五六]、|.{0,16}情况$")


@dataclass(frozen=True, slots=True)
class Reading4:
    """What was read: the table (None when there is none) and the lines it takes up."""

    table: Table4 | None
    marks: tuple[Mark, ...] = ()
    gaps: tuple[tuple[int, str, str], ...] = ()
    first: int = -1
    last: int = -1


@dataclass(slots=True)
class _Run:
    """A run of labels and the values that follow it."""

    first: int
    labels: str = ""
    values: list[str] = field(default_factory=list)
    last: int = -1


def read(lines: list[Line], start: int) -> Reading4:
    """Find table four among the lines from ``start`` on."""
    runs = _runs(lines, start)
    begin = next((place for place, run in enumerate(runs) if "结果维持" in run.labels), None)
    if begin is None:
        return Reading4(None)
    taken = [_trimmed(run) for run in _taken(runs[begin:])]
    first, last = _first_line(lines, taken[0]), max(run.last for run in taken)
    problem = _problem(taken)
    if problem:
        gap = (4, "", f"表四{problem}，没有读：按统一格式补齐15格，没有的填0。")
        return Reading4(Table4.from_lists([[None] * 5] * 3), (), (gap,), first, last)
    return _assemble([value for run in taken for value in run.values], first, last)


def _runs(lines: list[Line], start: int) -> list[_Run]:
    runs: list[_Run] = []
    for index in range(start, len(lines)):
        if lines[index].prose:
            runs.append(_Run(index))
            continue
        labels, values = _split(lines[index])
        if labels and (not runs or runs[-1].values):
            runs.append(_Run(index))
        if runs:
            runs[-1].labels += labels
            runs[-1].values += values
            runs[-1].last = index
    return runs


def _split(line: Line) -> tuple[str, list[str]]:
    """The labels of a line joined, and the values after its last label; blanks beside labels are only layout."""
    named = [place for place, cell in enumerate(line.cells) if cell and not is_value(cell)]
    labels = "".join(canonical(line.cells[place]) for place in named).replace("合计", "总计")
    tail = list(line.cells[named[-1] + 1 :] if named else line.cells)
    return labels, tail if any(tail) or (not named and len(tail) % 5 == 0) else []


def _taken(runs: list[_Run]) -> list[_Run]:
    """The runs that make up the table: until 15 values are read or labels of something else begin."""
    taken: list[_Run] = []
    for run in runs:
        if taken and not _GROUPS.search(run.labels) and "结果维持" not in run.labels:
            break
        taken.append(run)
        if sum(len(item.values) for item in taken) >= 15:
            break
    return taken


def _trimmed(run: _Run) -> _Run:
    """Without surplus blank cells, where only one reading is left."""
    width = 5 * max(1, run.labels.count("结果维持"))
    fitted, problem = fit(tuple(run.values), width)
    return run if problem else replace(run, values=list(fitted))


def _problem(runs: list[_Run]) -> str:
    """What keeps the values from being read: their number, or columns in another order than the form's."""
    count = sum(len(run.values) for run in runs)
    if count != 15:
        return f"读到{count}格，应当是15格"
    labels = "".join(run.labels for run in runs)
    results = _GROUPS.sub("", labels)
    direct, after = labels.find("未经复议"), labels.find("复议后")
    in_order = results.count("结果维持") == results.count(_SET) and not 0 <= after < direct
    return "" if in_order else "各列的次序与统一格式不同"


def _first_line(lines: list[Line], run: _Run) -> int:
    """The line of the run where the table's head begins; the section's own heading is not part of it."""
    for index in range(run.first, run.last + 1):
        line = lines[index]
        if not line.prose and _GROUPS.search(canonical(line.text)) and not _HEADING.match(line.text):
            return index
    return run.first


def _assemble(values: list[str], first: int, last: int) -> Reading4:
    groups = [values[start : start + 5] for start in (0, 5, 10)]
    marks = tuple(
        Mark(4, group, result, cell)
        for (group, _), cells in zip(GROUPS4, groups, strict=True)
        for result, cell in zip(RESULT4_KEYS, cells, strict=True)
        if integer(cell) is None
    )
    return Reading4(
        Table4.from_lists([[integer(cell) for cell in cells] for cells in groups]), marks, (), first, last
    )
