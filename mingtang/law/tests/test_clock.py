"""时钟：状态、依据、提醒、算例之外的写法。"""

from datetime import date as D

import pytest

from mingtang.law.calendar import Calendar
from mingtang.law.clock import ClockError, Event, check, due_day, evaluate
from mingtang.law.tests.acts import CALENDAR, RECEIVED, answered, clock, said, sent

# States


def test_a_running_clock():
    found = clock(as_of=D(2022, 9, 20))
    assert (found.state, found.due, found.original_due) == ("running", D(2022, 10, 9), D(2022, 10, 9))
    assert (found.used, found.left(), found.total, found.extended_by) == (10, 10, 20, 0)
    assert found.left(D(2022, 10, 9)) == 0 and not found.overdue()
    assert found.citations[0].article == "第三十三条第二款"
    assert found.calendar_version == CALENDAR.version
    assert not found.warnings and not found.problems


def test_past_the_due_day_the_days_are_negative():
    found = clock(as_of=D(2022, 10, 12))
    assert (found.state, found.left(), found.overdue(), found.used) == ("running", -3, True, 20)
    assert [day.kind for day in found.account[-3:]] == ["after"] * 3


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (D(2022, 9, 7), "running"),
        (D(2022, 9, 8), "paused"),
        (D(2022, 9, 25), "paused"),
        (D(2022, 9, 26), "running"),
    ],
)
def test_paused_from_the_sending_until_the_answer(as_of, state):
    assert clock(sent(), answered(), as_of=as_of).state == state


def test_a_pause_ends_by_itself_on_the_last_day_of_the_other_side():
    last = CALENDAR.add_workdays(D(2022, 9, 9), 15)
    served = sent(party_received_on="2022-09-09")
    assert clock(served, as_of=last).state == "paused"
    found = clock(served, as_of=D(2022, 10, 9))
    assert found.state == "running" and found.due == D(2022, 10, 31)
    assert clock(served).paused_until == last == D(2022, 10, 8)


def test_who_holds_the_clock_is_named():
    both = clock(sent(), sent(ref="", party="co_maker"))
    assert both.paused_for == ("c1", "co_maker")


def test_a_consultation_after_the_due_day_holds_nothing():
    found = clock(sent(on=D(2022, 10, 10)))
    assert (found.state, found.due, found.paused_for) == ("running", D(2022, 10, 9), ())


def test_waiting_for_a_supplement_and_for_a_fee():
    asked = clock(Event("supplement_asked", D(2022, 9, 8), data={"deadline": "2022-09-30"}))
    assert (asked.state, asked.due, asked.waiting_until, asked.waiting_for) == (
        "waiting",
        None,
        D(2022, 9, 30),
        "supplement",
    )
    assert (asked.used, asked.left(), asked.overdue(), asked.original_due) == (3, None, False, None)
    in_days = clock(Event("supplement_asked", D(2022, 9, 8), data={"workdays": "10"}))
    assert in_days.waiting_until == D(2022, 9, 23)
    unstated = clock(Event("supplement_asked", D(2022, 9, 8)))
    assert unstated.waiting_until == CALENDAR.add_workdays(D(2022, 9, 8), 15)
    assert "没有写明补正期限" in unstated.warnings[0]
    fee = clock(Event("fee_notice", D(2022, 9, 8), data={"received_on": ""}), sent(on=D(2022, 9, 9)))
    assert (fee.state, fee.waiting_until, fee.waiting_for) == ("waiting", D(2022, 10, 12), "fee")


@pytest.mark.parametrize("kind", ["replied", "withdrawn", "closed"])
def test_closed(kind):
    found = clock(Event(kind, D(2022, 10, 10)))
    assert (found.state, found.closed_on, found.closed_by, found.overdue()) == (
        "closed",
        D(2022, 10, 10),
        kind,
        True,
    )
    late_answer = clock(sent(), Event(kind, D(2022, 9, 20)), answered())
    assert late_answer.state == "closed" and not late_answer.overdue() and late_answer.paused_for == ()


