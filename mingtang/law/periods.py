"""按日历算的期间和固定的日子：天、月，届满日遇休假日顺延，年度报告的两个日期不顺延。"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from mingtang.law.calendar import Calendar
from mingtang.law.cite import Cite
from mingtang.law.errors import LawError
from mingtang.law.since import Since, in_force
from mingtang.law.sources import (
    FIRST_DAY_NOT_COUNTED,
    MAKEUP_DOES_NOT_ROLL,
    MONTH_ENDS,
    OLD_REGULATION,
    ROLLS_FORWARD,
    practice,
    regulation,
)


@dataclass(frozen=True)
class Period:
    """一段期间：起算日（不计入）、不顺延的届满日 ``plain``、顺延后的届满日 ``ends_on``。

    ``provisional`` is True when the holiday notice of a year it touches is missing.
    """

    starts_on: date
    plain: date
    ends_on: date
    cites: tuple[Cite, ...]
    provisional: bool = False

    @property
    def rolled(self) -> bool:
        """Whether the last day moved because offices were closed."""
        return self.ends_on != self.plain


def add_months(day: date, months: int) -> date:
    """到期月的对应日；没有对应日的，为月末日（民法典第二百零二条）。"""
    if months < 0:
        raise LawError(f"月数“{months}”不能是负数。")
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def after_days(day: date, days: int, calendar: Calendar) -> Period:
    """自 ``day`` 起若干天：当日不计入，届满日遇法定休假日顺延。"""
    if days < 0:
        raise LawError(f"天数“{days}”不能是负数。")
    return _rolled(day, day + timedelta(days=days), calendar, ())


def after_months(day: date, months: int, calendar: Calendar) -> Period:
    """自 ``day`` 起若干个月：到期月的对应日，遇法定休假日顺延。"""
    return _rolled(day, add_months(day, months), calendar, (MONTH_ENDS,))


def _rolled(day: date, plain: date, calendar: Calendar, cites: tuple[Cite, ...]) -> Period:
    ends_on = calendar.roll_forward(plain)
    sources = [FIRST_DAY_NOT_COUNTED, *cites]
    if ends_on != plain:
        sources.append(ROLLS_FORWARD)
    elif calendar.kind(plain) == "makeup":
        sources.append(MAKEUP_DOES_NOT_ROLL)
    unknown = not (calendar.known(plain.year) and calendar.known(ends_on.year))
    return Period(day, plain, ends_on, tuple(sources), unknown)


# 第二十六条：主动公开的期限，自信息形成或者变更之日起。
PROACTIVE_WORKDAYS = (
    Since(
        date(2008, 5, 1),
        20,
        Cite(OLD_REGULATION, "第十八条", "20个工作日内予以公开", verified=False),
    ),
    Since(
        date(2019, 5, 15),
        20,
        regulation("第二十六条", "应当自该政府信息形成或者变更之日起20个工作日内及时公开"),
    ),
)


def proactive_due(formed_on: date, calendar: Calendar) -> date:
    """主动公开的最迟日：自信息形成（或者变更）之日起20个工作日。法律、法规另有规定的从其规定。"""
    return calendar.add_workdays(formed_on, in_force(PROACTIVE_WORKDAYS, formed_on).value)


# 第十八条只说定期；多久一次由本机关定。
REVIEW_REFUSALS_MONTHS = (
    Since(
        date(2019, 5, 15),
        12,
        practice("评估审查", "不予公开的信息满一年重新评估一次（条例第十八条只规定定期）。"),
    ),
)


def review_refusal_on(decided_on: date) -> date:
    """不予公开的信息下一次评估审查的日子（条例第十八条；一年一次是本机关做法）。"""
    return add_months(decided_on, in_force(REVIEW_REFUSALS_MONTHS, decided_on).value)


# 第四十一条没有写明更正的期限。
CORRECTION_WORKDAYS = (
    Since(date(2019, 5, 15), 20, practice("更正申请", "更正申请比照依申请公开，20个工作日内答复。")),
)


def correction_due(received_on: date, calendar: Calendar) -> date:
    """更正申请的答复日（条例第四十一条没有期限；20个工作日是本机关做法）。"""
    return calendar.add_workdays(received_on, in_force(CORRECTION_WORKDAYS, received_on).value)


DEPARTMENT_REPORT = regulation("第四十九条第一款", "应当在每年1月31日前")
GOVERNMENT_REPORT = regulation("第四十九条第二款", "应当在每年3月31日前")
NO_ROLL = practice("年度报告", "报告日期是固定的日历日，遇休假日不顺延，提前到之前最后一个工作日完成。")


@dataclass(frozen=True)
class ReportDates:
    """年度报告的日期：法定的 ``deadline``，和避开休假日的 ``target``。"""

    deadline: date
    target: date
    cites: tuple[Cite, ...]


def report_dates(year: int, kind: str, calendar: Calendar) -> ReportDates:
    """``year`` 年度报告何时提交和公布。``kind`` 为 ``department`` 或 ``government``。

    The deadline is a date of the following year and never rolls forward; the target is the deadline itself when offices
    work on it, else the last working day before. Raises LawError for another kind.
    """
    dates = {
        "department": (date(year + 1, 1, 31), DEPARTMENT_REPORT),
        "government": (date(year + 1, 3, 31), GOVERNMENT_REPORT),
    }
    if kind not in dates:
        raise LawError(f"报告单位“{kind}”不认识：用 department（部门）或者 government（政府）。")
    deadline, cite = dates[kind]
    target = deadline if calendar.is_workday(deadline) else calendar.last_workday_before(deadline)
    return ReportDates(deadline, target, (cite, NO_ROLL))
