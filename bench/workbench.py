"""The list of cases with a hundred thousand of them in the database, as the clerk and as a section see it."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from bench.generate import before, fill, house, papers, scale
from mingtang.web.clock import today

ROUNDS = 40
LIST = "/office/cases/"
CLERKS = (
    ("", "在办"),
    ("?v=today", "今日到期"),
    ("?v=all", "全部"),
    ("?v=done&page=40", "已办结，第40页"),
    ("?year=2023&row=granted&col=natural", "报表的一格"),
)


def answers(client: Any, address: str, rounds: int = ROUNDS) -> list[float]:
    """Seconds of each answer, the quickest first; the first request does not count."""
    times = []
    for _ in range(rounds + 1):
        began = perf_counter()
        answer = client.get(address)
        times.append(perf_counter() - began)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    return sorted(times[1:])


def told(times: list[float]) -> str:
    """p95 and median."""
    p95, median = times[int(len(times) * 0.95) - 1], times[len(times) // 2]
    return f"p95 {p95 * 1000:.0f} ms，中位 {median * 1000:.0f} ms"


def queries(client: Any) -> int:
    """Queries of one list."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        client.get(LIST)
    return len(seen)


def visitor(staff: Any) -> Any:
    """A browser in which this person has signed in."""
    from django.test import Client

    client = Client()
    client.force_login(staff)
    return client


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    organ, clerk = house()
    from django.conf import settings

    from mingtang.organs.models import Section, Staff

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    section = Section.objects.first()
    member = Staff.objects.create(username="member", name="科室员", role="section_staff", organ=organ, section=section)
    count, open_ones, day = scale(100_000), scale(2_000), today()
    fill(organ, 200, open_share=1, start=before(day, 26), span=25)
    papers(1, 200)
    few = queries(visitor(clerk))
    fill(organ, open_ones, first=201, open_share=1, start=before(day, 26), span=25)
    fill(organ, count - open_ones - 200, first=open_ones + 201, open_share=10**9, start=before(day, 1200))
    papers(201, count)
    out("案件", f"{count:,} 件，在办 {open_ones + 200:,} 件")
    for query, name in CLERKS:
        out(f"经办人：{name}", told(answers(visitor(clerk), LIST + query)), "p95 不超过 100 ms")
    out("科室人员：在办", told(answers(visitor(member), LIST)), "p95 不超过 100 ms")
    out("经办人：查找一个词", told(answers(visitor(clerk), f"{LIST}?q=事项99999", 5)))
    out("查询次数", f"{few} 次（200件），{queries(visitor(clerk))} 次（全部）", "不变")


if __name__ == "__main__":
    run(print)
