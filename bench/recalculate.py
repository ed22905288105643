"""A holiday notice arrives: all open cases are reckoned anew."""

from collections.abc import Callable
from datetime import date
from time import perf_counter

from bench.generate import fill, house, scale


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    organ, _ = house()
    count = scale(100_000)
    fill(organ, count, open_share=1)
    from mingtang.disclosure.recalculate import recompute
    from mingtang.law.calendar import Calendar, HolidayNotice
    from mingtang.organs.calendars import current_calendar

    old = current_calendar()
    recompute(old)  # the generated days are rough; from here on they are right
    off = ((date(2021, 1, 5), date(2021, 1, 6), "测速"), (date(2021, 6, 1), date(2021, 6, 2), "测速"))
    new = Calendar([*old.notices, HolidayNotice(2021, "测速〔2021〕1号", date(2021, 1, 1), off, local=True)])
    began = perf_counter()
    moved = recompute(new)
    seconds = perf_counter() - began
    out("在办案件", f"{count:,} 件")
    out("日期变动", f"{moved:,} 件")
    out("重算", f"{seconds:.1f} s", "不超过 20 s")


if __name__ == "__main__":
    run(print)
