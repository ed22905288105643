"""时钟的事件：案子里会影响答复期限的行为，每件有日期。构造时就核对，写错的事件构造不出来。"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingtang.law.days import day_of, optional_day
from mingtang.law.errors import LawError


class ClockError(LawError):
    """事件不合规则：顺序、日期或者写法不对。"""


# 种类和它的文书。
KINDS: Mapping[str, str] = {
    "supplement_asked": "补正告知书",
    "supplement_received": "补正材料",
    "consultation_sent": "征求意见书",
    "consultation_answered": "征求意见的答复",
    "consultation_lapsed": "征求意见逾期未答",
    "reasons_asked": "说明理由告知书",
    "reasons_given": "申请人的说明",
    "extended": "延期答复告知书",
    "delayed": "延迟答复告知书",
    "fee_notice": "收费通知书",
    "paid": "缴费凭证",
    "replied": "答复书",
    "withdrawn": "撤回申请",
    "closed": "办结告知书",
}
ALIASES = {
    "consultation_over": "consultation_lapsed",
    "consultation_expired": "consultation_lapsed",
    "consultation_silent": "consultation_lapsed",
}
PARTIES: Mapping[str, str] = {
    "third_party": "第三方",
    "co_maker": "共同制作机关",
    "other_organ": "其他机关",
    "internal": "本机关内设机构",
}
CLOSING = frozenset({"replied", "withdrawn", "closed"})


@dataclass(frozen=True)
class Event:
    """一个事件：种类、日期、属于哪一次征求意见（``ref``）、其他内容（``data``）。

    ``data`` by kind, days as dates or ``YYYY-MM-DD``: consultation_sent party, party_received_on, workdays;
    supplement_asked deadline or workdays; reasons_asked deadline; extended workdays; delayed until; fee_notice received_on;
    any kind paper (the name shown in the account). Other keys are kept and not read. Raises ClockError.
    """

    kind: str
    on: date
    ref: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    party: str = field(init=False, repr=False, compare=False, default="")
    workdays: int | None = field(init=False, repr=False, compare=False, default=None)
    day: date | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        kind = ALIASES.get(self.kind, self.kind)
        if kind not in KINDS:
            raise ClockError(f"事件种类“{self.kind}”不认识：用{'、'.join(KINDS)}之一。")
        self._set(kind=kind, on=day_of(self.on, f"{KINDS[kind]}的日期"))
        reader = _READERS.get(kind)
        if reader is not None:
            reader(self)

    def _set(self, **values: object) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def paper(self) -> str:
        """The name of the paper, as shown in the account."""
        return str(self.data.get("paper") or KINDS[self.kind])

    @property
    def said(self) -> str:
        """For sentences about this event: 2022-09-08的征求意见书."""
        return f"{self.on}的{KINDS[self.kind]}"


def _number(event: Event, least: int, most: int) -> int | None:
    value = event.data.get("workdays")
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.isdecimal() and value.isascii():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ClockError(f"{event.said}：工作日数 workdays“{value}”不对，写{least}至{most}之间的整数。")
    return value


def _day(event: Event, key: str) -> date | None:
    day = optional_day(event.data.get(key), f"{event.said}的 {key} ")
    if day is not None and day < event.on:
        raise ClockError(f"{event.said}：{key} {day}早于文书日期，请核对。")
    return day


def _read_consultation(event: Event) -> None:
    party = event.data.get("party") or "third_party"
    if party not in PARTIES:
        raise ClockError(f"{event.said}：征求对象“{party}”不认识，用{'、'.join(PARTIES)}之一。")
    workdays = _number(event, 1, 250)
    if party in ("third_party", "co_maker") and workdays not in (None, 15):
        raise ClockError(f"{event.said}：{PARTIES[party]}的期限法定15个工作日，不能改为{workdays}个。")
    event._set(party=party, workdays=workdays, day=_day(event, "party_received_on"))


def _read_extension(event: Event) -> None:
    workdays = _number(event, 1, 250)
    if workdays is None:
        raise ClockError(f"{event.said}没有写延长几个工作日：补上 workdays。")
    event._set(workdays=workdays)


def _read_delay(event: Event) -> None:
    until = _day(event, "until")
    if until is None:
        raise ClockError(f"{event.said}没有写明答复日期：补上 until。")
    event._set(day=until)


def _read_deadline(event: Event) -> None:
    event._set(day=_day(event, "deadline"), workdays=_number(event, 1, 250))


def _read_fee(event: Event) -> None:
    event._set(day=_day(event, "received_on"))


_READERS = {
    "consultation_sent": _read_consultation,
    "extended": _read_extension,
    "delayed": _read_delay,
    "supplement_asked": _read_deadline,
    "reasons_asked": _read_deadline,
    "fee_notice": _read_fee,
}

_KEYS = {"kind": ("kind", "type"), "on": ("on", "date"), "ref": ("ref",)}
_DATA_KEYS = {"party_received": "party_received_on", "due": "until", "working_days": "workdays"}


def event_from(record: object) -> Event:
    """把一条 JSON 记录读成事件；``date`` 可以代替 ``on``，``type`` 可以代替 ``kind``。抛出 ClockError。"""
    if not isinstance(record, Mapping):
        raise ClockError(f"事件“{record}”写法不对：每个事件是一个对象，有 kind 和 on。")
    values = dict(record)
    kind, on, ref = (_take(values, names) for names in _KEYS.values())
    if kind is None:
        raise ClockError("事件没有写种类：补上 kind。")
    if on is None:
        raise ClockError(f"事件 {kind} 没有写日期：补上 on（YYYY-MM-DD）。")
    inner = values.pop("data", None)
    if inner is not None and not isinstance(inner, Mapping):
        raise ClockError(f"事件 {kind} 的 data 写法不对：写成对象。")
    data = {_DATA_KEYS.get(key, key): value for key, value in {**(inner or {}), **values}.items()}
    return Event(str(kind), day_of(on, f"事件 {kind} 的日期"), "" if ref is None else str(ref), data)


def _take(values: dict[str, Any], names: tuple[str, ...]) -> Any:
    found = [values.pop(name) for name in names if name in values]
    return found[0] if found else None
