"""二十个容易算错的地方，一处一个测试，名称就是那处错误的反面。"""

from datetime import date as D

import pytest

from mingtang.law.calendar import Calendar, standard_calendar
from mingtang.law.clock import ClockError, Event, check, due_day, evaluate
from mingtang.law.clock.rules import SILENCE_OF_CO_MAKER, SILENCE_OF_THIRD_PARTY
from mingtang.law.delivery import legal_day
from mingtang.law.disputes import column_of, counts_in_table_four, direct_suit_until, reconsideration_until
from mingtang.law.fees import NO_SEPARATE_REMEDY, ONE_WAY, PAGE_SCOPE, by_items, by_pages, payment_due
from mingtang.law.intake import is_repeat
from mingtang.law.notices import shipped_notices
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.periods import report_dates
from mingtang.law.receipt import received_on
from mingtang.law.remedy import remedies

CALENDAR = standard_calendar()


def due(received, *events):
    return due_day(received, events, CALENDAR)


def consulted(sent, answered, ref="c", **data):
    return Event("consultation_sent", sent, ref, data), Event("consultation_answered", answered, ref)


def test_01_weekends_worked_count_and_a_due_day_may_be_a_sunday():
    assert due(D(2022, 1, 24)) == D(2022, 2, 24)
    assert due(D(2022, 9, 5)) == D(2022, 10, 9)
    assert D(2022, 10, 9).weekday() == 6


def test_02_the_day_of_receipt_is_not_day_one():
    first = next(day for day in evaluate(D(2022, 9, 28), [], CALENDAR).account if day.nth == 1)
    assert first.on == D(2022, 9, 29)


def test_03_each_channel_starts_on_its_own_day():
    assert received_on("web", submitted_on=D(2022, 9, 2), confirmed_on=D(2022, 9, 5)).on == D(2022, 9, 5)
    assert received_on("registered_mail", submitted_on=D(2022, 9, 7), signed_on=D(2022, 9, 5)).on == D(
        2022, 9, 5
    )
    assert received_on("ordinary_mail", submitted_on=D(2022, 9, 5), confirmed_on=D(2022, 9, 5)).on == D(
        2022, 9, 5
    )
    assert received_on("ordinary_mail", submitted_on=D(2022, 9, 5)).on is None


def test_04_a_supplement_and_a_payment_start_afresh_a_consultation_only_pauses():
    restart = due(
        D(2022, 9, 28),
        Event("supplement_asked", D(2022, 10, 12)),
        Event("supplement_received", D(2022, 10, 25)),
    )
    assert restart == D(2022, 11, 22)
    paid = due(D(2022, 11, 28), Event("fee_notice", D(2022, 12, 5)), Event("paid", D(2022, 12, 20)))
    assert paid == D(2023, 1, 18)
    assert due(D(2022, 9, 5), *consulted(D(2022, 9, 8), D(2022, 9, 26))) == D(2022, 10, 24)


def test_05_a_supplement_is_asked_once_and_ends_in_two_different_rows():
    asked = [Event("supplement_asked", D(2022, 9, 8)), Event("supplement_received", D(2022, 9, 20))]
    with pytest.raises(ClockError, match="一次性告知"):
        due(D(2022, 9, 5), *asked, Event("supplement_asked", D(2022, 9, 22)))
    assert (OUTCOMES["unclear_after_supplement"].row, OUTCOMES["supplement_lapsed"].row) == ("u3", "o1")


def test_06_silence_means_something_else_for_third_parties_and_co_makers():
    assert "决定是否公开" in SILENCE_OF_THIRD_PARTY.text
    assert "视为同意公开" in SILENCE_OF_CO_MAKER.text
    for party, cite in (("third_party", SILENCE_OF_THIRD_PARTY), ("co_maker", SILENCE_OF_CO_MAKER)):
        sent = Event("consultation_sent", D(2022, 9, 8), "c", {"party": party})
        assert cite in evaluate(D(2022, 9, 5), [sent], CALENDAR).citations


def test_07_extension_is_capped_and_told_in_time_while_a_delay_has_its_own_uncapped_day():
    with pytest.raises(ClockError, match="最长不得超过20个"):
        due(D(2022, 9, 28), Event("extended", D(2022, 10, 8), "", {"workdays": 21}))
    with pytest.raises(ClockError, match="不生效力"):
        check(D(2022, 9, 28), [Event("extended", D(2022, 11, 1), "", {"workdays": 5})], CALENDAR)
    delayed = Event("delayed", D(2022, 10, 20), "", {"until": "2023-06-30"})
    assert due(D(2022, 9, 28), delayed) == D(2023, 6, 30)


