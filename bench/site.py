"""One published article, asked for at sixteen connections: our server, nginx with the same file, nginx in front of our
server, the page rendered live, and a page of the same text in a site of Wagtail alone. All of them run at the same time
and are asked by turns, so that what else the machine does falls on all alike."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench import pieces, web
from tests import nginx

ROUNDS, SECONDS, ARTICLES = 5, 3, 30
OURS, PLAIN, CACHED, FRONT, LIVE, STOCK = (
    "自己的服务器，预制页面", "nginx，同一个文件", "nginx，同一个文件，记住打开的文件", "nginx 在前面，随程序的配置", "自己的服务器，现做", "只用 Wagtail 的网站",
)  # fmt: skip
HERE = Path(os.environ["MINGTANG_DATA"])

from mingtang.publishing.store.places import place  # noqa: E402
from mingtang.publishing.store.shelf import shelf  # noqa: E402

PLAIN_SERVER = """
    server {{
        listen 127.0.0.1:{port};
        root {root}/current;
        default_type text/html;
        gzip_static on;
        {more}
        location / {{ index index.html; }}
    }}
"""
REMEMBER = "open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;"


def article() -> str:
    """A site with some articles; the address of one."""
    _, people = pieces.site()
    column = pieces.columns()[0]
    for n in range(ARTICLES):
        piece = pieces.publish(column, f"第{n + 1}次把几件事放在一起办", f"n{n + 1}", people["clerk"])
    return "/" + piece.url_path.split("/", 2)[2]


def servers(stack: ExitStack, address: str) -> Iterator[tuple[str, int, str, str]]:
    """Start them all: name, port, address, cookie."""
    surroundings = {**os.environ, "MINGTANG_HOSTS": "localhost,127.0.0.1"}
    own = nginx.free_port()
    serve = [sys.executable, "-m", "mingtang.config.cli", "serve", "--port", str(own)]
    stack.enter_context(web.serving(serve, surroundings, own, address))
    _until_kept(own, address)
    yield OURS, own, address, ""
    yield LIVE, own, address, "reading=large.normal"
    if nginx.binary():
        yield from _nginx(stack, own, address)
    yield _stock(stack, surroundings)


def _until_kept(port: int, address: str) -> None:
    here, where = shelf(), place(address)
    assert here and where
    for _ in range(40):
        web.ask(port, address, 1)
        if here.path(where).exists():
            return
    raise RuntimeError("the page is not kept")


def _nginx(stack: ExitStack, program: int, address: str) -> Iterator[tuple[str, int, str, str]]:
    here = shelf()
    assert here
    ports = {name: nginx.free_port() for name in (PLAIN, CACHED, FRONT)}
    settings = PLAIN_SERVER.format(port=ports[PLAIN], root=here.root, more="")
    settings += PLAIN_SERVER.format(port=ports[CACHED], root=here.root, more=REMEMBER)
    settings += nginx.shipped(port=ports[FRONT], program=program, store=here.root)
    workers = os.cpu_count() or 1
    stack.enter_context(nginx.running(HERE / "nginx", settings, ports[FRONT], workers=workers))
    for name, port in ports.items():
        yield name, port, address, ""


def _stock(stack: ExitStack, surroundings: dict[str, str]) -> tuple[str, int, str, str]:
    build = [sys.executable, "-m", "bench.stock.build"]
    done = subprocess.run(
        build, env=surroundings, input=pieces.text(1), stdout=subprocess.PIPE, text=True, check=True
    )
    port, address = nginx.free_port(), done.stdout.strip()
    # Of the ways to start it the one it is fastest with.
    granian = [
        "--interface",
        "wsgi",
        "--workers",
        "2",
        "--blocking-threads",
        "1",
        "--port",
        str(port),
        "bench.stock.wsgi:application",
    ]
    stack.enter_context(web.serving([sys.executable, "-m", "granian", *granian], surroundings, port, address))
    return STOCK, port, address, ""


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    address = article()
    with ExitStack() as stack:
        there = list(servers(stack, address))
        for _, port, path, cookie in there:
            web.ask(port, path, 1, cookie)
        load = os.getloadavg()[0]
        rounds = [
            {name: web.ask(port, path, SECONDS, cookie) for name, port, path, cookie in there}
            for _ in range(ROUNDS)
        ]
    out("压测程序；开始前一分钟的系统负荷", f"{web.generator()}，{web.CONNECTIONS} 个连接；{load:.1f}")
    for name, *_ in there:
        rate = web.middle([each[name] for each in rounds])
        limit = "p99 不超过 5 ms" if name == OURS else ""
        out(name, f"{rate.requests:,.0f} 次/秒，中位 {rate.p50:.2f} ms，p99 {rate.p99:.2f} ms", limit)
    _ratios(out, rounds)


def _ratios(out: Callable[..., None], rounds: list[dict[str, web.Rate]]) -> None:
    pairs = (
        (OURS, PLAIN, "不低于 50 %"),
        (OURS, CACHED, ""),
        (FRONT, PLAIN, "相同"),
        (OURS, STOCK, "不低于 100 倍"),
        (OURS, LIVE, ""),
    )
    for one, other, limit in pairs:
        if one not in rounds[0] or other not in rounds[0]:
            out(f"{one}：{other}", "没有 nginx", limit)
            continue
        found = sorted(each[one].requests / each[other].requests for each in rounds)
        middle = found[len(found) // 2]
        shown = (
            f"{middle:.0f} 倍"
            if other in (STOCK, LIVE)
            else f"{middle:.0%}（各轮 {found[0]:.0%} 至 {found[-1]:.0%}）"
        )
        out(f"{one}，与“{other}”之比", shown, limit)


if __name__ == "__main__":
    run(print)
