"""A look into ZIP-based documents (DOCX, XLSX, OFD) before any library opens them."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import NoReturn

from mingtang.kit.uploads.refusal import UploadRefused

MOST_ENTRIES = 2000
MOST_BYTES = 200 * 1024 * 1024  # unpacked
HIGHEST_RATIO = 100
SMALL_ENTRY = 1024 * 1024  # below this a high ratio is normal (empty sheets) and harmless
MOST_RELATIONS = 4 * 1024 * 1024  # bytes of one list of relations
PIECE = 1024 * 1024

_ACTIVE = re.compile(
    r"(vbaproject|vbadata).*\.(bin|xml)$|/activex/|\.(exe|dll|scr|com|bat|cmd|js|vbs|ps1|jar|hta|lnk|docm|xlsm|pptm|xlam|dotm)$",
    re.IGNORECASE,
)
_REMOTE_LOAD = re.compile(
    rb"/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath)[\"']", re.IGNORECASE
)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LONGEST_DECLARATION = len(b"<!DOCTYPE")
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte order marks and blanks
_BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, OverflowError,
)  # fmt: skip
_END_RECORD = b"PK\x05\x06"


def refuse(what: str) -> NoReturn:
    """Raise UploadRefused; `what` completes 这个文件…"""
    raise UploadRefused(f"这个文件{what}：用办公软件打开后另存一份，再上传。")


def check_archive(data: bytes) -> frozenset[str]:
    """The names of the entries of a harmless archive; UploadRefused for one that hides something.

    Refused: damaged, encrypted, with foreign bytes round it, too many or too large entries, names that lead
    out of the folder, macros, programs, document type definitions, parts loaded from elsewhere.
    """
    # A document is nothing but the archive: no program in front, no page behind it.
    if not data.startswith(b"PK\x03\x04") or data[-22:-18] != _END_RECORD:
        refuse("不是完整的文档")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            for entry in entries:
                _check_entry(entry)
            if archive.testzip():
                refuse("已经损坏")
            for entry in entries:
                _check_markup(archive, entry)
    except _BROKEN:
        refuse("已经损坏")
    return frozenset(entry.filename for entry in entries)


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        refuse("里面的部件太多")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        refuse("展开后太大")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        refuse("里面有重名的部件")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise UploadRefused("这个文件加了密码：去掉密码后再上传。")
    if entry.file_size > SMALL_ENTRY and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
        refuse("压缩得不正常")
    parts = entry.filename.replace("\\", "/").split("/")
    if (
        ".." in parts
        or parts[0].endswith(":")
        or not parts[0]
        or "\\" in entry.orig_filename
        or "\0" in entry.orig_filename
    ):
        refuse("里面有不安全的路径")
    if stat.S_ISLNK(entry.external_attr >> 16):
        refuse("里面有指向别处的链接")
    if _ACTIVE.search("/" + entry.filename):
        raise UploadRefused("这个文件带有宏或者程序：另存为不带宏的格式后再上传。")


def _check_markup(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """A part of any name may be markup: the list of content types says what it is. Its end counts as its start."""
    name = entry.filename.lower()
    for place, letters in enumerate(_letters(archive, entry)):
        if place == 0 and not (
            name.endswith((".xml", ".rels")) or letters.lstrip(_BEFORE_MARKUP).startswith(b"<")
        ):
            return
        if _DECLARATION.search(letters):
            refuse("里面有不允许的声明")
    if name.endswith(".rels"):
        _check_relations(archive, entry)
    if name == "[content_types].xml" and b"macroEnabled" in archive.read(entry):
        raise UploadRefused("这个文件带有宏或者程序：另存为不带宏的格式后再上传。")


def _letters(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part piece by piece, each begun with the end of the one before; UTF-16 reads like ASCII without its zero bytes."""
    with archive.open(entry) as part:
        before = b""
        while piece := part.read(PIECE):
            letters = before + piece.replace(b"\0", b"")
            yield letters
            before = letters[-_LONGEST_DECLARATION:]


def _check_relations(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if entry.file_size > MOST_RELATIONS:
        refuse("里面的部件太大")
    letters = archive.read(entry).replace(b"\0", b"")
    if b"External" in letters and _REMOTE_LOAD.search(letters):
        refuse("会从别处载入内容")
