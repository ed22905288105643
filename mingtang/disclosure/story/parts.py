"""案情的各部分：补正、征求意见、延期、收费、检索、意见、审核、送达、决定、轮到谁。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from mingtang.law.delivery import Sending


class Page(Protocol):
    """One act as the story needs it; the model ``Act`` fits."""

    seq: int
    kind: str
    on: date
    by_name: str
    data: dict[str, Any]

    @property
    def pk(self) -> Any: ...

    @property
    def corrects_id(self) -> Any: ...


@dataclass(frozen=True)
class Supplement:
    """补正（条例第三十条）：一次性告知，全部要点。"""

    asked_on: date
    deadline: date
    items: tuple[dict[str, str], ...]
    submitted_on: date | None = None
    received_on: date | None = None
    text: str = ""


@dataclass(frozen=True)
class Consultation:
    """征求意见：自成一个时钟。``answer`` 为 consent、refuse、partial、silence 或空。"""

    ref: str
    party: str
    name: str
    sent_on: date
    subject: str = ""
    party_received_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    reasons: str = ""
    weighed: str = ""
    told_on: date | None = None
    workdays: int | None = None  # from the sending on, where the letter named a day of its own

    @property
    def open(self) -> bool:
        """Whether the other side may still answer."""
        return self.answered_on is None

    @property
    def known(self) -> bool:
        """Whether it is known from when its time to answer runs: from its receipt, or to the day the letter named (art. 32, 34)."""
        return self.party_received_on is not None or self.workdays is not None


@dataclass(frozen=True)
class Extension:
    """延期答复（条例第三十三条第二款）：提出、负责人同意、到期前告知。"""

    workdays: int
    reason: str
    proposed_on: date
    approved_by: str = ""
    approved_on: date | None = None
    noticed_on: date | None = None


@dataclass(frozen=True)
class Fee:
    """信息处理费（国办函〔2020〕109号）。``amount`` 以元计。

    ``pay_by`` counts from ``received_on``, the day the applicant got the notice; from the sending while that is not known.
    """

    mode: str
    amount: int
    count: int
    previous: int
    noticed_on: date
    pay_by: date | None = None
    paid_on: date | None = None
    received_on: date | None = None


@dataclass(frozen=True)
class Search:
    """检索记录：说明“没有”的依据。"""

    on: date
    by: str
    units: str
    systems: str
    keywords: str
    period: str
    found: str
    pages: int = 0


@dataclass(frozen=True)
class Opinion:
    """科室意见。"""

    on: date
    by: str
    section: str
    section_id: int
    outcome: str
    reason: str


@dataclass(frozen=True)
class Review:
    """审核意见：``level`` 为 section、vice_leader、leader；``verdict`` 为 pass、return。"""

    on: date
    by: str
    by_id: int
    level: str
    verdict: str
    opinion: str
    letter: int


@dataclass(frozen=True)
class Dispatch:
    """文书送出和送达。``cause`` 是退件由谁造成：applicant、organ；早先没有记的，不当作本机关造成。"""

    letter: int
    code: str
    method: str
    sent_on: date
    tracking: str = ""
    served_on: date | None = None
    returned_on: date | None = None
    cause: str = ""

    @property
    def sending(self) -> Sending:
        """The same as the law sees it."""
        misdirected = self.returned_on is not None and self.cause == "organ"
        return Sending(self.method, self.sent_on, self.served_on, misdirected)


@dataclass(frozen=True)
class Decision:
    """处理结果：主要领导签发答复书，或者申请人撤回。``grounds`` 是部分公开里不公开的各部分的情形。"""

    outcome: str
    on: date
    letter: int = 0
    by: str = ""
    grounds: tuple[str, ...] = ()

    @property
    def discloses(self) -> bool:
        """Whether what a third party refused is disclosed by it: in part, when no part is withheld for a third party."""
        return self.outcome == "disclosed" or (self.outcome == "partial" and "third_party" not in self.grounds)


@dataclass(frozen=True)
class Contest:
    """一件复议或者诉讼。``result`` 是表四的列，未审结为空；``redo_by`` 是责令重新答复的期限。"""

    remedy: int
    route: str
    result: str = ""
    decided_on: date | None = None
    redo_by: date | None = None

    @property
    def pending(self) -> bool:
        """Whether it is not ended."""
        return self.decided_on is None


@dataclass(frozen=True)
class Again:
    """重新答复：``ground`` 为 remedy（复议、诉讼纠正）或者 own（自行纠正）；``replaces`` 是被代替的答复书。"""

    on: date
    ground: str
    due: date
    replaces: int
    reason: str = ""
    remedy: int = 0


@dataclass(frozen=True)
class Turn:
    """轮到谁：``holder`` 是岗位或者 applicant、third_party、none。"""

    holder: str
    name: str
    what: str
    since: date | None
