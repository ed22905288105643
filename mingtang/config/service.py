"""The running service: one command starts everything, says where it is and stops cleanly.

Embedded (SQLite): one worker process with several threads, which also does the periodic work. With PostgreSQL
several workers, and several machines, may run side by side.
"""

from __future__ import annotations

import errno
import fcntl
import http.client
import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mingtang.config import installation
from mingtang.config.cli.errors import BadInput
from mingtang.config.installation import Say

THREADS = 8
LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
READY_WITHIN = 60  # seconds


@dataclass(frozen=True)
class Address:
    """Where the service listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address for a browser on this machine."""
        host = "127.0.0.1" if self.host in ANYWHERE else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def refuse_busy(address: Address) -> None:
    """Raise ``BadInput`` when something else listens there or the address is not of this machine."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise BadInput(_why_not(address, error)) from error


def _why_not(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"端口 {address.port} 已被占用：停止占用它的程序，或换一个端口（mingtang serve --port {address.port + 1}）。"
    if error.errno == errno.EACCES:
        return f"没有使用端口 {address.port} 的权限：换一个大于 1024 的端口。"
    return f"不能在 {address.host}:{address.port} 上提供服务（{error.strerror or error}）：换一个地址或端口。"


def hold(folder: Path, *, alone: bool) -> IO[str]:
    """Mark the data folder as in use until the file is closed; ``alone`` lets nobody else use it."""
    file = (folder / "in-use.lock").open("a")
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise BadInput(
            f"数据文件夹 {folder} 正由另一个明堂使用：先停止它，或用 MINGTANG_DATA 指定另一个文件夹。"
        ) from error
    return file


def allow_host(host: str) -> None:
    """Let the service answer under the address it listens on, unless MINGTANG_HOSTS says otherwise."""
    if host not in (*LOOPBACK, *ANYWHERE):
        os.environ.setdefault(
            "MINGTANG_HOSTS", ",".join((*LOOPBACK[:2], "[::1]", f"[{host}]" if ":" in host else host))
        )


def serve(address: Address, *, workers: int | None, demo: bool, say: Say) -> None:
    """Prepare what is not ready yet and serve until interrupted."""
    began = time.monotonic()
    refuse_busy(address)
    allow_host(address.host)
    folder = installation.load()
    with hold(folder, alone=installation.is_sqlite()):
        count = _workers(workers)
        _prepare(folder, demo, say)
        text = "\n".join(_welcome(address, folder))
        _run(address, count, lambda: _announce(address, text, began, say))
    say("已停止")


def _workers(asked: int | None) -> int:
    if installation.is_sqlite() and (asked or 1) != 1:
        raise BadInput("SQLite 只用一个进程：去掉 --workers，或用 DATABASE_URL 指定 PostgreSQL。")
    return asked or (1 if installation.is_sqlite() else 2)


def _prepare(folder: Path, demo: bool, say: Say) -> None:
    if demo:
        installation.clear_unfinished_demo(folder, say)
    installation.migrate(say)
    installation.collect_static(say)
    if demo and installation.is_empty():
        _apart(lambda: installation.load_demo(folder, say))


def _apart(work: Callable[[], None]) -> None:
    """Do the work in a process of its own. The printing of PDFs starts threads that do not survive a fork: had
    this process printed one, the first worker to print would wait for ever."""
    from django.db import connections

    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join()
    if child.exitcode:
        raise BadInput("演示数据没有载入完：再运行一次，会从头开始。")


def _welcome(address: Address, folder: Path) -> list[str]:
    lines = [
        f"  公开网站  {address.url}disclosure/",
        f"  办公室    {address.url}office/",
        f"  数据      {folder}",
    ]
    if address.host in ANYWHERE and not os.environ.get("MINGTANG_HOSTS"):
        lines.append("  其他电脑要能打开，须用 MINGTANG_HOSTS 写明网址里的主机名或地址")
    if installation.is_demo():
        lines += ["", "  演示账号", *_account_lines(), "  这里的数据都是虚构的演示数据"]
    elif installation.is_empty():
        lines += ["", "  还没有机关和人员：先运行 mingtang organ 和 mingtang createuser"]
    return lines


def _account_lines() -> list[str]:
    accounts = installation.demo_accounts()
    width = max((len(username) for username, _, _, _ in accounts), default=0)
    return [
        f"    {username:<{width}}  密码 {password}  {name}（{role}）"
        for username, password, name, role in accounts
    ]


def _announce(address: Address, text: str, began: float, say: Say) -> None:
    for _ in range(READY_WITHIN * 10):
        time.sleep(0.1)
        if _answers(address):
            say(f"已启动，用时 {time.monotonic() - began:.1f} 秒\n{text}\n  按 Ctrl+C 停止")
            return


def _answers(address: Address) -> bool:
    host = "127.0.0.1" if address.host in ANYWHERE else address.host
    connection = http.client.HTTPConnection(host, address.port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _run(address: Address, workers: int, announce: Callable[[], None]) -> None:
    from django.db import connections
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    connections.close_all()  # the workers are forked from this process and open their own
    os.environ["MINGTANG_TICKER"] = "1"
    server = Granian(
        "mingtang.config.wsgi:application",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.on_startup(lambda: threading.Thread(target=announce, daemon=True).start())
    server.serve()
