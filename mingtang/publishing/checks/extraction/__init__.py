"""附件里写着什么：看得见的、藏着的都读出来；读不出的说明。坏文件不会让检查停下。"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from mingtang.kit.uploads.refusal import UploadRefused
from mingtang.publishing.checks.extraction.excel import read_excel
from mingtang.publishing.checks.extraction.others import not_read, read_picture, read_plain
from mingtang.publishing.checks.extraction.pdf import read_pdf
from mingtang.publishing.checks.extraction.results import (
    MOST_BYTES,
    SECONDS,
    Deadline,
    Extract,
    OutOfTime,
    Problem,
)
from mingtang.publishing.checks.extraction.word import read_word

log = logging.getLogger("mingtang.publishing.checks")

Reader = Callable[[bytes, Deadline], Extract]

READERS: dict[str, Reader] = {
    "docx": read_word,
    "xlsx": read_excel,
    "pdf": read_pdf,
    "jpg": read_picture,
    "jpeg": read_picture,
    "png": read_picture,
    "webp": read_picture,
    "gif": read_picture,
    "txt": read_plain,
    "csv": read_plain,
}
MACROS = ("docm", "xlsm", "pptm", "dotm", "xltm")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOOKS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (_OLE, "ole"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG", "png"),
)


def extract(data: bytes, name: str, *, seconds: float = SECONDS) -> Extract:
    """What a file says, by its bytes and its name. Never raises: what cannot be read is a problem of the file."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if len(data) > MOST_BYTES:
        return _problem("warn", "文件太大，没有查：由人工查看，或者分成几个。")
    try:
        return _refused(data, ending) or READERS.get(ending, _unknown(ending))(data, Deadline(seconds))
    except UploadRefused as refusal:
        return _problem("block", str(refusal))
    except OutOfTime:
        return _problem("block", "文件太长，没有查完：分成几个文件，或者删去用不着的部分再上传。")
    except Exception as error:  # a hostile file may make a library fail in any way
        log.warning("an attachment could not be read: %s", type(error).__name__)
        return _problem("block", "文件打不开，查不了：用办公软件另存一份再上传。")


def attachment_text(file: Any) -> str:
    """The words of a stored file that every reader sees, for the search index; nothing hidden, '' when unreadable."""
    try:
        with file.file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError:
        return ""
    read = extract(data, file.file.name)
    return "\n".join(passage.text for passage in read.passages if not passage.context.get("hidden"))


def _refused(data: bytes, ending: str) -> Extract | None:
    """Passwords, macros, old formats, contents that are not what the name says."""
    looks = next((kind for start, kind in _LOOKS if data.startswith(start)), "")
    if ending in MACROS:
        return _problem("block", "文件带有宏：另存为不带宏的格式再上传。")
    if looks == "ole":
        if _ENCRYPTED in data:
            return _problem("block", "文件加了密码，查不了，公众也打不开：去掉密码再上传。")
        return not_read("旧格式（DOC、XLS）")
    if ending == "ofd":
        return not_read("OFD 版式文件")
    expected = {"docx": "zip", "xlsx": "zip", "pdf": "pdf", "png": "png", "jpg": "jpg", "jpeg": "jpg"}.get(
        ending
    )
    if expected and looks != expected:
        return _problem("block", f"文件的内容不是 {ending.upper()}：用原来的软件另存一份再上传。")
    return None


def _unknown(ending: str) -> Reader:
    return lambda data, deadline: not_read(f"{ending.upper() or '没有扩展名'}文件")


def _problem(level: Any, sentence: str) -> Extract:
    return Extract("unread", problems=[Problem(level, sentence)])


__all__ = ["Extract", "Problem", "attachment_text", "extract"]
