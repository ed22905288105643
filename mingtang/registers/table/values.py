"""一格一格地读：读成文字、文号、日期、金额；读不成的说清为什么、该写成什么。"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from mingtang.kit.tables import Cell

EARLIEST = date(1949, 10, 1)
LATEST = date(2100, 12, 31)
EXCEL_ZERO = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 18_172, 73_415  # 1949-10-01 and 2100-12-31 as a spreadsheet counts days
MOST_MONEY = Decimal(10) ** 12
UNITS = {"": 1, "元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_BRACKETS = re.compile(r"[\[［(（【〔﹝<《](\d{4})[\]］)）】〕﹞>》]")
_MONEY = re.compile(r"[¥￥]?\s*([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(元|千元|万元|亿元)?")


class Unreadable(ValueError):
    """Why one cell cannot be taken: one Chinese sentence that says what to write."""


def shown(cell: Cell) -> str:
    """A cell as a person sees it."""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return "" if cell is None else str(cell)


def read_text(cell: Cell, longest: int) -> str:
    """Text in one line, without control characters. Raises ``Unreadable``."""
    if isinstance(cell, bool):
        raise Unreadable("这里要写文字，不是“是/否”。")
    text = _CONTROLS.sub("", " ".join(shown(cell).split()))
    if text.startswith("="):
        raise Unreadable("这一格像公式，登记簿只收文字：改成文字再导入。")
    if len(text) > longest:
        raise Unreadable(f"超过 {longest} 个字：缩短到 {longest} 个字以内。")
    return text


def read_number(cell: Cell, longest: int) -> str:
    """A document number: no spaces, the year in 〔〕 whatever brackets were typed. Raises ``Unreadable``."""
    if isinstance(cell, date | Decimal):
        raise Unreadable("表格软件把它变成了日期或小数：把这一列设为文本格式，重新填写。")
    text = read_text(cell, longest).replace(" ", "")
    return _YEAR_BRACKETS.sub(r"〔\1〕", text)


def read_date(cell: Cell) -> date:
    """A day, from a date cell, 2022-01-05, 2022/1/5, 2022年1月5日, 20220105 or a spreadsheet's serial number."""
    if isinstance(cell, datetime):
        raise Unreadable("这里只写日期，不写钟点：写成 2022-01-05。")
    day = cell if isinstance(cell, date) else _day_of(cell)
    if not EARLIEST <= day <= LATEST:
        raise Unreadable(f"{day} 不在 1949 年至 2100 年之间：核对年份。")
    return day


def _day_of(cell: Cell) -> date:
    if isinstance(cell, int) and not isinstance(cell, bool) and FIRST_SERIAL <= cell <= LAST_SERIAL:
        return EXCEL_ZERO + timedelta(days=cell)
    text = unicodedata.normalize("NFKC", shown(cell)).strip()
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        raise Unreadable("读不出日期：写成 2022-01-05。")
    try:
        return date(*map(int, match.groups()[:3]))
    except ValueError:
        raise Unreadable("日历上没有这一天：核对年月日。") from None


def read_amount(cell: Cell, unit: str = "元") -> Decimal:
    """An amount in 元, exact to the 分. ``unit`` is that of the column; a unit in the cell wins. Raises ``Unreadable``."""
    number, unit = _number_of(cell, unit)
    amount = number * UNITS[unit]
    if amount < 0:
        raise Unreadable("金额不能是负数：退费用更正办理，不记成负数。")
    if amount >= MOST_MONEY:
        raise Unreadable("金额超过一万亿元：核对金额和单位。")
    exact = amount.quantize(Decimal("0.01"))
    if abs(exact - amount) > Decimal("0.000001"):
        raise Unreadable("金额精确到分：最多写两位小数。")
    return exact


def _number_of(cell: Cell, unit: str) -> tuple[Decimal, str]:
    if isinstance(cell, bool | date):
        raise Unreadable("读不出金额：写成 1234.50。")
    if isinstance(cell, int | Decimal):
        return Decimal(cell), unit
    match = _MONEY.fullmatch(unicodedata.normalize("NFKC", shown(cell)).replace("，", ",").strip())
    if match is None:
        raise Unreadable("读不出金额：写成 1234.50。")
    try:
        return Decimal(match[1].replace(",", "")), match[2] or unit
    except InvalidOperation:  # more digits than a number can hold
        raise Unreadable("读不出金额：写成 1234.50。") from None
