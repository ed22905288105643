"""三审：每一步有人、有时、有意见、有版本。工作流的三个环节，审核记录，机器检查的结果，代审。"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F, Q
from wagtail.models import Task, TaskState, WorkflowState

from mingtang.organs.models import Section, Staff

if TYPE_CHECKING:
    from mingtang.publishing.models.pieces import Piece


class ReviewAct(models.Model):
    """审核记录：只增不改。一件一条，写明谁、何时、什么意见、看的是哪一版。"""

    KINDS = (
        ("submitted", "送审"),
        ("checked", "机器检查"),
        ("overridden", "写明理由放行"),
        ("passed", "分管领导审核通过"),
        ("returned", "退回修改"),
        ("approved", "主要领导批准"),
        ("recalled", "撤回送审"),
        ("scheduled", "定时发布"),
        ("published", "发布"),
        ("urgent", "紧急发布"),
        ("reviewed_after", "发布后补审"),
        ("removal_asked", "申请撤下"),
        ("removal_refused", "不同意撤下"),
        ("withdrawn", "撤下"),
        ("restored", "恢复"),
        ("moved", "调整栏目"),
        ("voided", "改动后原审核作废"),
        ("revised", "改稿"),
        ("removal_planned", "定时撤下"),
        ("plan_dropped", "取消定时撤下"),
        ("repealed", "标明效力"),
        ("result_shown", "公布采纳情况"),
        ("imported", "导入"),
        ("copy_sent", "发公众号"),
        ("copy_retried", "重发公众号"),
        ("copy_dropped", "不发公众号了"),
        ("copy_withdrawn", "撤下公众号文章"),
        ("copy_replaced", "公众号换成新的一版"),
    )

    piece = models.ForeignKey(
        "publishing.Piece", verbose_name="稿件", on_delete=models.PROTECT, related_name="acts"
    )
    kind = models.CharField("行为", max_length=16, choices=KINDS)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(Staff, verbose_name="谁", null=True, on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(
        Staff, verbose_name="代谁", null=True, on_delete=models.PROTECT, related_name="+"
    )
    revision_id = models.PositiveBigIntegerField("版本", null=True)
    digest = models.CharField("版本校验值", max_length=64, blank=True)
    opinion = models.TextField("意见", blank=True)
    data = models.JSONField("其他", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审核记录"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"


class CheckRun(models.Model):
    """一次机器检查：查的是哪一版，查出什么。"""

    piece = models.ForeignKey(
        "publishing.Piece", verbose_name="稿件", on_delete=models.CASCADE, related_name="checks"
    )
    digest = models.CharField("版本校验值", max_length=64)
    at = models.DateTimeField("时间")
    findings = models.JSONField("发现", default=list)
    verdict = models.CharField(
        "结论", max_length=8, choices=[("pass", "通过"), ("warn", "提示"), ("block", "阻断")]
    )
    nightly = models.BooleanField("夜间复查", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "机器检查"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_verdict_display()}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """代审的集合。"""

    def in_force(self, day: date) -> DelegationQuerySet:
        """Those that hold on this day."""
        return self.filter(since__lte=day, until__gte=day, ended_on__isnull=True)


class Delegation(models.Model):
    """代审：领导外出时由谁代为审核，起止写明。"""

    of = models.ForeignKey(Staff, verbose_name="谁外出", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Staff, verbose_name="由谁代审", on_delete=models.PROTECT, related_name="+")
    since = models.DateField("自")
    until = models.DateField("至")
    reason = models.CharField("事由", max_length=100)
    ended_on = models.DateField("提前结束于", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代审"
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="delegation_ends_after_start"),
            models.CheckConstraint(condition=~Q(of=F("to")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.since}至{self.until}"


class InCharge(models.Model):
    """分管：哪个科室的稿件由哪位领导审。没有写的科室，任何一位分管领导都可以审。"""

    section = models.OneToOneField(
        Section, verbose_name="科室", on_delete=models.PROTECT, related_name="in_charge"
    )
    leader = models.ForeignKey(Staff, verbose_name="分管领导", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "分管"

    def __str__(self) -> str:
        return f"{self.section}：{self.leader}"


class Step(Task):
    """工作流的一个环节；只由本室的行为推动，编辑器里的按钮推不动。"""

    class Meta:
        abstract = True

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Begin at the first step this version has not passed: a version sent back starts from the front."""
        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def locked_for_user(self, obj: Piece, user: Any) -> bool:
        """Nobody changes a text that is being reviewed: it is sent back or recalled first."""
        return True

    def get_actions(self, obj: Piece, user: Any) -> list[Any]:
        """None in the editor: opinions are given on the page of the review."""
        return []

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Refused: only the acts of this room move a review."""
        raise PermissionDenied("审核在“稿件三审”里办理。")


class MachineCheck(Step):
    """机器检查。"""

    class Meta:
        verbose_name = "机器检查"


class LeaderReview(Step):
    """分管领导审核。"""

    class Meta:
        verbose_name = "分管领导审核"


class HeadApproval(Step):
    """主要领导审批。"""

    class Meta:
        verbose_name = "主要领导审批"
