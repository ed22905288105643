"""时钟有多快：每秒算多少件，不要账、要账各多少，两者之比。运行：python -m bench clock"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

from mingtang.law.calendar import standard_calendar
from mingtang.law.clock import Event, due_day, evaluate

Case = tuple[date, list[Event]]


def cases(number: int) -> list[Case]:
    """Made-up cases of 2022 to 2025: half plain, the others with consultations, extensions, supplements."""
    chance = random.Random(2022)
    return [_case(chance) for _ in range(number)]


def _case(chance: random.Random) -> Case:
    received = date(2022, 1, 1) + timedelta(days=chance.randrange(1300))

    def after(days: int) -> date:
        return received + timedelta(days=days)

    kind = chance.randrange(8)
    if kind < 4:
        return received, []
    if kind == 4:
        return received, [Event("extended", after(12), "", {"workdays": 10})]
    if kind == 5:
        return received, [Event("supplement_asked", after(4)), Event("supplement_received", after(15))]
    events = [Event("consultation_sent", after(3), "c1"), Event("consultation_answered", after(17), "c1")]
    if kind == 7:
        events += [
            Event("consultation_sent", after(5), "c2"),
            Event("consultation_answered", after(20), "c2"),
        ]
    return received, events


def rate(work: Callable[[Case], object], some: list[Case]) -> float:
    """Cases a second on one core, the best of three."""
    best = 0.0
    for _ in range(3):
        start = perf_counter()
        for case in some:
            work(case)
        best = max(best, len(some) / (perf_counter() - start))
    return best


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    calendar = standard_calendar()
    many = cases(50_000)
    day = rate(lambda case: due_day(*case, calendar), many)
    clock = rate(lambda case: evaluate(*case, calendar, account=False), many)
    account = rate(lambda case: evaluate(*case, calendar).account, many[:4_000])
    out("到期日（due_day）", f"{day:,.0f} 件/秒", "不少于 100,000 件/秒")
    out("时钟，不要账", f"{clock:,.0f} 件/秒")
    out("时钟，带逐日的账", f"{account:,.0f} 件/秒")
    out("带账是不带账的", f"{clock / account:.1f} 倍时间")


if __name__ == "__main__":
    run(print)
