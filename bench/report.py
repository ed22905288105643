"""The report of a million requests beside the bare SQL that yields the same table three."""

import re
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter

from bench.generate import fill, house, scale

BARE = """
SELECT applicant_kind,
       CASE WHEN received_on >= '2022-01-01' THEN 'new' ELSE 'carried_in' END,
       CASE WHEN result_on IS NULL OR result_on > '2022-12-31' THEN 'carried_out' ELSE result_row END,
       count(*)
FROM disclosure_case
WHERE organ_id = %s AND kind = 'request' AND received_on <= '2022-12-31' AND (result_on IS NULL OR result_on >= '2022-01-01')
GROUP BY 1, 2, 3
"""


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the fastest of some runs."""
    found = []
    for _ in range(times):
        began = perf_counter()
        work()
        found.append(perf_counter() - began)
    return min(found)


def held() -> dict[str, float]:
    """Memory of this process now in MB: its own, and pages of the database file mapped into it."""
    with open("/proc/self/status", encoding="ascii") as status:
        return {
            name: int(size) / 1024 for name, size in re.findall(r"(RssAnon|RssFile):\s+(\d+)", status.read())
        }


def grown() -> str:
    """How much counting adds, in a process that has not filled the database."""
    done = subprocess.run([sys.executable, "-m", "bench.report"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def count_alone() -> None:
    """Count once and print what it added; SQLite keeps at most 20 MB of pages and maps at most 128 MB of the file."""
    from mingtang.organs.models import Organ
    from mingtang.report.rollup import live_figures

    organ = Organ.objects.home()
    before = held()
    live_figures(organ, 2022)
    after = held()
    own, mapped = (after[name] - before[name] for name in ("RssAnon", "RssFile"))
    print(f"{own:.1f} MB，另映射数据库文件 {mapped:.1f} MB")


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    organ, _ = house()
    count = scale(1_000_000)
    fill(organ, count)
    from django.db import connection

    from mingtang.report.rollup import live_figures

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [organ.pk])
            cursor.fetchall()

    live_figures(organ, 2022)
    sql, report = best(bare), best(lambda: live_figures(organ, 2022))
    out("申请件数", f"{count:,} 件")
    out("裸 SQL 分组", f"{sql * 1000:.0f} ms")
    out("三张表", f"{report * 1000:.0f} ms")
    out("三张表是裸 SQL 的", f"{report / sql:.2f} 倍", "不超过 3 倍")
    out("内存增长", grown(), "页缓存 20 MB、映射 128 MB 以内")


if __name__ == "__main__":
    count_alone()
