"""附件里读出的文字：发布以后在后台读一次，检索用；随时可以重读。"""

from __future__ import annotations

from django.db import models

from mingtang.publishing.models.media import File


class FileText(models.Model):
    """附件文字：读的是哪一个文件（换过文件就重读），读出什么。"""

    file = models.OneToOneField(File, verbose_name="文件", on_delete=models.CASCADE, related_name="words")
    name = models.CharField("存放名", max_length=255)
    text = models.TextField("文字", blank=True)
    read_at = models.DateTimeField("读取时间")

    class Meta:
        verbose_name = verbose_name_plural = "附件文字"

    def __str__(self) -> str:
        return self.name
