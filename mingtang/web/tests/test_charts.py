"""Charts: inside their frame, higher for more, nothing where nothing is known."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mingtang.web.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, Chart, Series, _scale

figures = st.lists(st.none() | st.integers(0, 10**7), min_size=1, max_size=80)


def chart(values, below=None, line=False):
    places = tuple((str(n), f"第{n}天") for n in range(len(values)))
    series = (
        Series("新", tuple(values), "mid"),
        *([Series("旧", tuple(below))] if below is not None else []),
    )
    return Chart("图", "一句话", places, series, "人", line)


@given(figures, st.booleans())
def test_bars_stay_inside_and_are_as_high_as_their_figure(values, two):
    made = chart(values, values[::-1] if two else None)
    for drawing in (made.wide, made.narrow):
        assert len(drawing.bars) == sum(bool(v) for each in made.series for v in each.values)
        for bar in drawing.bars:
            assert bar.x >= LEFT - 1 and bar.x + bar.width <= drawing.width - RIGHT + 1
            assert TOP <= bar.y <= bar.y + bar.height <= HEIGHT - BOTTOM + 0.2
        first = [(v, b.height) for v, b in zip([v for v in values if v], drawing.bars, strict=False)]
        assert [b for _, b in sorted(first)] == sorted(b for _, b in first)
    assert made.empty is not any(v is not None for v in values)


@given(figures)
def test_a_line_is_broken_where_nothing_is_known(values):
    drawing = chart(values, line=True).narrow
    points = [point for _, path in drawing.paths for point in path.split()]
    assert len(points) == sum(v is not None for v in values)
    assert all(TOP <= float(point.split(",")[1]) <= HEIGHT - BOTTOM for point in points)
    assert len(drawing.dots) == min(len(points), 2)


@given(st.integers(-(10**7), 10**7), st.integers(0, 10**7))
def test_the_scale_holds_its_figures_in_few_round_steps(low, size):
    scale = _scale(low, low + size)
    assert scale[0] <= low and scale[-1] >= low + size and 2 <= len(scale) <= 7
    (step,) = {b - a for a, b in pairwise(scale)}
    assert str(step).rstrip("0") in ("1", "2", "5")
