"""The list of cases with a hundred thousand of them in the database, as the clerk and as a section see it."""

from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

from bench.generate import analyze, before, fill, house, papers, scale
from mingtang.web.clock import today

ROUNDS = 40
LIST = "/office/cases/"
VIEWS = (
    ("", "在办"),
    ("?v=mine", "我的"),
    ("?v=today", "今日到期"),
    ("?v=consulting", "征求意见"),
    ("?v=all", "全部"),
    ("?v=done&page=40", "已办结，第40页"),
    ("?year=2023&row=granted&col=natural", "报表的一格"),
    ("?channel=counter", "在办，一种渠道"),
    ("?v=all&section=1", "全部，一个科室"),
)
OTHERS = {"vice_leader": "分管负责人", "leader": "负责人", "supervisor": "监督人员", "auditor": "审计人员"}
LIMIT = "p95 不超过 100 ms"


def answers(client: Any, address: str, rounds: int = ROUNDS) -> list[tuple[float, float]]:
    """Seconds of each answer, by the clock and of the processor; the first request does not count."""
    times = []
    for _ in range(rounds + 1):
        began, worked = perf_counter(), process_time()
        answer = client.get(address)
        times.append((perf_counter() - began, process_time() - worked))
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    return times[1:]


def told(times: list[tuple[float, float]]) -> str:
    """p95 and median by the clock, and the same of the processor, which other programs disturb less."""
    walls, works = (sorted(column) for column in zip(*times, strict=True))
    late, middle = max(0, int(len(times) * 0.95) - 1), len(times) // 2
    clock = f"p95 {walls[late] * 1000:.0f} ms，中位 {walls[middle] * 1000:.0f} ms"
    return f"{clock}（处理器 {works[late] * 1000:.0f}、{works[middle] * 1000:.0f} ms）"


def views(
    out: Callable[..., None], who: str, client: Any, chosen: tuple[tuple[str, str], ...] = VIEWS
) -> None:
    """The views of one person, one line each."""
    for query, name in chosen:
        out(f"{who}：{name}", told(answers(client, LIST + query)), LIMIT)


def beside() -> None:
    """One case in ten lies with a second section too."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO disclosure_case_other_sections (case_id, section_id) "
            "SELECT c.id, s.id FROM disclosure_case c JOIN organs_section s ON s.id = c.section_id % 4 + 1 WHERE c.id % 10 = 3"
        )


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
    from django.core.management import call_command

    from mingtang.organs.models import Section, Staff

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("collectstatic", interactive=False, verbosity=0)
    section = Section.objects.first()
    member = Staff.objects.create(
        username="member", name="科室员", role="section_staff", organ=organ, section=section
    )
    others = [Staff(username=role, name=name, role=role, organ=organ) for role, name in OTHERS.items()]
    Staff.objects.bulk_create(others)
    count, open_ones, day = scale(100_000), scale(2_000), today()
    fill(organ, 200, open_share=1, start=before(day, 26), span=25)
    papers(1, 200)
    few = queries(visitor(clerk)), queries(visitor(member))
    fill(organ, open_ones, first=201, open_share=1, start=before(day, 26), span=25)
    fill(organ, count - open_ones - 200, first=open_ones + 201, open_share=10**9, start=before(day, 1200))
    papers(201, count)
    beside()
    analyze()
    out("案件", f"{count:,} 件，在办 {open_ones + 200:,} 件")
    views(out, "经办人", visitor(clerk))
    views(out, "科室人员", visitor(member))
    for staff in others:
        views(out, OTHERS[staff.role], visitor(staff), VIEWS[:1])
    out("经办人：查找一个词", told(answers(visitor(clerk), f"{LIST}?q=事项99999", 5)))
    many = queries(visitor(clerk)), queries(visitor(member))
    out(
        "查询次数",
        f"经办人 {few[0]} 次（200件），{many[0]} 次（全部）；科室人员 {few[1]} 次，{many[1]} 次",
        "不变",
    )


if __name__ == "__main__":
    run(print)
