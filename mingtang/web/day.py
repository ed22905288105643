"""The page 今日: what is due, in which order, and what the chart says. Pure functions of lists and a day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from mingtang.web.workbench import Blocker, Done, Note, Task

AHEAD = 5  # working days shown below the tasks of today
FORECAST = 10  # working days in the chart


@dataclass(frozen=True)
class DayLine:
    """The tasks that fall due on one day."""

    on: date
    tasks: list[Task]


@dataclass(frozen=True)
class Bar:
    """One working day of the forecast; ``tone`` is hot (today), mid (the heaviest) or empty."""

    on: date
    count: int
    tone: str


@dataclass(frozen=True)
class Today:
    """Everything the page draws."""

    day: date
    working: bool
    day_name: str
    lead: list[Task]
    lines: list[DayLine]
    undated: list[Task]
    later: int
    total: int
    done: list[Done]
    blockers: list[Blocker]
    notes: list[Note]
    bars: list[Bar]

    @property
    def late(self) -> int:
        return sum(task.due_class == "late" for task in self.lead)

    @property
    def due(self) -> int:
        return len(self.lead) - self.late

    @property
    def legal(self) -> int:
        """How many of the pressing tasks have a deadline set by law."""
        return sum(task.law is not None for task in self.lead)

    @property
    def next(self) -> Task | None:
        """The first dated task after today."""
        return next((task for line in self.lines for task in line.tasks), None)

    @property
    def busy(self) -> bool:
        """Whether anything falls due on the days of the forecast."""
        return any(bar.count for bar in self.bars)

    @property
    def heaviest(self) -> Bar | None:
        """The heaviest day of the forecast, when it is heavier than one task."""
        bar = max(self.bars, key=lambda each: each.count, default=None)
        return bar if bar is not None and bar.count > 1 else None


def working_days(calendar: Any, day: date, count: int) -> list[date]:
    """The first ``count`` working days from ``day`` on; ``day`` itself is among them if it is one."""
    found: list[date] = []
    while len(found) < count:
        if calendar.is_workday(day):
            found.append(day)
        day += timedelta(days=1)
    return found


def day_lines(tasks: Iterable[Task], day: date, last: date) -> Iterator[DayLine]:
    """Tasks after today by their day, up to and including ``last``. Paused ones whose day has passed stay on today."""
    dated = [task for task in tasks if task.due_on is not None and task.due_on <= last and not task.pressing]
    for on, group in groupby(dated, key=lambda task: max(task.due_on or day, day)):
        yield DayLine(on, list(group))


def forecast(tasks: Iterable[Task], days: list[date], day: date) -> list[Bar]:
    """How many tasks fall due on each of the days. What falls due on a day off counts with the next working day."""
    counts = dict.fromkeys(days, 0)
    for task in tasks:
        place = task.due_on and next((each for each in days if each >= task.due_on), None)
        if place and task.due_on and task.due_on >= day:
            counts[place] += 1
    top = max(counts.values(), default=0)
    return [Bar(on, count, _tone(on, count, day, top)) for on, count in counts.items()]


def _tone(on: date, count: int, day: date, top: int) -> str:
    if count and on == day:
        return "hot"
    return "mid" if count == top > 1 else ""


def build(
    tasks: list[Task],
    *,
    day: date,
    calendar: Any,
    done: list[Done],
    blockers: list[Blocker],
    notes: list[Note],
) -> Today:
    """The page of ``day`` from open ``tasks`` (earliest first)."""
    ahead = working_days(calendar, day + timedelta(days=1), AHEAD)
    lines = list(day_lines(tasks, day, ahead[-1]))
    undated = [task for task in tasks if task.due_on is None and not task.pressing]
    lead = sorted((task for task in tasks if task.pressing), key=_pressure)
    shown = len(lead) + sum(len(line.tasks) for line in lines) + len(undated)
    return Today(
        day=day,
        working=calendar.is_workday(day),
        day_name=calendar.name(day) or "",
        lead=lead,
        lines=lines,
        undated=undated,
        later=len(tasks) - shown,
        total=len(tasks),
        done=done,
        blockers=sorted(blockers, key=lambda each: -each.days),
        notes=notes,
        bars=forecast(tasks, working_days(calendar, day, FORECAST), day),
    )


def _pressure(task: Task) -> tuple[bool, date, bool]:
    """Overdue before due today, the older first, the deadline of the law before that of the house."""
    return (task.due_class != "late", task.due_on or date.max, task.law is None)


def gather(providers: Iterable[Callable[..., Iterable[Any]]], *args: Any) -> list[Any]:
    """What all providers yield, in the order they were registered."""
    return [each for provider in providers for each in provider(*args)]
