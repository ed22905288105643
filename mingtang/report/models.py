"""年度报告：一个机关一年一份；冻结后数字不再变动，更正另出一版。"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from mingtang.organs.models import Organ, Staff


class ReportState(models.TextChoices):
    """报告走到哪一步。"""

    DRAFT = "draft", "归集核对"
    REVIEWED = "reviewed", "科室审核"
    APPROVED = "approved", "领导批准"
    FROZEN = "frozen", "已冻结"
    PUBLISHED = "published", "已公布"


FIXED = (ReportState.FROZEN, ReportState.PUBLISHED)


class ReportQuerySet(models.QuerySet["Report"]):
    """报告的集合。"""

    def current(self) -> Self:
        """The newest version of every organ's every year."""
        newer = Report.objects.filter(
            organ=models.OuterRef("organ"),
            year=models.OuterRef("year"),
            version__gt=models.OuterRef("version"),
        )
        return self.filter(~models.Exists(newer))

    def published(self) -> Self:
        """What the public may read."""
        return self.filter(state=ReportState.PUBLISHED)


class Report(models.Model):
    """政府信息公开工作年度报告（条例第四十九条、第五十条；格式见国办公开办函〔2021〕30号）。

    ``figures``: JSON of the three tables once frozen, null before (then they are counted live).
    ``narrative``: section number ('1', '5', '6') → text.
    """

    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版次", default=1)
    restates = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="restated_by"
    )
    restatement = models.TextField("更正说明", blank=True)
    state = models.CharField("状态", max_length=12, choices=ReportState.choices, default=ReportState.DRAFT)
    narrative = models.JSONField("正文", default=dict)
    figures = models.JSONField("表格", null=True, editable=False)
    reviewed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField(null=True)
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True)
    frozen_on = models.DateField(null=True)
    published_on = models.DateField("公布日期", null=True)
    demo = models.BooleanField("演示数据", default=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度报告"
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "version"], name="report_version_once"),
            models.CheckConstraint(
                condition=Q(version=1, restates__isnull=True)
                | (Q(version__gt=1, restates__isnull=False) & ~Q(restatement="")),
                name="report_restatement_says_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=FIXED, figures__isnull=False, frozen_on__isnull=False, approved_on__isnull=False
                )
                | (~Q(state__in=FIXED) & Q(figures__isnull=True, frozen_on__isnull=True)),
                name="report_frozen_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_on__isnull=False)
                | (~Q(state="published") & Q(published_on__isnull=True)),
                name="report_published_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.year}年政府信息公开工作年度报告"

    @property
    def fixed(self) -> bool:
        """Whether the figures no longer move."""
        return self.state in FIXED


class Acceptance(models.Model):
    """对软规则的说明：有名有姓有日期，写明为什么可以这样。"""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="acceptances")
    rule = models.CharField("规则", max_length=8)
    place = models.CharField("位置", max_length=80, blank=True)
    reason = models.TextField("说明")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "说明"
        constraints = [models.UniqueConstraint(fields=["report", "rule", "place"], name="acceptance_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.reason[:20]}"
