"""The embedded database: copied while it is in use, and put in the place of another."""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from shutil import copyfileobj, move

from mingtang.config.archive.layout import CHUNK, SQLITE, Manifest, damaged, part


def database_path() -> Path:
    """The file of the database in use."""
    from django.db import connection

    return Path(str(connection.settings_dict["NAME"])).resolve()


def dump(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write a consistent copy; others may go on writing meanwhile."""
    with tempfile.TemporaryDirectory(dir=database_path().parent, prefix=".backup-") as folder:
        copy = Path(folder) / SQLITE
        with closing(sqlite3.connect(database_path())) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        with copy.open("rb") as data, part(archive, manifest, SQLITE) as output:
            copyfileobj(data, output, CHUNK)


def check(folder: Path) -> None:
    """Refuse an unpacked database that SQLite finds damaged."""
    try:
        with closing(sqlite3.connect(folder / SQLITE)) as database:
            found = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise damaged("数据库打不开") from error
    if found != "ok":
        raise damaged("数据库自检不通过")


def load(folder: Path, aside: Path) -> None:
    """Put the unpacked database in place; the one there goes into the folder ``aside``."""
    from django.db import connection

    connection.close()
    path = database_path()
    for suffix in ("", "-wal", "-shm"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            aside.mkdir(mode=0o700, exist_ok=True)
            move(old, aside / old.name)
    move(folder / SQLITE, path)
