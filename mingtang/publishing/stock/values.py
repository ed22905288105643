"""一个格子里的值是什么：日期、时刻、是否、几项；写法不认得的，说明怎么写。"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from mingtang.publishing.stock.fields import NO, YES, Field

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_MOMENT = re.compile(_DAY.pattern + r"(?:[ T]*(\d{1,2})[:：时](\d{1,2})(?:[:：分]\d{1,2}秒?(?:\.\d+)?)?分?)?")
_APART = re.compile(r"[\n；;、]+")


class Unreadable(ValueError):
    """Why a value cannot be read: one Chinese sentence."""


def value_of(field: Field, given: Any) -> Any:
    """The value as the model takes it. Raises ``Unreadable``."""
    if field.kind == "yes":
        return _yes(field, given)
    if field.kind in ("day", "moment"):
        moment = _moment(field, given)
        return moment if field.kind == "moment" else timezone.localdate(moment)
    return str(given).replace("\0", "").strip()


def _yes(field: Field, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    said = str(given).strip().lower()
    if said not in YES | NO:
        raise Unreadable(f"“{field.title}”写的是“{said[:20]}”：写“是”或者“否”。")
    return (YES | NO)[said]


def _moment(field: Field, given: Any) -> datetime:
    if isinstance(given, datetime):
        return given if timezone.is_aware(given) else timezone.make_aware(given)
    if isinstance(given, date):
        return timezone.make_aware(datetime.combine(given, time()))
    found = _MOMENT.fullmatch(str(given).strip())
    if found is None:
        raise Unreadable(f"“{field.title}”写的是“{str(given)[:30]}”：写成 2022-10-24 或者 2022-10-24 09:30。")
    try:
        plain = datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type] # noqa: DTZ001
    except ValueError:
        raise Unreadable(
            f"“{field.title}”写的“{str(given)[:30]}”没有这一天或者这个时刻：核对后改正。"
        ) from None
    return timezone.make_aware(plain)


def parts_of(given: Any) -> list[str]:
    """Several things in one cell; a list of JSON is taken as it is."""
    parts = given if isinstance(given, list) else _APART.split(str(given or ""))
    return [str(part).strip() for part in parts if str(part).strip()]


def attachments_of(given: Any) -> list[tuple[str, str]]:
    """(name, path) of each attachment; without a name the file's own."""
    if isinstance(given, list) and all(isinstance(each, dict) for each in given):
        return [(str(each.get("title") or ""), str(each.get("file") or "")) for each in given]
    lines = given if isinstance(given, list) else str(given or "").splitlines()
    pairs = [str(line).rpartition("=") for line in lines if str(line).strip()]
    return [(name.strip(), path.strip()) for name, _, path in pairs]
