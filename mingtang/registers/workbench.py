"""本室放进工作台的：导航一项、全局查找、日志里的说法。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse

from mingtang.organs.permissions import is_on_duty
from mingtang.registers.models import AdministrativeDecision, Charge, NormativeDocument
from mingtang.registers.permissions import may_read
from mingtang.web.workbench import Hit, NavItem

MOST = 21

ACT_WORDS = {
    "register.record": "登记",
    "register.correct": "更正登记",
    "register.annul": "撤销登记",
    "register.reinstate": "恢复登记",
    "register.reveal": "查看相对人姓名",
    "register.import": "导入登记簿",
    "register.discard_import": "放弃导入",
}

NAV = NavItem(
    group="信息公开", label="登记簿", url_name="registers:overview", may=may_read, key="R", order=40
)


def search(staff: Any, words: str) -> Iterator[Hit]:
    """Entries of one's own organ by number, title or matter."""
    if not is_on_duty(staff) or not words:
        return
    for model, place, kind, fields in (
        (NormativeDocument, "documents", "规章和规范性文件", ("title", "number")),
        (AdministrativeDecision, "decisions", "处理决定", ("number", "matter", "subject_shown")),
        (Charge, "charges", "收费", ("receipt_number", "item")),
    ):
        entries: Any = model.objects.of(staff.organ)  # type: ignore[attr-defined]
        matches = Q()
        for field in fields:
            matches |= Q(**{f"{field}__icontains": words})
        for entry in entries.filter(matches)[:MOST]:
            meta = "已撤销" if entry.annulled_on else ""
            yield Hit(
                kind=kind, title=str(entry), url=reverse("registers:entry", args=[place, entry.pk]), meta=meta
            )
