"""网站的日常放进工作台的：导航，欠着的采纳情况和没看的意见，日志里的说法。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.urls import reverse

from mingtang.organs.act_words import register_act_words
from mingtang.organs.models import Role
from mingtang.publishing.consulting import RESULT_DAYS, Standing, standings
from mingtang.publishing.keeping import Ledger
from mingtang.publishing.permissions import may_draft, may_draft_in, may_keep_site, may_read
from mingtang.web.workbench import NavItem, Task, register_nav, register_tasks

SECONDS = 60  # for which the count in the navigation is kept
ACT_WORDS = {
    "publishing.column_added": "新建栏目",
    "publishing.column_edited": "改动栏目",
    "publishing.column_moved": "调整栏目位置",
    "publishing.column_archived": "归档栏目",
    "publishing.column_reopened": "恢复栏目",
    "publishing.media_discarded": "删去图片或附件",
    "publishing.commented": "收到公众意见",
    "publishing.opinion_shown": "公开公众意见",
    "publishing.opinion_withheld": "不公开公众意见",
    "publishing.opinion_answered": "写明采纳情况",
    "publishing.opinion_entered": "登记来信意见",
    "publishing.opinion_person_seen": "查看提意见的人",
}


def connect() -> None:
    """Fill the registries. Called once, when the program starts."""
    register_nav(
        NavItem(
            group="发布",
            label="公众意见",
            url_name="site:consultations",
            may=may_read,
            count=_waiting,
            order=35,
        ),
        NavItem(group="发布", label="栏目", url_name="site:columns", may=may_read, count=_overdue, order=36),
        NavItem(group="发布", label="网站体检", url_name="site:health", may=may_read, order=37),
        NavItem(group="发布", label="图片和附件", url_name="site:media_home", may=may_read, order=38),
    )
    register_tasks(tasks, pressing)
    register_act_words(ACT_WORDS)


def _overdue(staff: Any, day: date) -> tuple[str, str] | None:
    """How many columns are overdue: the clerk's all, a section's own. Counted once a minute for everybody."""
    late: list[int | None] = (
        cache.get_or_set(f"publishing.overdue:{day}", lambda: _sections_late(day), SECONDS) or []
    )
    count = len(late) if may_keep_site(staff) else late.count(staff.section_id) if staff.section_id else 0
    return (f"{count} 逾期", "late") if count else None


def _sections_late(day: date) -> list[int | None]:
    """The section of each overdue column."""
    return [each.section.pk if each.section else None for each in Ledger(day).overdue()]


def theirs(staff: Any, day: date) -> Iterator[Standing]:
    """Consultations this person's section answers for; the clerk's all. Kept with ``staff``, an object of one request."""
    kept: tuple[date, list[Standing]] | None = getattr(staff, "site_standings", None)
    if kept is None or kept[0] != day:
        found = standings(day) if may_draft(staff) else ()
        kept = staff.site_standings = (day, [each for each in found if _answers(staff, each)])
    yield from kept[1]


def _answers(staff: Any, each: Standing) -> bool:
    return bool(staff.role == Role.CLERK or may_draft_in(staff, each.consultation))


def _waiting(staff: Any, day: date) -> tuple[str, str] | None:
    found = list(theirs(staff, day))
    count = sum(each.undecided for each in found)
    late = any(each.late for each in found)
    return (f"{count} 待看" if count else "结果待公布", "late" if late else "soon") if count or late else None


def tasks(staff: Any, day: date) -> Iterator[Task]:
    """A result that is owed; opinions nobody has read yet."""
    for each in theirs(staff, day):
        url = reverse("site:opinions", args=[each.consultation.pk])
        if each.owed is not None:
            yield Task(
                title=f"公布采纳情况：{each.consultation.title}", url=url,
                due_on=each.consultation.closes_on + timedelta(days=RESULT_DAYS), due_words=each.words,
                due_class=each.state, meta=f"收到 {each.received} 条，没有答复 {each.unanswered} 条", turn_name="你",
                turn_what="写明采纳或者不采纳，生成采纳情况送审", act_label="办理",
            )  # fmt: skip
        elif each.undecided:
            yield Task(
                title=f"看公众意见：{each.consultation.title}", url=url, due_words=f"{each.undecided} 条待看",
                due_class="soon", meta=each.words, turn_name="你", turn_what="看过，决定是否公开", act_label="看意见",
            )  # fmt: skip


def pressing(staff: Any, day: date) -> int:
    """Results owed for longer than the house allows."""
    return sum(each.late for each in theirs(staff, day))
