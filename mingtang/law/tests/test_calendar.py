"""工作日：放假、调休、后发的通知优先、没有通知的年份。"""

from datetime import date as D
from datetime import timedelta

import pytest

from mingtang.law.calendar import Calendar, HolidayNotice, OutOfCalendar, day_in_calendar, standard_calendar
from mingtang.law.errors import LawError
from mingtang.law.notices import read_notice, shipped_notices

CALENDAR = standard_calendar()
# Monday to Friday days that are off, year by year, as month-day.
OFF = {
    2019: "01-01 02-04 02-05 02-06 02-07 02-08 04-05 05-01 05-02 05-03 06-07 09-13 10-01 10-02 10-03 10-04 10-07",
    2020: "01-01 01-24 01-27 01-28 01-29 01-30 01-31 04-06 05-01 05-04 05-05 06-25 06-26 10-01 10-02 10-05 10-06 10-07 10-08",
    2021: "01-01 02-11 02-12 02-15 02-16 02-17 04-05 05-03 05-04 05-05 06-14 09-20 09-21 10-01 10-04 10-05 10-06 10-07",
    2022: "01-03 01-31 02-01 02-02 02-03 02-04 04-04 04-05 05-02 05-03 05-04 06-03 09-12 10-03 10-04 10-05 10-06 10-07",
    2023: "01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02 05-03 06-22 06-23 09-29 10-02 10-03 10-04 10-05 10-06",
    2024: "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07",
    2025: "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07",
}
WORKED = {
    2019: "02-02 02-03 04-28 05-05 09-29 10-12",
    2020: "01-19 04-26 05-09 06-28 09-27 10-10",
    2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def notice(**changes):
    values = {
        "year": 2027,
        "number": "国办发明电〔2026〕1号",
        "issued_on": D(2026, 11, 5),
        "off": (),
        **changes,
    }
    return HolidayNotice(**values)


@pytest.mark.parametrize("year", OFF)
def test_a_year_day_by_day(year):
    days = [D(year, 1, 1) + timedelta(n) for n in range(366 if year % 4 == 0 else 365)]
    off = [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not CALENDAR.is_workday(day)]
    worked = [f"{day:%m-%d}" for day in days if CALENDAR.kind(day) == "makeup"]
    assert (" ".join(off), " ".join(worked)) == (OFF[year], WORKED[year])


def test_kinds_and_names():
    assert CALENDAR.kind(D(2022, 9, 10)) == "holiday"  # a Saturday inside the days off
    assert CALENDAR.name(D(2022, 9, 10)) == "中秋节"
    assert CALENDAR.kind(D(2022, 10, 9)) == "makeup"
    assert CALENDAR.notice(D(2022, 10, 9)).number == "国办发明电〔2021〕11号"
    assert CALENDAR.kind(D(2022, 9, 17)) == "weekend"
    assert CALENDAR.kind(D(2022, 9, 16)) == "workday"
    assert CALENDAR.name(D(2022, 9, 16)) == ""
    assert CALENDAR.notice(D(2022, 9, 16)) is None


def test_new_year_2023_belongs_to_the_notice_of_2023():
    assert CALENDAR.notice(D(2022, 12, 31)).number == "国办发明电〔2022〕16号"


def test_a_later_notice_wins_for_the_days_it_names():
    assert CALENDAR.kind(D(2020, 2, 1)) == "holiday"  # to be worked by the first notice, off by the extension
    assert CALENDAR.notice(D(2020, 2, 1)).number == "国办发明电〔2020〕1号"
    assert CALENDAR.kind(D(2019, 5, 3)) == "holiday"


def test_a_later_notice_may_make_a_day_off_a_workday_again():
    first = notice(off=((D(2027, 3, 1), D(2027, 3, 2), "试"),))
    later = notice(number="国办发明电〔2027〕1号", issued_on=D(2027, 1, 5), worked=(D(2027, 3, 1),))
    calendar = Calendar([later, first])
    assert calendar.kind(D(2027, 3, 1)) == "workday"
    assert calendar.kind(D(2027, 3, 2)) == "holiday"


def test_counting_and_its_inverse():
    assert CALENDAR.add_workdays(D(2022, 9, 28), 0) == D(2022, 9, 28)
    assert CALENDAR.add_workdays(D(2022, 9, 30), 1) == D(2022, 10, 8)
    assert CALENDAR.workdays_between(D(2022, 9, 28), D(2022, 10, 31)) == 20
    assert CALENDAR.workdays_between(D(2022, 10, 31), D(2022, 9, 28)) == 0
    with pytest.raises(LawError, match="不能是负数"):
        CALENDAR.add_workdays(D(2022, 9, 28), -1)


def test_rolling_and_the_last_workday_before():
    assert CALENDAR.roll_forward(D(2022, 10, 1)) == D(2022, 10, 8)
    assert CALENDAR.roll_forward(D(2022, 10, 8)) == D(2022, 10, 8)
    assert CALENDAR.last_workday_before(D(2022, 10, 8)) == D(2022, 9, 30)
    assert CALENDAR.last_workday_before(D(2022, 10, 1)) == D(2022, 9, 30)


def test_a_year_without_notice_is_guessed_and_unknown():
    assert CALENDAR.known(2026) and not CALENDAR.known(2027)
    assert CALENDAR.kind(D(2027, 5, 2)) == "holiday"  # off since 2025
    assert CALENDAR.kind(D(2018, 5, 2)) == "workday"
    assert CALENDAR.kind(D(2027, 10, 8)) == "workday"
    assert CALENDAR.notice(D(2027, 10, 1)) is None


def test_a_local_addition_does_not_make_the_year_known():
    local = notice(number="州政办〔2027〕3号", off=((D(2027, 6, 1), D(2027, 6, 1), "州庆"),), local=True)
    calendar = Calendar([local])
    assert calendar.kind(D(2027, 6, 1)) == "holiday"
    assert not calendar.known(2027)


@pytest.mark.parametrize("day", [D(2000, 1, 1), D(2099, 1, 1)])
def test_days_outside_the_calendar_are_refused(day):
    with pytest.raises(OutOfCalendar, match="不在日历范围内"):
        CALENDAR.count(day)


def test_periods_beyond_the_calendar_are_refused():
    with pytest.raises(OutOfCalendar, match="期限超出日历范围"):
        CALENDAR.add_workdays(D(2036, 12, 1), 250)
    assert day_in_calendar("2022-09-28", CALENDAR) == D(2022, 9, 28)
    with pytest.raises(OutOfCalendar):
        day_in_calendar("1999-09-28", CALENDAR)


def test_the_version_changes_with_the_days_only():
    assert (
        Calendar(shipped_notices()).version
        == Calendar(reversed(shipped_notices())).version
        == CALENDAR.version
    )
    assert Calendar([*shipped_notices(), notice()]).version != CALENDAR.version


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": " "}, "没有文号"),
        ({"off": ((D(2027, 3, 2), D(2027, 3, 1), "试"),)}, "早于首日"),
        ({"off": ((D(2028, 3, 1), D(2028, 3, 2), "试"),)}, "不属于2027年"),
        ({"worked": (D(2026, 3, 1),)}, "不属于2027年"),
        ({"off": ((D(2027, 3, 1), D(2027, 3, 7), "试"),), "worked": (D(2027, 3, 6),)}, "既放假又上班"),
    ],
)
def test_impossible_notices_are_refused(changes, said):
    with pytest.raises(LawError, match=said):
        notice(**changes)


