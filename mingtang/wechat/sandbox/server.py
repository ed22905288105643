"""The HTTP server of the sandbox and the handle by which tests and the command line hold it."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mingtang.wechat.sandbox import api, callbacks, figures, pages
from mingtang.wechat.sandbox.world import Fault, Job, World

ENDPOINTS = (api, figures)  # importing them registers what they answer
LARGEST = 16 * 1024 * 1024


class Handler(BaseHTTPRequestHandler):
    """One request. Nothing is logged: addresses hold tokens."""

    protocol_version = "HTTP/1.0"
    server: Server

    def log_message(self, format: str, *args: Any) -> None:
        """Keep silent."""

    def do_GET(self) -> None:
        world, path = self.server.world, urlsplit(self.path).path
        if path == "/":
            self._page(pages.overview(world))
        elif path.startswith("/s/"):
            self._page(pages.article(world, path.removeprefix("/s/")))
        elif path.startswith("/mmbiz/") and path.removeprefix("/mmbiz/") in world.pictures:
            data, content_type = world.pictures[path.removeprefix("/mmbiz/")]
            self._send(200, data, content_type)
        else:
            self._send(404, b"", "text/plain")

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        posted = self._posted(dict(parse_qsl(parts.query)))
        fault = self.server.world.take_fault(parts.path)
        if fault is not None and self._fails_before(fault):
            return
        answer = api.answer(self.server.world, parts.path, posted)
        if answer.get("publish_id") and parts.path.endswith("/submit"):
            self.server.finish_later(answer["publish_id"])
        if fault is not None and fault.kind == "slow_after":
            time.sleep(fault.value)
        if fault is not None and fault.kind == "cut_after":
            self._cut()
            return
        self._send(200, json.dumps(answer, ensure_ascii=False).encode(), "application/json; encoding=utf-8")

    def _fails_before(self, fault: Fault) -> bool:
        """Do what goes wrong before the work; True when that was the answer."""
        if fault.kind == "slow":
            time.sleep(fault.value)
            return False
        if fault.kind == "cut":
            self._cut()
        elif fault.kind == "http":
            self._send(int(fault.value), b"upstream error", "text/html")
        elif fault.kind == "errcode":
            self._send(
                200,
                json.dumps({"errcode": int(fault.value), "errmsg": "injected"}).encode(),
                "application/json",
            )
        elif fault.kind == "garbage":
            self._send(200, b"<html>", "text/html")
        elif fault.kind == "huge":
            self._send(200, b" " * int(fault.value), "application/json")
        return fault.kind in ("cut", "http", "errcode", "garbage", "huge")

    def _posted(self, params: dict[str, str]) -> api.Posted:
        data = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST))
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("multipart/form-data"):
            return api.Posted({}, _uploaded(kind, data), params)
        try:
            return api.Posted(json.loads(data or b"{}"), b"", params)
        except ValueError:
            return api.Posted(None, b"", params)

    def _page(self, html: str | None) -> None:
        self._send(200 if html else 404, (html or "没有这篇文章").encode(), "text/html; charset=utf-8")

    def _send(self, status: int, body: bytes, content_type: str) -> None:
        with contextlib.suppress(ConnectionError):  # the other side did not wait
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", "default-src 'self'; style-src 'unsafe-inline'")
            self.end_headers()
            self.wfile.write(body)

    def _cut(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


def _uploaded(content_type: str, data: bytes) -> bytes:
    """The bytes of the form field ``media``."""
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + data
    )
    for part in message.iter_parts():
        if part.get_param("name", header="content-disposition") == "media":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    return b""


class Server(ThreadingHTTPServer):
    """The server with its world; jobs are finished by threads of their own."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], world: World) -> None:
        super().__init__(address, Handler)
        self.world = world
        self.timers: list[threading.Timer] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is no error; others are seen by the caller as a cut connection."""

    def finish_later(self, publish_id: str) -> None:
        """Finish a job after the delay and tell the callback."""
        timer = threading.Timer(self.world.delay, self.finish, (publish_id,))
        timer.daemon = True
        self.timers.append(timer)
        timer.start()

    def finish(self, publish_id: str) -> None:
        """Finish a job now, once."""
        job = self.world.jobs[publish_id]
        if job.status == 1:
            api.finish(self.world, job)
            if self.world.callback and self.world.send_events:
                callbacks.post(self.world, callbacks.job_finished(self.world, job))


class Sandbox:
    """A running sandbox: ``with Sandbox() as box``. ``box.world`` is its state, to look at and to disturb."""

    def __init__(self, port: int = 0, **world: Any) -> None:
        self.world = World(**world)
        self._server = Server(("127.0.0.1", port), self.world)
        self.world.base = self.url
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True, name="sandbox"
        )

    @property
    def url(self) -> str:
        """The address to enter as 接口地址."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Sandbox:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for timer in self._server.timers:
            timer.cancel()
        self._server.shutdown()
        self._server.server_close()

    def disturb(self, path: str, kind: str, value: float = 0, times: int = 1) -> None:
        """Let something go wrong; see ``Fault``."""
        self.world.faults.append(Fault(path, kind, value, times))

    def expire_tokens(self) -> None:
        """All tokens so far are refused from now on."""
        with self.world.lock:
            for value in self.world.tokens:
                self.world.tokens[value] = 0

    def advance(self, seconds: float) -> None:
        """Let time pass in the sandbox."""
        self.world.offset += seconds

    def settle(self, seconds: float = 20) -> None:
        """Wait until every job so far is finished and its event has been posted."""
        for timer in list(self._server.timers):
            timer.join(seconds)

    def finish(self, publish_id: str) -> None:
        """Finish a job now."""
        self._server.finish(publish_id)

    def job(self, publish_id: str) -> Job:
        """One job."""
        return self.world.jobs[publish_id]

    def say(self, xml: str) -> str:
        """Post XML to the callback as WeChat does; the decrypted answer."""
        return callbacks.post(self.world, xml)

    def calls(self, path: str) -> int:
        """How many calls of a path came in."""
        return sum(path in each for each in self.world.calls)
