"""登记簿：规章和规范性文件、处理决定、收费。年度报告表二的每个数字都从这里数出来。"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Cast, Round
from django.utils import timezone

from mingtang.kit.fields import EncryptedJSONField, EncryptedTextField
from mingtang.organs.models import Organ, Staff


class Kind(models.TextChoices):
    """登记簿的种类，依次是表二的六行。来源：国办公开办函〔2021〕30号。"""

    REGULATION = "regulation", "规章"
    NORMATIVE_DOCUMENT = "normative_document", "行政规范性文件"
    LICENCE = "licence", "行政许可"
    PENALTY = "penalty", "行政处罚"
    COERCION = "coercion", "行政强制"
    CHARGE = "charge", "行政事业性收费"


DOCUMENT_KINDS = (Kind.REGULATION, Kind.NORMATIVE_DOCUMENT)
DECISION_KINDS = (Kind.LICENCE, Kind.PENALTY, Kind.COERCION)


class ImportBatch(models.Model):
    """一次导入：哪个文件、谁导入的、加了几行、退回哪几行。

    A batch is previewed first; ``payload`` keeps the rows read until it is applied or discarded. Both JSON columns
    are encrypted, since rows name people.
    """

    class State(models.TextChoices):
        PREVIEWED = "previewed", "待确认"
        APPLIED = "applied", "已导入"
        DISCARDED = "discarded", "已放弃"

    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=20, choices=Kind.choices)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件校验值", max_length=64)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PREVIEWED)
    by = models.ForeignKey(
        Staff, verbose_name="经办人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    previewed_on = models.DateField("读入日期")
    applied_on = models.DateField("导入日期", null=True, blank=True)
    payload = EncryptedJSONField("读出的行", blank=True, default=list)
    rejected = EncryptedJSONField("退回的行", blank=True, default=list)
    added_count = models.PositiveIntegerField("新增", default=0)
    unchanged_count = models.PositiveIntegerField("已有", default=0)
    corrected_count = models.PositiveIntegerField("更正", default=0)
    differing_count = models.PositiveIntegerField("不同而未改", default=0)
    rejected_count = models.PositiveIntegerField("退回", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="applied", applied_on__isnull=False)
                | (~Q(state="applied") & Q(applied_on__isnull=True)),
                name="import_applied_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file_name}"


class EntryQuerySet(models.QuerySet[Any]):
    """登记簿条目的集合。"""

    def of(self, organ: Organ | Iterable[Organ]) -> Any:
        """The entries of one organ, or of several."""
        return self.filter(organ=organ) if isinstance(organ, Organ) else self.filter(organ__in=organ)

    def standing(self) -> Any:
        """Entries that were not annulled as recorded by mistake; only these count."""
        return self.filter(annulled_on__isnull=True)

    def of_kind(self, kind: str) -> Any:
        """The entries of one kind."""
        return self.filter(kind=kind)


class Entry(models.Model):
    """登记簿的一条：属于哪个机关、从哪里来、是否因误录撤销。"""

    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="%(class)ss")
    note = models.CharField("备注", max_length=200, blank=True)
    demo = models.BooleanField("演示数据", default=False)
    batch = models.ForeignKey(
        ImportBatch, verbose_name="导入", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    line = models.PositiveIntegerField("文件中的行", null=True, blank=True)
    recorded_by = models.ForeignKey(
        Staff, verbose_name="登记人", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now, editable=False)
    annulled_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        abstract = True


class DocumentQuerySet(EntryQuerySet):
    """规章、规范性文件的集合；数的是没有撤销的条目。"""

    def issued_in(self, year: int) -> DocumentQuerySet:
        """Documents whose day of issue falls in the year (本年制发)."""
        return self.standing().filter(issued_on__year=year)

    def repealed_in(self, year: int) -> DocumentQuerySet:
        """Documents whose repeal takes effect in the year (本年废止). Expiry by its own term is not repeal."""
        return self.standing().filter(repealed_on__year=year)

    def in_force_on(self, day: date) -> DocumentQuerySet:
        """Documents in force on the day (现行有效). An amended document is in force in its amended form."""
        return self.standing().filter(
            Q(repealed_on__isnull=True) | Q(repealed_on__gt=day),
            Q(expires_on__isnull=True) | Q(expires_on__gte=day),
            in_force_on__lte=day,
        )


class NormativeDocument(Entry):
    """规章或行政规范性文件。来源：《政府信息公开条例》第二十条第（一）项。

    ``repealed_on`` is the first day without force, ``expires_on`` the last day in force.
    """

    kind = models.CharField(
        "类别", max_length=20, choices=[(kind.value, kind.label) for kind in DOCUMENT_KINDS]
    )
    title = models.CharField("标题", max_length=200)
    number = models.CharField("文号", max_length=80)
    issued_on = models.DateField("制发日期")
    in_force_on = models.DateField("施行日期")
    amended_on = models.DateField("修改日期", null=True, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True, help_text="从这一天起不再有效")
    expires_on = models.DateField("有效期至", null=True, blank=True, help_text="最后有效的一天")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "规章、行政规范性文件"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="document_number_once_per_organ"),
            models.CheckConstraint(condition=Q(kind__in=[*DOCUMENT_KINDS]), name="document_kind"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(number=""), name="document_is_named"),
            models.CheckConstraint(
                condition=Q(repealed_on__isnull=True) | Q(repealed_on__gte=F("issued_on")),
                name="document_repealed_after_issue",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("in_force_on")),
                name="document_expires_after_start",
            ),
            models.CheckConstraint(
                condition=Q(amended_on__isnull=True) | Q(amended_on__gte=F("issued_on")),
                name="document_amended_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}）"

    def validity(self, day: date) -> str:
        """The word for the document's force on the day: 尚未施行, 有效, 已修改, 已废止 or 失效."""
        if self.repealed_on and self.repealed_on <= day:
            return "已废止"
        if self.expires_on and self.expires_on < day:
            return "失效"
        if self.in_force_on > day:
            return "尚未施行"
        return "已修改" if self.amended_on and self.amended_on <= day else "有效"


