"""Tables without subject matter: audit log, counters, stored files, outgoing messages, periodic jobs."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from mingtang.kit.fields import EncryptedJSONField


class AuditEntry(models.Model):
    """操作日志的一条：谁在什么时候对什么做了什么。

    Append-only (triggers in the database) and chained: each entry carries the hash of the one before, so
    that a change made behind the program's back is found by `audit.verify`. `data` holds no personal data.
    """

    act = models.CharField("行为", max_length=80)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
    )
    by_name = models.CharField("经办人姓名", max_length=80)
    subject_type = models.CharField("对象类别", max_length=80, blank=True)
    subject_id = models.CharField("对象编号", max_length=64, blank=True)
    subject_label = models.CharField("对象", max_length=200, blank=True)
    reason = models.TextField("理由", blank=True)
    data = models.JSONField("数据", default=dict, blank=True)
    previous_hash = models.CharField("上一条的校验值", max_length=64, blank=True)
    hash = models.CharField("校验值", max_length=64, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "操作日志"
        ordering = ("id",)
        indexes = (
            models.Index(fields=["subject_type", "subject_id", "id"], name="kit_audit_subject"),
            models.Index(fields=["at"], name="kit_audit_at"),
            models.Index(fields=["act", "at"], name="kit_audit_act"),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.subject_label}".strip()


class Counter(models.Model):
    """流水号：某一系列某一年已经用到的号。"""

    series = models.CharField("系列", max_length=80)
    year = models.PositiveSmallIntegerField("年")
    last = models.PositiveIntegerField("最后一个号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "流水号"
        constraints = (models.UniqueConstraint(fields=["series", "year"], name="kit_counter_once"),)

    def __str__(self) -> str:
        return f"{self.series} {self.year}：{self.last}"


class StoredFile(models.Model):
    """存档文件：内容按 SHA-256 存放，登记后不再改变。

    The bytes lie below ``settings.FILES_ROOT``; two rows may share one content. Rows cannot be changed
    (trigger), only removed.
    """

    sha256 = models.CharField("校验值", max_length=64, db_index=True)
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("字节数")
    content_type = models.CharField("类型", max_length=100)
    created_at = models.DateTimeField("存入时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "存档文件"

    def __str__(self) -> str:
        return self.name

    @property
    def extension(self) -> str:
        """Lower-case ending of the name without the dot, "" when there is none."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""


class OutboxMessage(models.Model):
    """待发消息：和业务在同一事务里写下，事后投递。

    ``unknown`` means that a delivery began and its result was never written down: it is asked about, never
    sent again blindly. `lease_until` is the moment from which an ``unknown`` message may be asked about.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待发"
        SENT = "sent", "已发"
        UNKNOWN = "unknown", "不明"
        FAILED = "failed", "失败"
        CANCELLED = "cancelled", "已取消"

    topic = models.CharField("种类", max_length=60)
    key = models.CharField("唯一标识", max_length=200, unique=True)
    payload = EncryptedJSONField("内容")
    not_before = models.DateTimeField("不早于")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    lease_until = models.DateTimeField("占用到", null=True, blank=True)
    last_error = models.CharField("最近的错误", max_length=300, blank=True)
    created_at = models.DateTimeField("写下时间", default=timezone.now)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "待发消息"
        indexes = (models.Index(fields=["state", "not_before"], name="kit_outbox_due"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False) | ~models.Q(state="sent"),
                name="kit_outbox_sent_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class Job(models.Model):
    """定时任务：下次运行的时间和上次的结果。

    `last_success` is the start of the last run that ended well: the next run gets it as ``since``.
    """

    name = models.CharField("名称", max_length=80, unique=True)
    next_run = models.DateTimeField("下次运行")
    last_run = models.DateTimeField("上次运行", null=True, blank=True)
    last_success = models.DateTimeField("上次成功", null=True, blank=True)
    last_result = models.CharField("上次结果", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "定时任务"

    def __str__(self) -> str:
        return self.name
