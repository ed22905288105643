"""发到公众号的文章：发布一次一行，每一步一个行为。"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mingtang.kit.models import StoredFile
from mingtang.wechat.models.account import Account


class State(models.TextChoices):
    """发布到哪一步。“不明”是已经提交、还不知道微信收到没有：先去问，不再提交。"""

    QUEUED = "queued", "排队"
    DRAFTED = "drafted", "已存草稿"
    SUBMITTED = "submitted", "微信发布中"
    PUBLISHED = "published", "已发布"
    FAILED = "failed", "没有发成"
    UNKNOWN = "unknown", "结果不明"
    WITHDRAWING = "withdrawing", "正在撤下"
    WITHDRAWN = "withdrawn", "已撤下"


class Publication(models.Model):
    """一次发布：给微信的文章和它的去向。

    ``html`` is already cleaned; its pictures are named ``mingtang-picture:<sha256>`` until WeChat hosts them.
    ``problem`` and ``todo`` say what is wrong and what to do; both are empty when all is well.
    """

    account = models.ForeignKey(
        Account, verbose_name="公众号", on_delete=models.PROTECT, related_name="publications"
    )
    key = models.CharField("唯一标识", max_length=120, unique=True)
    title = models.CharField("标题", max_length=200)
    author = models.CharField("作者", max_length=60, blank=True)
    digest = models.TextField("摘要", blank=True)
    html = models.TextField("正文")
    cover = models.ForeignKey(
        StoredFile, verbose_name="封面", null=True, on_delete=models.PROTECT, related_name="+"
    )
    source_url = models.URLField("阅读原文", max_length=1000, blank=True)
    lost_pictures = models.PositiveSmallIntegerField("没有带上的图片", default=0)
    state = models.CharField("状态", max_length=12, choices=State, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField("第几次", default=1)
    draft_id = models.CharField("草稿编号", max_length=128, blank=True)
    publish_id = models.CharField("发布任务编号", max_length=64, blank=True)
    msg_data_id = models.CharField("消息数据编号", max_length=64, blank=True)
    article_id = models.CharField("文章编号", max_length=128, blank=True)
    url = models.URLField("文章网址", max_length=1000, blank=True)
    problem = models.CharField("问题", max_length=300, blank=True)
    todo = models.CharField("怎样办", max_length=300, blank=True)
    queued_at = models.DateTimeField("排队时间", default=timezone.now)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    asked_at = models.DateTimeField("上次核实", null=True, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公众号发布"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | ~Q(article_id=""), name="wechat_published_has_article"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SUBMITTED) | ~Q(publish_id=""), name="wechat_submitted_has_job"
            ),
            models.UniqueConstraint(
                fields=["account", "article_id"], condition=~Q(article_id=""), name="wechat_article_once"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "state"], name="wechat_publication_state"),
            models.Index(fields=["account", "publish_id"], name="wechat_publication_job"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def trouble(self) -> str:
        """One sentence: what is wrong, what to do; "" when all is well."""
        return "：".join(part for part in (self.problem, self.todo) if part) + ("。" if self.problem else "")


class PublicationAct(models.Model):
    """发布的一步：只能追加。"""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField("行为", max_length=20)
    at = models.DateTimeField("时间", default=timezone.now)
    on = models.DateField("日期", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    data = models.JSONField("数据", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发布的步骤"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.kind


class PublicationPicture(models.Model):
    """正文里的一张图片。"""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="pictures")
    digest = models.CharField("校验值", max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "正文图片"
        constraints = [models.UniqueConstraint(fields=["publication", "digest"], name="wechat_picture_once")]

    def __str__(self) -> str:
        return self.digest[:12]


class Hosted(models.Model):
    """已经传到微信的图片：同一张不传第二次。"""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="hosted")
    digest = models.CharField("校验值", max_length=64)
    use = models.CharField("用处", max_length=8, choices=[("body", "正文"), ("cover", "封面")])
    place = models.CharField("微信网址或者素材编号", max_length=1000)
    at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "微信上的图片"
        constraints = [
            models.UniqueConstraint(fields=["account", "digest", "use"], name="wechat_hosted_once")
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.digest[:12]}"
