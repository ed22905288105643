"""常用的事件和时钟，给时钟的测试用。"""

from datetime import date as D

from mingtang.law.calendar import standard_calendar
from mingtang.law.clock import Event, evaluate

CALENDAR = standard_calendar()
RECEIVED = D(2022, 9, 5)


def sent(on=D(2022, 9, 8), ref="c1", **data):
    return Event("consultation_sent", on, ref, data)


def answered(on=D(2022, 9, 26), ref="c1"):
    return Event("consultation_answered", on, ref)


def clock(*events, received=RECEIVED, as_of=None):
    return evaluate(received, events, CALENDAR, as_of)


def said(*events, received=RECEIVED):
    return " ".join(clock(*events, received=received).warnings)
