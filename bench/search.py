"""Finding in a hundred thousand documents of a thousand characters, on SQLite; ``search_postgres`` does the same there."""

import os
import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

django.setup()  # a bench starts with nothing loaded; models can be imported only after this

from mingtang.kit.db import writing  # noqa: E402
from mingtang.law import texts  # noqa: E402
from mingtang.search import index, query, stores  # noqa: E402
from mingtang.search.index import Document  # noqa: E402

COUNT, LENGTH, ROUNDS = 100_000, 1000, 3
TITLED = [
    "关于",
    "印发",
    "开展",
    "做好",
    "加强",
    "管理",
    "服务",
    "工作",
    "通知",
    "意见",
    "办法",
    "公告",
    "预算",
    "决算",
    "营业执照",
    "建设工程",
    "社保卡",
    "公积金",
    "公开",
    "审批",
]
CHANNELS = ["文件", "通知公告", "政策解读", "财政信息", "规划计划", "建议提案"]
Question = tuple[str, str, dict[str, Any]]


def scale(count: int) -> int:
    """``count``, or the part of it that MINGTANG_BENCH_SCALE (0 to 1) asks for."""
    return max(1000, int(count * float(os.environ.get("MINGTANG_BENCH_SCALE", "1"))))


@cache
def clauses() -> list[str]:
    """The clauses of the regulation, some hundreds."""
    text = (Path(texts.__file__).parent / "regulation_711.md").read_text(encoding="utf-8")
    return [each for each in re.split(r"[\s，。；：、#（）]+", text) if 4 <= len(each) <= 30]


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Invented words of two and three characters; the n-th is used 1/n times as often as the first."""
    chance = random.Random(711)
    words = [
        "".join(chr(0x4E00 + int(2500 * chance.random() ** 2)) for _ in range(2 + n % 2))
        for n in range(20_000)
    ]
    return words, list(accumulate(1 / (n + 60) for n in range(len(words))))


@cache
def phrases() -> tuple[list[str], list[float]]:
    """Runs of these words that come back, as the words of a language do."""
    words, weights = vocabulary()
    chance = random.Random(1)
    runs = ["".join(chance.choices(words, cum_weights=weights, k=4)) for _ in range(30_000)]
    return runs, list(accumulate(1 / (n + 60) for n in range(len(runs))))


def body(chance: random.Random) -> str:
    """About LENGTH characters; three documents of ten are about disclosure."""
    runs, weights = phrases()
    parts = chance.choices(runs, cum_weights=weights, k=LENGTH // 10)
    if chance.random() < 0.3:
        for _ in range(chance.randrange(2, 9)):
            parts[chance.randrange(len(parts))] = chance.choice(clauses())
    for at in range(1, len(parts), 2):
        parts[at] += "，" if at % 4 == 1 else "。\n"
    return "".join(parts)


def documents(count: int) -> Iterator[Document]:
    """The invented documents, always the same."""
    words, weights = vocabulary()
    for n in range(count):
        chance = random.Random(n)
        title = "".join(chance.choices(TITLED, k=3) + chance.choices(words, cum_weights=weights, k=4))
        channel = n * 7 % len(CHANNELS)
        on = date(2015, 1, 5) + timedelta(days=n * 13 % 4000)
        yield Document(
            ("file", "news", "service")[n % 3], str(n), title, body(chance), url=f"/d/{n}",
            number=f"楚审批〔{on.year}〕{n % 997}号" if n % 3 == 0 else "", channel=CHANNELS[channel], channel_key=f"c{channel}",
            section=f"科室{n % 5}", on=on, valid=("有效", "有效", "废止")[n % 3], extra={"n": n},
        )  # fmt: skip


def questions() -> list[Question]:
    """Kind of question, words, filters."""
    words, _ = vocabulary()
    asked: list[Question] = [("一个词", words[n], {}) for n in range(0, 400, 13)]
    asked += [("少见的词", words[n], {}) for n in range(2000, 20_000, 900)]
    asked += [("两个词", f"{words[n]} {words[n * 3 + 5]}", {}) for n in range(0, 120, 6)]
    asked += [
        ("常见的词", word, {}) for word in ("公开", "行政机关", "政府信息公开", "信息", "申请人", "政府信息")
    ]
    asked += [("常见的词", f"{word} 预算", {}) for word in ("公开", "政府信息", "营业执照")]
    asked += [("文号", f"楚审批[{2015 + n % 10}]{n * 41 % 997}号", {}) for n in range(20)]
    asked += [("一个字", word, {}) for word in "执罚"]
    asked += [("长句", each, {}) for each in clauses()[10:200:12]]
    for word in ("公开", "政府信息公开", "管理"):
        asked += [
            ("限栏目", word, {"channels": ["c1"]}), ("限日期", word, {"since": date(2022, 1, 1)}),
            ("限标题", word, {"where": "title"}), ("按时间", word, {"sort": "time"}), ("第20页", word, {"page": 20}),
            ("除去一词", f"{word} -行政机关", {}),
        ]  # fmt: skip
    return asked


def spent() -> float:
    """Seconds of work done in this thread and, where it can be read, in the process of the database."""
    if connection.vendor == "sqlite":
        return thread_time()
    return thread_time() + int(Path(f"/proc/{backend()}/schedstat").read_text().split()[0]) / 1e9


@cache
def backend() -> int:
    """The process that serves this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def told(values: list[float]) -> str:
    """p95 and median of seconds."""
    values = sorted(values)
    return (
        f"p95 {values[int(len(values) * 0.95)] * 1000:.1f} ms，中位 {values[len(values) // 2] * 1000:.1f} ms"
    )


