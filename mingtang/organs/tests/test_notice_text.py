"""放假通知的写法：读得出，写得回，读不出的说清楚。"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.law.notices import shipped_notices
from mingtang.organs.notice_text import NoticeUnreadable, read_off, read_worked, write_off, write_worked


def test_reads_a_paper_as_people_type_it():
    text = "2022-12-31 至 2023-01-02 元旦\n1月21日—1月27日 春节\n\n04-05 清明节\n9.29 ~ 10.6 中秋节、国庆节\n"
    assert read_off(2023, text) == (
        (date(2022, 12, 31), date(2023, 1, 2), "元旦"),
        (date(2023, 1, 21), date(2023, 1, 27), "春节"),
        (date(2023, 4, 5), date(2023, 4, 5), "清明节"),
        (date(2023, 9, 29), date(2023, 10, 6), "中秋节、国庆节"),
    )


def test_reads_worked_days_however_they_are_separated():
    assert read_worked(2023, "01-28、1月29日\n4.23，5/6") == (
        date(2023, 1, 28), date(2023, 1, 29), date(2023, 4, 23), date(2023, 5, 6),
    )  # fmt: skip
    assert read_worked(2023, " ") == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("国庆节放假七天", "放假第 1 行“国庆节放假七天”读不出日期，写成“10-01 至 10-07 国庆节”。"),
        ("01-01 元旦\n02-30 至 03-02 春节", "放假第 2 行：没有 02 月 30 日这一天，改成日历上有的日期。"),
        ("10-01 至 10-07", "放假第 1 行“10-01 至 10-07”没有写节日名称，在日期后写上，如“国庆节”。"),
        (
            "10-07 至 10-01 国庆节",
            "放假第 1 行“10-07 至 10-01 国庆节”的最后一天早于第一天，调换两个日期，跨年的写上年份。",
        ),
        ("05-01 至 06-01 劳动节", "放假第 1 行“05-01 至 06-01 劳动节”长过 15 天，核对日期。"),
        ("10-01 至 10-07 国庆节\n10-06 中秋节", "“国庆节”和“中秋节”都写了 10-06，同一天只写一次。"),
    ],
)
def test_says_which_line_cannot_be_read_and_how_to_write_it(text, sentence):
    with pytest.raises(NoticeUnreadable) as caught:
        read_off(2022, text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("下周六", "调休上班第 1 个日期“下周六”读不出，写成“01-29”。"),
        ("01-29、13-01", "调休上班第 2 个日期：没有 13 月 01 日这一天，改成日历上有的日期。"),
        ("10-24", "10-24 是周一至周五，本来就上班，从调休上班中删去。"),
    ],
)
def test_says_which_worked_day_is_wrong(text, sentence):
    with pytest.raises(NoticeUnreadable) as caught:
        read_worked(2022, text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("notice", shipped_notices(), ids=lambda notice: notice.number)
def test_every_shipped_notice_survives_being_written_and_read(notice):
    assert read_off(notice.year, write_off(notice.year, notice.off)) == tuple(sorted(notice.off))
    weekend = tuple(day for day in notice.worked if day.weekday() >= 5)
    assert read_worked(notice.year, write_worked(notice.year, weekend)) == tuple(sorted(weekend))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(off, worked):
    for read, text in ((read_off, off), (read_worked, worked)):
        try:
            read(2023, text)
        except NoticeUnreadable as refusal:
            assert str(refusal).endswith("。")
