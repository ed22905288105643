"""Publishing one article among a hundred thousand: when visitors find it, and what the lists of the office take."""

import os
import statistics
from collections.abc import Callable
from time import perf_counter, process_time, sleep
from typing import Any

from bench import pieces

COUNT, ROUNDS = 100_000, 5
PATIENCE = 20  # seconds

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from mingtang.organs.models import Staff  # noqa: E402
from mingtang.publishing.acting import acting  # noqa: E402
from mingtang.publishing.actions.showing import take_down  # noqa: E402
from mingtang.publishing.models import Column, Piece  # noqa: E402
from mingtang.publishing.store.bakery import Bakery, work_off  # noqa: E402
from mingtang.publishing.store.places import place  # noqa: E402
from mingtang.publishing.store.shelf import Shelf, shelf  # noqa: E402
from mingtang.web import clock  # noqa: E402


def scale(count: int) -> int:
    """``count``, or the part of it that MINGTANG_BENCH_SCALE (0 to 1) asks for."""
    return max(1_000, int(count * float(os.environ.get("MINGTANG_BENCH_SCALE", "1"))))


def told(seconds: list[float], work: list[float]) -> str:
    """Median and longest by the clock, and the processor time of the median."""
    middle = statistics.median(seconds) * 1000
    return f"中位 {middle:.0f} ms，最长 {max(seconds) * 1000:.0f} ms（处理器 {statistics.median(work) * 1000:.0f} ms）"


def timed(work: Callable[[], Any], rounds: int = ROUNDS) -> str:
    """The time of some rounds; the first does not count."""
    work()
    seconds, spent = [], []
    for _ in range(rounds):
        began, before = perf_counter(), process_time()
        work()
        seconds.append(perf_counter() - began)
        spent.append(process_time() - before)
    return told(seconds, spent)


def until(seen: Callable[[], bool], began: float) -> float:
    """Seconds from ``began`` until it is so."""
    while not seen():
        if perf_counter() - began > PATIENCE:
            raise RuntimeError("it was not seen in time")
        sleep(0.002)
    return perf_counter() - began


def holds(here: Shelf, address: str, words: str) -> bool:
    """Whether the kept page of an address says these words."""
    where = place(address)
    assert where is not None
    made = here.read(where) or here.read(where, clock.today())
    return made is not None and words in made.body.decode()


def one_after_another(here: Shelf, author: Staff, column: Column) -> dict[str, list[float]]:
    """Publish and take down some articles; seconds until each place shows it, or shows it no longer."""
    found: dict[str, list[float]] = {}
    _publish_and_take_down(
        here, author, column, "先发一篇", 0
    )  # what is done once in a process does not count
    for n in range(1, ROUNDS + 1):
        for what, seconds in _publish_and_take_down(here, author, column, f"今天第{n}篇", n).items():
            found.setdefault(what, []).append(seconds)
    return found


def _publish_and_take_down(
    here: Shelf, author: Staff, column: Column, title: str, n: int
) -> dict[str, float]:
    began = perf_counter()
    piece = pieces.publish(column, title, f"today-{n}", author)
    address = "/" + piece.url_path.split("/", 2)[2]
    listed = "/" + column.url_path.split("/", 2)[2]
    done = {"发布：办完": perf_counter() - began}
    done["发布：文章的成品在"] = until(lambda: holds(here, address, title), began)
    done["发布：栏目的成品有它"] = until(lambda: holds(here, listed, title), began)
    done["发布：首页的成品重做好"] = until(lambda: holds(here, "/", "<html"), began)
    began = perf_counter()
    with acting():
        take_down(Piece.objects.get(pk=piece.pk).specific, by=None, on=pieces.DAY, opinion="测速")
    done["撤下：办完，各处都没有了"] = perf_counter() - began
    assert not holds(here, address, title) and not holds(here, listed, title)
    until(lambda: holds(here, listed, "<html"), began)
    return done


def lists(out: Callable[..., None], people: dict[str, Staff], column: Column) -> None:
    """The lists of the office, for who sees all and for one section."""
    settings.ALLOWED_HOSTS = ["testserver"]
    named = {"clerk": "经办人", "section_staff": "科室人员", "leader": "负责人"}
    for role, name in named.items():
        browser = Client()
        browser.force_login(people[role])
        for view in ("live", "all"):
            address = reverse("review:pieces") + f"?v={view}"
            out(
                f"{name}：稿件清单 {view}",
                timed(lambda browser=browser, at=address: _ok(browser, at)),
                "小于 200 ms",
            )
        if role != "leader":
            address = reverse("wagtailadmin_explore", args=[column.pk])
            out(
                f"{name}：编辑器里一个栏目",
                timed(lambda browser=browser, at=address: _ok(browser, at)),
                "小于 200 ms",
            )


def _ok(browser: Client, address: str) -> None:
    answer = browser.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    call_command("collectstatic", interactive=False, verbosity=0)
    _, people = pieces.site()
    count, column = scale(COUNT), pieces.columns()[0]
    took = perf_counter()
    pieces.many(count, people["clerk"])
    out(f"存入 {count:,} 篇已发布的文章", f"{perf_counter() - took:.0f} s")
    measure(out, people, Column.objects.get(pk=column.pk))


def measure(out: Callable[..., None], people: dict[str, Staff], column: Column) -> None:
    """Everything that is measured once the articles are there."""
    here = shelf()
    assert here is not None
    work_off()
    oven = Bakery()
    oven.start()
    from mingtang.publishing.store import bakery

    bakery._running = oven
    try:
        for what, seconds in one_after_another(here, people["clerk"], column).items():
            limit = "小于 1 s" if what.startswith(("发布：文章", "发布：栏目", "撤下")) else ""
            out(what, f"中位 {statistics.median(seconds):.2f} s，最长 {max(seconds):.2f} s", limit)
    finally:
        bakery._running = None
        oven.stop()
    lists(out, people, column)


if __name__ == "__main__":
    run(print)
