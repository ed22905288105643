"""文件夹里的成品：每页一个文件、一个压缩文件、一个说明文件。

Laid out for a web server to send by itself::

    current -> e-1a2b3c             the epoch on show; without it everything is rendered live
    e-1a2b3c/xwdt/index.html        a page, .gz beside it, and .index.html.meta: headers, digest, day
    e-1a2b3c/index.2022-03-01.html  a page that speaks of a day
    e-1a2b3c/sitemap.xml
    drafts/                         not yet in place

A file is complete or not there: written aside, flushed to the disk, then renamed.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mingtang.publishing.store.places import Place

CURRENT, DRAFTS, EPOCH, SIGN = "current", "drafts", "e-", ".made-by"
OPEN_TO_READ, OPEN_TO_ENTER = (
    0o644,
    0o755,
)  # a web server with an account of its own reads what everybody may read


@dataclass(frozen=True)
class Made:
    """A finished page. ``day``: it speaks of this day and is wrong on the next; None: of no day."""

    place: Place
    headers: tuple[tuple[str, str], ...]
    body: bytes
    day: date | None = None

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the body."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True)
class Shelf:
    """The folder of all finished pages."""

    root: Path

    @property
    def current(self) -> Path:
        """The epoch on show."""
        return self.root / CURRENT

    def path(self, place: Place, day: date | None = None) -> Path:
        """Where the page of this place is, or the one that speaks of a day."""
        return self.current / (place.file_on(day) if day else place.file)

    def has(self, place: Place, today: date) -> bool:
        """Whether a page that is right today is kept."""
        return self.path(place).exists() or self.path(place, today).exists()

    def draft(self, made: Made) -> Draft:
        """Write a page aside, so that only renaming is left."""
        meta = {"headers": made.headers, "digest": made.digest, "day": made.day and made.day.isoformat()}
        meta |= {"path": made.place.path, "query": made.place.query}
        folder = _folder(self.root / DRAFTS)
        name = folder / secrets.token_hex(8)
        parts = {
            "": made.body,
            ".gz": gzip.compress(made.body, 6, mtime=0),
            ".meta": json.dumps(meta).encode(),
        }
        for suffix, data in parts.items():
            _write(name.with_name(name.name + suffix), data)
        return Draft(made, name)

    def put(self, draft: Draft, sign: str) -> None:
        """Put a draft in place, opening an epoch signed ``sign`` when there is none. Only under the lock of ``marks``."""
        if not self.current.exists():
            self._open(sign)
        place, day = draft.made.place, draft.made.day
        target = self.path(place, day)
        _folder(target.parent)
        # The page itself comes last: without it nobody looks at the others.
        for suffix, name in (
            (".meta", f".{target.name}.meta"),
            (".gz", f"{target.name}.gz"),
            ("", target.name),
        ):
            os.replace(draft.name.with_name(draft.name.name + suffix), target.with_name(name))
        for other in self._others(place, day):
            remove_page(other)
        _flush(target.parent)

    def _others(self, place: Place, day: date | None) -> list[Path]:
        """The same page under names it no longer has: it spoke of no day before, or of another."""
        plain = self.path(place)
        found = [plain, *plain.parent.glob(f"{plain.stem}.????-??-??{plain.suffix}")]
        return [each for each in found if each != self.path(place, day)]

    def sign(self) -> str:
        """Who opened the epoch on show; "" when there is none."""
        try:
            return (self.current / SIGN).read_text(encoding="utf-8")
        except OSError:
            return ""

    def close(self) -> None:
        """Take the whole epoch off show: one step, whatever there is in it."""
        self.current.unlink(missing_ok=True)

    def remove(self, folder: str) -> None:
        """Remove what lies directly in a folder (``/xwdt/``): its page, further pages of its list, its feeds."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            for entry in list(os.scandir(self.current / folder.strip("/"))):
                if entry.name != SIGN and not entry.is_dir(follow_symlinks=False):
                    Path(entry.path).unlink(missing_ok=True)

    def places(self) -> Iterator[tuple[Place, date | None]]:
        """Every page that is kept, with the day it speaks of."""
        for path in sorted(self.current.rglob(".*.meta")):
            with contextlib.suppress(OSError, ValueError, KeyError):
                meta = json.loads(path.read_bytes())
                yield Place(meta["path"], meta["query"]), meta["day"] and date.fromisoformat(meta["day"])

    def read(self, place: Place, day: date | None = None) -> Made | None:
        """A finished page (of this ``day``); None when it is not there, half there or not what was written."""
        path = self.path(place, day)
        try:
            body = path.read_bytes()
            meta: dict[str, Any] = json.loads(path.with_name(f".{path.name}.meta").read_bytes())
            made = Made(place, tuple((name, value) for name, value in meta["headers"]), body, day)
            said = date.fromisoformat(meta["day"]) if meta["day"] else None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if said != day:
            return None
        return made if made.digest == meta["digest"] and self._holds(path) else None

    def sweep(self) -> None:
        """Remove epochs and drafts that nobody needs any more. Only under the lock of ``marks``."""
        kept = os.readlink(self.current) if self.current.is_symlink() else ""
        for folder in self.root.glob(f"{EPOCH}*"):
            if folder.name != kept:
                shutil.rmtree(folder, ignore_errors=True)

    def clear_drafts(self, before: float) -> None:
        """Remove drafts of bakers that died, older than this moment (seconds since 1970)."""
        for path in (self.root / DRAFTS).glob("*"):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def _holds(self, path: Path) -> bool:
        """Whether a file really lies in the epoch: nothing we did not write leads out of it."""
        return path.resolve().is_relative_to(self.current.resolve()) and not path.is_symlink()

    def _open(self, sign: str) -> None:
        name = EPOCH + secrets.token_hex(6)
        _write(_folder(self.root / name) / SIGN, sign.encode())
        link = _folder(self.root / DRAFTS) / secrets.token_hex(8)
        link.symlink_to(name)
        os.replace(link, self.current)
        _flush(self.root)


@dataclass(frozen=True)
class Draft:
    """A page written aside."""

    made: Made
    name: Path

    def discard(self) -> None:
        """Remove what is still aside."""
        for suffix in ("", ".gz", ".meta"):
            self.name.with_name(self.name.name + suffix).unlink(missing_ok=True)


def remove_page(path: Path) -> None:
    """A page with its packed copy and its headers; the page itself first, since without it nobody looks at the others."""
    for name in (path.name, f"{path.name}.gz", f".{path.name}.meta"):
        path.with_name(name).unlink(missing_ok=True)


def _folder(path: Path) -> Path:
    if not path.is_dir():
        if not path.parent.is_dir():
            _folder(path.parent)
        path.mkdir(exist_ok=True)
        path.chmod(OPEN_TO_ENTER)
    return path


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OPEN_TO_READ)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, OPEN_TO_READ)
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _flush(folder: Path) -> None:
    """What was renamed in a folder stays so even if the power fails now."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def shelf() -> Shelf | None:
    """The folder of this installation; None when pages are not to be kept (``MINGTANG_SITE_STORE=off``)."""
    from django.conf import settings

    return Shelf(Path(settings.SITE_STORE)) if settings.SITE_STORE else None
