"""报送期限在经办人的今日清单上：临近了出现，逾期了还在，公布了就没有。"""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.disclosure.tests.factories import Office, bare_case, make_office
from mingtang.organs.models import OrganKind
from mingtang.report.tests.factories import JANUARY, published, written
from mingtang.report.workbench import count, tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def shown(staff, day: date) -> list[tuple[str, str]]:
    return [(task.due_words, task.due_class) for task in tasks(staff, day)]


def test_the_report_comes_near_is_due_and_is_late(office):
    written(office)
    clerk = office.clerk
    assert shown(clerk, date(2023, 1, 2)) == [("剩18个工作日", "")]  # 28 and 29 January are worked
    assert shown(clerk, date(2023, 1, 30)) == [("剩1个工作日", "soon")]
    assert shown(clerk, date(2023, 1, 31)) == [("今日到期", "today")]
    assert shown(clerk, date(2023, 2, 1)) == [("逾期1个工作日", "late")]
    assert shown(clerk, date(2023, 2, 3)) == [("逾期3个工作日", "late")]
    assert [task.due_on for task in tasks(clerk, date(2023, 1, 31))] == [date(2023, 1, 31)]


def test_it_goes_when_it_is_published(office):
    published(office)
    assert shown(office.clerk, JANUARY) == shown(office.clerk, date(2023, 3, 1)) == []


def test_only_the_clerk_has_it_and_a_government_has_until_march(office):
    written(office)
    for role, staff in office.people.items():
        assert bool(shown(staff, date(2023, 1, 31))) == (role == "clerk"), role
    office.organ.kind = OrganKind.LOCAL_GOVERNMENT
    office.organ.save()
    office.clerk.organ.refresh_from_db()
    assert shown(office.clerk, date(2023, 1, 31)) == []
    assert shown(office.clerk, date(2023, 3, 31)) == [("今日到期", "today")]


def test_years_without_records_here_are_not_late(office):
    written(office, 2021)
    assert shown(office.clerk, date(2023, 2, 1)) == []
    bare_case(office.organ, date(2022, 3, 1))
    assert shown(office.clerk, date(2023, 2, 1)) == [("逾期1个工作日", "late")]


def test_what_waits_for_leaders_is_counted(office):
    written(office)
    assert count(office.vice_leader, JANUARY) == ("1 待审核", "")
    assert count(office.leader, JANUARY) is None and count(office.clerk, JANUARY) is None
