"""公众号上的一份：稿件和它发往公众号的文章之间的对应。"""

from __future__ import annotations

from django.db import models

from mingtang.publishing.models.pieces import Piece
from mingtang.wechat.models import Publication


class Copy(models.Model):
    """公众号上的一份：哪一篇稿件的哪一版，由哪一次发布带到公众号。

    ``digest`` is that of the version; where it differs from ``live_digest``, WeChat shows an older one.
    """

    piece = models.ForeignKey(
        Piece, verbose_name="稿件", on_delete=models.PROTECT, related_name="account_copies"
    )
    publication = models.OneToOneField(
        Publication, verbose_name="公众号发布", on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField("版本校验值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "公众号上的稿件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.piece_id} {self.publication_id}"

    @property
    def outdated(self) -> bool:
        """The site shows another version than the one that was sent."""
        return self.digest != self.piece.live_digest