class DecisionQuerySet(EntryQuerySet):
    """处理决定的集合。"""

    def decided_in(self, year: int) -> DecisionQuerySet:
        """Decisions made in the year (本年处理决定数量)."""
        return self.standing().filter(decided_on__year=year)


class SubjectKind(models.TextChoices):
    """相对人类型：自然人的姓名只显示掩码。"""

    PERSON = "person", "自然人"
    ORGANISATION = "organisation", "法人或者其他组织"


class AdministrativeDecision(Entry):
    """行政许可、行政处罚、行政强制决定。来源：《政府信息公开条例》第二十条第（五）、（六）项。

    The subject's name is encrypted; ``subject_shown`` is what lists and exports show (a person's name masked).
    """

    kind = models.CharField(
        "种类", max_length=20, choices=[(kind.value, kind.label) for kind in DECISION_KINDS]
    )
    number = models.CharField("决定文号", max_length=80)
    subject = EncryptedTextField("相对人", blank=True)
    subject_kind = models.CharField(
        "相对人类型", max_length=16, choices=SubjectKind.choices, default=SubjectKind.ORGANISATION
    )
    subject_shown = models.CharField("相对人（显示）", max_length=120, blank=True)
    matter = models.CharField("事项", max_length=200)
    decided_on = models.DateField("决定日期")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "处理决定"
        ordering = ["-decided_on", "-id"]
        indexes = [models.Index(fields=["organ", "kind", "decided_on"], name="decision_by_year")]
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "number"], name="decision_number_once_per_kind"),
            models.CheckConstraint(condition=Q(kind__in=[*DECISION_KINDS]), name="decision_kind"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(matter=""), name="decision_is_named"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.matter}"


class ChargeQuerySet(EntryQuerySet):
    """收费的集合。"""

    def charged_in(self, year: int) -> ChargeQuerySet:
        """Charges taken in the year (本年收费金额)."""
        return self.standing().filter(charged_on__year=year)

    def total(self) -> Decimal:
        """The sum in 元, exact to the 分; 0 without rows. Added as whole 分, since SQLite adds decimals as floats."""
        return Decimal(self.aggregate(total=Sum(self._cents))["total"] or 0) / 100

    def totals(self) -> dict[int, Decimal]:
        """The same for each organ that has rows, by its key."""
        found = self.order_by().values_list("organ_id").annotate(total=Sum(self._cents))
        return {organ: Decimal(total) / 100 for organ, total in found}

    @property
    def _cents(self) -> Cast:
        return Cast(Round(F("amount") * 100), models.BigIntegerField())


class Charge(Entry):
    """行政事业性收费的一笔。来源：《政府信息公开条例》第二十条第（八）项。"""

    item = models.CharField("收费项目", max_length=120)
    basis = models.CharField("收费依据", max_length=200, blank=True)
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    charged_on = models.DateField("收费日期")
    receipt_number = models.CharField("票据号", max_length=60)

    objects = ChargeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政事业性收费"
        ordering = ["-charged_on", "-id"]
        indexes = [models.Index(fields=["organ", "charged_on"], name="charge_by_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "receipt_number", "item"], name="charge_item_once_per_receipt"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="charge_is_not_negative"),
            models.CheckConstraint(condition=~Q(item="") & ~Q(receipt_number=""), name="charge_is_named"),
        ]

    @property
    def kind(self) -> str:
        """The kind of register this entry belongs to."""
        return Kind.CHARGE.value

    @property
    def amount_shown(self) -> str:
        """The amount with separators and unit: 1,200.00 元."""
        return f"{self.amount:,.2f} 元"

    def __str__(self) -> str:
        return f"{self.receipt_number} {self.item}"


AnyEntry = NormativeDocument | AdministrativeDecision | Charge