def measure(ask: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the clock and seconds of work."""
    ask()
    clock, work = [], []
    for _ in range(ROUNDS):
        began, before = perf_counter(), spent()
        ask()
        clock.append(perf_counter() - began)
        work.append(spent() - before)
    return min(clock), min(work)


def fill(count: int) -> float:
    """Seconds to put all documents in."""
    began = perf_counter()
    for batch in index.batches(documents(count), 1000):
        with writing():
            index.put(*batch)
    stores.current().tidy()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return perf_counter() - began


def on_this(out: Callable[..., None]) -> None:
    """Measure on the database in use."""
    name = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    call_command("migrate", verbosity=0)
    out(f"{name}：存入 {scale(COUNT):,} 篇，每篇约 {LENGTH:,} 字", f"{fill(scale(COUNT)):.0f} s")
    ask(out, name)


def ask(out: Callable[..., None], name: str) -> None:
    """Measure the questions on what is in the index."""
    clock: dict[str, list[float]] = {}
    work: dict[str, list[float]] = {}
    for kind, words, given in questions():
        a, b = measure(lambda words=words, given=given: query.find(words, **given))
        clock.setdefault(kind, []).append(a)
        work.setdefault(kind, []).append(b)
    everything = [each for values in clock.values() for each in values]
    out(f"{name}：{len(everything)} 个问题，首页、总数、分面", told(everything), "p95 不超过 50 ms")
    out(
        f"{name}：同上，所用处理器时间",
        told([each for values in work.values() for each in values]),
        "p95 不超过 50 ms",
    )
    for kind, values in work.items():
        out(f"{name}：{kind}（{len(values)} 个），处理器时间", told(values))
    out(
        f"{name}：联想",
        told([measure(lambda each=each: query.suggest(each))[0] for each in ("营业", "公", "关于印发")]),
    )
    out(
        f"{name}：改字",
        told(
            [
                measure(lambda each=each: query.did_you_mean(each))[0]
                for each in ("营业执造", "公积全", "设建工程")
            ]
        ),
    )
    edited = next(iter(documents(1)))
    out(f"{name}：改一篇", told([measure(lambda n=n: _edit(edited, n))[0] for n in range(5)]))


def _edit(document: Document, n: int) -> None:
    with writing():
        index.put(Document(**{**vars(document), "body": f"{document.body}{n}{perf_counter()}"}))


def run(out: Callable[..., None]) -> None:
    """Measure on the database in use, and tell the table."""
    on_this(out)


if __name__ == "__main__":
    run(print)
