"""The tables of the index. All of it is derived and can be built again, except the counts of questions."""

from django.db import models

from mingtang.search.fields import SameId


class Entry(models.Model):
    """检索条目：一件可以被找到的东西，和它显示出来的样子。

    Texts ending in ``_fold`` are in the form of ``fold.fold``.
    """

    kind = models.CharField("类别", max_length=40)
    key = models.CharField("编号", max_length=200)
    title = models.TextField("标题")
    title_fold = models.TextField("标题的检索形式")
    number = models.TextField("文号、索引号", blank=True)
    number_fold = models.TextField("文号的检索形式", blank=True)
    url = models.TextField("地址", blank=True)
    channel = models.CharField("栏目", max_length=200, blank=True)
    channel_key = models.CharField("栏目编号", max_length=200, blank=True)
    section = models.CharField("科室", max_length=200, blank=True)
    on = models.DateField("日期", null=True, blank=True)
    valid = models.CharField("效力", max_length=40, blank=True)
    extra = models.JSONField("附带", default=dict, blank=True)
    long = models.BooleanField("长文", default=False)
    digest = models.CharField("内容的校验值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"
        constraints = (models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once"),)

    def __str__(self) -> str:
        return self.title


class Group(models.Model):
    """检索分组：类别、栏目、科室、年份、效力都相同的条目，供筛选和计数。"""

    kind = models.CharField("类别", max_length=40)
    channel_key = models.CharField("栏目编号", max_length=200, blank=True)
    channel = models.CharField("栏目", max_length=200, blank=True)
    section = models.CharField("科室", max_length=200, blank=True)
    valid = models.CharField("效力", max_length=40, blank=True)
    year = models.PositiveSmallIntegerField("年", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "检索分组"
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "channel_key", "channel", "section", "valid", "year"],
                name="search_group_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.year or ''}".strip()


class Slip(models.Model):
    """检索签：条目里筛选、计数和排序要用的部分，窄到几万行也读得快。

    `recent` is the day (its ordinal, 0 without one) above 40 bits that order equals the same on every database. On
    PostgreSQL the table has one column more, `grams` (see the migration).
    """

    entry = SameId(Entry, models.CASCADE, primary_key=True, related_name="slip")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+", db_index=False)
    recent = models.BigIntegerField("先后")
    weight = models.FloatField("权重", default=1.0)

    class Meta:
        verbose_name = verbose_name_plural = "检索签"

    def __str__(self) -> str:
        return f"{self.entry_id}"


class Head(models.Model):
    """正文开头的检索形式：核对和排序要读的部分。"""

    entry = SameId(Entry, models.CASCADE, primary_key=True, related_name="head")
    text = models.TextField("正文开头的检索形式", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "正文开头"

    def __str__(self) -> str:
        return self.text[:40]


class Body(models.Model):
    """正文：原文用于摘录；长文其余部分的检索形式用于核对。

    `rest` overlaps the head by the length of the longest word that can be asked for.
    """

    entry = SameId(Entry, models.CASCADE, primary_key=True, related_name="body")
    text = models.TextField("正文", blank=True)
    rest = models.TextField("其余正文的检索形式", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检索正文"

    def __str__(self) -> str:
        return self.text[:40]


class Asked(models.Model):
    """被查过的词：只记次数，不记何人、何时；满三次才记下词本身。"""

    mark = models.CharField("词的校验值", max_length=64, unique=True)
    text = models.CharField("词", max_length=40, blank=True)
    text_fold = models.CharField("词的检索形式", max_length=80, blank=True)
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "被查过的词"

    def __str__(self) -> str:
        return f"{self.text or '（不足三次）'}：{self.count}"
