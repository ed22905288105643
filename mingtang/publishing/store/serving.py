"""门口：有成品的直接发送，其余交给 Django。每次都看一眼文件还在不在，撤下的立刻就没有了。"""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from threading import Lock
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from mingtang.publishing.store import bakery
from mingtang.publishing.store.places import Place, place
from mingtang.publishing.store.shelf import Made, Shelf

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]
Mark = tuple[int, int, int]

# Whoever has one of these may see another page: larger letters, a message, the person's own name.
PERSONAL = ("reading=", "sessionid=", "messages=")
MEMORY = 64 * 1024 * 1024  # bytes of pages at hand
NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Ready:
    """A page at hand: the file it was read from, until when it is right, what is sent."""

    mark: Mark
    until: float
    etag: str
    plain: tuple[Headers, bytes]
    packed: tuple[Headers, bytes]
    unchanged: Headers

    @property
    def size(self) -> int:
        """Bytes it takes."""
        return len(self.plain[1]) + len(self.packed[1])


class Door:
    """A WSGI application: pages of the store, everything else from the ``application`` behind it."""

    def __init__(self, application: Application, here: Shelf) -> None:
        self.application, self.here = application, here
        self._current = os.fspath(here.current) + "/"
        self._ready: dict[Place, Ready] = {}
        self._held, self._lock = 0, Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        where = wanted(environ)
        if where is None:
            return self.application(environ, start_response)
        ready = self._find(where)
        if ready is None:
            return self._live(where, environ, start_response)
        if _knows(environ.get("HTTP_IF_NONE_MATCH"), ready.etag):
            start_response("304 Not Modified", ready.unchanged)
            return ()
        headers, body = ready.packed if _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else ready.plain
        start_response("200 OK", headers)
        return (body,) if environ["REQUEST_METHOD"] == "GET" else ()

    def _find(self, where: Place) -> Ready | None:
        day = None
        try:
            found = os.lstat(self._current + where.file)
        except OSError:
            day = timezone.localdate()
            try:
                found = os.lstat(self._current + where.file_on(day))
            except OSError:
                return None
        mark = (found.st_ino, found.st_mtime_ns, found.st_size)
        ready = self._ready.get(where)
        if ready is None or ready.mark != mark:
            ready = self._load(where, day, mark)
        return ready if ready is not None and time.time() < ready.until else None

    def _load(self, where: Place, day: date | None, mark: Mark) -> Ready | None:
        made = self.here.read(where, day)
        if made is None:
            return None
        ready = prepare(made, mark)
        with self._lock:
            old = self._ready.pop(where, None)
            self._held += ready.size - (old.size if old else 0)
            self._ready[where] = ready
            while self._held > MEMORY and len(self._ready) > 1:
                self._held -= self._ready.pop(next(iter(self._ready))).size
        return ready

    def _live(
        self, where: Place, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        def started(status: str, *more: Any) -> Any:
            if status.startswith("200"):
                bakery.ask(where)
            return start_response(status, *more)

        return self.application(environ, started)


def prepare(made: Made, mark: Mark) -> Ready:
    """A page as it goes out, plain and packed. Browsers ask each time whether it is still the same."""
    etag = f'W/"{made.digest[:32]}"'
    kept = [
        (name, value) for name, value in made.headers if name.lower() not in ("etag", "cache-control", "vary")
    ]
    vary = ", ".join(dict.fromkeys([*_varies(made), "Accept-Encoding", "Cookie"]))
    common = [*kept, ("ETag", etag), ("Cache-Control", "no-cache"), ("Vary", vary)]
    packed = gzip.compress(made.body, 6, mtime=0)
    return Ready(
        mark,
        NEVER if made.day is None else _midnight_after(made),
        etag,
        ([*common, ("Content-Length", str(len(made.body)))], made.body),
        ([*common, ("Content-Encoding", "gzip"), ("Content-Length", str(len(packed)))], packed),
        [(name, value) for name, value in common if name.lower() != "content-type"],
    )


def _varies(made: Made) -> list[str]:
    said = [value for name, value in made.headers if name.lower() == "vary"]
    return [part.strip() for value in said for part in value.split(",") if part.strip()]


def _midnight_after(made: Made) -> float:
    assert made.day is not None  # noqa: S101 - for the types
    midnight = datetime.combine(made.day + timedelta(days=1), datetime.min.time())
    return timezone.make_aware(midnight).timestamp()


def wanted(environ: dict[str, Any]) -> Place | None:
    """The place this request may be answered from; None when it must be rendered for this visitor."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    cookies = environ.get("HTTP_COOKIE")
    if cookies and any(name in cookies for name in PERSONAL):
        return None
    if not _is_ours(environ.get("HTTP_HOST", "")) or environ.get("SCRIPT_NAME"):
        return None
    return place(environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))


@lru_cache(maxsize=256)
def _is_ours(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


@lru_cache(maxsize=256)
def _takes_gzip(said: str) -> bool:
    for part in said.lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _knows(said: str | None, etag: str) -> bool:
    """Whether the browser has this very page."""
    return bool(said) and (said == "*" or etag[2:] in said)  # type: ignore[operator]


def in_front(application: Application) -> Application:
    """The door in front of Django, where pages are kept at all."""
    from mingtang.publishing.store.shelf import shelf

    here = shelf()
    return application if here is None else Door(application, here)
