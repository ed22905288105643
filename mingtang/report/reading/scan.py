"""Rows of a table by their labels, from lines of any layout. A row that does not have its number of cells is not guessed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mingtang.report.reading.lines import Line
from mingtang.report.reading.values import canonical, is_value

_LONGEST_LABEL = 200
Match = Callable[[str], str | None]
Width = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Found:
    """One row: its key, its cells as written, or what is wrong with it; ``line`` is where it stands."""

    key: str
    cells: tuple[str, ...]
    problem: str
    line: int


@dataclass(slots=True)
class _Scanner:
    match: Match
    width: Width
    found: list[Found] = field(default_factory=list)
    current: str | None = None
    values: list[str] = field(default_factory=list)
    label: str = ""

    def read(self, index: int, line: Line) -> None:
        if line.prose:
            self.finish(index)
            self.current, self.label = None, ""
        elif line.bounded:
            self._row(index, line.cells)
        elif is_value(line.cells[0]):
            if self.current is not None:
                self.values.append(line.cells[0])
        else:
            self.finish(index)
            self._label(line.cells[0])

    def _label(self, text: str) -> None:
        """A label may come in pieces; it names a row when the newest piece completes the row's words."""
        piece = canonical(text)
        self.label = (self.label + piece)[-_LONGEST_LABEL:]
        key = self.match(piece) or _ending(self.match, self.label, len(piece))
        if key is not None:
            self.current = key

    def finish(self, index: int) -> None:
        """The end of a run of values written one per line."""
        if self.current is not None and self.values:
            self._record(self.current, tuple(self.values), index - 1)
        if self.values:
            self.current, self.label = None, ""
        self.values = []

    def _row(self, index: int, cells: tuple[str, ...]) -> None:
        self.finish(index)
        named = [(place, cell) for place, cell in enumerate(cells) if cell and not is_value(cell)]
        if not named:
            if self.current is not None and any(cells):
                self._record(self.current, cells, index)
                self.current, self.label = None, ""
            return
        place, key = _last_named(self.match, named)
        tail = cells[place + 1 :]
        self.current, self.label = key, ""
        if key is not None and (
            any(cell and is_value(cell) for cell in tail) or len(tail) >= self.width(key)
        ):
            self._record(key, tail, index)
            self.current = None

    def _record(self, key: str, cells: tuple[str, ...], index: int) -> None:
        fitted, problem = fit(cells, self.width(key))
        self.found.append(Found(key, fitted, problem, index))


def _ending(match: Match, label: str, newest: int) -> str | None:
    """The row whose words end inside the newest piece of a label that came in pieces."""
    key = match(label)
    return key if key is not None and match(label[: len(label) - newest]) != key else None


def _last_named(match: Match, named: list[tuple[int, str]]) -> tuple[int, str | None]:
    """The last cell that names a row; without one, the last cell that is not a number."""
    for place, cell in reversed(named):
        if (key := match(canonical(cell))) is not None:
            return place, key
    joined = match(canonical("".join(cell for _, cell in named)))
    return named[-1][0], joined


def fit(cells: tuple[str, ...], width: int) -> tuple[tuple[str, ...], str]:
    """Exactly ``width`` cells, or what is wrong. Surplus cells must be blank and leave only one reading."""
    if len(cells) < width:
        return (), f"只读到{len(cells)}格，应当是{width}格"
    windows = {
        cells[start : start + width]
        for start in range(len(cells) - width + 1)
        if not any(cells[:start]) and not any(cells[start + width :])
    }
    if len(windows) == 1:
        return windows.pop(), ""
    if not windows:
        return (), f"读到{len(cells)}格，应当是{width}格"
    return (), f"空白格的位置对不上列，应当是{width}格"


def rows_of(lines: Iterable[tuple[int, Line]], match: Match, width: Width) -> list[Found]:
    """Every row that ``match`` names, in reading order; ``width`` gives the cells each must have."""
    scanner = _Scanner(match, width)
    last = -1
    for index, line in lines:
        scanner.read(index, line)
        last = index
    scanner.finish(last + 1)
    return scanner.found