def test_closed_while_waiting_has_no_due_day():
    found = clock(
        Event("supplement_asked", D(2022, 9, 8), data={"deadline": D(2022, 9, 30)}),
        Event("closed", D(2022, 10, 10)),
    )
    assert (found.state, found.due, found.waiting_until) == ("closed", None, None)
    assert found.account[-1].on == D(2022, 10, 10)


def test_events_after_the_day_are_not_read():
    assert clock(sent(), answered(), as_of=D(2022, 9, 7)).due == D(2022, 10, 9)
    with pytest.raises(ClockError, match="早于收到申请之日"):
        clock(as_of=D(2022, 9, 4))


def test_the_last_receipt_that_needs_no_notice_of_2027():
    assert clock(received=D(2026, 12, 3)).state == "running"
    found = clock(received=D(2026, 12, 4))
    assert found.state == "provisional" and found.provisional
    assert "没有放假通知" in found.warnings[0]
    assert "按固定节日推定" in next(day.paper for day in found.account if day.on == D(2027, 1, 1))


def test_paused_may_be_provisional_too():
    found = clock(sent(on=D(2026, 12, 7)), received=D(2026, 12, 3))
    assert found.state == "paused" and found.provisional


def test_a_missing_notice_that_comes_later_moves_the_day():
    from mingtang.law.notices import shipped_notices

    before = Calendar([notice for notice in shipped_notices() if notice.year < 2023])
    assert evaluate(D(2022, 12, 5), [], before).state == "provisional"
    assert due_day(D(2022, 12, 5), [], before) == D(2023, 1, 2)  # the notice of 2022-12-08 made it a day off
    assert due_day(D(2022, 12, 5), [], CALENDAR) == D(2023, 1, 3)


# What the account says


def test_every_day_has_the_paper_that_caused_it():
    book = {day.on: day for day in clock(sent(), answered()).account}
    assert book[RECEIVED].paper == "政府信息公开申请"
    assert book[D(2022, 9, 8)].notes == ("征求意见书",) and book[D(2022, 9, 8)].nth == 3
    assert book[D(2022, 9, 9)].paper == "征求第三方意见（c1）"
    assert book[D(2022, 9, 10)].paper == "中秋节（国办发明电〔2021〕11号）"
    assert book[D(2022, 9, 17)].paper == "星期六"
    assert book[D(2022, 10, 8)].kind == "makeup" and book[D(2022, 10, 8)].nth == 8
    assert all(day.paper for day in book.values())


def test_the_account_says_when_the_day_of_receipt_is_not_known():
    assert "收到日期未记录，从发出之日算" in clock(sent()).account[4].paper
    assert "2022-09-09收到" in clock(sent(party_received_on=D(2022, 9, 9))).account[4].paper


def test_the_paper_may_carry_its_number():
    book = clock(
        Event(
            "supplement_asked", D(2022, 9, 8), data={"paper": "楚审依补〔2022〕2号", "deadline": "2022-09-30"}
        )
    ).account
    assert "楚审依补〔2022〕2号" in book[4].paper


def test_no_account_when_not_wanted():
    assert evaluate(RECEIVED, [], CALENDAR, account=False).account == ()


# Reminders and acts without effect


def test_what_is_late_is_said():
    ask = Event("supplement_asked", D(2022, 9, 16), data={"deadline": "2022-09-30"})
    assert "应当自收到申请之日起7个工作日内告知" in said(ask)
    assert "有没有正当理由由人判断" in said(ask, Event("supplement_received", D(2022, 10, 8)))
    assert "应当在答复期限内发出" in said(Event("fee_notice", D(2022, 10, 10)))
    assert said(Event("fee_notice", D(2022, 9, 8))) == ""
    assert "没有收到申请人的说明" in said(Event("delayed", D(2022, 9, 8), data={"until": "2022-12-30"}))


def test_what_is_odd_about_a_consultation_is_said():
    assert "没有记录对方收到的日期" in said(sent())
    assert said(sent(), answered()) == ""
    early = Event("consultation_lapsed", D(2022, 9, 20), "c1")
    assert "早于对方期限届满" in said(sent(party_received_on="2022-09-09"), early)
    assert "只扣除到2022-09-30" in said(sent(), answered(on=D(2022, 10, 9)))
    assert "期限照走" in said(sent(party="internal"))
    assert "2019年5月15日以前" in said(sent(on=D(2019, 3, 5), party="other_organ"), received=D(2019, 3, 4))


