"""栏目树：首页之下是栏目，栏目之下是栏目或稿件。"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, PageQuerySet

from mingtang.organs.models import Section
from mingtang.publishing.guard import Guard


class ColumnKind(models.TextChoices):
    """栏目做什么用：决定页面的样子和能放什么稿件。"""

    NEWS = "news", "动态"
    NOTICES = "notices", "通知公告"
    DOCUMENTS = "documents", "政策文件"
    INTERPRETATIONS = "interpretations", "政策解读"
    CONSULTATIONS = "consultations", "意见征集"
    STATIC = "static", "固定内容"
    CATALOGUE = "catalogue", "法定主动公开内容"
    REPORTS = "reports", "政府信息公开年报"
    REQUESTS = "requests", "依申请公开"
    TOPIC = "topic", "专题"
    DATA = "data", "数据发布"
    GROUP = "group", "栏目组"


class ColumnType(models.TextChoices):
    """栏目类别：ColumnType 标签的值，来自国办发〔2017〕47号附件《网页标签规范》，可以续加。"""

    OVERVIEW = "概况信息", "概况信息"
    FUNCTIONS = "机构职能", "机构职能"
    LEADERS = "负责人信息", "负责人信息"
    NEWS = "工作动态", "工作动态"
    DOCUMENTS = "政策文件", "政策文件"
    GUIDE = "信息公开指南", "信息公开指南"
    CATALOGUE = "信息公开目录", "信息公开目录"
    REPORTS = "信息公开年报", "信息公开年报"
    REQUESTS = "依申请公开", "依申请公开"
    DATA = "数据发布", "数据发布"
    OPEN_DATA = "数据开放", "数据开放"
    INTERPRETATIONS = "政策解读", "政策解读"
    CONCERNS = "回应关切", "回应关切"
    SERVICES = "办事服务", "办事服务"
    COMPLAINTS = "咨询投诉", "咨询投诉"
    SURVEYS = "征集调查", "征集调查"
    INTERVIEWS = "在线访谈", "在线访谈"


class Home(Guard, Page):
    """首页：栏目树的根。"""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["publishing.Column"]

    class Meta:
        verbose_name = verbose_name_plural = "首页"


class ColumnQuerySet(PageQuerySet):
    """栏目的集合。"""

    def listed(self) -> ColumnQuerySet:
        """Columns that visitors see in navigation and site map."""
        return self.filter(live=True, listed=True)

    def due_for_update(self) -> ColumnQuerySet:
        """Columns with a rule of freshness that are still kept."""
        return self.listed().filter(fresh_days__isnull=False, archived_on__isnull=True)


class Column(Guard, Page):
    """栏目：谁负责、放什么、多久更新一次、依据条例哪一条。

    The same row is a line of 主动公开基本目录 (国办公开办函〔2019〕61号): content, form, time limit, section, basis.
    """

    kind = models.CharField("用途", max_length=20, choices=ColumnKind.choices, default=ColumnKind.NEWS)
    column_type = models.CharField(
        "栏目类别（ColumnType）",
        max_length=20,
        default=ColumnType.NEWS,
        help_text="网页标签规范列出的名称，也可以续加",
    )
    description = models.CharField(
        "栏目描述", max_length=200, help_text="一句话说清栏目放什么，写入 ColumnDescription"
    )
    keywords = models.CharField("栏目关键词", max_length=120, help_text="用英文逗号隔开，写入 ColumnKeywords")
    section = models.ForeignKey(
        Section,
        verbose_name="责任科室",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="不填就是上级栏目的责任科室",
    )
    fresh_days = models.PositiveSmallIntegerField(
        "更新周期（天）",
        null=True,
        blank=True,
        help_text="动态类14天、通知公告和政策文件183天（国办秘函〔2019〕19号）；固定内容不填",
    )
    item = models.CharField(
        "条例第二十条第几项", max_length=20, blank=True, help_text="如“五”；不属于法定主动公开内容的不填"
    )
    basis = models.CharField("公开依据", max_length=200, blank=True)
    time_limit = models.CharField("公开时限", max_length=80, blank=True)
    form = models.CharField("公开形式", max_length=80, blank=True, default="网站")
    audience = models.CharField("公开对象", max_length=40, blank=True, default="社会公众")
    listed = models.BooleanField("显示在导航和站点地图", default=True)
    numbered = models.BooleanField("稿件编索引号", default=False)
    target = models.CharField(
        "指向本站另一页", max_length=120, blank=True, help_text="由另一处提供内容的栏目，如依申请公开、年报"
    )
    statement = models.TextField("情况说明", blank=True, help_text="按规定应有而本机关没有内容的，写明情况")
    archived_on = models.DateField("归档日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name="归档以后看哪个栏目",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = PageManager.from_queryset(ColumnQuerySet)()

    is_creatable = False  # the editor offers none: columns are made by the acts of ``actions/columns.py``
    parent_page_types = ["publishing.Home", "publishing.Column"]
    subpage_types = [
        "publishing.Column",
        "publishing.Article",
        "publishing.Document",
        "publishing.Consultation",
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("description"),
        FieldPanel("keywords"),
        FieldPanel("column_type"),
        MultiFieldPanel(
            [FieldPanel("section"), FieldPanel("fresh_days"), FieldPanel("listed"), FieldPanel("numbered")],
            heading="负责与更新",
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("item", "basis", "time_limit", "form", "audience", "statement", "archived_on")
            ],
            heading="主动公开基本目录",
        ),
    ]
    promote_panels = [FieldPanel("slug")]
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        constraints = [
            models.CheckConstraint(
                condition=Q(fresh_days__isnull=True) | Q(fresh_days__gt=0), name="column_fresh_days_positive"
            )
        ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page visitors see."""
        from mingtang.publishing.views.public import show

        return show(request, self)
