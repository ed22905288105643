"""Asking a web server as fast as it answers: by wrk where it is installed, else by a small generator of our own."""

import os
import re
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

CONNECTIONS = 16
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Rate:
    """Requests a second; milliseconds of half and of 99 % of the answers."""

    requests: float
    p50: float
    p99: float


def middle(rates: Sequence[Rate]) -> Rate:
    """The medians of several measurements."""
    columns = zip(*((each.requests, each.p50, each.p99) for each in rates), strict=True)
    return Rate(*(median(column) for column in columns))


def generator() -> str:
    """What asks."""
    return "wrk" if shutil.which("wrk") else "own generator"


def ask(port: int, path: str, seconds: int, cookie: str = "") -> Rate:
    """Keep 16 connections busy for some seconds, as a browser that unpacks."""
    headers = {"Host": "localhost", "Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    return (_wrk if shutil.which("wrk") else _own)(port, path, seconds, headers)


def _wrk(port: int, path: str, seconds: int, headers: dict[str, str]) -> Rate:
    said = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", "--latency", "--timeout", "10", *said]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    )
    if "Non-2xx" in done.stdout:
        raise RuntimeError(f"{path}: {done.stdout}")
    late = {
        name: _milliseconds(value)
        for name, value in re.findall(r"^ +(50|99)%\s+(\S+)", done.stdout, re.MULTILINE)
    }
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if found is None:
        raise RuntimeError(done.stdout)
    return Rate(float(found[1]), late["50"], late["99"])


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]


def _own(port: int, path: str, seconds: int, headers: dict[str, str]) -> Rate:
    request = (
        f"GET {path} HTTP/1.1\r\n".encode()
        + b"".join(f"{k}: {v}\r\n".encode() for k, v in headers.items())
        + b"\r\n"
    )
    times: list[float] = []
    with selectors.DefaultSelector() as ready:
        for _ in range(CONNECTIONS):
            connection = socket.create_connection(("127.0.0.1", port))
            ready.register(connection, selectors.EVENT_READ, [time.perf_counter(), b""])
            connection.sendall(request)
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            for key, _ in ready.select(1):
                _read(key, request, times)
        for key in list(ready.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
    times.sort()
    return Rate(len(times) / seconds, times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000)


def _read(key: selectors.SelectorKey, request: bytes, times: list[float]) -> None:
    connection: socket.socket = key.fileobj  # type: ignore[assignment]
    sent, held = key.data
    held += connection.recv(262_144)
    head, gap, body = held.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    if not gap or length is None or len(body) < int(length[1]):
        key.data[1] = held
        return
    if b" 200 " not in head[:16]:
        raise RuntimeError(head.decode())
    times.append(time.perf_counter() - sent)
    key.data[:] = [time.perf_counter(), b""]
    connection.sendall(request)


@contextmanager
def serving(command: list[str], surroundings: dict[str, str], port: int, path: str = "/") -> Iterator[int]:
    """A server in a process of its own, answering, until the block ends."""
    with (Path(surroundings["MINGTANG_DATA"]) / f"served-{port}.log").open("w") as log:
        process = subprocess.Popen(command, env=surroundings, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait(process, port, path, Path(log.name))
            yield process.pid
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def _wait(process: "subprocess.Popen[bytes]", port: int, path: str, log: Path) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(
                urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "localhost"})
            )
            return
        except (OSError, urllib.error.HTTPError):
            time.sleep(0.1)
    print(log.read_text()[-2000:], file=sys.stderr)
    raise RuntimeError(f"no answer on {port}")
