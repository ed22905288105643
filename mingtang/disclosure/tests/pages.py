"""案卷的页，不经数据库：纯函数的测试用它写出一件案子。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingtang.disclosure.story import Story, read
from mingtang.law.calendar import standard_calendar

CALENDAR = standard_calendar()
MONDAY = date(2022, 9, 5)


def sep(day: int) -> date:
    """A day of September 2022."""
    return date(2022, 9, day)


def october(day: int) -> date:
    """A day of October 2022."""
    return date(2022, 10, day)


@dataclass
class Entry:
    """One page: what ``story.read`` needs of an act."""

    seq: int
    kind: str
    on: date
    data: dict[str, Any] = field(default_factory=dict)
    by_name: str = "王静文"
    corrects_id: int | None = None

    @property
    def pk(self) -> int:
        return self.seq


@dataclass
class Book:
    """A case file that is being written; every method adds one page and gives the book back."""

    channel: str = "counter"
    kind: str = "request"
    submitted: date = MONDAY
    pages: list[Entry] = field(default_factory=list)

    def add(self, kind: str, on: date, *, corrects: int | None = None, by: str = "王静文", **data: Any) -> Book:
        self.pages.append(Entry(len(self.pages) + 1, kind, on, data, by, corrects))
        return self

    @property
    def story(self) -> Story:
        return read(self.kind, self.channel, self.submitted, self.pages)

    def due(self) -> date | None:
        clock = self.story.clock(CALENDAR, account=False)
        return clock.due if clock else None

    def filed(self, on: date | None = None, signed_on: date | None = None) -> Book:
        day = signed_on or on or self.submitted
        return self.add("filed", day, signed_on=signed_on.isoformat() if signed_on else "")

    def registered(self, on: date | None = None) -> Book:
        book = self if self.pages else self.filed()
        return book.add("registered", on or self.submitted)

    def assigned(self, section: int = 1, name: str = "工程建设审批科", on: date | None = None) -> Book:
        book = self if self.story.registered_on else self.registered()
        return book.add("assigned", on or self.submitted, section_id=section, section=name)

    def opinion(self, section: int = 1, on: date | None = None) -> Book:
        return self.add("opinion", on or self.submitted, section_id=section, section="科室", outcome="disclosed", reason="可以公开")

    def consult(self, on: date, ref: str = "c1", party: str = "third_party") -> Book:
        return self.add("consultation_sent", on, ref=ref, party=party, name="江北恒*", subject="附表三")

    def answer(self, on: date, ref: str = "c1", answer: str = "refuse") -> Book:
        return self.add("consultation_answered", on, ref=ref, answer=answer)

    def ask_supplement(self, on: date, deadline: date) -> Book:
        items = [{"item": "哪一期", "guidance": "写明期数"}]
        return self.add("supplement_asked", on, deadline=deadline.isoformat(), items=items)

    def extend(self, proposed: date, told: date | None, workdays: int = 10) -> Book:
        self.add("extension_proposed", proposed, workdays=workdays, reason="材料较多")
        self.add("extension_approved", proposed, by="刘敏")
        return self.add("extended", told) if told else self

    def fee(self, on: date, pay_by: date, amount: int = 680) -> Book:
        return self.add("fee_notice", on, mode="pages", count=68, amount=amount, pay_by=pay_by.isoformat())

    def draft(self, on: date, letter: int = 7) -> Book:
        return self.add("drafted", on, letter=letter, outcome="disclosed", by_id=1)

    def review(self, on: date, level: str, verdict: str = "pass", letter: int = 7) -> Book:
        return self.add("reviewed", on, level=level, verdict=verdict, letter=letter, by_id=2, opinion="同意")

    def decide(self, on: date, letter: int = 7) -> Book:
        book = self.draft(on, letter)
        for level in ("section", "vice_leader"):
            book.review(on, level, letter=letter)
        return book.add("decided", on, letter=letter, outcome="disclosed", by="陈国栋")

    def send(self, on: date, method: str = "mail", letter: int = 7) -> Book:
        return self.add("sent", on, letter=letter, code="D1", method=method, tracking="1")
