"""信息处理费：按件或者按量，超额累进，每一档写成一步。国办函〔2020〕109号，自2021年1月1日起。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingtang.law.calendar import Calendar
from mingtang.law.cite import Cite
from mingtang.law.errors import LawError
from mingtang.law.since import Since, in_force
from mingtang.law.sources import FEES, document, practice, regulation

FIRST_DAY = date(2021, 1, 1)
FREE_BY_DEFAULT = regulation("第四十二条第一款", "行政机关依申请提供政府信息，不收取费用。")
MAY_CHARGE = regulation("第四十二条第一款", "数量、频次明显超过合理范围的，行政机关可以收取信息处理费")
ONE_WAY = document(
    FEES,
    "第四条",
    "按件、按量两种标准只能选择一种，不得对同一申请同时使用。",
    verified=False,
    note="按大意转述",
)
PAGE_SCOPE = document(
    FEES,
    "第五条",
    "已经主动公开、只告知获取方式途径的，不适用按量计收。",
    verified=False,
    note="原文待核对",
)
KEEPS_ITS_PLACE = practice("按量收费的计数", "按量收费的申请仍占当月的件数。")
MONTH_PER_APPLICANT = document(
    FEES, "第五条", "同一申请人一个自然月内累计计算，各种渠道合并计算。", verified=False, note="按大意转述"
)


@dataclass(frozen=True)
class Step:
    """计费的一步：第 ``first`` 至 ``last`` 件（页），每件（页）``rate`` 元，合 ``amount`` 元。"""

    first: int
    last: int
    rate: int
    unit: str

    @property
    def count(self) -> int:
        """How many items or pages."""
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        """Whole 元."""
        return self.count * self.rate

    def sentence(self) -> str:
        """第11至30件，20件×100元＝2000元."""
        span = (
            f"第{self.first}{self.unit}"
            if self.first == self.last
            else f"第{self.first}至{self.last}{self.unit}"
        )
        if self.rate == 0:
            return f"{span}，不收费"
        return f"{span}，{self.count}{self.unit}×{self.rate}元＝{self.amount}元"


@dataclass(frozen=True)
class Fee:
    """应收的信息处理费。``amount`` 以元计，等于各步之和。"""

    mode: str
    steps: tuple[Step, ...]
    cites: tuple[Cite, ...]

    @property
    def amount(self) -> int:
        """The sum of the steps, whole 元."""
        return sum(step.amount for step in self.steps)


@dataclass(frozen=True)
class Ladder:
    """超额累进的一张表：``brackets`` 为（本档末位，每件元数），之后每 ``block`` 件一档、每档加 ``rise`` 元。"""

    unit: str
    brackets: tuple[tuple[int, int], ...]
    block: int
    rise: int

    def bracket(self, position: int) -> tuple[int, int]:
        """The last position of the bracket that ``position`` (from 1) falls in, and its rate; 0 means open at the top."""
        for last, rate in self.brackets:
            if position <= last:
                return last, rate
        top, rate = self.brackets[-1]
        if not self.block:
            return 0, rate + self.rise
        more = (position - top - 1) // self.block + 1
        return top + more * self.block, rate + more * self.rise

    def steps(self, previous: int, count: int) -> Iterator[Step]:
        """The steps for ``count`` further positions after ``previous``."""
        position, end = previous + 1, previous + count
        while position <= end:
            last, rate = self.bracket(position)
            last = min(last or end, end)
            yield Step(position, last, rate, self.unit)
            position = last + 1


BY_ITEMS = (
    Since(
        FIRST_DAY,
        Ladder("件", ((10, 0), (30, 100)), block=10, rise=100),
        document(FEES, "按件标准", "以10件为一档，每增加一档提高100元/件", note="施行日和条款序号待核对"),
    ),
)
BY_PAGES = (
    Since(
        FIRST_DAY,
        Ladder("页", ((30, 0), (100, 10), (200, 20)), block=0, rise=20),
        document(
            FEES,
            "按量标准",
            "30页以下不收费；31至100页10元/页，101至200页20元/页，201页以上40元/页",
            note="条款序号待核对",
        ),
    ),
)
LIMIT = 100_000  # beyond this the count itself is in doubt


def by_items(previous: int, items: int, *, decided_on: date = FIRST_DAY) -> Fee:
    """按件计收：同一申请人本月已有 ``previous`` 件，这次 ``items`` 件。

    ``decided_on`` is the day of the decision to charge and chooses the version of the tariff. Raises LawError for counts
    that cannot be and NotInForce before 2021-01-01.
    """
    version = in_force(BY_ITEMS, decided_on)
    _check("已有件数", previous, 0)
    _check("件数", items, 1)
    steps = tuple(version.value.steps(previous, items))
    return Fee("items", steps, (MAY_CHARGE, version.cite, MONTH_PER_APPLICANT, ONE_WAY))


def by_pages(pages: int, *, decided_on: date = FIRST_DAY) -> Fee:
    """按量计收：一件申请要提供的 ``pages`` 页（A4及以下单面为一页），各件不合并。"""
    version = in_force(BY_PAGES, decided_on)
    _check("页数", pages, 1)
    return Fee("pages", tuple(version.value.steps(0, pages)), (MAY_CHARGE, version.cite, PAGE_SCOPE, ONE_WAY))


def _check(label: str, value: int, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= LIMIT:
        raise LawError(f"{label}“{value}”不对：写{least}至{LIMIT}之间的整数。")


PAYMENT_WORKDAYS = (
    Since(
        FIRST_DAY,
        20,
        document(
            FEES,
            "缴费期限",
            "自收到收费通知的次日起20个工作日内缴纳费用",
            note="见于各省转发通知，条款序号待核对",
        ),
    ),
)
UNPAID = document(
    FEES, "逾期", "逾期未缴纳费用的，视为放弃申请，行政机关不再处理", note="见于各省转发通知，条款序号待核对"
)
RESTARTS_WHEN_PAID = document(
    FEES, "期限", "处理期限自申请人完成缴费次日起重新计算", verified=False, note="原文待核对"
)
NO_SEPARATE_REMEDY = document(
    "国办函〔2021〕132号",
    "第二条",
    "缴费期内对收费决定单独申请行政复议的，不予受理。",
    verified=False,
    note="按大意转述",
)


def payment_due(received_on: date, calendar: Calendar) -> date:
    """缴费的最迟日：自收到收费通知的次日起20个工作日。"""
    return calendar.add_workdays(received_on, in_force(PAYMENT_WORKDAYS, received_on).value)
