"""稿件：一般文章、公文。凡对外发布的，都有来源、审核经过和索引号。"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet
from wagtail.url_routing import RouteResult

from mingtang.kit.db import writing
from mingtang.publishing.blocks import BODY
from mingtang.publishing.guard import Guard
from mingtang.publishing.models.media import File, Picture
from mingtang.publishing.models.places import Column
from mingtang.publishing.models.shelves import stands_in
from mingtang.publishing.signals import version_saved


class Stage(models.TextChoices):
    """稿件办到哪一步：由审核记录推出，存下来只为筛选。"""

    DRAFT = "draft", "拟稿"
    BLOCKED = "blocked", "机器检查未过"
    REVIEW = "review", "待分管领导审核"
    APPROVAL = "approval", "待主要领导审批"
    SCHEDULED = "scheduled", "定时发布"
    PUBLISHED = "published", "已发布"
    RETURNED = "returned", "退回修改"
    WITHDRAWN = "withdrawn", "已撤下"


class Disclosure(models.TextChoices):
    """公开属性。来源：条例第十三条。"""

    ACTIVE = "active", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    NONE = "none", "不予公开"


class PieceQuerySet(PageQuerySet):
    """稿件的集合。"""

    def on_show(self) -> PieceQuerySet:
        """What visitors can read, newest first."""
        return self.live().order_by("-first_published_at", "-id")

    def child_of_q(self, other: Page) -> Q:
        """Directly below a page, as ``models.shelves`` has an index for it."""
        return stands_in(other.path)

    def sibling_of_q(self, other: Page, inclusive: bool = True) -> Q:
        """In the same column as another page."""
        beside = stands_in(other.path[: -Page.steplen])
        return beside if inclusive else beside & ~Q(pk=other.pk)

    def descendant_of_q(self, other: Page, inclusive: bool = False) -> Q:
        """Below a page, at any depth: a range of paths, for which there is an index; for their beginning there is none."""
        first = other.path if inclusive else other.path + "0" * Page.steplen
        return Q(path__gte=first, path__lte=other.path + "Z" * Page.steplen)

    def in_column(self, column: Column) -> PieceQuerySet:
        """Everything below a column, its sub-columns included."""
        return self.descendant_of(column)


PieceManager = PageManager.from_queryset(PieceQuerySet)


class Piece(Guard, Page):
    """稿件：对外发布的一篇，不论体裁。

    What is stored in ``stage`` is derived from the acts of its review (``reviewing.ReviewAct``).
    """

    source = models.CharField(
        "来源", max_length=60, blank=True, help_text="不填就是本机关；转载的写原发布单位"
    )
    author = models.CharField("作者", max_length=40, blank=True)
    editor = models.CharField("责任编辑", max_length=20, blank=True)
    origin_url = models.URLField("转载链接", blank=True)
    summary = models.CharField("内容概述", max_length=300, blank=True)
    keywords = models.CharField("关键词", max_length=120, blank=True, help_text="用英文逗号隔开")
    body = StreamField(BODY, verbose_name="正文", blank=True)
    cover = models.ForeignKey(
        Picture, verbose_name="题图", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    index_number = models.CharField(
        "索引号", max_length=40, unique=True, null=True, blank=True, editable=False
    )
    disclosure = models.CharField(
        "公开属性", max_length=12, choices=Disclosure.choices, default=Disclosure.ACTIVE
    )
    ai_assisted = models.BooleanField("含人工智能生成内容", default=False, help_text="页面将按规定标明")
    to_wechat = models.BooleanField("同时发公众号", default=False)
    wechat_title = models.CharField(
        "公众号标题",
        max_length=64,
        blank=True,
        help_text="标题太长公众号放不下时，另写一个短的；不填就用标题",
    )
    stage = models.CharField(
        "办到", max_length=12, choices=Stage.choices, default=Stage.DRAFT, editable=False, db_index=True
    )
    live_digest = models.CharField("线上版本的校验值", max_length=64, blank=True, editable=False)
    imported_from = models.CharField("导入自", max_length=300, blank=True, editable=False)
    show_at = models.DateTimeField("定时发布", null=True, blank=True, editable=False, db_index=True)
    hide_at = models.DateTimeField("定时撤下", null=True, blank=True, editable=False, db_index=True)
    review_by = models.DateTimeField("补审期限", null=True, blank=True, editable=False, db_index=True)

    objects = PieceManager()

    is_creatable = False
    parent_page_types = ["publishing.Column"]
    subpage_types: ClassVar[list[str]] = []
    show_in_menus_default = False
    # Wagtail's own panel of the title keeps a slug in step with it; addresses here are given by rule.
    title_panels: ClassVar[list[Any]] = [
        FieldPanel(
            "title",
            classname="title",
            widget=forms.TextInput(attrs={"placeholder": "标题*"}),
            help_text="读者看到的标题，照公文原题或者用一句话说清是什么事",
        )
    ]
    common_panels: ClassVar[list[Any]] = [
        FieldPanel("body", help_text="从别处粘贴的文字会去掉格式；小标题用“标题”格式，不用加粗代替"),
        InlinePanel("attachments", label="附件", help_text="名称是读者看到的文件名，写明是什么"),
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in ("source", "author", "editor", "origin_url", "summary", "keywords", "cover")
            ],
            heading="来源和摘要",
            help_text="转载的写明原发布单位和链接；概述写一两句，列表和检索结果里显示",
        ),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("disclosure", "ai_assisted", "to_wechat", "wechat_title")],
            heading="发布",
            help_text="勾选“同时发公众号”的，须有题图或者正文图片作封面；批准发布以后自动发出",
        ),
        HelpPanel(template="publishing/editor/index_number.html", heading="索引号"),
    ]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = verbose_name_plural = "稿件"

    # What the acts keep about the piece as a whole: a stored version never brings back an older value.
    of_the_piece: ClassVar[tuple[str, ...]] = (
        *("stage", "live_digest", "index_number", "imported_from"),
        *("show_at", "hide_at", "review_by", "go_live_at", "expire_at"),
    )

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A piece that was taken down still answers at its address, to say so (410)."""
        if not path_components and self.stage == Stage.WITHDRAWN and not self.live:
            return RouteResult(self)
        found: RouteResult = super().route(request, path_components)
        return found

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page visitors see, and the preview of a draft."""
        from mingtang.publishing.views.public import show

        return show(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """A draft as visitors would see it."""
        request.is_preview = True  # type: ignore[attr-defined]
        return self.serve(request)

    @property
    def path_of(self) -> str:
        """Its address on this site, as templates link to it."""
        from mingtang.publishing.addresses import path_of

        return path_of(self)

    @property
    def column(self) -> Column:
        """The column it stands in."""
        return self.get_parent().specific

    def with_content_json(self, content: dict[str, Any]) -> Piece:
        """A stored version as an object; what belongs to the piece and not to a version is as it is now."""
        version: Piece = super().with_content_json(content)
        for name in self.of_the_piece:
            setattr(version, name, getattr(self, name))
        return version

    def save_revision(self, user: Any = None, **options: Any) -> Any:
        """Keep a new version; an approval of an older one is void with it (``signals.version_saved``)."""
        with writing():
            # The piece before its page, as every act takes them: else a change and an approval lock each other out.
            Piece.objects.select_for_update(of=("self",)).filter(pk=self.pk).values_list("pk").first()
            revision = super().save_revision(user=user, **options)
            version_saved.send(sender=Piece, piece=self, user=user)
        return revision


class Attachment(Orderable):
    """附件：文件名是人话，不是上传时的名字。"""

    piece = ParentalKey(Piece, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField("名称", max_length=120, help_text="如“第四批改革事项清单”，不要只写“附件1”")
    file = models.ForeignKey(File, verbose_name="文件", on_delete=models.PROTECT, related_name="+")

    panels = [FieldPanel("title"), FieldPanel("file")]

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = "附件"


class Validity(models.TextChoices):
    """效力状态。"""

    IN_FORCE = "in_force", "有效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "废止"
    EXPIRED = "expired", "失效"


GENRES = ("命令", "决定", "公告", "通告", "通知", "通报", "意见", "批复", "函", "纪要", "其他")


class Document(Piece):
    """公文：政策文件及其元数据。来源：国办公开办函〔2019〕61号，《政府信息公开目录系统实施指引》。"""

    number = models.CharField("文号", max_length=60, blank=True)
    issuers = models.CharField("发文机关", max_length=200, blank=True, help_text="联合发文的用顿号隔开")
    signed_on = models.DateField("成文日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    topic = models.CharField("主题分类", max_length=40, blank=True)
    genre = models.CharField("体裁", max_length=10, choices=[(g, g) for g in GENRES], default="通知")
    normative = models.BooleanField("行政规范性文件", default=False)
    validity = models.CharField(
        "效力状态", max_length=10, choices=Validity.choices, default=Validity.IN_FORCE
    )
    validity_note = models.CharField("效力说明", max_length=200, blank=True)
    repealed_by = models.ForeignKey(
        "self",
        verbose_name="由哪份文件废止或修改",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="repeals",
    )
    own_letterhead = models.BooleanField("本机关制发，显示红头", default=True)
    no_interpretation = models.CharField("不配解读的理由", max_length=200, blank=True)

    content_panels = [
        *Piece.title_panels,
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in (
                    "number",
                    "issuers",
                    "signed_on",
                    "effective_on",
                    "expires_on",
                    "topic",
                    "genre",
                    "normative",
                    "validity",
                    "validity_note",
                    "repealed_by",
                    "own_letterhead",
                    "no_interpretation",
                )
            ],
            heading="公文元数据",
            help_text="照公文原件填；文号的年份用六角括号〔〕",
        ),
        *Piece.common_panels,
    ]

    class Meta:
        verbose_name = verbose_name_plural = "公文"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(expires_on__gte=models.F("effective_on")),
                name="document_expires_after_effective",
            )
        ]

    def validity_on(self, day: date) -> Validity:
        """What holds on this day: a document whose last day has passed has expired, whatever was written down."""
        if (
            self.validity in (Validity.IN_FORCE, Validity.AMENDED)
            and self.expires_on
            and self.expires_on < day
        ):
            return Validity.EXPIRED
        return Validity(self.validity)


class Medium(models.TextChoices):
    """解读的形式。"""

    TEXT = "text", "文字"
    CHART = "chart", "图解"
    VIDEO = "video", "视频"
    BRIEFING = "briefing", "发布会"
    INTERVIEW = "interview", "访谈"
    EXPERT = "expert", "专家解读"
    QUESTIONS = "questions", "问答"


class Article(Piece):
    """文章：动态、公告、解读、固定内容。解读写明它解读的公文，链接只存一处，两页都显示。"""

    medium = models.CharField(
        "解读形式", max_length=12, choices=Medium.choices, blank=True, help_text="只有解读才填"
    )
    explains = ParentalManyToManyField(
        Document, verbose_name="解读的公文", blank=True, related_name="explained_by"
    )

    content_panels = [
        *Piece.title_panels,
        *Piece.common_panels,
        MultiFieldPanel(
            [FieldPanel("explains"), FieldPanel("medium")],
            heading="政策解读",
            help_text="只有解读才填：选定公文以后，两边的页面都显示对方的链接",
        ),
    ]

    class Meta:
        verbose_name = verbose_name_plural = "文章"
