"""A holiday notice arrives: what it would move is shown, then all open cases are reckoned anew."""

from collections.abc import Callable
from datetime import date
from time import perf_counter

from bench.generate import fill, house, papers, scale


def monthly(year: int) -> tuple[tuple[date, date, str], ...]:
    """Two days off in the middle of every month, so that nearly every open case moves."""
    return tuple((date(year, month, 15), date(year, month, 16), "测速") for month in range(1, 13))


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    organ, _ = house()
    count = scale(100_000)
    fill(organ, count, open_share=1)
    papers(1, count)
    from mingtang.disclosure.recalculate import foretell, recompute
    from mingtang.law.calendar import Calendar, HolidayNotice
    from mingtang.organs.calendars import current_calendar

    old = current_calendar()
    recompute(old)  # the generated days are rough; from here on they are right
    notices = [
        HolidayNotice(year, f"测速〔{year}〕1号", date(year, 1, 1), monthly(year), local=True)
        for year in (2021, 2022, 2023)
    ]
    new = Calendar([*old.notices, *notices])
    began = perf_counter()
    shown = foretell(old, new)
    told = perf_counter() - began
    began = perf_counter()
    moved = recompute(new)
    seconds = perf_counter() - began
    assert moved == len(shown)
    out("在办案件", f"{count:,} 件")
    out("日期变动", f"{moved:,} 件")
    out("载入前列出会动的案件", f"{told:.1f} s")
    out("重算", f"{seconds:.1f} s", "不超过 20 s")


if __name__ == "__main__":
    run(print)
