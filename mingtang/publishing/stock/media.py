"""旧站的附件和图片：按上传的规则检查，图片重新绘制，不收的说明原因，同一个文件只存一份。"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.kit.uploads import UploadRefused, checked
from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing.forms.media import FILE_LIMIT, FILES, PICTURE_LIMIT, PICTURES
from mingtang.publishing.models import File, Picture
from mingtang.publishing.stock.folders import Folder


@dataclass
class Shelf:
    """The files of a stock that have been stored, by path; ``undo`` removes them when the act did not come to its end."""

    folder: Folder
    by: Staff
    _files: dict[str, File] = field(default_factory=dict)
    _pictures: dict[str, Picture] = field(default_factory=dict)
    _written: list[str] = field(default_factory=list)

    def has(self, path: str) -> bool:
        """Whether the stock holds such a file."""
        return bool(path) and path in self._known

    def __post_init__(self) -> None:
        self._known = frozenset(self.folder.names)

    def file(self, path: str, title: str = "") -> File:
        """The stored attachment. Raises ``Refused`` when there is none or it is not taken."""
        if path not in self._files:
            name, data = self._checked(path, FILES, FILE_LIMIT)
            title = (title or PurePosixPath(path).stem)[:255]
            made = File(title=title, uploaded_by_user=self.by, file=ContentFile(data, name))
            made.file_size = len(data)
            made.file_hash = _hash(data)
            made.save()
            self._written.append(made.file.name)
            self._files[path] = made
        return self._files[path]

    def picture(self, path: str, alt: str = "") -> Picture:
        """The stored picture. Raises ``Refused``."""
        if path not in self._pictures:
            name, data = self._checked(path, PICTURES, PICTURE_LIMIT)
            title = (alt or PurePosixPath(path).stem)[:255]
            made = Picture(title=title, alt=alt[:120], uploaded_by_user=self.by, file=ContentFile(data, name))
            made.file_size = len(data)
            made.file_hash = _hash(data)
            made.save()
            self._written.append(made.file.name)
            self._pictures[path] = made
        return self._pictures[path]

    def _checked(self, path: str, kinds: tuple[str, ...], limit: int) -> tuple[str, bytes]:
        try:
            given = SimpleUploadedFile(PurePosixPath(path).name, self.folder.read(path))
            name, found = checked(given, kinds=kinds, limit=limit)
        except KeyError:
            raise Refused("没有找到这个文件：放到文件夹里，或者改正路径。") from None
        except UploadRefused as refused:
            raise Refused(str(refused)) from None
        return name, found.data

    def undo(self) -> None:
        """Remove the files of what was not written down in the end."""
        for name in self._written:
            default_storage.delete(name)


def _hash(data: bytes) -> str:
    """As Wagtail marks a file; not for safety."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
