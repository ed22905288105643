"""今日、导航、卡在谁手里、提醒、查找里属于本室的部分。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mingtang.disclosure import workbench
from mingtang.disclosure.actions import intake
from mingtang.disclosure.models import Reminder
from mingtang.disclosure.tests.office import (
    DAY,
    IDENTITY,
    NAME,
    PHONE,
    House,
    consulting,
    file_case,
    make_house,
    registered,
)
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def test_the_clerk_sees_every_open_case_others_their_turn(house):
    case, waiting = registered(house), file_case(house)
    urls = {task.url for task in workbench.tasks(house.clerk, DAY)}
    assert urls == {reverse("cases:case", args=[each.pk]) for each in (case, waiting)}
    assert [task.url for task in workbench.tasks(house.section, DAY)] == [reverse("cases:case", args=[case.pk])]
    for other in (house.stranger, house.other_section, house.people["leader"], house.people["administrator"]):
        assert not list(workbench.tasks(other, DAY))


def test_a_task_says_when_by_what_law_and_whose_turn(house):
    case = registered(house)
    case.refresh_from_db()
    task = next(iter(workbench.tasks(house.section, case.due_on)))
    assert (task.due_on, task.due_class, task.due_words) == (case.due_on, "today", "今日到期")
    assert task.law == "条例第三十三条" and task.turn_name == "你"
    assert NAME not in task.title + task.meta


def test_receipt_is_confirmed_on_the_next_working_day(house):
    file_case(house, channel="fax", on=date(2022, 9, 9))  # a Friday before the mid-autumn holidays
    assert next(iter(workbench.tasks(house.clerk, date(2022, 9, 9)))).due_on == date(2022, 9, 13)
    assert next(iter(workbench.tasks(house.clerk, date(2022, 9, 14)))).due_words == "尽快确认收到"


def test_a_pause_that_is_over_counts_again(house):
    case = consulting(house)
    assert next(iter(workbench.tasks(house.clerk, date(2022, 9, 9)))).due_class == "pause"
    case.refresh_from_db()
    assert next(iter(workbench.tasks(house.clerk, case.due_on))).due_class == "today"


def test_who_keeps_a_case_waiting(house):
    registered(house)
    found = list(workbench.blockers(house.clerk, DAY + timedelta(days=3)))
    assert [(each.who, each.days) for each in found] == [(house.section.section.name, 3)]
    assert not list(workbench.blockers(house.section, DAY + timedelta(days=3)))
    assert not list(workbench.blockers(house.stranger, DAY + timedelta(days=3)))


def test_reminders_and_what_applicants_sent(house):
    case = registered(house)
    Reminder.objects.create(case=case, clock="reply#0", threshold=2, due_on=DAY, made_on=DAY, role="clerk", text="还剩2个工作日")
    intake.add_note(case, on=DAY, text="请尽快")
    titles = [note.title for note in workbench.notes(house.clerk, DAY)]
    assert titles == ["还剩2个工作日", f"申请人补充说明：{case.short_number}"]
    assert not list(workbench.notes(house.stranger, DAY))


def test_what_was_done_today(house):
    case = registered(house)
    assert {each.words for each in workbench.done(house.clerk, DAY)} == {"登记", "分送科室"}
    assert not list(workbench.done(house.clerk, DAY + timedelta(days=1)))
    assert case.title in next(iter(workbench.done(house.clerk, DAY))).title


def test_search_finds_by_number_name_and_letter_inside_the_scope(house):
    case = registered(house)
    receipt = case.letters.get(code="P2")
    assert [hit.kind for hit in workbench.search(house.clerk, case.number)] == ["案件"]
    hits = list(workbench.search(house.clerk, NAME))
    assert len(hits) == 1 and NAME not in hits[0].title + hits[0].meta and "司徒**" in hits[0].meta
    assert [hit.kind for hit in workbench.search(house.clerk, receipt.number)] == ["文书"]
    assert not list(workbench.search(house.stranger, NAME))
    assert not list(workbench.search(house.other_section, case.number))


def test_the_navigation_counts_what_is_due(house):
    case = registered(house)
    case.refresh_from_db()
    assert workbench.due_count(house.section, DAY) == ("1", "")
    assert workbench.due_count(house.clerk, case.due_on) == ("1 今日", "today")
    assert workbench.due_count(house.stranger, case.due_on) is None


def test_today_and_search_pages_show_no_personal_data(house, today):  # noqa: F811
    case = registered(house, title=f"{NAME}的材料{PHONE}")
    case.refresh_from_db()
    today(case.due_on)
    client = house.browser(house.clerk)
    for address in (reverse("workbench:today"), reverse("workbench:search") + f"?q={NAME[:2]}"):
        body = client.get(address).content.decode()
        assert "司徒**的材料" in body
        assert PHONE not in body and IDENTITY not in body and NAME not in body
