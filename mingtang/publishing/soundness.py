"""网站是否完好：图片和附件文件在不在。"""

from __future__ import annotations

from collections.abc import Iterator

from mingtang.publishing.models import File, Picture


def problems() -> Iterator[str]:
    """Pictures and files whose bytes are not where they were put."""
    for model in (Picture, File):
        for kept in model.objects.order_by("pk").iterator():
            if not kept.file.storage.exists(kept.file.name):
                yield f"{model._meta.verbose_name}“{kept.title}”（{kept.pk}）的文件不见了：从备份取回。"
