"""The list of cases with a hundred thousand of them in the database."""

from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import Any

from bench.generate import fill, house, scale
from mingtang.web.clock import today

ROUNDS = 40
ADDRESSES = (
    "/office/cases/",
    "/office/cases/?view=all",
    "/office/cases/?view=due",
    "/office/cases/?year=2022&row=granted&col=natural",
)


def timed(client: Any, address: str) -> float:
    """Seconds of one answer."""
    began = perf_counter()
    answer = client.get(address)
    seconds = perf_counter() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return seconds


def spread(day: date) -> None:
    """Let the open cases fall due over the forty days from ``day``, one in forty today, as in a house at work."""
    from django.db import connection

    days = "date(%s, '+' || (id / 10 % 40) || ' days')"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE disclosure_case SET due_on = {days} WHERE result_on IS NULL", [day.isoformat()]
        )
        cursor.execute("ANALYZE")


def queries(client: Any) -> int:
    """Queries of one list."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        client.get(ADDRESSES[0])
    return len(seen)


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    organ, clerk = house()
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    client = Client()
    client.force_login(clerk)
    fill(organ, 100)
    few = queries(client)
    from mingtang.disclosure.models import Applicant, Case

    Case.objects.all().delete()
    Applicant.objects.all().delete()
    count = scale(100_000)
    fill(organ, count)
    spread(today())
    out("案件", f"{count:,} 件")
    for address in ADDRESSES:
        client.get(address)
        times = sorted(timed(client, address) for _ in range(ROUNDS))
        out(address, f"p95 {times[int(ROUNDS * 0.95) - 1] * 1000:.0f} ms", "不超过 100 ms")
    out("查询次数", f"{few} 次（100件），{queries(client)} 次", "不变")


if __name__ == "__main__":
    run(print)