def test_a_notice_is_read_from_its_text():
    text = """
    "年份" = 2027
    "文号" = "国办发明电〔2026〕1号"
    "印发" = 2026-11-05
    [["放假"]]
    "名称" = "元旦"
    "首日" = 2027-01-01
    "末日" = 2027-01-03
    """
    found = read_notice(text)
    assert (found.off, found.worked, found.verified, found.local) == (
        ((D(2027, 1, 1), D(2027, 1, 3), "元旦"),),
        (),
        False,
        False,
    )
    assert len(found.days_off) == 3
    with pytest.raises(LawError, match="缺少“末日”"):
        read_notice(text.replace('"末日" = 2027-01-03', ""))
    with pytest.raises(LawError, match="不是有效的 TOML"):
        read_notice("年份 = 2027")


@pytest.mark.parametrize(
    ("year", "periods"),
    [
        ("99999999999", "[]"),
        ("0", "[]"),
        ('"二〇二三"', "[]"),
        ("2023", "3"),
        ("2023", "[3]"),
        ("2023", '[{"名称" = "元旦", "首日" = 2023-01-01, "末日" = 2023-01-01, "上班" = 3}]'),
    ],
)
def test_a_notice_of_the_wrong_shape_is_one_sentence(year, periods):
    text = f'"文号" = "国办发明电〔2022〕16号"\n"印发" = 2022-12-08\n"年份" = {year}\n"放假" = {periods}\n'
    with pytest.raises(LawError, match="写法不对：年份写整数"):
        read_notice(text)


def test_a_day_that_cannot_be_is_named():
    period = '{"名称" = "元旦", "首日" = "昨天", "末日" = 2023-01-01}'
    text = f'"文号" = "国办发明电〔2022〕16号"\n"印发" = 2022-12-08\n"年份" = 2023\n"放假" = [{period}]\n'
    with pytest.raises(LawError, match="“昨天”写法不对"):
        read_notice(text)


def test_the_shipped_notices_name_their_doubts():
    numbers = {item.number: item.verified for item in shipped_notices()}
    assert numbers["国办发明电〔2021〕11号"] and not numbers["国办发明电〔2025〕7号"]
    assert all(item.source for item in shipped_notices())
