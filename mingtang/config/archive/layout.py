"""What an archive contains and how its parts are named, written and checked."""

from __future__ import annotations

import hashlib
import hmac
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from mingtang.config.cli.errors import BadInput

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE = "database.sqlite3"
ROWS = "rows"  # PostgreSQL: one file a table
FILES = "files"
MEDIA = "media"  # pictures and attachments of the site; their smaller sizes are made again
CHUNK = 1024 * 1024
LARGEST_MANIFEST = 256 * CHUNK
# What a damaged ZIP raises.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Part:
    """One file in the archive: its length in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """What the archive says about itself."""

    program: str
    made: str
    database: str  # "sqlite" or "postgresql"
    migrations: list[list[str]]
    key_mark: str
    columns: dict[str, list[str]] = field(
        default_factory=dict
    )  # PostgreSQL: table -> columns in the order of its file
    parts: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    def dump(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)


def key_mark(key: str) -> str:
    """Recognises the key of encrypted fields without giving it away."""
    return hmac.digest(bytes.fromhex(key), b"mingtang archive", "sha256").hex()


def damaged(why: str) -> BadInput:
    """The sentence for an archive that cannot be used."""
    return BadInput(f"备份文件不完整或被改动过（{why}）：换一份备份。")


def parse_manifest(text: bytes) -> Manifest:
    """Read a manifest; ``BadInput`` when it is none of ours."""
    try:
        raw: dict[str, Any] = json.loads(text)
        if raw["format"] != FORMAT:
            raise BadInput(
                f"备份的格式是第 {raw['format']} 版，这个程序只认第 {FORMAT} 版：用写它的那个版本恢复。"
            )
        raw["parts"] = {
            name: Part(int(part["size"]), str(part["sha256"])) for name, part in raw["parts"].items()
        }
        manifest = Manifest(**raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise damaged("清单读不懂") from error
    for name in manifest.parts:
        check_name(name)
    return manifest


def check_name(name: str) -> None:
    """Refuse a name that could lead out of the folder it is unpacked into."""
    path = PurePosixPath(name)
    plain = path.parts and not path.is_absolute() and str(path) == name
    tricky = {"..", ".", ""} & set(path.parts) or any(letter in name for letter in "\\:\0")
    known = name in (SQLITE, "secrets.env") or (len(path.parts) > 1 and path.parts[0] in (ROWS, FILES, MEDIA))
    if not plain or tricky or not known:
        raise damaged(f"含有不该有的路径 {name!r}")


@contextmanager
def part(
    archive: zipfile.ZipFile, manifest: Manifest, name: str, *, packed: bool = True
) -> Iterator[IO[bytes]]:
    """A part being written; its length and hash go into the manifest."""
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o600 << 16
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with archive.open(info, "w", force_zip64=True) as target:
        counted = _Counting(target)
        yield counted  # type: ignore[misc]
    manifest.parts[name] = Part(counted.size, counted.digest.hexdigest())


class _Counting:
    """Passes bytes on, counting and hashing them."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target, self.size, self.digest = target, 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.size += len(data)
        self.digest.update(data)
        return self.target.write(data)


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    """Unpack every part below ``folder`` (new and empty), checking length and hash on the way."""
    listed, present = sorted([MANIFEST, *manifest.parts]), sorted(archive.namelist())
    if listed != present:
        raise damaged("清单和内容对不上")
    for name, expected in manifest.parts.items():
        target = folder.joinpath(*PurePosixPath(name).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        if _unpacked(archive, name, target, expected.size) != expected:
            raise damaged(f"{name} 的校验值不符")


def _unpacked(archive: zipfile.ZipFile, name: str, target: Path, limit: int) -> Part:
    try:
        with archive.open(name) as source, target.open("xb") as output:
            return _copy(source, output, limit)
    except BROKEN as error:
        raise damaged(f"{name} 读不出来") from error


def _copy(source: IO[bytes], output: IO[bytes], limit: int) -> Part:
    """Copy at most one byte more than ``limit``: enough to see that there is too much."""
    size, digest = 0, hashlib.sha256()
    while size <= limit and (chunk := source.read(min(CHUNK, limit + 1 - size))):
        output.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    return Part(size, digest.hexdigest())
