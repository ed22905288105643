"""A folder for kept pages, a door in front of Django, and people who publish quickly."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from mingtang.organs.models import Staff
from mingtang.publishing.acting import acting
from mingtang.publishing.actions.showing import put_on_show
from mingtang.publishing.models import Article, Column, Home, Piece
from mingtang.publishing.store import bakery
from mingtang.publishing.store.places import Place
from mingtang.publishing.store.serving import Door
from mingtang.publishing.store.shelf import Shelf
from mingtang.publishing.tests.conftest import DAY
from mingtang.web import clock


@dataclass(frozen=True)
class Answer:
    """What came out of the door."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Site:
    """The shelf, the door and what a visitor does."""

    shelf: Shelf
    door: Any
    live: Any

    def get(self, path: str, behind: bool = False, **environ: str) -> Answer:
        """One request through the door, or ``behind`` it."""
        said: list[Any] = []
        request = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SCRIPT_NAME": "", "HTTP_HOST": "localhost",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0),
            "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False, **environ,
        }  # fmt: skip
        parts = (self.live if behind else self.door)(request, lambda *words: said.extend(words))
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return Answer(int(said[0].split()[0]), {k.lower(): v for k, v in said[1]}, body)

    def kept(self, path: str) -> bool:
        """Whether the page of this address is on the shelf."""
        return self.shelf.has(Place(path), clock.today())


@pytest.fixture
def connections_stay() -> Iterator[None]:
    """As in Django's own test client: a request does not close the connection that holds the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def site(home: Home, tmp_path: Path, settings: Any, connections_stay: None) -> Site:
    settings.SITE_STORE = tmp_path / "site"
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    shelf, live = Shelf(settings.SITE_STORE), WSGIHandler()
    bakery.start_anew(shelf)
    return Site(shelf, Door(live, shelf), live)


Publish = Callable[..., Piece]


@pytest.fixture
def publish(staff: dict[str, Staff]) -> Publish:
    """Put a new article into a column and on show at once."""

    def one(column: Column, title: str, piece: Piece | None = None, **fields: Any) -> Piece:
        made = piece or Article(body=[("text", f"<p>{title}的正文。</p>")], **fields)
        with acting():
            made.title, made.slug, made.live = title, f"t{Piece.objects.count() + 1}", False
            column = Column.objects.get(pk=column.pk)
            column.add_child(instance=made)
            made.save_revision(user=staff["周涛"])
            show(made)
        return Piece.objects.get(pk=made.pk).specific

    return one


def show(piece: Piece) -> None:
    """The newest version goes on show."""
    with acting():
        put_on_show(Piece.objects.get(pk=piece.pk).specific, by=None, on=DAY)
