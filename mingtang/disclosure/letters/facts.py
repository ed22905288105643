"""写一份文书要知道的案情：机关、当事人、申请、经过、期限。都是数据，不碰数据库。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mingtang.disclosure.story import Consultation, Story
from mingtang.law.calendar import Calendar
from mingtang.law.clock import Clock, Event, evaluate
from mingtang.law.errors import LawError


@dataclass(frozen=True)
class OrganFacts:
    """发文机关，以及救济途径要写明的本级政府、上级机关和法院。"""

    name: str
    short_name: str
    kind: str
    government: str = ""
    superior: str = ""
    court: str = ""
    office: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    fee_account: str = ""
    online: str = ""


@dataclass(frozen=True)
class Party:
    """一方：申请人、第三方、其他机关。``kind`` 为年报表三的申请人类别；机关写 organ。"""

    name: str
    kind: str = "natural"
    identity: str = ""
    contact: str = ""
    address: str = ""
    agent: str = ""

    @property
    def you(self) -> str:
        """How the letter addresses them."""
        return {"natural": "你", "organ": "贵单位"}.get(self.kind, "你单位")


_BODIES = (
    "公司",
    "中心",
    "商店",
    "工厂",
    "学校",
    "医院",
    "大学",
    "协会",
    "商会",
    "集团",
    "银行",
    "委会",
    "社区",
)


def party_kind(name: str) -> str:
    """natural or enterprise, by the look of a name that was written down without its kind.

    Decides only between 你 and 你单位; nothing is counted or refused by it.
    """
    short = 2 <= len(name) <= 4 or "·" in name
    return "natural" if short and not name.endswith(_BODIES) else "enterprise"


@dataclass(frozen=True)
class EarlierReply:
    """此前就同一信息给同一申请人的答复。"""

    number: str
    on: date
    same_applicant: bool = True


@dataclass(frozen=True)
class Replaced:
    """被代替的答复书，和代替它的原因：哪个机关、哪一天、什么决定；``by`` 为空的是本机关自行纠正，``reason`` 写哪里有误。"""

    title: str
    number: str
    on: date | None
    reason: str = ""
    by: str = ""
    by_on: date | None = None
    by_number: str = ""
    route: str = ""
    disposition: str = ""


@dataclass(frozen=True)
class Attached:
    """案卷里决定公开的一份材料。"""

    name: str
    pages: int | None = None


@dataclass(frozen=True)
class LetterFacts:
    """一件案子里与文书有关的事实。``outcome`` 是拟作出的结果；``ref`` 指明是哪一次征求意见。"""

    organ: OrganFacts
    case_number: str
    applicant: Party
    description: str
    story: Story
    calendar: Calendar
    outcome: str = ""
    ref: str = ""
    consulted: Party | None = None
    wanted_form: str = ""
    wanted_delivery: str = ""
    query_code: str = ""
    title: str = ""
    document_number: str = ""
    earlier: EarlierReply | None = None
    replaced: Replaced | None = None
    disclosed: tuple[Attached, ...] = ()
    clerk: str = ""
    kind: str = "request"

    @cached_property
    def clock(self) -> Clock | None:
        """The reply clock with its account, as the acts stand; None while the day of receipt is open."""
        return self.story.clock(self.calendar)

    @property
    def consultation(self) -> Consultation | None:
        """The consultation this letter is about."""
        return next((item for item in self.story.consultations if item.ref == self.ref), None)

    def extended_due(self, workdays: int, on: date) -> date | None:
        """The due day once an extension of ``workdays`` is told on ``on``; None where that is not possible."""
        if self.story.received_on is None:
            return None
        told = [event for event in self.story.clock_events if event.kind != "extended"]
        events = sorted(
            [*told, Event("extended", on, "", {"workdays": workdays})], key=lambda event: event.on
        )
        try:
            return evaluate(self.story.received_on, events, self.calendar, account=False).due
        except LawError:
            return None
