"""Files on disk, named by their content: written whole or not at all, readable by this account only."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db.models import Exists, ManyToOneRel, OuterRef

from mingtang.kit.models import StoredFile
from mingtang.kit.uploads.names import clean_name

BLOCK = 1024 * 1024


class FileMissing(Exception):
    """The content of a stored file is not on disk (restore it from a backup)."""


def _root() -> Path:
    return Path(settings.FILES_ROOT)


def path_of(sha256: str) -> Path:
    """Where content with this digest lies."""
    return _root() / "content" / sha256[:2] / sha256[2:4] / sha256


def store_bytes(data: bytes, name: str, content_type: str) -> StoredFile:
    """Write the content to disk and register it. A rolled-back transaction leaves the content to `sweep`."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if path.exists() and _digest(path) == digest:
        os.utime(path)  # keeps `sweep` away until the row is committed
    else:
        _write(path, data)
    return StoredFile.objects.create(
        sha256=digest, name=clean_name(name), size=len(data), content_type=content_type
    )


def _write(path: Path, data: bytes) -> None:
    """A crash at any point leaves either no file or the whole file under its name."""
    _make_folder(path.parent)
    waiting = _root() / "tmp"
    _make_folder(waiting)
    descriptor, temporary = tempfile.mkstemp(dir=waiting)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_stored(file: StoredFile) -> BinaryIO:
    """The content, opened for reading; FileMissing when it is gone."""
    try:
        return path_of(file.sha256).open("rb")
    except OSError:
        raise FileMissing(f"content {file.sha256[:12]} of file {file.pk} is missing") from None


def read_stored(file: StoredFile) -> bytes:
    """The whole content; FileMissing when it is gone."""
    with open_stored(file) as content:
        return content.read()


def verify(file: StoredFile) -> bool:
    """Whether the content is on disk, unchanged."""
    path = path_of(file.sha256)
    return path.exists() and path.stat().st_size == file.size and _digest(path) == file.sha256


def verify_all() -> list[StoredFile]:
    """The stored files whose content is missing or changed."""
    return [file for file in StoredFile.objects.order_by("id").iterator() if not verify(file)]


def _contents() -> Iterator[Path]:
    yield from (path for path in (_root() / "content").glob("??/??/*") if path.is_file())
    yield from (path for path in (_root() / "tmp").glob("*") if path.is_file())


def forget(before: datetime) -> int:
    """Remove the rows of files stored before ``before`` that no record refers to; how many went.

    A form may store what was uploaded before it is sent; what is never sent must not stay. Leave a day.
    """
    free = StoredFile.objects.filter(created_at__lt=before)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            holders = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            free = free.exclude(Exists(holders))
    return free.delete()[0]


def sweep(before: datetime) -> int:
    """Remove content without a row that nobody wrote or asked for since `before`; how many files went.

    Leave a day: the transaction that registers a new file may still be open.
    """
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    gone = 0
    for path in _contents():
        if path.name not in known and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone
