"""预制页面的记号：哪些页面因为哪次办理不再对了，要重做。"""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class StoreMark(models.Model):
    """重做记号：和办理在同一事务里写下；重做以后留一小时再删，好让更早动手的人看见自己迟了。

    ``folder`` is an address that ends with ``/``; ``*`` stands for the whole site.
    """

    folder = models.CharField("网址", max_length=250)
    at = models.DateTimeField("时间", default=timezone.now)
    baked = models.BooleanField("已重做", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "重做记号"
        indexes = [
            models.Index(fields=["folder", "id"], name="publishing_mark_folder"),
            models.Index(fields=["id"], condition=models.Q(baked=False), name="publishing_mark_waiting"),
        ]

    def __str__(self) -> str:
        return self.folder
