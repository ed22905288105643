"""The door for uploads."""

from collections.abc import Sequence
from typing import IO

from django.core.files.base import File

from mingtang.kit.models import StoredFile
from mingtang.kit.uploads import inspection, virus
from mingtang.kit.uploads.names import clean_name, ending
from mingtang.kit.uploads.refusal import UploadRefused
from mingtang.kit.uploads.storage import store_bytes

KINDS = ("pdf", "docx", "doc", "xlsx", "xls", "ofd", "jpg", "png", "txt")
LIMIT = 10 * 1024 * 1024


def accept(uploaded: "File[bytes]", *, kinds: Sequence[str] = KINDS, limit: int = LIMIT) -> StoredFile:
    """Check an uploaded file and store it; UploadRefused(one Chinese sentence) when it is not taken.

    `kinds` are endings without dot, `limit` is in bytes. Nothing of a refused file is kept.
    """
    name, found = checked(uploaded, kinds=kinds, limit=limit)
    return store_bytes(found.data, name, found.content_type)


def checked(
    uploaded: "File[bytes]", *, kinds: Sequence[str] = KINDS, limit: int = LIMIT
) -> tuple[str, inspection.Checked]:
    """The clean name and the bytes that may be kept, for those who store them elsewhere; else UploadRefused."""
    name = clean_name(uploaded.name or "")
    kind = ending(name)
    if kind not in kinds:
        raise UploadRefused(
            f"不收这种格式的文件：换成 {'、'.join(each.upper() for each in kinds)} 之一再上传。"
        )
    data = read_limited(uploaded, limit)
    virus.scan(data)
    return name, inspection.inspect(kind, data)


def read_limited(source: "File[bytes] | IO[bytes]", limit: int) -> bytes:
    """All bytes of `source`; UploadRefused when there are none or more than `limit`."""
    source.seek(0)
    data = source.read(limit + 1)
    if len(data) > limit:
        raise UploadRefused(f"文件超过 {_size(limit)}：压缩或者分成几个再上传。")
    if not data:
        raise UploadRefused("文件是空的：检查后重新选择文件。")
    return data


def _size(limit: int) -> str:
    return f"{limit // 1024 // 1024} MB" if limit >= 1024 * 1024 else f"{max(1, limit // 1024)} KB"
