"""Every rule of a year's report, those that read the papers of its cases too: time and memory at two sizes."""

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from time import perf_counter

from bench.generate import fill, house, papers, scale
from bench.report import held

SMALL, LARGE = 20_000, 200_000


def check_alone() -> None:
    """Judge the year once and print what it took, in a process that has not filled the database; then once more to watch every allocation."""
    from mingtang.organs.models import Organ
    from mingtang.report.papers import check

    organ = Organ.objects.home()
    before, began = held(), perf_counter()
    check([organ], 2022)
    seconds, after = perf_counter() - began, held()
    tracemalloc.start()
    check([organ], 2022)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    own = after["RssAnon"] - before["RssAnon"]
    print(f"{seconds:.1f} s，内存增长 {own:.1f} MB，其间最多同时占用 {peak:.1f} MB")


def grown() -> str:
    """What ``check_alone`` says."""
    done = subprocess.run([sys.executable, "-m", "bench.check"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    organ, _ = house()
    filled = 0
    for size in (scale(SMALL), scale(LARGE)):
        fill(organ, size - filled, first=filled + 1)
        papers(filled + 1, size)
        out(f"{size:,} 件三年的申请，核对其中一年的文书", grown(), "内存不随件数增长" if filled else "")
        filled = size


if __name__ == "__main__":
    check_alone()
