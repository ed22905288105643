"""An archive is not trusted: names, lengths and hashes are checked before anything is used."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from mingtang.config.archive.layout import FILES, MANIFEST, Manifest, key_mark, parse_manifest, part, unpack
from mingtang.config.cli.errors import BadInput

BODY = "结果告知书".encode() * 1000


def manifest() -> Manifest:
    return Manifest(program="1", made="2022-12-30T10:00:00+08:00", database="sqlite", migrations=[], key_mark="")


def archive_of(**files: bytes) -> tuple[zipfile.ZipFile, Manifest]:
    """An archive with these files, as a backup writes it, opened for reading."""
    data, said = io.BytesIO(), manifest()
    with zipfile.ZipFile(data, "w") as archive:
        for name, body in files.items():
            with part(archive, said, f"{FILES}/{name}") as output:
                output.write(body)
        archive.writestr(MANIFEST, said.dump())
    return zipfile.ZipFile(data), said


def raw(members: dict[str, bytes]) -> zipfile.ZipFile:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return zipfile.ZipFile(data)


def test_what_was_packed_comes_out_the_same(tmp_path: Path) -> None:
    archive, said = archive_of(letter=BODY, empty=b"")
    unpack(archive, parse_manifest(archive.read(MANIFEST)), tmp_path)
    assert (tmp_path / FILES / "letter").read_bytes() == BODY
    assert (tmp_path / FILES / "empty").read_bytes() == b""
    assert parse_manifest(archive.read(MANIFEST)) == said


@pytest.mark.parametrize(
    "name",
    [
        "../evil", "files/../../evil", "/files/evil", "files//evil", "files/./evil", "files\\..\\evil", "C:/files/evil",
        "files/evil\0", "files", "other/evil", "", "secrets.env/evil", "files/",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    said = json.loads(manifest().dump())
    said["parts"] = {name: {"size": 1, "sha256": "0" * 64}}
    with pytest.raises(BadInput, match="不该有的路径"):
        parse_manifest(json.dumps(said).encode())


@pytest.mark.parametrize("body", [BODY[:-1], BODY + b"x", BODY[:-1] + b"x", b""])
def test_another_content_is_refused(tmp_path: Path, body: bytes) -> None:
    _, said = archive_of(letter=BODY)
    with pytest.raises(BadInput, match="校验值不符"):
        unpack(raw({MANIFEST: b"", f"{FILES}/letter": body}), said, tmp_path)


def test_a_flipped_bit_is_one_sentence(tmp_path: Path) -> None:
    archive, said = archive_of(letter=BODY)
    data = bytearray(archive.fp.getvalue())  # type: ignore[union-attr]
    place = archive.getinfo(f"{FILES}/letter").header_offset + 80
    data[place] ^= 0xFF
    with pytest.raises(BadInput, match="不完整或被改动过"):
        unpack(zipfile.ZipFile(io.BytesIO(data)), said, tmp_path)


def test_no_more_is_unpacked_than_announced(tmp_path: Path) -> None:
    _, said = archive_of(letter=b"x")
    with pytest.raises(BadInput):
        unpack(raw({MANIFEST: b"", f"{FILES}/letter": b"x" * 10_000_000}), said, tmp_path)
    assert (tmp_path / FILES / "letter").stat().st_size <= 2


@pytest.mark.parametrize("members", [[], ["files/letter", "files/more"], ["files/other"]])
def test_missing_and_additional_members_are_refused(tmp_path: Path, members: list[str]) -> None:
    _, said = archive_of(letter=BODY)
    with pytest.raises(BadInput, match="对不上"):
        unpack(raw({MANIFEST: b"", **dict.fromkeys(members, BODY)}), said, tmp_path)


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"\xff", b'{"format": 1, "parts": {}}', b'{"format": 1, "parts": 5}'])
def test_a_manifest_that_is_none_is_refused(text: bytes) -> None:
    with pytest.raises(BadInput, match="清单读不懂"):
        parse_manifest(text)


def test_an_archive_of_a_later_format_is_named() -> None:
    with pytest.raises(BadInput, match="第 9 版"):
        parse_manifest(b'{"format": 9}')


def test_the_mark_of_a_key_tells_keys_apart_and_not_the_key() -> None:
    assert key_mark("ab" * 32) != key_mark("cd" * 32)
    assert "ab" * 8 not in key_mark("ab" * 32)
