"""Days in words, due chips, masks."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from mingtang.web.due import due_chip

DAY = date(2022, 10, 24)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("day", "2022-10-24"),
        ("day_short", "10-24"),
        ("day_cn", "10月24日"),
        ("day_words", "10月24日 星期一"),
        ("day_full", "2022年10月24日"),
        ("weekday", "星期一"),
    ],
)
def test_a_day_in_words(render, form, words):
    assert render("{{ d|%s }}" % form, d=DAY) == words  # noqa: UP031
    assert render("{{ d|%s }}" % form, d=None) == ""  # noqa: UP031


def test_a_moment_is_shown_in_the_time_of_the_office(render):
    moment = datetime(2022, 10, 23, 16, 50, tzinfo=UTC)
    assert render("{{ t|moment }} / {{ t|moment_full }} / {{ t|day }}", t=moment) == (
        "10-24 00:50 / 2022-10-24 00:50 / 2022-10-24"
    )


@pytest.mark.parametrize(
    ("on", "near", "rest"),
    [
        (date(2022, 10, 24), "今天", "10月24日 星期一"),
        (date(2022, 10, 25), "明天", "10月25日 星期二"),
        (date(2022, 10, 28), "周五", "10月28日 星期五"),
        (date(2022, 10, 31), "10月31日", "星期一"),
        (date(2022, 10, 21), "10月21日", "星期五"),
    ],
)
def test_a_near_day_has_a_short_name(render, on, near, rest):
    assert render("{{ d|day_near:today }}|{{ d|day_rest:today }}", d=on) == f"{near}|{rest}"


def test_the_time_element_carries_the_machine_form(render):
    assert render('{% time d "words" %}', d=DAY) == '<time datetime="2022-10-24">10月24日 星期一</time>'


def clock(state="running", due=DAY, left=0, provisional=False):
    return SimpleNamespace(state=state, due=due, left=lambda day: left, provisional=provisional)


@pytest.mark.parametrize(
    ("given", "chip"),
    [
        (clock("closed"), ("done", "已办结")),
        (clock("waiting"), ("wait", "等申请人")),
        (clock("paused"), ("pause", "暂停计时")),
        (clock(due=date(2022, 10, 21), left=-1), ("late", "逾期 3 天")),
        (clock(due=DAY), ("today", "今日到期")),
        (clock(due=date(2022, 10, 26), left=2), ("soon", "剩 2 个工作日")),
        (clock(due=date(2022, 10, 27), left=3), ("", "剩 3 个工作日")),
        (clock(due=date(2023, 1, 5), left=50, provisional=True), ("", "剩 50 个工作日（暂定）")),
    ],
)
def test_the_chip_says_where_a_deadline_stands(given, chip):
    assert tuple(due_chip(given, DAY)) == chip


def test_the_chip_is_a_link_when_there_is_an_account(render):
    assert (
        render('{% due clock url="#clock" %}', clock=clock())
        == '<a class="due today" href="#clock">今日到期</a>'
    )
    assert render('{% due words="今天须送出" state="today" %}') == '<span class="due today">今天须送出</span>'


def test_hostile_words_in_a_chip_stay_words(render):
    assert "<script>" not in render(
        "{% due words=bad state=bad url=bad %}", bad='"><script>alert(1)</script>'
    )


def test_personal_values_are_masked(render):
    assert render('{{ v|masked:"phone" }}', v="13812345678") == '<span class="masked">138****5678</span>'
    assert "<b>" not in render('{{ v|masked:"name" }}', v="<b>罗一一</b>")
    assert render('{{ v|masked:"name" }}', v="") == ""
