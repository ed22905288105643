"""一页纸的账：合成的行和说法。"""

from datetime import date as D

from mingtang.law.account import lines, span
from mingtang.law.calendar import standard_calendar
from mingtang.law.clock import Event, evaluate

CALENDAR = standard_calendar()


def told(received, *events, as_of=None):
    return [line.sentence() for line in lines(evaluate(received, events, CALENDAR, as_of).account)]


def test_the_account_of_the_logistics_park():
    events = [
        Event("consultation_sent", D(2022, 9, 8), "", {"party_received_on": "2022-09-09"}),
        Event("consultation_answered", D(2022, 9, 26)),
    ]
    shown = lines(evaluate(D(2022, 9, 5), events, CALENDAR).account)
    assert [line.sentence() for line in shown] == [
        "2022年9月5日 政府信息公开申请收到，当日不计",
        "9月6日至8日 计3天",
        "9月9日至26日 征求第三方意见 扣11天",
        "9月27日至30日 计4天",
        "10月1日至7日 国庆节（国办发明电〔2021〕11号） 不计",
        "10月8日至24日 计13天",
        "第 20 个工作日 2022年10月24日 星期一",
    ]
    assert shown[1].note == "9月8日征求意见书，当日计入"
    assert (
        shown[2].note == "9月26日征求意见的答复，当日扣除；其中9月10日至12日中秋节（国办发明电〔2021〕11号）"
    )
    assert shown[5].note == "10月8日、10月9日调休上班"
    assert (shown[2].kind, shown[2].count, shown[2].first, shown[2].last) == (
        "excluded",
        11,
        D(2022, 9, 9),
        D(2022, 9, 26),
    )


def test_waiting_and_starting_afresh():
    events = [
        Event("supplement_asked", D(2022, 9, 29), "", {"deadline": "2022-10-31"}),
        Event("supplement_received", D(2022, 10, 25)),
    ]
    assert told(D(2022, 9, 28), *events) == [
        "2022年9月28日 政府信息公开申请收到，当日不计",
        "9月29日 计1天",
        "9月30日至10月24日 等待申请人补正（补正告知书） 不计",
        "2022年10月25日 补正材料收到，当日不计",
        "10月26日至11月22日 计20天",
        "第 20 个工作日 2022年11月22日 星期二",
    ]
    assert told(D(2022, 9, 28), events[0])[-1] == "9月30日至10月31日 等待申请人补正（补正告知书） 不计"


def test_extended_and_overdue():
    shown = told(
        D(2022, 9, 28), Event("extended", D(2022, 10, 20), "", {"workdays": 5}), as_of=D(2022, 11, 9)
    )
    assert shown[-3:] == [
        "11月1日至7日（延期） 计5天",
        "第 25 个工作日 2022年11月7日 星期一",
        "11月8日至9日 期限已过",
    ]


def test_put_off_over_new_year():
    events = [
        Event("reasons_asked", D(2022, 9, 29)),
        Event("reasons_given", D(2022, 10, 10)),
        Event("delayed", D(2022, 10, 20), "", {"until": "2023-01-07"}),
    ]
    assert told(D(2022, 9, 28), *events)[-4:] == [
        "11月1日至12月30日（延迟答复） 计44天",
        "2022年12月31日至2023年1月2日 元旦（国办发明电〔2022〕16号） 不计",
        "2023年1月3日至6日（延迟答复） 计4天",
        "另定的答复日期 2023年1月7日 星期六",
    ]


def test_asked_for_a_fee_too_late_no_due_day_stands():
    shown = lines(evaluate(D(2022, 9, 28), [Event("fee_notice", D(2022, 11, 3))], CALENDAR).account)
    assert [line.kind for line in shown] == ["received", "counted", "holiday", "counted", "after", "waiting"]


def test_nothing_to_tell():
    assert lines(()) == ()


def test_spans():
    assert span(D(2022, 9, 9), D(2022, 9, 9), 2022) == "9月9日"
    assert span(D(2022, 9, 9), D(2022, 10, 8), 2022) == "9月9日至10月8日"
    assert span(D(2023, 1, 3), D(2023, 1, 3), 2022) == "2023年1月3日"
