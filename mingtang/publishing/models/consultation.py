"""意见征集：草案、说明、起止、途径，之后是采纳情况。"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from mingtang.kit.fields import EncryptedTextField
from mingtang.organs.models import Staff
from mingtang.publishing.blocks import BODY
from mingtang.publishing.models.pieces import Piece


class Consultation(Piece):
    """意见征集。期限一般不少于三十日（《重大行政决策程序暂行条例》第十五条，原文待核对）。"""

    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    short_reason = models.CharField("期限少于30日的理由", max_length=200, blank=True)
    explanation = StreamField(BODY, verbose_name="起草说明", blank=True)
    by_post = models.CharField("信函地址", max_length=200, blank=True)
    by_mail = models.EmailField("电子邮箱", blank=True)
    contact = models.CharField("联系人和电话", max_length=120)
    result = StreamField(BODY, verbose_name="采纳情况", blank=True)
    result_on = models.DateField("公布采纳情况的日期", null=True, blank=True, editable=False)

    of_the_piece = (*Piece.of_the_piece, "result_on")

    content_panels: list[Any] = [
        *Piece.title_panels,
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in ("opens_on", "closes_on", "short_reason", "by_post", "by_mail", "contact")
            ],
            heading="征集安排",
            help_text="期限一般不少于30日，少于30日的写明理由；草案正文写在“正文”里",
        ),
        FieldPanel("explanation"),
        *Piece.common_panels,
        FieldPanel("result"),
    ]

    class Meta:
        verbose_name = verbose_name_plural = "意见征集"
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opens_on")), name="consultation_closes_after_opening"
            )
        ]

    @property
    def days(self) -> int:
        """How many days opinions are taken, both ends counted."""
        return (self.closes_on - self.opens_on + timedelta(days=1)).days

    def status(self, day: date) -> str:
        """未开始, 征集中, 已结束 or 已反馈: by the day and by whether the result is out."""
        if self.result_on and self.result_on <= day:
            return "已反馈"
        if day < self.opens_on:
            return "未开始"
        return "征集中" if day <= self.closes_on else "已结束"


class CommentQuerySet(models.QuerySet["Comment"]):
    """公众意见的集合。"""

    def undecided(self) -> CommentQuerySet:
        """Nobody has said yet whether these are shown."""
        return self.filter(shown=False, withheld="")

    def unanswered(self) -> CommentQuerySet:
        """Nobody has said yet whether these are adopted."""
        return self.filter(state="new")


class Comment(models.Model):
    """公众意见：联系方式加密；先看后登，登出的只有内容和日期。"""

    consultation = models.ForeignKey(
        Consultation, verbose_name="意见征集", on_delete=models.PROTECT, related_name="comments"
    )
    received_on = models.DateField("收到日期")
    channel = models.CharField(
        "途径",
        max_length=10,
        choices=[("web", "网站"), ("post", "信函"), ("mail", "电子邮件")],
        default="web",
    )
    text = models.TextField("意见", max_length=5000)
    name = EncryptedTextField("姓名", blank=True)
    contact = EncryptedTextField("联系方式", blank=True)
    may_show = models.BooleanField("同意隐去个人信息后公开", default=False)
    shown = models.BooleanField("公开显示", default=False)
    state = models.CharField(
        "处理",
        max_length=10,
        choices=[
            ("new", "待处理"),
            ("adopted", "采纳"),
            ("partly", "部分采纳"),
            ("declined", "未采纳"),
            ("invalid", "与事项无关"),
        ],
        default="new",
    )
    reply = models.TextField("采纳或未采纳的理由", blank=True)
    public_text = models.TextField(
        "公开的文字", blank=True, max_length=5000, help_text="隐去姓名、电话、住址等个人信息以后的文字"
    )
    withheld = models.CharField("不公开的理由", max_length=200, blank=True)
    handled_on = models.DateField("处理日期", null=True, blank=True)
    handled_by = models.ForeignKey(
        Staff, verbose_name="谁处理", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公众意见"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("new", "adopted", "invalid")) | ~Q(reply=""),
                name="comment_declined_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.text[:20]}"

    @property
    def said(self) -> str:
        """What visitors read of it."""
        return self.public_text or self.text

    @property
    def decided(self) -> bool:
        """Whether somebody has said if it is shown."""
        return self.shown or bool(self.withheld)