def test_08_overlapping_consultations_are_taken_out_once_and_end_with_the_first_of_answer_and_own_day():
    both = (*consulted(D(2022, 9, 8), D(2022, 9, 26), "a"), *consulted(D(2022, 9, 13), D(2022, 9, 20), "b"))
    assert due(D(2022, 9, 5), *both) == D(2022, 10, 24)
    too_late = consulted(D(2022, 9, 8), D(2022, 11, 30), "a", party_received_on=D(2022, 9, 9))
    silent = Event("consultation_sent", D(2022, 9, 8), "a", {"party_received_on": D(2022, 9, 9)})
    assert due(D(2022, 9, 5), *too_late) == due(D(2022, 9, 5), silent)


def test_09_in_time_is_judged_by_posting_or_signature():
    assert legal_day("mail", posted_on=D(2022, 10, 24), signed_on=D(2022, 10, 27)) == D(2022, 10, 24)
    assert legal_day("counter", posted_on=D(2022, 10, 24), signed_on=D(2022, 10, 27)) == D(2022, 10, 27)


def test_10_over_new_year_a_day_is_provisional_until_the_notice_comes():
    before = Calendar([notice for notice in shipped_notices() if notice.year < 2023])
    first, then = evaluate(D(2022, 12, 5), [], before), evaluate(D(2022, 12, 5), [], CALENDAR)
    assert (first.state, then.state) == ("provisional", "running")
    assert first.due != then.due == D(2023, 1, 3)
    assert first.calendar_version != then.calendar_version


def test_11_the_month_counter_is_marginal_and_the_page_tier_is_per_request():
    assert by_items(8, 4).amount == 200
    assert by_items(0, 11).amount == 100
    assert by_pages(40).amount * 2 != by_pages(80).amount


def test_12_one_way_of_charging_for_one_request():
    assert {ONE_WAY, PAGE_SCOPE} <= set(by_pages(68).cites)
    assert ONE_WAY in by_items(0, 11).cites


def test_13_twenty_days_to_pay_from_the_day_after_and_no_separate_remedy():
    assert payment_due(D(2022, 12, 5), CALENDAR) == D(2023, 1, 3)
    assert "单独申请行政复议的，不予受理" in NO_SEPARATE_REMEDY.text


def test_14_a_partial_disclosure_has_its_own_row_and_goes_to_reconsideration_first():
    assert OUTCOMES["partial"].row == "partial"
    assert remedies(D(2024, 3, 1), "partial", "local_department").reconsideration_first


def test_15_rows_that_surprise():
    assert OUTCOMES["already_public"].row == "granted"
    assert OUTCOMES["not_held"].row == OUTCOMES["not_responsible"].row == "u1"
    assert OUTCOMES["special_access"].row == "d8"
    assert not remedies(D(2025, 7, 1), "special_access", "local_department").reconsideration_first


def test_16_the_remedy_hangs_on_date_outcome_and_organ_and_old_letters_stay_old():
    old = remedies(D(2022, 10, 24), "state_secret", "local_department")
    assert old.bodies == ("own_government", "superior_department") and "直接" in old.text()
    assert remedies(D(2024, 3, 1), "state_secret", "local_department").bodies == ("own_government",)
    assert remedies(D(2024, 3, 1), "state_secret", "vertical").bodies == ("superior_department",)
    assert remedies(D(2024, 3, 1), "state_secret", "judicial_department").bodies == (
        "own_government",
        "superior_justice",
    )
    crossing = remedies(D(2023, 12, 29), "state_secret", "local_department", served_on=D(2024, 1, 3))
    assert crossing.reconsideration_first and crossing.warnings


def test_17_every_result_row_of_table_three_can_be_reached():
    rows = {outcome.row for outcome in OUTCOMES.values()}
    assert len(rows) == 21 and not rows & {"new", "carried_in", "done", "carried_out"}


def test_18_a_request_of_30_december_is_due_in_the_next_year():
    clock = evaluate(D(2022, 12, 30), [Event("replied", D(2023, 1, 5))], CALENDAR)
    assert (clock.received.year, clock.closed_on.year, clock.due) == (2022, 2023, D(2023, 2, 2))


def test_19_a_co_defendant_is_not_counted_and_two_rejections_differ():
    assert not counts_in_table_four(own_act=False)
    assert column_of("reconsideration", "request_rejected") == "upheld"
    assert column_of("reconsideration", "dismissed") == "other"


def test_20_report_dates_do_not_roll_and_remedy_periods_roll_but_not_over_make_up_days():
    assert report_dates(2021, "department", CALENDAR).deadline == D(2022, 1, 31)
    assert report_dates(2023, "government", CALENDAR).target == D(2024, 3, 29)
    assert reconsideration_until(D(2022, 8, 2), CALENDAR).ends_on == D(2022, 10, 8)
    assert reconsideration_until(D(2024, 12, 10), CALENDAR).ends_on == D(2025, 2, 8)
    assert direct_suit_until(D(2022, 2, 28), CALENDAR).ends_on == D(2022, 8, 29)


def test_a_repeat_needs_the_same_person_the_same_information_and_an_earlier_reply():
    assert not is_repeat(same_applicant=False, same_information=True, replied_before=True)