def test_another_organ_may_be_given_fewer_days():
    assert clock(sent(party="other_organ", workdays=5)).paused_until == D(2022, 9, 16)


def test_acts_without_effect_are_problems_and_the_strict_reading_refuses_them():
    late = Event("extended", D(2022, 10, 10), data={"workdays": 5})
    assert clock(late).due == due_day(RECEIVED, [late], CALENDAR) == D(2022, 10, 9)
    assert "延期不生效力" in clock(late).problems[0]
    with pytest.raises(ClockError, match="延期不生效力"):
        check(RECEIVED, [late], CALENDAR)
    too_late = Event("delayed", D(2022, 10, 10), data={"until": "2022-12-30"})
    assert clock(too_late).due == D(2022, 10, 9)
    assert "之后才告知" in clock(too_late).problems[0]
    early = Event("delayed", D(2022, 9, 20), data={"until": "2022-10-08"})
    assert clock(early).due == D(2022, 10, 9)
    assert "不晚于法定到期日" in clock(early).problems[0]
    assert check(RECEIVED, [sent(), answered()], CALENDAR).due == D(2022, 10, 24)


def test_an_extension_told_on_the_due_day_is_in_time():
    assert clock(Event("extended", D(2022, 10, 9), data={"workdays": 1})).due == D(2022, 10, 10)


def test_a_delay_after_an_extension_takes_over():
    events = [
        Event("extended", D(2022, 9, 20), data={"workdays": 10}),
        Event("reasons_asked", D(2022, 9, 21), data={"deadline": "2022-09-30"}),
        Event("reasons_given", D(2022, 9, 26)),
        Event("delayed", D(2022, 10, 12), data={"until": "2022-12-31"}),
    ]
    found = clock(*events)
    assert (found.due, found.extended_by, found.original_due) == (D(2022, 12, 31), 10, D(2022, 10, 9))
    assert found.account[-1].due and found.account[-1].why == "calendar"
    assert found.due == due_day(RECEIVED, events, CALENDAR)
    assert {"第三十五条", "第三十三条第二款"} <= {cite.article for cite in found.citations}


# Which articles


@pytest.mark.parametrize(
    ("events", "article"),
    [
        ([Event("supplement_asked", D(2022, 9, 8))], "第三十条"),
        ([Event("supplement_asked", D(2022, 9, 8)), Event("supplement_received", D(2022, 9, 9))], "第三十条"),
        ([sent()], "第三十二条"),
        ([sent(party="co_maker")], "第三十四条"),
        ([sent(party_received_on=D(2022, 9, 9))], "第三十二条"),
        ([sent(), answered()], "暂停计时"),
        ([Event("supplement_asked", D(2022, 9, 8), data={"deadline": "2022-09-30"})], "第三十条"),
        ([sent(party="other_organ"), Event("consultation_lapsed", D(2022, 9, 29), "c1")], "其他机关逾期不答"),
        ([sent(party="internal")], "内部征求意见"),
        ([Event("extended", D(2022, 9, 8), data={"workdays": 1})], "延期告知"),
        ([Event("fee_notice", D(2022, 9, 8))], "缴费期限"),
        ([Event("fee_notice", D(2022, 9, 8)), Event("paid", D(2022, 9, 9))], "期限"),
        ([Event("reasons_asked", D(2022, 9, 8))], "说明理由"),
        ([Event("replied", D(2022, 9, 8))], "答复"),
    ],
)
def test_each_event_brings_its_source(events, article):
    assert article in {cite.article for cite in clock(*events).citations}


def test_the_2007_regulation_paused_for_third_parties_only():
    received = D(2019, 3, 4)
    third, other = sent(on=D(2019, 3, 5)), sent(on=D(2019, 3, 5), party="other_organ")
    ended = answered(on=D(2019, 3, 12))
    plain = due_day(received, [], CALENDAR)
    assert due_day(received, [third, ended], CALENDAR) == CALENDAR.add_workdays(plain, 5)
    assert due_day(received, [other, ended], CALENDAR) == plain
    assert "《政府信息公开条例（2007年）》第二十四条第三款" in clock(third, ended, received=received).articles
