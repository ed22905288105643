"""救济：对答复不服的行政复议和行政诉讼，汇入年度报告表四。"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from mingtang.disclosure.models.case import Case


class RemedyRoute(models.TextChoices):
    """途径，即表四的三组。"""

    RECONSIDERATION = "reconsideration", "行政复议"
    DIRECT_SUIT = "direct_suit", "未经复议直接起诉"
    SUIT_AFTER = "suit_after_reconsideration", "复议后起诉"


class RemedyResult(models.TextChoices):
    """结果，即表四的列。"""

    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    OTHER = "other", "其他结果"


class RemedyQuerySet(models.QuerySet["Remedy"]):
    """救济案件的集合。"""

    def decided_in(self, year: int, result: str) -> Self:
        """Remedies ended in ``year`` with ``result``."""
        return self.filter(result=result, decided_on__range=(date(year, 1, 1), date(year, 12, 31)))

    def pending_on(self, day: date) -> Self:
        """Remedies filed by ``day`` and not ended on it."""
        return self.filter(filed_on__lte=day).filter(Q(decided_on__isnull=True) | Q(decided_on__gt=day))


class Remedy(models.Model):
    """救济案件：本机关的公开行为被复议或者被起诉（国办公开办函〔2016〕201号的计数口径）。"""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="remedies")
    route = models.CharField("途径", max_length=28, choices=RemedyRoute.choices)
    prior = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="later")
    body = models.CharField("受理机关", max_length=80)
    number = models.CharField("案号", max_length=60, blank=True)
    filed_on = models.DateField("受理日期")
    copy_received_on = models.DateField("收到副本", null=True, blank=True)
    simple_procedure = models.BooleanField("简易程序", default=False)
    answered_on = models.DateField("提交答复", null=True, blank=True)
    disposition = models.CharField("裁判或者决定", max_length=40, blank=True)
    result = models.CharField("结果", max_length=10, choices=RemedyResult.choices, blank=True)
    decided_on = models.DateField("审结日期", null=True, blank=True)
    finding = models.TextField("纠正的原因", blank=True)

    objects = RemedyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "救济"
        ordering = ["filed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result="", decided_on__isnull=True)
                | (~Q(result="") & Q(decided_on__isnull=False)),
                name="remedy_result_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("filed_on")),
                name="remedy_ends_after_start",
            ),
            models.UniqueConstraint(fields=["case", "route", "body", "filed_on"], name="remedy_once"),
            models.CheckConstraint(
                condition=~Q(route="suit_after_reconsideration") | Q(prior__isnull=False),
                name="remedy_second_has_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_route_display()} {self.number}"
