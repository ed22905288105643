"""检查放进工作台的：导航一项，复查发现的待办，日志里的说法。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models.signals import post_migrate
from django.urls import reverse
from django.utils import timezone

from mingtang.organs.act_words import register_act_words
from mingtang.organs.models import Role
from mingtang.publishing.actions.words import load_shipped
from mingtang.publishing.models import Column, RecheckHit
from mingtang.publishing.permissions import may_draft, may_read
from mingtang.web.workbench import NavItem, Task, register_nav, register_tasks

ACT_WORDS = {
    "publishing.mended": "代为改正稿件",
    "publishing.word_kept": "改动词典",
    "publishing.word_stopped": "停用词条",
    "publishing.words_imported": "导入词典",
    "publishing.hit_settled": "处理复查发现",
}
MOST = 50
STEP = 4  # letters of one level in the path of a page


def connect(app: Any) -> None:
    """Fill the registries. Called once, when the program starts."""
    from mingtang.publishing.checks import jobs  # noqa: F401 - they register themselves

    post_migrate.connect(_load_shipped, sender=app, dispatch_uid="publishing.words")
    register_nav(
        NavItem(group="发布", label="复查", url_name="words:recheck", may=may_read, count=_open, order=33),
        NavItem(group="发布", label="词典", url_name="words:index", may=may_read, order=34),
    )
    register_tasks(tasks, pressing)
    register_act_words(ACT_WORDS)


def _load_shipped(**_: Any) -> None:
    """Words for a new installation."""
    load_shipped(on=timezone.localdate())


def _open(staff: Any, day: date) -> tuple[str, str] | None:
    if not may_draft(staff):
        return None
    count = sum(1 for _ in hits_of(staff))
    return (f"{count} 处理", "soon") if count else None


def hits_of(staff: Any) -> Iterator[RecheckHit]:
    """Blocking findings nobody has settled: the clerk's all, a section's own."""
    if not may_draft(staff):
        return
    hits = RecheckHit.objects.filter(settled_on=None, level="block").select_related("piece", "recheck")[:MOST]
    sections = _sections() if hits and staff.role != Role.CLERK else {}
    for hit in hits:
        if staff.role == Role.CLERK or _section(hit.piece.path, sections) == staff.section_id:
            yield hit


def tasks(staff: Any, day: date) -> Iterator[Task]:
    """One task for each piece on show in which the recheck found something that blocks."""
    seen: set[int] = set()
    for hit in hits_of(staff):
        if hit.piece_id not in seen:
            seen.add(hit.piece_id)
            yield Task(
                title=f"复查发现：{hit.piece.title}",
                url=reverse("words:recheck"),
                due_words="待处理",
                due_class="soon",
                meta=f"{timezone.localtime(hit.recheck.started_at):%m-%d} {hit.finding['sentence']}",
                turn_name=staff.name,
                turn_what="核对线上的稿件，改稿送审或者申请撤下",
                act_label="处理",
            )


def pressing(staff: Any, day: date) -> int:
    """None of them has a day set by law."""
    return 0


def _sections() -> dict[str, int]:
    found = Column.objects.exclude(section=None).values_list("path", "section_id")
    return {path: section for path, section in found if section}


def _section(path: str, sections: dict[str, int]) -> int | None:
    """The section of the nearest column above."""
    above = (path[:end] for end in range(len(path) - STEP, 0, -STEP))
    return next((sections[each] for each in above if each in sections), None)
