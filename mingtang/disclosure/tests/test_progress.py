"""What the applicant sees: one side current at a time, only what happened and what comes, nothing from inside."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mingtang.disclosure.progress import Progress, told
from mingtang.disclosure.tests.pages import CALENDAR, MONDAY, Book, october, sep
from mingtang.disclosure.tests.walks import books
from mingtang.disclosure.turns import turn

INSIDE = ("审核", "拟", "退回修改", "检索", "王静文", "刘敏", "江北恒")


def seen(book: Book, on: date) -> Progress:
    return told(book.story, book.pages, on, CALENDAR)


def current(progress: Progress) -> list[str]:
    return [party.who for party in progress.parties if party.current]


def words(progress: Progress) -> str:
    lines = [progress.headline, *progress.sentences, progress.note]
    return "".join([*lines, *(f"{party.who}{party.what}" for party in progress.parties)])


@given(books(), st.integers(0, 30))
@settings(max_examples=150)
def test_any_file_is_told_with_one_side_current_and_nothing_from_inside(book: Book, later: int) -> None:
    last = max((page.on for page in book.pages), default=MONDAY)
    progress = seen(book, last + timedelta(days=later))
    closed = book.story.closed or turn(book.story).holder == "none"
    assert len(current(progress)) == (0 if closed else 1)
    assert len(progress.parties) == 3
    assert not [word for word in INSIDE if word in words(progress)]
    assert sum(step.state == "now" for step in progress.history) <= 1
    assert bool(progress.asked) == (progress.to_do == "supplement")
    if book.story.decision or book.story.withdrawn_on:
        assert not progress.may


def test_a_new_application_waits_for_the_office() -> None:
    progress = seen(Book(channel="web").filed(), MONDAY)
    assert progress.headline == "已提交，等本局与您确认收到"
    assert current(progress) == ["本局"]
    assert progress.left is None
    assert progress.may == {"note", "withdraw"}


def test_a_pause_is_explained_with_its_last_day() -> None:
    progress = seen(Book().assigned().consult(sep(8)), sep(9))
    assert progress.headline == "正在等第三方答复，计时已暂停"
    assert current(progress) == ["第三方"]
    assert progress.days.endswith("计时暂停")
    assert "对方早答复，本局就早答复" in progress.note
    assert progress.calm
    assert [step.by for step in progress.history if step.state == "next"] == ["止", "止"]


def test_a_supplement_is_asked_for_point_by_point() -> None:
    book = Book().assigned().ask_supplement(sep(8), sep(23))
    progress = seen(book, sep(9))
    assert progress.asked == (("哪一期", "写明期数"),)
    assert current(progress) == ["您"]
    assert "最迟9月23日补正申请" in words(progress)
    assert not progress.calm
    assert "supplement" in progress.may
    again = seen(book.add("supplement_submitted", sep(13), text="二期"), sep(13))
    assert current(again) == ["本局"]
    assert again.asked == ()
    assert "supplement" not in again.may


def test_an_extension_is_told_beside_the_ruler() -> None:
    progress = seen(Book().assigned().extend(sep(20), sep(21)), sep(22))
    assert progress.total == 30
    assert "已延长10个工作日" in progress.note


def test_the_days_over_the_term_are_counted() -> None:
    progress = seen(Book().assigned(), october(31))
    assert progress.left is not None and progress.left < 0
    assert f"已超过{-progress.left}个" in progress.days
