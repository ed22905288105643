"""公众号出了问题的稿件，放到能办的人桌上。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from mingtang.organs.models import Staff
from mingtang.publishing.models import Copy
from mingtang.publishing.permissions import may_draft, may_draft_in
from mingtang.web.workbench import Task
from mingtang.wechat.models import State

MOST = 20


def tasks(staff: Staff, day: date) -> Iterator[Task]:
    """Copies that will not come right by themselves: to the clerk, and to the section that answers for the piece."""
    if not may_draft(staff):
        return
    stuck = Q(publication__state=State.FAILED) | Q(publication__state=State.PUBLISHED) & ~Q(
        publication__problem=""
    )
    for copy in Copy.objects.filter(stuck).select_related("publication", "piece").order_by("-pk")[:MOST]:
        if may_draft_in(staff, copy.piece):
            yield Task(
                title=copy.publication.title,
                url=reverse("review:piece", args=[copy.piece_id]) + "#account",
                due_words="公众号没有发成" if copy.publication.state == State.FAILED else "公众号没有撤下",
                due_class="soon",
                meta=copy.publication.trouble,
                turn_name="你",
                turn_what="重发，或者不发公众号",
                act_label="处理",
            )


def pressing(staff: Staff, day: date) -> int:
    """None of them has a day set by law."""
    return 0
