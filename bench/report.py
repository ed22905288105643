"""The report of a million requests beside the bare SQL that yields the same table three."""

import resource
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


def peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
    before = peak()
    sql, report = best(bare), best(lambda: live_figures(organ, 2022))
    out("申请件数", f"{count:,} 件")
    out("裸 SQL 分组", f"{sql * 1000:.0f} ms")
    out("三张表", f"{report * 1000:.0f} ms")
    out("三张表是裸 SQL 的", f"{report / sql:.2f} 倍", "不超过 3 倍")
    out("内存峰值增长", f"{peak() - before:.1f} MB", "不随件数增长")


if __name__ == "__main__":
    run(print)
