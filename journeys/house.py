"""The house of the journeys: one server for all of them, its database put back in place before each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread

from mingtang.organs.models import Staff
from mingtang.publishing.store import bakery
from mingtang.publishing.store.serving import in_front
from mingtang.publishing.store.shelf import Shelf

HOST = "127.0.0.1"
EMPTY = "empty"


class House:
    """The program as it is served, with kept pages in front of it; nothing bakes until a journey says so."""

    def __init__(self, store: Path) -> None:
        self._settings = override_settings(SITE_STORE=store, ALLOWED_HOSTS=[HOST, "localhost", "testserver"])
        self._settings.enable()
        self._kept: dict[str, sqlite3.Connection] = {}
        self.store = Shelf(store)
        # The thread would put a handler in front that gives out every uploaded file without asking.
        self._thread = LiveServerThread(
            HOST, static_handler=lambda _: StaticFilesHandler(in_front(WSGIHandler()))
        )
        self._thread.daemon = True
        self._thread.start()
        self._thread.is_ready.wait()
        if self._thread.error:
            raise self._thread.error

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self._thread.port}"

    def stops(self) -> None:
        """Closes the server and puts the settings back."""
        self._thread.terminate()
        self._settings.disable()

    def stands(self, name: str, build: Callable[[], object] = lambda: None) -> None:
        """The database as ``build`` makes it out of an empty one; what was built once is put back."""
        cache.clear()
        self.store.close()
        if connection.vendor != "sqlite":
            call_command("flush", verbosity=0, interactive=False)
            build()
        elif name in self._kept:
            self._kept[name].backup(self._database())
        else:
            self._builds(name, build)
        connection.close()

    def _builds(self, name: str, build: Callable[[], object]) -> None:
        if EMPTY in self._kept:
            self._kept[EMPTY].backup(self._database())
        build()
        self._kept[name] = sqlite3.connect(":memory:")
        self._database().backup(self._kept[name])

    def bakes(self) -> None:
        """Makes the pages that acts have left to be made, as the thread of a server does within a second."""
        bakery.work_off()

    def lets_in(self, person: Staff) -> str:
        """The session of a person who has signed in."""
        client = Client()
        client.force_login(person)
        return client.cookies["sessionid"].value

    def _database(self) -> sqlite3.Connection:
        connection.ensure_connection()
        return connection.connection  # type: ignore[no-any-return]
