"""案件：一件申请。事实在行为里，这里只有不变的申请内容和由行为算出的列。"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from mingtang.disclosure.models.applicant import Applicant, ApplicantKind
from mingtang.kit.fields import EncryptedTextField
from mingtang.law.annual_report.form import FORM_2021
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.models import Organ, Section, Staff


class CaseKind(models.TextChoices):
    """案件种类。只有公开申请进入年度报告表三。"""

    REQUEST = "request", "公开申请"
    CORRECTION = "correction", "更正申请（条例第四十一条）"
    SUGGESTION = "suggestion", "主动公开建议（条例第四十四条）"


class Channel(models.TextChoices):
    """提交渠道：决定收到日期怎样认定（条例第三十一条）。"""

    COUNTER = "counter", "当面提交"
    REGISTERED_MAIL = "registered_mail", "邮寄（签收）"
    ORDINARY_MAIL = "ordinary_mail", "平常信函"
    FAX = "fax", "传真"
    WEB = "web", "互联网"
    ORAL = "oral", "口头（代填）"


class WantedForm(models.TextChoices):
    """获取信息的方式（条例第二十九条第二款第三项、第四十条）。"""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子文件"
    INSPECT = "inspect", "查阅、抄录"


class WantedDelivery(models.TextChoices):
    """获取信息的途径。"""

    POST = "post", "邮寄"
    COUNTER = "counter", "自行领取"
    ONLINE = "online", "网上查询下载"
    EMAIL = "email", "电子邮件"


class Stage(models.TextChoices):
    """办理阶段：由行为算出，只用于筛选。"""

    FILED = "filed", "待确认收到"
    RECEIVED = "received", "待登记"
    EXAMINING = "examining", "审查分办"
    WAITING_APPLICANT = "waiting_applicant", "等申请人"
    CONSULTING = "consulting", "征求意见"
    HANDLING = "handling", "科室办理"
    DRAFTING = "drafting", "拟答复"
    REVIEWING = "reviewing", "审核审签"
    SENDING = "sending", "待送出"
    REPLIED = "replied", "已答复"
    CLOSED = "closed", "已办结"
    ARCHIVED = "archived", "已归档"


# Results of 更正申请 and 主动公开建议; they are outside table three.
OTHER_OUTCOMES = {
    "corrected": "予以更正",
    "correction_refused": "不予更正",
    "correction_transferred": "转送有权机关",
    "publication_adopted": "采纳，主动公开",
    "publication_refused": "不采纳",
}
RESULT_ROWS = FORM_2021.results  # from 予以公开 to （六）3.其他


class CaseQuerySet(models.QuerySet["Case"]):
    """案件的集合；方法读起来像问题。"""

    def requests(self) -> Self:
        """Requests for information, the only kind that table three counts."""
        return self.filter(kind=CaseKind.REQUEST)

    def open(self) -> Self:
        """Cases without a result."""
        return self.filter(result_on__isnull=True)

    def received_in(self, year: int) -> Self:
        """Requests whose day of receipt (条例 art. 31) falls in ``year``."""
        return self.requests().filter(received_on__range=(date(year, 1, 1), date(year, 12, 31)))

    def carried_into(self, year: int) -> Self:
        """Requests received before ``year`` and still without a result on 1 January."""
        return (
            self.requests()
            .filter(received_on__lt=date(year, 1, 1))
            .filter(Q(result_on__isnull=True) | Q(result_on__gte=date(year, 1, 1)))
        )

    def decided_in(self, year: int, row: str | None = None) -> Self:
        """Requests whose result was made in ``year``, all or of one row of table three."""
        found = self.requests().filter(result_on__range=(date(year, 1, 1), date(year, 12, 31)))
        return found if row is None else found.filter(result_row=row)

    def carried_out_of(self, year: int) -> Self:
        """Requests received by 31 December of ``year`` and without a result on that day."""
        return self.carried_into(year + 1)

    def of(self, kind: str) -> Self:
        """Cases of one kind of applicant."""
        return self.filter(applicant_kind=kind)

    def due_by(self, day: date) -> Self:
        """Open cases whose reply is due on or before ``day``."""
        return self.open().filter(due_on__lte=day)


class Case(models.Model):
    """案件：申请的内容和登记编号；阶段、到期日、结果都由行为算出（见 ``derive``）。"""

    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="cases")
    kind = models.CharField("种类", max_length=12, choices=CaseKind.choices, default=CaseKind.REQUEST)
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    number = models.CharField("登记编号", max_length=40)
    query_code = EncryptedTextField("查询码", blank=True, editable=False)
    form_token = models.CharField(max_length=64, null=True, unique=True, editable=False)  # one form, one case
    applicant = models.OneToOneField(
        Applicant, verbose_name="申请人", on_delete=models.PROTECT, related_name="case"
    )
    channel = models.CharField("渠道", max_length=16, choices=Channel.choices)
    submitted_on = models.DateField("提交日期")
    title = models.CharField("事项", max_length=120)
    description = models.TextField("所需信息")
    document_number = models.CharField("文号", max_length=60, blank=True)
    wanted_form = models.CharField("方式", max_length=12, choices=WantedForm.choices, blank=True)
    wanted_delivery = models.CharField("途径", max_length=12, choices=WantedDelivery.choices, blank=True)
    repeat_of = models.ForeignKey(
        "self", verbose_name="重复于", null=True, blank=True, on_delete=models.PROTECT, related_name="repeats"
    )
    demo = models.BooleanField("演示数据", default=False)

    # Derived from the acts by ``derive.refresh``; stored only to filter and count. Never edited.
    stage = models.CharField(
        "阶段", max_length=20, choices=Stage.choices, default=Stage.FILED, editable=False
    )
    applicant_kind = models.CharField(max_length=16, choices=ApplicantKind.choices, editable=False)
    received_on = models.DateField("收到日期", null=True, editable=False)
    clock_state = models.CharField(max_length=12, default="", editable=False)
    due_on = models.DateField("答复期限", null=True, editable=False)
    provisional = models.BooleanField("暂定", default=False, editable=False)
    waiting_until = models.DateField("等待至", null=True, editable=False)
    outcome = models.CharField("处理结果", max_length=32, blank=True, default="", editable=False)
    result_row = models.CharField(max_length=12, blank=True, default="", editable=False)
    result_on = models.DateField("结果日期", null=True, editable=False)
    replied_on = models.DateField("答复送出或签收", null=True, editable=False)
    in_time = models.BooleanField("按期", null=True, editable=False)
    section = models.ForeignKey(
        Section,
        verbose_name="承办科室",
        null=True,
        on_delete=models.PROTECT,
        related_name="cases",
        editable=False,
        db_index=False,  # ``case_section_stage`` begins with it
    )
    # Sections beside the one in charge that have the case; they see it too.
    other_sections = models.ManyToManyField(
        Section, verbose_name="另有的承办科室", related_name="+", editable=False
    )
    holder = models.CharField("轮到", max_length=16, default="", editable=False)
    holder_name = models.CharField(max_length=60, default="", editable=False)
    holder_what = models.CharField(max_length=80, default="", editable=False)
    holder_since = models.DateField(null=True, editable=False)
    calendar_version = models.CharField(max_length=64, default="", editable=False)
    act_count = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案件"
        ordering = ["-year", "-serial"]
        indexes = [
            # One covering index answers every cell of table three without touching the table.
            models.Index(
                fields=["organ", "kind", "applicant_kind", "received_on", "result_on", "result_row"],
                name="case_table3",
            ),
            # Finished cases are walked by due day: stage, holder and section are here so that others are passed over unread.
            models.Index(fields=["organ", "due_on", "stage", "holder", "section"], name="case_due_walk"),
            # Few cases of many are open. They are counted and sorted out of this index alone, whoever asks and whatever the
            # filter: without the last columns SQLite reads the whole table as soon as one of them is asked for.
            models.Index(
                fields=["organ", "stage", "due_on", "holder", "section", "channel", "applicant_kind", "year"],
                name="case_stage_wide",
            ),
            # Beside this one the foreign key needs no index of its own, which SQLite would take and then read the table.
            models.Index(fields=["section", "organ", "stage", "due_on"], name="case_section_stage"),
            models.Index(fields=["organ", "holder", "due_on"], name="case_holder"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "year", "serial"], name="case_serial_once"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=sorted({*OUTCOMES, *OTHER_OUTCOMES})),
                name="case_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(result_row="") | Q(result_row__in=RESULT_ROWS), name="case_row_is_a_result_row"
            ),
            models.CheckConstraint(
                condition=Q(result_on__isnull=True, outcome="", result_row="")
                | (Q(result_on__isnull=False, kind="request") & ~Q(outcome="") & ~Q(result_row=""))
                | (Q(result_on__isnull=False, result_row="") & ~Q(kind="request") & ~Q(outcome="")),
                name="case_result_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(result_on__isnull=True)
                | Q(received_on__isnull=False, result_on__gte=F("received_on")),
                name="case_result_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(received_on__isnull=False), name="case_due_needs_receipt"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["closed", "archived", "replied", "sending"])
                | Q(result_on__isnull=False),
                name="case_closed_has_result",
            ),
            models.CheckConstraint(condition=~Q(repeat_of=F("id")), name="case_is_not_its_own_repeat"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def receipt_number(self) -> str:
        """The number the applicant types, e.g. ``2022-0009``."""
        return f"{self.year}-{self.serial:04d}"

    @property
    def short_number(self) -> str:
        """The number without the organ, e.g. ``〔2022〕9号``."""
        return f"〔{self.year}〕{self.serial}号"


Holder = Staff | Section | None
