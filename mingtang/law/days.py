"""读写日期：年月日的写法、中文的说法。"""

import re
from datetime import date, datetime

from mingtang.law.errors import LawError

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(value: object, label: str = "日期") -> date:
    """把 ``YYYY-MM-DD`` 或日期值读成日期。写法不对或者没有这一天时抛出 LawError。"""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        raise LawError(f"{label}“{value}”写法不对：写成 YYYY-MM-DD，如 2022-09-28。")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise LawError(f"{label}“{value}”不存在：核对年月日。") from None


def optional_day(value: object, label: str = "日期") -> date | None:
    """同 ``day_of``，空值得 None。"""
    return None if value is None or value == "" else day_of(value, label)


def long_day(day: date) -> str:
    """2022年10月24日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_name(day: date) -> str:
    """星期一 … 星期日."""
    return WEEKDAYS[day.weekday()]
