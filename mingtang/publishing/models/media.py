"""图片和附件文件：由编辑器上传，检查后存放。"""

from __future__ import annotations

import secrets

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Picture(AbstractImage):
    """图片：须有替代文字；上传时重新绘制，去掉拍摄位置。"""

    alt = models.CharField(
        "替代文字", max_length=120, blank=True, help_text="读屏软件念的话；只作装饰的图片可以不写"
    )
    credit = models.CharField("图片来源", max_length=80, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "alt", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = verbose_name_plural = "图片"

    def get_upload_to(self, filename: str) -> str:
        """A name nobody can guess: the sizes of a picture in a draft have an address before the draft is on show."""
        return f"original_images/{secrets.token_hex(12)}.{filename.rpartition('.')[2].lower()}"

    @property
    def default_alt_text(self) -> str:
        """What a reader hears where the page says nothing else."""
        return self.alt or self.title


class Rendition(AbstractRendition):
    """图片的一种尺寸：由原图做出，不进备份，没有了就重做。"""

    FOLDER = "images"  # below MEDIA_ROOT, where Wagtail puts them

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class File(AbstractDocument):
    """附件文件：格式按内容检查，不能是网页或程序。"""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = verbose_name_plural = "附件文件"
