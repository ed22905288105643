"""Installations of their own, driven by the real command line in processes of their own."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection


class Done(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


@dataclass
class Installation:
    """A data folder and a database nobody else uses."""

    folder: Path
    database: str | None = None
    _process: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("MINGTANG_") and name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        }
        chosen = {"DATABASE_URL": self.database} if self.database else {}
        return {**kept, **chosen, "MINGTANG_DATA": str(self.folder)}

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "mingtang.config.cli"]

    def run(self, *arguments: str | Path, typed: str = "") -> "Done":
        """Run one command and wait for its end; all commands of one installation share a process."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "mingtang.config.tests.driver"],
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self._process.stdin and self._process.stdout
        print(json.dumps([[str(each) for each in arguments], typed]), file=self._process.stdin, flush=True)
        return Done(*json.loads(self._process.stdout.readline()))

    def leaves(self) -> None:
        """End the process, so that the folder and the database are nobody's."""
        if self._process is not None:
            self._process.communicate(timeout=120)
            self._process = None

    def does(self, *arguments: str | Path, typed: str = "") -> str:
        """Run one command that has to succeed; what it printed."""
        done = self.run(*arguments, typed=typed)
        assert done.code == 0, done.out + done.err
        return done.out

    def refuses(self, *arguments: str | Path, typed: str = "") -> str:
        """Run one command that has to refuse its input; its sentence."""
        done = self.run(*arguments, typed=typed)
        assert done.code == 2, done.out + done.err
        assert done.err.count("\n") == 1, done.err
        return done.err.strip()

    def adds_person(self, number: str, name: str) -> None:
        """Opens a clerk's account."""
        typed = "correct horse battery\n"
        self.does("createuser", number, "--name", name, "--role", "clerk", "--password-stdin", typed=typed)

    def keeps_file(self, content: bytes) -> None:
        """Puts a file where the program keeps them."""
        name = hashlib.sha256(content).hexdigest()
        path = self.folder / "files" / "content" / name[:2] / name[2:4] / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)


def _server() -> str:
    settings = connection.settings_dict
    return f"postgresql://{settings['USER']}@{settings['HOST'].replace('/', '%2F')}"


def _on_server(statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{_server()}/postgres", autocommit=True) as server:
        server.execute(statement)


def _create(folder: Path, template: Installation | None = None) -> Installation:
    """A new installation: empty, or a copy of another."""
    if template is not None:
        template.leaves()
        shutil.copytree(template.folder, folder)
    if connection.vendor == "sqlite":
        return Installation(folder)
    name = folder.name
    _on_server(f"CREATE DATABASE {name}" + (f" TEMPLATE {template.folder.name}" if template else ""))
    return Installation(folder, f"{_server()}/{name}")


def _name() -> str:
    return f"installation_{uuid.uuid4().hex[:12]}"


def _remove(installations: list[Installation]) -> None:
    for each in installations:
        each.leaves()
        if each.database:
            _on_server(f"DROP DATABASE {each.folder.name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Installation]:
    """One with tables, to copy from: making tables takes seconds."""
    made = _create(tmp_path_factory.mktemp("installations") / _name())
    made.does("migrate")
    yield made
    _remove([made])


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory, _migrated: Installation) -> Iterator[Installation]:
    """One with an organ, a clerk 王静文 and a file, to copy from."""
    made = _create(tmp_path_factory.mktemp("installations") / _name(), _migrated)
    made.does("organ", "楚江市行政审批局", "--short-name", "楚审")
    made.adds_person("1001", "王静文")
    made.keeps_file(b"letter")
    yield made
    _remove([made])


@pytest.fixture
def new_installation(tmp_path: Path, request: pytest.FixtureRequest, db: None) -> Iterator[Callable[..., Installation]]:
    """``new_installation()`` is empty; ``"migrated"`` has tables, ``"founded"`` an organ, a clerk and a file."""
    made: list[Installation] = []

    def create(kind: str = "") -> Installation:
        template = request.getfixturevalue(f"_{kind}") if kind else None
        made.append(_create(tmp_path / _name(), template))
        return made[-1]

    yield create
    _remove(made)
