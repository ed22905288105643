"""统计数字：每天一行，重取覆盖，不重复。微信只提供数字，不提供谁读了。"""

from __future__ import annotations

from django.db import models

from mingtang.wechat.models.account import Account
from mingtang.wechat.models.publication import Publication


class Figures(models.Model):
    """内容数据的一组数字；微信另外给出的项目原样留在 raw。"""

    readers = models.PositiveIntegerField("阅读人数", default=0)
    sharers = models.PositiveIntegerField("分享人数", default=0)
    likes = models.PositiveIntegerField("点赞人数", default=0)
    recommends = models.PositiveIntegerField("推荐人数", default=0)
    comments = models.PositiveIntegerField("留言条数", default=0)
    collectors = models.PositiveIntegerField("收藏人数", default=0)
    raw = models.JSONField("原样", default=dict, blank=True)

    class Meta:
        abstract = True


class FetchedDay(models.Model):
    """某一天的统计取到没有：缺哪几项、微信说数据迟没迟。"""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="fetched_days")
    day = models.DateField("日期")
    missing = models.JSONField("没有取到的项目", default=list, blank=True)
    delayed = models.BooleanField("数据有延迟", default=False)
    fetched_at = models.DateTimeField("取数时间")

    class Meta:
        verbose_name = verbose_name_plural = "取数记录"
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="wechat_fetched_once")]

    def __str__(self) -> str:
        return f"{self.day}"

    @property
    def complete(self) -> bool:
        return not self.missing and not self.delayed


class UserDay(models.Model):
    """某一天的用户：新关注、取消关注、累计。"""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="user_days")
    day = models.DateField("日期")
    gained = models.PositiveIntegerField("新关注", default=0)
    lost = models.PositiveIntegerField("取消关注", default=0)
    total = models.PositiveIntegerField("累计关注", null=True, blank=True)
    by_source = models.JSONField("按来源", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "用户数据"
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="wechat_user_day_once")]

    def __str__(self) -> str:
        return f"{self.day}"


class AccountDay(Figures):
    """某一天全部内容合计。"""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="account_days")
    day = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "账号数据"
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="wechat_account_day_once")]

    def __str__(self) -> str:
        return f"{self.day}"


class ArticleDay(Figures):
    """某一天一篇文章的数字；``msgid`` 是消息数据编号加次序，如 2247490098_1。"""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="article_days")
    publication = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.SET_NULL, related_name="article_days"
    )
    day = models.DateField("日期")
    msgid = models.CharField("文章", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "文章数据"
        ordering = ["-day", "msgid"]
        constraints = [
            models.UniqueConstraint(fields=["account", "day", "msgid"], name="wechat_article_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.msgid}"


class ArticleTotal(Figures):
    """一篇文章从发表日到统计日（最多30天）的合计。"""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="article_totals")
    publication = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.SET_NULL, related_name="article_totals"
    )
    msgid = models.CharField("文章", max_length=80)
    title = models.CharField("标题", max_length=200, blank=True)
    published_on = models.DateField("发表日期")
    notified = models.BooleanField("已通知关注的人", default=False)
    until = models.DateField("统计到")

    class Meta:
        verbose_name = verbose_name_plural = "文章合计"
        ordering = ["-published_on", "msgid"]
        constraints = [models.UniqueConstraint(fields=["account", "msgid"], name="wechat_article_total_once")]

    def __str__(self) -> str:
        return self.msgid
