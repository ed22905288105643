"""图：柱和线画在哪里，算给两种宽度；数字的全文在旁边的表里，图只让人一眼看出高低。

Pure geometry. A ``Chart`` gives two drawings, for a screen and for a phone, because letters shrink with a drawing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

WIDE, NARROW = (480, 7), (340, 4)  # width of the drawing, most names on its lower edge
HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 220, 14, 26, 56, 10
STEPS = 4
Value = int | None
Height = Callable[[float], float]


@dataclass(frozen=True)
class Series:
    """One row of figures; ``tone`` is ``mid`` or empty. None: not known, nothing is drawn."""

    name: str
    values: tuple[Value, ...]
    tone: str = ""

    @property
    def known(self) -> list[int]:
        return [value for value in self.values if value is not None]


@dataclass(frozen=True)
class Mark:
    """Words at a place of the drawing."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Bar:
    """One bar; ``words`` is what it stands for."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    words: str


@dataclass
class Drawing:
    """Where everything goes, in units of a view box of ``width`` by ``height``."""

    width: int
    height: int = HEIGHT
    left: int = LEFT
    right: int = 0
    lines: list[Mark] = field(default_factory=list)  # of the scale; x is not used
    zero: float = 0
    names: list[Mark] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    paths: list[tuple[str, str]] = field(default_factory=list)  # tone, points
    dots: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Chart:
    """A drawing of one or two series over the same places.

    ``places`` gives for each the short name on the axis and the full one; ``sentence`` says what is to be seen, for
    those who do not see it. A second series of bars hangs below the line. A line does not begin at nought.
    """

    title: str
    sentence: str
    places: tuple[tuple[str, str], ...]
    series: tuple[Series, ...]
    unit: str = ""
    line: bool = False

    @property
    def empty(self) -> bool:
        """No figure at all is known."""
        return not any(each.known for each in self.series)

    @cached_property
    def wide(self) -> Drawing:
        return _drawn(self, *WIDE)

    @cached_property
    def narrow(self) -> Drawing:
        return _drawn(self, *NARROW)


def _drawn(chart: Chart, width: int, most_names: int) -> Drawing:
    drawing = Drawing(width, right=width - RIGHT)
    scale = _scale(*_range(chart))
    low, high = scale[0], scale[-1]

    def height_of(value: float) -> float:
        return round(TOP + (high - value) / ((high - low) or 1) * (HEIGHT - TOP - BOTTOM), 1)

    drawing.lines = [Mark(0, height_of(each), f"{abs(each):,}") for each in scale]
    drawing.zero = height_of(max(low, 0))
    step = (width - LEFT - RIGHT) / max(len(chart.places), 1)
    drawing.names = list(_names(chart, step, most_names))
    for number, series in enumerate(chart.series):
        if chart.line:
            _draw_line(drawing, chart, series, step, height_of)
        else:
            drawing.bars += _bars(chart, series, step, height_of, down=bool(number))
    return drawing


def _range(chart: Chart) -> tuple[int, int]:
    """From where to where the scale goes."""
    first = chart.series[0].known or [0]
    if chart.line:
        known = [value for each in chart.series for value in each.known] or [0]
        return min(known), max(known)
    below = chart.series[1].known if len(chart.series) > 1 else []
    return -max(below, default=0), max(first)


def _scale(low: int, high: int) -> list[int]:
    """Round figures from below ``low`` to above ``high``, whole steps of 1, 2 or 5 times a power of ten."""
    rough = max((high - low) / STEPS, 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(int(each * power) for each in (1, 2, 5, 10) if each * power >= rough)
    start, end = math.floor(low / step), math.ceil(high / step)
    return [each * step for each in range(start, max(end, start + 1) + 1)]


def _names(chart: Chart, step: float, most: int) -> Iterator[Mark]:
    every = max(math.ceil(len(chart.places) / most), 1)
    for index in range(0, len(chart.places), every):
        yield Mark(round(LEFT + (index + 0.5) * step, 1), HEIGHT - 8, chart.places[index][0])


def _bars(chart: Chart, series: Series, step: float, height_of: Height, *, down: bool) -> Iterator[Bar]:
    zero = height_of(0)
    width = round(max(min(step * 0.7, 36), 1), 1)
    for index, value in enumerate(series.values):
        if value:
            x = round(LEFT + (index + 0.5) * step - width / 2, 1)
            y = height_of(-value if down else value)
            words = f"{chart.places[index][1]}：{series.name} {value:,}{chart.unit}"
            yield Bar(x, min(y, zero), width, round(abs(y - zero), 1), series.tone, words)


def _draw_line(drawing: Drawing, chart: Chart, series: Series, step: float, height_of: Height) -> None:
    places = {
        index: (round(LEFT + (index + 0.5) * step, 1), height_of(value))
        for index, value in enumerate(series.values)
        if value is not None
    }
    for run in _runs(series.values):
        drawing.paths.append((series.tone, " ".join(f"{x},{y}" for x, y in (places[index] for index in run))))
    for index in sorted({min(places), max(places)} if places else ()):
        drawing.dots.append(Mark(*places[index], f"{series.values[index]:,}{chart.unit}"))


def _runs(values: Sequence[Value]) -> Iterator[list[int]]:
    """The places that are known, in unbroken runs."""
    run: list[int] = []
    for index, value in enumerate(values):
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append(index)
    if run:
        yield run
