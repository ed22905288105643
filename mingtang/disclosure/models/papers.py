"""文书和附件。签发后的文书不再变动，重印得到同样的字节。"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingtang.disclosure.models.act import Act
from mingtang.disclosure.models.case import Case
from mingtang.kit.models import StoredFile
from mingtang.organs.models import Organ, Staff


class LetterState(models.TextChoices):
    """文书状态。"""

    DRAFT = "draft", "拟稿"
    ISSUED = "issued", "已签发"
    DROPPED = "dropped", "已弃稿"


class Letter(models.Model):
    """文书：拟稿可改；签发时取号并冻结正文、PDF、DOCX。"""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="letters")
    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="letters")
    code = models.CharField("文书种类", max_length=4)
    title = models.CharField("名称", max_length=80)
    state = models.CharField("状态", max_length=8, choices=LetterState.choices, default=LetterState.DRAFT)
    outcome = models.CharField("处理结果", max_length=32, blank=True)
    ref = models.CharField("征求意见编号", max_length=20, blank=True)
    fields = models.JSONField("填写内容", default=dict)
    version = models.PositiveSmallIntegerField("稿次", default=1)
    dated_on = models.DateField("成文日期", null=True)
    drafted_by = models.ForeignKey(
        Staff, verbose_name="拟稿人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    series = models.CharField("字号", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True)
    serial = models.PositiveIntegerField("序号", null=True)
    number = models.CharField("文号", max_length=40, blank=True)
    body = models.JSONField("冻结的正文", null=True)
    pdf = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    states_due = models.DateField("写明的答复期限", null=True)
    despite = models.TextField("对核对提醒的说明", blank=True, default="")
    issued_by = models.ForeignKey(
        Staff, verbose_name="签发人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField("签发时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "series", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="letter_number_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="issued",
                    serial__isnull=False,
                    pdf__isnull=False,
                    docx__isnull=False,
                    dated_on__isnull=False,
                    body__isnull=False,
                    issued_at__isnull=False,
                )
                | (~Q(state="issued") & Q(serial__isnull=True, pdf__isnull=True, docx__isnull=True)),
                name="letter_issued_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def issued(self) -> bool:
        """Whether the letter is frozen."""
        return self.state == LetterState.ISSUED


class AttachmentRole(models.TextChoices):
    """附件的用途：决定谁能下载。"""

    APPLICATION = "application", "申请材料"
    IDENTITY = "identity", "身份证明"
    SUPPLEMENT = "supplement", "补正材料"
    EVIDENCE = "evidence", "办理材料"
    DISCLOSED = "disclosed", "公开的信息"
    WITHDRAWAL = "withdrawal", "撤回书面材料"
    DELIVERY = "delivery", "送达凭证"
    REMEDY = "remedy", "复议、诉讼材料"


class Attachment(models.Model):
    """附件：案卷里的文件。"""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="attachments")
    letter = models.ForeignKey(
        Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    file = models.ForeignKey(StoredFile, verbose_name="文件", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("用途", max_length=12, choices=AttachmentRole.choices)
    label = models.CharField("名称", max_length=120)
    pages = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    added_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    taken_back = models.ForeignKey(
        Act, verbose_name="撤下", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "file", "role"],
                condition=Q(taken_back__isnull=True),
                name="attachment_once_per_role",
            )
        ]

    def __str__(self) -> str:
        return self.label
