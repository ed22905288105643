"""意见征集办到哪里：收到几条，几条没看，几条没答，结果欠了几天。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from mingtang.publishing.models import Consultation

# No article sets a day for the result; that it is owed at all is art. 15 and 16 of the 重大行政决策程序暂行条例 as far
# as this program knows it (原文待核对). A practice of the house.
RESULT_DAYS = 30


@dataclass(frozen=True)
class Standing:
    """One consultation on one day, with its opinions counted."""

    consultation: Consultation
    day: date
    received: int
    undecided: int
    unanswered: int
    shown: int

    @property
    def status(self) -> str:
        """未开始, 征集中, 已结束 or 已反馈."""
        return self.consultation.status(self.day)

    @property
    def owed(self) -> int | None:
        """Days since it ended without a result on show; None while nothing is owed."""
        return (self.day - self.consultation.closes_on).days if self.status == "已结束" else None

    @property
    def late(self) -> bool:
        """The result is owed for longer than the house allows."""
        return self.owed is not None and self.owed > RESULT_DAYS

    @property
    def state(self) -> str:
        """The state of its due chip."""
        if self.owed is not None:
            return "late" if self.late else "soon"
        return {"已反馈": "done", "未开始": "wait"}.get(self.status, "")

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.owed is not None:
            return f"结束{self.owed}天，结果待公布"
        if self.status != "征集中":
            return self.status
        left = (self.consultation.closes_on - self.day).days
        return f"还有{left}天截止" if left else "今天截止"


def standings(day: date) -> Iterator[Standing]:
    """Every consultation on show: first what owes a result, then what goes on, then the answered ones."""
    counted = Consultation.objects.filter(live=True).annotate(
        received=Count("comments"),
        undecided=Count("comments", filter=Q(comments__shown=False, comments__withheld="")),
        unanswered=Count("comments", filter=Q(comments__state="new")),
        shown_count=Count("comments", filter=Q(comments__shown=True)),
    )
    found = [
        Standing(each, day, each.received, each.undecided, each.unanswered, each.shown_count)
        for each in counted
    ]
    order = {"已结束": 0, "征集中": 1, "未开始": 2, "已反馈": 3}
    yield from sorted(
        found, key=lambda each: (order[each.status], each.consultation.closes_on, each.consultation.pk)
    )


def standing(consultation: Consultation, day: date) -> Standing:
    """One of them, also when it is not on show."""
    opinions = consultation.comments.all()
    return Standing(
        consultation, day, opinions.count(), opinions.undecided().count(), opinions.unanswered().count(),
        opinions.filter(shown=True).count(),
    )  # fmt: skip
