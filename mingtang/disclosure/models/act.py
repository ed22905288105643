"""行为：案卷里的一页，注明日期、作出人、内容，只增不改。"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mingtang.disclosure.models.case import Case
from mingtang.kit.fields import EncryptedJSONField
from mingtang.organs.models import Staff

# These happen once in a case (条例 art. 30 一次性告知) and cannot be struck out; the database refuses a second one. Under a
# reply that is made again (重新答复) they happen once more.
ONCE_ONLY = ("filed", "supplement_asked", "decided", "withdrawn", "archived")


class ActQuerySet(models.QuerySet["Act"]):
    """行为的集合。"""

    def standing(self) -> Self:
        """Acts that no later act corrects."""
        later = Act.objects.filter(corrects=OuterRef("pk"))
        return self.filter(~Exists(later)).exclude(kind="voided")


class Act(models.Model):
    """行为：一项有日期的公务行为。更正用后一行为（``corrects``），原行为保留。"""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="acts")
    seq = models.PositiveSmallIntegerField("顺序")
    kind = models.CharField("行为", max_length=32)
    on = models.DateField("日期")
    at = models.DateTimeField("记录时间", default=timezone.now)
    by = models.ForeignKey(
        Staff, verbose_name="作出人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=60)
    data = models.JSONField("内容", default=dict)
    private = EncryptedJSONField("个人信息", default=dict)
    corrects = models.OneToOneField(
        "self", verbose_name="更正", null=True, on_delete=models.PROTECT, related_name="+"
    )

    under = models.ForeignKey(
        "self", verbose_name="属于哪一次重新答复", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行为"
        ordering = ["case", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="act_in_order"),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(kind__in=ONCE_ONLY, corrects__isnull=True, under__isnull=True),
                name="act_once_only",
            ),
            models.UniqueConstraint(
                fields=["under", "kind"],
                condition=Q(kind__in=ONCE_ONLY, corrects__isnull=True, under__isnull=False),
                name="act_once_only_again",
            ),
            models.CheckConstraint(
                condition=~Q(kind="voided") | Q(corrects__isnull=False), name="act_voided_names_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}·{self.seq} {self.kind}"
