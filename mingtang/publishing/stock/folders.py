"""一个文件夹，或者一个压缩了的文件夹：只在里面读，不解开到磁盘上，也走不到外面去。"""

from __future__ import annotations

import contextlib
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from mingtang.organs.refusal import Refused

MOST_FILES = 50_000
MOST_BYTES = 4 * 1024**3  # unpacked
LARGEST = 50 * 1024**2  # bytes of one file
HIDDEN = ("__MACOSX", ".", "Thumbs.db")


class Folder(Protocol):
    """What the rows of a stock refer to: ``names`` are paths with ``/``, in order."""

    @property
    def names(self) -> list[str]:
        """Every file of it."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; ``KeyError`` when there is none, ``Refused`` when it is too large."""


@dataclass(frozen=True)
class OnDisk:
    """A folder of this machine."""

    root: Path

    @cached_property
    def _files(self) -> dict[str, Path]:
        inside = self.root.resolve()
        found = {}
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root).as_posix()
            # A link may lead anywhere; what lies outside is not part of the stock.
            if path.is_file() and not _is_hidden(name) and path.resolve().is_relative_to(inside):
                found[name] = path
        return found

    @property
    def names(self) -> list[str]:
        """Every file of it."""
        return list(self._files)

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        file = self._files[path]
        if file.stat().st_size > LARGEST:
            raise Refused(f"{path} 超过 {LARGEST // 1024**2} MB：压缩或者分成几个。")
        return file.read_bytes()


class Zipped:
    """A folder in a ZIP. Names of an old Windows are read as Chinese."""

    def __init__(self, file: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError):
            raise Refused("这个压缩包打不开：重新压缩成 ZIP 再导入。") from None
        entries = [each for each in self._archive.infolist() if not each.is_dir()]
        if len(entries) > MOST_FILES or sum(each.file_size for each in entries) > MOST_BYTES:
            raise Refused("压缩包里的文件太多或者太大：分成几个再导入。")
        kept = {name: each for each in entries if not _is_hidden(name := _name(each))}
        top = _common_top(list(kept))
        self._entries = {name[len(top) :]: kept[name] for name in sorted(kept)}

    @property
    def names(self) -> list[str]:
        """Every file of it."""
        return list(self._entries)

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        entry = self._entries[path]
        try:
            with self._archive.open(entry) as opened:
                data = opened.read(LARGEST + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
            raise Refused(f"{path} 读不出来：检查压缩包有没有损坏、加密。") from None
        if len(data) > LARGEST:
            raise Refused(f"{path} 超过 {LARGEST // 1024**2} MB：压缩或者分成几个。")
        return data


class Nothing:
    """What a single table refers to: no files."""

    names: list[str] = []

    def read(self, path: str) -> bytes:
        """There is nothing to read."""
        raise KeyError(path)


def inside(base: str, reference: str) -> str:
    """The path of a relative reference from a file in ``base``; '' when it leads out of the folder."""
    path = posixpath.normpath(posixpath.join(base, reference.replace("\\", "/").lstrip("/")))
    return "" if path.startswith("..") or path in (".", "/") else path


def _name(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):  # then the name stays as it was read
            name = name.encode("cp437").decode("gb18030")
    return name.replace("\\", "/").lstrip("/")


def _common_top(names: list[str]) -> str:
    """The one folder everything stands in, when a folder was packed as a whole."""
    tops = {name.partition("/")[0] for name in names}
    return f"{tops.pop()}/" if len(tops) == 1 and all("/" in name for name in names) else ""


def _is_hidden(name: str) -> bool:
    return any(part.startswith(HIDDEN) for part in name.split("/"))
