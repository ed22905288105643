"""提醒：一案一钟一档只有一次，停机后补发，不重复。"""

from django.db import models

from mingtang.disclosure.models.case import Case
from mingtang.organs.models import Section


class Reminder(models.Model):
    """提醒：``threshold`` 是剩余工作日数（0 为当日，-1 为逾期）。"""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.CASCADE, related_name="reminders")
    clock = models.CharField("时钟", max_length=32)
    threshold = models.SmallIntegerField("档")
    due_on = models.DateField("到期日")
    made_on = models.DateField("提醒日期")
    role = models.CharField("提醒谁", max_length=16)
    section = models.ForeignKey(Section, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField("内容", max_length=160)
    read_by = models.JSONField("已读", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ["-made_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "clock", "threshold"], name="reminder_once_per_threshold")
        ]

    def __str__(self) -> str:
        return self.text
