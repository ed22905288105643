"""By the clock and in a hurry: timed publication and removal, urgent publication, removal and return, moves, validity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mingtang.law.calendar import standard_calendar
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions, effects, people
from mingtang.publishing.hours import SPANS, after_hours
from mingtang.publishing.jobs import show_and_hide
from mingtang.publishing.models import Column, Consultation, Document, Piece, ReviewAct
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.tests.reviewing import (
    TEXT,
    People,
    approved,
    article,
    document,
    fresh,
    kinds,
    passed,
    seen,
    submitted,
)

HERE = timezone.get_default_timezone()


@pytest.fixture
def piece(news: Column, staff: People) -> Piece:
    return article(news, staff["周涛"])


@pytest.fixture
def hour() -> timedelta:
    return timedelta(hours=1)


def all_approve(piece: Piece, staff: People, **more: Any) -> Piece:
    return approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"], **more)


# By the clock


def test_a_piece_goes_on_and_off_at_its_time(piece: Piece, staff: People, hour: timedelta) -> None:
    start = timezone.now() + hour
    all_approve(piece, staff, at=start, until=start + hour)
    show_and_hide(now=start - timedelta(minutes=1), since=None)
    assert not fresh(piece).live
    show_and_hide(now=start, since=None)
    assert fresh(piece).live and fresh(piece).show_at is None
    show_and_hide(now=start + 2 * hour, since=None)
    assert not fresh(piece).live and kinds(piece)[-1] == "withdrawn"
    assert ReviewAct.objects.filter(kind="withdrawn", by=None).exists()


def test_times_missed_in_an_outage_are_caught_up_once(news: Column, staff: People, hour: timedelta) -> None:
    start = timezone.now() + hour
    several = [
        all_approve(article(news, staff["周涛"], f"第{i}篇"), staff, at=start + i * hour) for i in range(3)
    ]
    later = start + timedelta(days=4)
    assert actions.publish_due(now=later, on=DAY) == 3
    assert actions.publish_due(now=later, on=DAY) == 0
    assert all(kinds(each).count("published") == 1 for each in several)


@pytest.fixture
def fails() -> Iterator[set[str]]:
    """Titles at which what follows a publication fails."""
    titles: set[str] = set()

    def shown(piece: Piece) -> None:
        if piece.title in titles:
            raise RuntimeError("store")

    effects.register_effects("test", shown=shown, hidden=lambda piece: None)
    yield titles
    effects._registered.pop("test")


def test_a_failure_of_one_keeps_no_other_from_its_time_and_leaves_nothing_half_done(
    news: Column, staff: People, hour: timedelta, fails: set[str]
) -> None:
    start = timezone.now() + hour
    bad, good = (
        all_approve(article(news, staff["周涛"], title), staff, at=start)
        for title in ("坏的一篇", "好的一篇")
    )
    fails.add("坏的一篇")
    assert actions.publish_due(now=start, on=DAY) == 1
    assert fresh(good).live and not fresh(bad).live and fresh(bad).stage == "scheduled"
    assert "published" not in kinds(bad) and fresh(bad).live_digest == ""
    fails.clear()
    assert actions.publish_due(now=start, on=DAY) == 1


def test_an_approval_that_fails_in_the_middle_has_not_happened(
    piece: Piece, staff: People, fails: set[str]
) -> None:
    passed(piece, staff["周涛"], staff["刘敏"])
    fails.add(piece.title)
    before = kinds(piece)
    with pytest.raises(RuntimeError):
        actions.approve(piece, by=staff["陈国栋"], on=DAY, opinion="", seen=seen(piece), override="无误")
    now = fresh(piece)
    assert kinds(piece) == before and now.stage == "approval" and not now.live
    assert now.current_workflow_state is not None


def test_a_timed_piece_is_taken_back_by_the_section_or_sent_back_by_the_head(
    piece: Piece, staff: People, hour: timedelta
) -> None:
    start = timezone.now() + hour
    all_approve(piece, staff, at=start)
    actions.send_back(piece, by=staff["陈国栋"], on=DAY, opinion="等一等", seen=seen(piece))
    assert fresh(piece).stage == "returned" and fresh(piece).show_at is None
    all_approve(piece, staff, at=start)
    actions.recall(piece, by=staff["周涛"], on=DAY, reason="改日期")
    assert actions.publish_due(now=start, on=DAY) == 0


def test_a_time_that_is_past_is_refused(piece: Piece, staff: People, hour: timedelta) -> None:
    passed(piece, staff["周涛"], staff["刘敏"])
    with pytest.raises(Refused, match="已经过了"):
        actions.approve(
            piece,
            by=staff["陈国栋"],
            on=DAY,
            opinion="",
            seen=seen(piece),
            override="无误",
            at=timezone.now() - hour,
        )
    assert fresh(piece).stage == "approval"


# Taking down and bringing back


def test_a_section_asks_and_a_leader_answers(piece: Piece, staff: People) -> None:
    all_approve(piece, staff)
    actions.ask_removal(piece, by=staff["周涛"], on=DAY, reason="电话有变")
    with pytest.raises(Refused, match="已经申请"):
        actions.ask_removal(piece, by=staff["周涛"], on=DAY, reason="再说一遍")
    actions.refuse_removal(piece, by=staff["刘敏"], on=DAY, reason="改稿即可")
    assert fresh(piece).live
    actions.ask_removal(piece, by=staff["周涛"], on=DAY, reason="整篇作废")
    actions.withdraw(piece, by=staff["陈国栋"], on=DAY, reason="同意", replacement="https://www.gov.cn/")
    assert not fresh(piece).live
    assert piece.acts.order_by("pk").last().data["replacement"] == "https://www.gov.cn/"  # type: ignore[union-attr]


def test_what_comes_back_is_exactly_what_was_on_show(piece: Piece, staff: People) -> None:
    all_approve(piece, staff)
    mark = fresh(piece).live_digest
    actions.withdraw(piece, by=staff["刘敏"], on=DAY, reason="核实")
    assert Client().get(fresh(piece).url).status_code in (404, 410)
    actions.revise(piece, {"title": "新题"}, by=staff["周涛"], on=DAY)
    actions.restore(piece, by=staff["陈国栋"], on=DAY, reason="核实无误")
    now = fresh(piece)
    assert now.live and now.title == "樊江区推行并联审批" and now.live_digest == mark


def test_taking_down_ends_the_review_of_the_next_version(piece: Piece, staff: People) -> None:
    all_approve(piece, staff)
    actions.revise(piece, {"title": "新题"}, by=staff["周涛"], on=DAY)
    submitted(piece, staff["周涛"])
    actions.withdraw(piece, by=staff["刘敏"], on=DAY, reason="数字有误")
    assert fresh(piece).stage == "withdrawn" and fresh(piece).current_workflow_state is None
    assert "voided" in kinds(piece)


def test_a_plan_to_take_down_can_be_dropped(piece: Piece, staff: People, hour: timedelta) -> None:
    all_approve(piece, staff)
    at = timezone.now() + hour
    actions.plan_removal(piece, by=staff["刘敏"], on=DAY, at=at, reason="招聘结束")
    actions.unplan_removal(piece, by=staff["刘敏"], on=DAY)
    assert actions.withdraw_due(now=at + hour, on=DAY) == 0 and fresh(piece).live


# In a hurry


def test_urgent_publication_owes_the_missing_review(piece: Piece, staff: People) -> None:
    submitted(piece, staff["周涛"])
    friday = datetime(2022, 3, 4, 16, tzinfo=HERE)
    with pytest.raises(Refused, match="依据"):
        actions.publish_urgently(
            piece, by=staff["刘敏"], on=DAY, now=friday, reason="停电", basis="", seen=seen(piece)
        )
    actions.publish_urgently(
        piece, by=staff["刘敏"], on=DAY, now=friday, reason="停电", basis="应急预案", seen=seen(piece)
    )
    now = fresh(piece)
    assert now.live and people.missing_roles(now) == ["leader"]
    assert timezone.localtime(now.review_by) == datetime(2022, 3, 7, 17, tzinfo=HERE)
    with pytest.raises(Refused, match="没有签意见的领导"):
        actions.review_after(piece, by=staff["刘敏"], on=DAY, opinion="")
    actions.review_after(piece, by=staff["陈国栋"], on=DAY, opinion="")
    assert fresh(piece).review_by is None and fresh(piece).live


def test_both_reviews_are_owed_when_the_head_hurries_past_the_leader(piece: Piece, staff: People) -> None:
    submitted(piece, staff["周涛"])
    now = datetime(2022, 3, 4, 16, tzinfo=HERE)
    actions.publish_urgently(
        piece, by=staff["陈国栋"], on=DAY, now=now, reason="停电", basis="预案", seen=seen(piece)
    )
    assert people.missing_roles(fresh(piece)) == ["vice_leader"]
    with pytest.raises(Refused, match="写明理由"):
        actions.review_after(piece, by=staff["何远"], on=DAY, opinion=" ", agree=False)
    actions.review_after(piece, by=staff["何远"], on=DAY, opinion="数字不对", agree=False)
    assert not fresh(piece).live and fresh(piece).review_by is None


@given(
    st.datetimes(datetime(2022, 1, 1), datetime(2022, 12, 1)),
    st.integers(1, 40),
)
def test_working_hours_add_up(start: datetime, hours: int) -> None:
    calendar, begin = standard_calendar(), start.replace(tzinfo=HERE)
    end = after_hours(begin, hours, calendar)
    assert end > begin and calendar.is_workday(end.date())
    assert any(opens < end.time() <= closes for opens, closes in SPANS)
    counted, day = timedelta(), begin.date()
    while day <= end.date():
        for opens, closes in SPANS if calendar.is_workday(day) else ():
            low = max(datetime.combine(day, opens, HERE), begin)
            high = min(datetime.combine(day, closes, HERE), end)
            counted += max(high - low, timedelta())
        day += timedelta(days=1)
    assert counted == timedelta(hours=hours)


# Places


def test_the_old_address_leads_to_the_new_one(piece: Piece, staff: People) -> None:
    all_approve(piece, staff)
    old = fresh(piece).url
    there = Column.objects.get(slug="gzdt")
    with pytest.raises(Refused, match="不直接放稿件"):
        actions.move(piece, Column.objects.get(slug="xwdt"), by=staff["王静文"], on=DAY, reason="归类")
    actions.move(piece, there, by=staff["王静文"], on=DAY, reason="归类")
    now = fresh(piece)
    assert now.get_parent().pk == there.pk and now.live
    answer = Client().get(old)
    assert answer.status_code == 301 and answer["Location"].endswith(now.url)
    actions.move(piece, Column.objects.get(slug="xqdt"), by=staff["王静文"], on=DAY, reason="放回")
    assert Client().get(old).status_code == 200


# Policies and their interpretations


def test_a_policy_goes_on_show_with_its_interpretation(staff: People, news: Column) -> None:
    paper = document(staff["王静文"])
    passed(paper, staff["王静文"], staff["刘敏"])

    def approve(piece: Piece) -> None:
        actions.approve(piece, by=staff["陈国栋"], on=DAY, opinion="", seen=seen(piece), override="无误")

    with pytest.raises(Refused, match="同时发布"):
        approve(paper)
    column = Column.objects.filter(kind="interpretations").order_by("path")[0]
    told = article(column, staff["王静文"], "一图读懂窗口服务时间")
    draft = fresh(told).get_latest_revision_as_object()
    draft.explains, draft.medium = [fresh(paper)], "chart"
    draft.save_revision(user=staff["王静文"])
    with pytest.raises(Refused, match="解读《一图读懂窗口服务时间》还没有批准"):
        approve(paper)
    passed(told, staff["王静文"], staff["刘敏"])
    approve(told)
    assert fresh(told).stage == "scheduled" and not fresh(told).live
    assert actions.publish_due(now=timezone.now(), on=DAY) == 0
    approve(paper)
    assert fresh(paper).live and fresh(told).live and fresh(told).stage == "published"


def test_a_policy_without_an_interpretation_says_why(staff: People, news: Column) -> None:
    paper = document(staff["王静文"], no_interpretation="内部工作安排，不涉及公众")
    approved(paper, staff["王静文"], staff["刘敏"], staff["陈国栋"])
    act = paper.acts.get(kind="approved")
    assert act.data["no_interpretation"] == "内部工作安排，不涉及公众"


def test_a_repealed_document_says_so_and_stays_so(staff: People, news: Column) -> None:
    old, new = (
        approved(
            document(staff["王静文"], title, no_interpretation="x"),
            staff["王静文"],
            staff["刘敏"],
            staff["陈国栋"],
        )
        for title in ("旧办法", "新办法")
    )
    actions.repeal(
        fresh(old),
        by=staff["陈国栋"],
        on=DAY,
        validity="repealed",
        note="自2022年3月1日起废止",
        replaced_by=fresh(new),
    )
    assert fresh(old).validity == "repealed" and list(fresh(new).repeals.all()) == [fresh(old)]
    actions.revise(old, {"title": "旧办法（已废止）"}, by=staff["王静文"], on=DAY)
    approved(old, staff["王静文"], staff["刘敏"], staff["陈国栋"])
    assert fresh(old).validity == "repealed" and fresh(old).repealed_by == fresh(new)


@pytest.mark.django_db
def test_a_document_expires_by_the_day() -> None:
    paper = Document(expires_on=date(2022, 3, 1))
    assert paper.validity_on(date(2022, 3, 1)) == "in_force"
    assert paper.validity_on(date(2022, 3, 2)) == "expired"
    paper.validity = "repealed"
    assert paper.validity_on(date(2022, 3, 2)) == "repealed"


# Consultations


def consultation(staff: People, days: int, **more: Any) -> Piece:
    column = Column.objects.filter(kind="consultations").order_by("path")[0]
    draft = Consultation(
        title="信用评价办法（征求意见稿）", body=TEXT, opens_on=DAY, closes_on=DAY + timedelta(days=days - 1),
        contact="周涛 0000-3333333", **more,
    )  # fmt: skip
    return actions.begin(column, draft, by=staff["王静文"], on=DAY)


def pass_all(piece: Piece, staff: People) -> None:
    approved(piece, staff["王静文"], staff["刘敏"], staff["陈国栋"])


@pytest.mark.parametrize(("days", "shown"), [(30, True), (29, False)])
def test_a_consultation_runs_thirty_days(days: int, shown: bool, staff: People, news: Column) -> None:
    asked = consultation(staff, days)
    if shown:
        pass_all(asked, staff)
    else:
        with pytest.raises(Refused, match="一般不少于30日"):
            pass_all(asked, staff)
    assert fresh(asked).live is shown


def test_a_shorter_consultation_records_its_reason(staff: People, news: Column) -> None:
    asked = consultation(staff, 10, short_reason="汛期临近")
    pass_all(asked, staff)
    act = asked.acts.get(kind="approved")
    assert act.data == {"days": 10, "short_reason": "汛期临近"} and act.by == staff["陈国栋"]


def test_the_result_of_a_consultation_is_published_after_its_end(staff: People, news: Column) -> None:
    asked = consultation(staff, 30)
    pass_all(asked, staff)
    actions.revise(asked, {"result": TEXT}, by=staff["王静文"], on=DAY)
    passed(asked, staff["王静文"], staff["刘敏"])

    def approve(on: date) -> None:
        actions.approve(asked, by=staff["陈国栋"], on=on, opinion="", seen=seen(asked), override="无误")

    with pytest.raises(Refused, match="截止以后"):
        approve(DAY + timedelta(days=29))
    approve(DAY + timedelta(days=30))
    assert fresh(asked).result_on == DAY + timedelta(days=30) and kinds(asked)[-1] == "result_shown"
