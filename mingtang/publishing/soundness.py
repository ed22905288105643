"""网站是否完好：图片和附件文件在不在，预制页面和现做的一样不一样。"""

from __future__ import annotations

from collections.abc import Iterator

from mingtang.publishing import store
from mingtang.publishing.models import File, Picture


def problems() -> Iterator[str]:
    """One sentence for each picture or file whose bytes are gone, and for each kept page, of a sample, that is not what
    visitors would get live."""
    yield from _gone()
    yield from store.problems()


def _gone() -> Iterator[str]:
    for model in (Picture, File):
        for kept in model.objects.order_by("pk").iterator():
            if not kept.file.storage.exists(kept.file.name):
                yield f"{model._meta.verbose_name}“{kept.title}”（{kept.pk}）的文件不见了：从备份取回。"
