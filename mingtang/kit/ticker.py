"""Periodic jobs inside the server process, or in a process of their own.

A job registers itself with ``@job("name", every=timedelta(...))`` in its room's ``jobs.py`` (imported at
start) and is called as ``function(now=..., since=...)``. `since` is the start of its last successful run,
None at first: a job works on everything between the two, so that an outage is caught up and nothing is done
twice. Many processes may tick: a job is claimed in the database before it runs.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db import close_old_connections
from django.utils import timezone

from mingtang.kit.db import writing
from mingtang.kit.models import Job

log = logging.getLogger("mingtang.kit.ticker")

LONGEST_RUN = timedelta(minutes=30)  # after this a run counts as dead and another process may start it again


class Work(Protocol):
    def __call__(self, *, now: datetime, since: datetime | None) -> object:
        """Do what is due between `since` and `now`; what it returns is kept as the result, in 300 characters."""


@dataclass(frozen=True)
class Registered:
    """A job as its room declared it."""

    name: str
    every: timedelta
    work: Work


_jobs: dict[str, Registered] = {}


def job(name: str, *, every: timedelta) -> Callable[[Work], Work]:
    """Register the decorated function as the periodic job `name`."""

    def register(work: Work) -> Work:
        _jobs[name] = Registered(name, every, work)
        return work

    return register


def registered() -> list[Registered]:
    """All declared jobs, by name."""
    return sorted(_jobs.values(), key=lambda each: each.name)


def run_due(now: datetime) -> list[str]:
    """Run every job whose time has come and which no other process has taken; the names of those run."""
    taken = (each for each in registered() if _claim(each, now))
    return [_run(each, now) for each in taken]


def _claim(each: Registered, now: datetime) -> bool:
    """Take the job by moving its next run behind the longest time it may take; a crash frees it then."""
    Job.objects.get_or_create(name=each.name, defaults={"next_run": now})
    with writing(durable=True):
        due = Job.objects.filter(name=each.name, next_run__lte=now)
        return bool(due.update(next_run=now + max(each.every, LONGEST_RUN), last_run=now))


def _run(each: Registered, now: datetime) -> str:
    mine = Job.objects.filter(name=each.name)
    since = mine.values_list("last_success", flat=True).get()
    try:
        result = each.work(now=now, since=since)
    except Exception as error:
        # Only the class: messages of errors may carry names and numbers of people.
        log.error("job %s failed: %s", each.name, type(error).__name__)
        mine.update(last_result=f"失败：{type(error).__name__}", next_run=now + each.every)
    else:
        said = "完成" if result is None else str(result)
        mine.update(last_success=now, last_result=said[:300], next_run=now + each.every)
    return each.name


class Ticker(threading.Thread):
    """The thread that runs due jobs every `interval` seconds until `stop`."""

    def __init__(self, interval: float) -> None:
        super().__init__(name="mingtang-ticker", daemon=True)
        self.interval = interval
        self._stopping = threading.Event()

    def run(self) -> None:
        while not self._stopping.is_set():
            self.tick()
            self._stopping.wait(self.interval)

    def tick(self) -> None:
        """One round; an error of the database is logged and the next round tries again."""
        close_old_connections()
        try:
            run_due(timezone.now())
        except Exception as error:
            log.error("ticker: %s", type(error).__name__)
        finally:
            close_old_connections()

    def stop(self, timeout: float = 5) -> None:
        """Ask the thread to end and wait for the job in hand, at most `timeout` seconds."""
        self._stopping.set()
        self.join(timeout)


def start(interval: float = 20) -> Ticker:
    """Start ticking in a daemon thread of this process."""
    ticker = Ticker(interval)
    ticker.start()
    return ticker
