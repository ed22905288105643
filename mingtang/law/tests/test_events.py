"""事件：写错的构造不出来，顺序不对的读不过去；记录怎样读。"""

from datetime import date as D
from datetime import datetime

import pytest

from mingtang.law.clock import ClockError, Event, due_day, evaluate, event_from
from mingtang.law.errors import LawError
from mingtang.law.since import NotInForce
from mingtang.law.tests.acts import CALENDAR, RECEIVED, answered, clock, sent

# What cannot be


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            [("extended", 3, {"workdays": 15}), ("extended", 5, {"workdays": 6})],
            "延期合计21个工作日：最长不得超过20个",
        ),
        ([("extended", 3, {"workdays": 21})], "最长不得超过20个"),
        ([("consultation_answered", 3, {})], "没有对应的征求意见书"),
        ([("supplement_received", 3, {})], "没有对应的补正告知书"),
        ([("paid", 3, {})], "没有对应的收费通知书"),
        ([("reasons_given", 3, {})], "没有要求说明理由"),
        (
            [("supplement_asked", 3, {}), ("supplement_received", 4, {}), ("supplement_asked", 5, {})],
            "第二次",
        ),
        (
            [("supplement_asked", 3, {}), ("supplement_received", 4, {}), ("supplement_received", 5, {})],
            "已经收到过",
        ),
        ([("fee_notice", 3, {}), ("paid", 4, {}), ("fee_notice", 5, {})], "只发一次收费通知"),
        ([("supplement_asked", 3, {}), ("fee_notice", 4, {})], "先等申请人补正或者缴费"),
        ([("supplement_asked", 3, {}), ("extended", 4, {"workdays": 5})], "期限没有在走"),
        ([("supplement_asked", 3, {}), ("delayed", 4, {"until": "2022-12-01"})], "期限没有在走"),
        ([("delayed", 3, {"until": "2022-12-01"}), ("extended", 4, {"workdays": 5})], "不再延期"),
        ([("replied", 3, {}), ("extended", 4, {"workdays": 5})], "案件已经办结"),
        ([("extended", -1, {"workdays": 5})], "早于收到申请之日"),
        (
            [("consultation_sent", 3, {}), ("consultation_sent", 3, {}), ("consultation_answered", 4, {})],
            "有2次未结束",
        ),
        (
            [
                ("consultation_sent", 3, {}),
                ("consultation_answered", 4, {}),
                ("consultation_answered", 5, {}),
            ],
            "没有对应",
        ),
    ],
)
def test_events_that_cannot_follow_each_other_are_refused(events, words):
    made = [
        Event(kind, D(2022, 9, 5 + after) if after > 0 else D(2022, 9, 4), "", data)
        for kind, after, data in events
    ]
    for read in (evaluate, due_day):
        with pytest.raises(ClockError, match=words):
            read(RECEIVED, made, CALENDAR)


def test_references_must_fit():
    with pytest.raises(ClockError, match="ref“c1”已经用过"):
        clock(sent(), sent(on=D(2022, 9, 9)))
    with pytest.raises(ClockError, match="此前没有发出 ref 为“c2”的"):
        clock(sent(), answered(ref="c2"))
    with pytest.raises(ClockError, match="已于2022-09-26结束"):
        clock(sent(), answered(), answered(on=D(2022, 9, 27)))
    with pytest.raises(ClockError, match="已于2022-09-26结束"):
        clock(sent(), answered(), Event("consultation_lapsed", D(2022, 9, 30), "c1"))
    assert (
        clock(sent(), Event("consultation_lapsed", D(2022, 9, 30), "c1"), answered(on=D(2022, 10, 8))).state
        == "running"
    )


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [
        ("fee_notice", D(2020, 12, 31), "信息处理费办法自该日起施行"),
        ("supplement_asked", D(2019, 5, 14), "补正自该日起才有规定"),
        ("delayed", D(2019, 5, 14), "延迟答复自该日起才有规定"),
    ],
)
def test_acts_before_the_law_knew_them_are_refused(kind, day, words):
    with pytest.raises(ClockError, match=words):
        clock(Event(kind, day, data={"until": "2022-12-01"}), received=D(2019, 5, 6))


def test_before_2008_there_was_no_reply_period():
    with pytest.raises(NotInForce):
        clock(received=D(2008, 4, 30))


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("gone", {}, "事件种类“gone”不认识"),
        ("extended", {}, "没有写延长几个工作日"),
        ("extended", {"workdays": 0}, "写1至250之间的整数"),
        ("extended", {"workdays": True}, "写1至250之间的整数"),
        ("extended", {"workdays": 2.5}, "写1至250之间的整数"),
        ("extended", {"workdays": "many"}, "写1至250之间的整数"),
        ("delayed", {}, "没有写明答复日期"),
        ("delayed", {"until": "2022-09-01"}, "早于文书日期"),
        ("consultation_sent", {"party": "neighbour"}, "征求对象“neighbour”不认识"),
        ("consultation_sent", {"workdays": 10}, "法定15个工作日，不能改为10个"),
        ("consultation_sent", {"party_received_on": "2022-09-07"}, "早于文书日期"),
        ("consultation_sent", {"party_received_on": "soon"}, "写法不对"),
        ("supplement_asked", {"deadline": "2022-09-07"}, "早于文书日期"),
    ],
)
def test_an_event_that_is_wrong_cannot_be_made(kind, data, words):
    with pytest.raises(LawError, match=words):
        Event(kind, D(2022, 9, 8), "", data)


# Reading records


def test_records_are_read_liberally_where_that_is_harmless():
    assert event_from({"kind": "consultation_over", "on": "2022-09-30", "ref": 7}) == Event(
        "consultation_lapsed", D(2022, 9, 30), "7"
    )
    assert event_from({"type": "extended", "date": "2022-09-30", "workdays": "5"}).workdays == 5
    assert event_from({"kind": "delayed", "on": "2022-09-30", "due": "2022-12-01"}).day == D(2022, 12, 1)
    inner = event_from(
        {"kind": "consultation_sent", "on": "2022-09-30", "data": {"party_received": "2022-10-08"}, "note": 1}
    )
    assert inner.day == D(2022, 10, 8) and inner.data["note"] == 1
    assert Event("replied", datetime(2022, 9, 30, 16, 0)).on == D(2022, 9, 30)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("extended", "每个事件是一个对象"),
        ({"on": "2022-09-30"}, "没有写种类"),
        ({"kind": "replied"}, "没有写日期"),
        ({"kind": "replied", "on": "30.9.2022"}, "写法不对"),
        ({"kind": "replied", "on": "2022-09-30", "data": []}, "data 写法不对"),
    ],
)
def test_records_that_cannot_be_read_are_refused(record, words):
    with pytest.raises(LawError, match=words):
        event_from(record)
