"""放假通知：每年一份 TOML，写明文号、印发日、放假起止和调休上班日。

Keys are Chinese so that office staff can write the next year's file: 年份, 文号, 印发, 核实, 来源, 地方 (optional, true for a
local addition) and a list 放假 of 名称, 首日, 末日, 上班.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from mingtang.law.calendar import HolidayNotice
from mingtang.law.days import day_of
from mingtang.law.errors import LawError

FOLDER = Path(__file__).parent


def read_notice(text: str) -> HolidayNotice:
    """把一份通知的 TOML 文本读成 ``HolidayNotice``。写法不对时抛出 LawError。"""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LawError(f"放假通知不是有效的 TOML：{error}。") from None
    return notice_from(data)


def notice_from(data: Mapping[str, Any]) -> HolidayNotice:
    """把读好的键值变成 ``HolidayNotice``。缺键或者日期不对时抛出 LawError。"""
    try:
        periods = [(day_of(p["首日"]), day_of(p["末日"]), str(p["名称"])) for p in data["放假"]]
        return HolidayNotice(
            year=int(data["年份"]),
            number=str(data["文号"]),
            issued_on=day_of(data["印发"], "印发日期"),
            off=tuple(periods),
            worked=_worked(data),
            source=str(data.get("来源", "")),
            verified=bool(data.get("核实", False)),
            local=bool(data.get("地方", False)),
        )
    except KeyError as error:
        raise LawError(f"放假通知缺少“{error.args[0]}”一项：补上再录入。") from None
    except LawError:
        raise
    except (TypeError, ValueError, AttributeError, OverflowError):
        raise LawError(
            "放假通知的写法不对：年份写整数，放假写成几段，每段有名称、首日、末日，上班写成日期的列表。"
        ) from None


def _worked(data: Mapping[str, Any]) -> tuple[date, ...]:
    return tuple(sorted(day_of(day, "上班日") for period in data["放假"] for day in period.get("上班", ())))


@lru_cache(maxsize=1)
def shipped_notices() -> tuple[HolidayNotice, ...]:
    """随程序发布的全部通知，按文件名排序。"""
    return tuple(read_notice(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
