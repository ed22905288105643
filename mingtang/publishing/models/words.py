"""检查用的册子：易错词、敏感词、领导名录、公布的号码；链接的状况；夜间复查。"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from mingtang.organs.models import Staff


class WordLevel(models.TextChoices):
    """多重：阻断的要有终审人写明理由才能放行。"""

    WARN = "warn", "提示"
    BLOCK = "block", "阻断"


class Governed(models.Model):
    """词典的一条：停用不删，谁在哪天改的写明。"""

    level = models.CharField("级别", max_length=8, choices=WordLevel.choices, default=WordLevel.WARN)
    unless = models.CharField(
        "不算的说法", max_length=300, blank=True, help_text="在这些说法里出现不算，用顿号隔开"
    )
    basis = models.CharField("来源", max_length=200, help_text="如“常见错误”“省政府办公厅2022年第3期通报”")
    since = models.DateField("启用日期")
    stopped_on = models.DateField("停用日期", null=True, blank=True)
    changed_at = models.DateTimeField("改动时间", auto_now=True, db_index=True)
    changed_by = models.ForeignKey(
        Staff, verbose_name="谁改的", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases in which the word is right."""
        return tuple(phrase for phrase in self.unless.replace("，", "、").split("、") if phrase.strip())


class WrongWord(Governed):
    """易错词：写成什么，应为什么。"""

    wrong = models.CharField("错写", max_length=60, unique=True)
    right = models.CharField("应为", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "易错词"
        ordering = ["wrong"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wrong=models.F("right")), name="wrong_word_differs_from_right"
            )
        ]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}"


class SensitiveWord(Governed):
    """敏感词：不宜出现的说法。"""

    word = models.CharField("敏感词", max_length=60, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "敏感词"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class LeaderQuerySet(models.QuerySet["Leader"]):
    """领导名录的集合。"""

    def on(self, day: date) -> LeaderQuerySet:
        """Who held which posts on this day."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))


class Leader(models.Model):
    """领导名录：谁、任什么职、排第几、任期。一人换职另写一行，旧的写上卸任日期。"""

    name = models.CharField("姓名", max_length=20)
    post = models.CharField("职务", max_length=100, help_text="几个职务用顿号隔开，如“市委常委、副市长”")
    order = models.PositiveSmallIntegerField("次序")
    since = models.DateField("任职日期")
    until = models.DateField("卸任日期", null=True, blank=True)
    changed_at = models.DateTimeField("改动时间", auto_now=True)

    objects = LeaderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "领导名录"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="leader_leaves_after_coming",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post}{self.name}"

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts one by one."""
        return tuple(post.strip() for post in self.post.replace("，", "、").split("、") if post.strip())


class OfficeNumber(models.Model):
    """公布的号码：本机关对外公布的手机、账号，检查时不算个人信息。"""

    number = models.CharField("号码", max_length=30, unique=True)
    use = models.CharField("用途", max_length=100, help_text="如“大厅值班手机”“非税收入账户”")
    since = models.DateField("启用日期")
    stopped_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公布的号码"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}（{self.use}）"


class LinkState(models.Model):
    """站外链接的状况：后台一条一条打开看，送审时只看这里记着的结果。"""

    url = models.CharField("网址", max_length=1000)
    digest = models.CharField("网址校验值", max_length=64, unique=True)
    seen_at = models.DateTimeField("最近出现")
    checked_at = models.DateTimeField("最近检查", null=True, db_index=True)
    status = models.PositiveSmallIntegerField("应答码", null=True)
    problem = models.CharField("问题", max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField("连续打不开次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "站外链接"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.url[:80]


class Recheck(models.Model):
    """一轮复查：把线上的稿件查一遍，分批做，断了接着做。"""

    REASONS = (("nightly", "夜间复查"), ("words", "词典改动"))

    reason = models.CharField("缘由", max_length=10, choices=REASONS)
    started_at = models.DateTimeField("开始")
    finished_at = models.DateTimeField("完成", null=True)
    cursor = models.PositiveBigIntegerField("查到", default=0)
    checked = models.PositiveIntegerField("已查篇数", default=0)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "复查"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.started_at:%Y-%m-%d}"


class RecheckHit(models.Model):
    """复查新查出的一条：上一次没有，这一次有。处理完写明结果。"""

    recheck = models.ForeignKey(Recheck, verbose_name="哪一轮", on_delete=models.CASCADE, related_name="hits")
    piece = models.ForeignKey(
        "publishing.Piece", verbose_name="稿件", on_delete=models.CASCADE, related_name="recheck_hits"
    )
    finding = models.JSONField("发现")
    level = models.CharField("级别", max_length=8, choices=WordLevel.choices)
    key = models.CharField("同一发现的校验值", max_length=64, db_index=True)
    settled_on = models.DateField("处理日期", null=True, blank=True)
    settled_by = models.ForeignKey(
        Staff, verbose_name="谁处理", null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField("处理结果", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "复查发现"
        ordering = ["level", "pk"]

    def __str__(self) -> str:
        return f"{self.piece_id} {self.key[:8]}"
