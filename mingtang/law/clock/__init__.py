"""答复期限的时钟。先看 ``rules``（几天、依据），再看 ``events``、``timeline``（先后）、``reckoning``（算）、``daybook``（账）。"""

from mingtang.law.clock.clock import Clock, check, counted, evaluate
from mingtang.law.clock.daybook import Day
from mingtang.law.clock.events import ALIASES, KINDS, PARTIES, ClockError, Event, event_from
from mingtang.law.clock.reckoning import due_day
from mingtang.law.clock.rules import (
    CO_MAKER_WORKDAYS,
    EXTENSION_WORKDAYS,
    OTHER_ORGAN_WORKDAYS,
    REPLY_WORKDAYS,
    SUPPLEMENT_NOTICE_WORKDAYS,
    SUPPLEMENT_WORKDAYS,
    THIRD_PARTY_WORKDAYS,
)

__all__ = [
    "ALIASES",
    "CO_MAKER_WORKDAYS",
    "EXTENSION_WORKDAYS",
    "KINDS",
    "OTHER_ORGAN_WORKDAYS",
    "PARTIES",
    "REPLY_WORKDAYS",
    "SUPPLEMENT_NOTICE_WORKDAYS",
    "SUPPLEMENT_WORKDAYS",
    "THIRD_PARTY_WORKDAYS",
    "Clock",
    "ClockError",
    "Day",
    "Event",
    "check",
    "counted",
    "due_day",
    "evaluate",
    "event_from",
]
