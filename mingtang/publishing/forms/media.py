"""上传图片和附件：按内容检查，图片重新绘制，不收的用一句话说明。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from mingtang.kit.uploads import KINDS, UploadRefused, checked

PICTURES = ("jpg", "png")
PICTURE_LIMIT = 10 * 1024 * 1024
FILE_LIMIT = 50 * 1024 * 1024
FILES = tuple(kind for kind in KINDS if kind not in PICTURES)


class CheckedFile(forms.FileField):
    """A file that is what its name says and can run nothing; else one Chinese sentence."""

    default_error_messages = {
        "required": "没有选择文件：选好文件再上传。",
        "invalid": "没有收到文件：重新选择文件再上传。",
        "missing": "没有收到文件：重新选择文件再上传。",
        "empty": "文件是空的：检查后重新选择文件。",
        "max_length": "文件名太长：改短再上传。",
    }

    def __init__(self, *, kinds: tuple[str, ...], limit: int, **options: Any) -> None:
        self.kinds, self.limit = kinds, limit
        super().__init__(**options)
        self.max_upload_size = limit  # Wagtail's page for many files asks for these three
        self.error_messages["file_too_large_unknown_size"] = (
            f"文件超过{limit // 1024 // 1024} MB：压缩或者分成几个再上传。"
        )
        shown = "、".join(kind.upper() for kind in kinds)
        self.error_messages["invalid_image_extension"] = f"不收这种格式的图片：换成 {shown} 再上传。"

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The bytes as they may be kept: a picture comes out drawn anew."""
        given = super().clean(data, initial)
        return self._checked(given) if isinstance(given, UploadedFile) else given

    def _checked(self, given: UploadedFile) -> UploadedFile:
        try:
            name, found = checked(given, kinds=self.kinds, limit=self.limit)
        except UploadRefused as refused:
            raise ValidationError(str(refused)) from refused
        return SimpleUploadedFile(name, found.data, found.content_type)


def _checked_field(form: Any, kinds: tuple[str, ...], limit: int, help_text: str) -> None:
    if "file" not in form.fields:
        return
    old = form.fields["file"]
    field = CheckedFile(
        kinds=kinds, limit=limit, label="文件", required=old.required, help_text=help_text, widget=old.widget
    )
    field.widget.attrs["accept"] = ",".join(f".{kind}" for kind in kinds)
    form.fields["file"] = field


class PictureForm(BaseImageForm):
    """图片：JPG 或 PNG，重新绘制后存放，拍摄位置等信息不留。"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _checked_field(self, PICTURES, PICTURE_LIMIT, "JPG、PNG，不超过10 MB；拍摄时间和位置会去掉")


class FileForm(BaseDocumentForm):
    """附件：常用的办公格式；网页、脚本、程序、压缩包不收。"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = "、".join(kind.upper() for kind in FILES)
        _checked_field(self, FILES, FILE_LIMIT, f"{shown}，不超过50 MB；图片传到“图片”里")
