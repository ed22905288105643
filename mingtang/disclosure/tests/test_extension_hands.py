"""延期经过三双手：提请以后轮到分管领导，同意以后轮到经办人告知；不同意的，可以另提一次。"""

from __future__ import annotations

import pytest

from mingtang.disclosure import workbench
from mingtang.disclosure.actions import handling
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.models import Case
from mingtang.disclosure.progress import progress
from mingtang.disclosure.recalculate import events_of
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.tests.factories import CALENDAR, DUE, MONDAY, TUESDAY, Office, assigned, make_office
from mingtang.disclosure.tests.pages import Book, sep
from mingtang.disclosure.turns import turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def waits_for(case: Case, staff) -> list[str]:
    return [task.turn_what for task in workbench.tasks(staff, TUESDAY)]


def test_the_proposal_lies_with_the_vice_leader_and_the_consent_with_the_clerk(office):
    case = assigned(office)
    assert waits_for(case, office.vice_leader) == []
    handling.propose_extension(case, by=office.section_staff, on=TUESDAY, workdays=10, reason="材料分散")
    assert (case.holder, case.holder_what) == ("vice_leader", "审批延期")
    assert waits_for(case, office.vice_leader) == ["审批延期"]
    handling.approve_extension(case, by=office.vice_leader, on=TUESDAY)
    assert (case.holder, case.holder_what) == ("clerk", "告知延期")
    assert waits_for(case, office.vice_leader) == [] and waits_for(case, office.clerk) == ["告知延期"]
    handling.notify_extension(case, by=office.clerk, on=TUESDAY)
    assert case.holder == "section_staff" and case.due_on > DUE


def test_what_goes_on_inside_does_not_show_on_the_applicants_page(office):
    case = assigned(office)
    handling.propose_extension(case, by=office.section_staff, on=TUESDAY, workdays=10, reason="材料分散")
    seen = progress(case, TUESDAY, CALENDAR)
    assert seen.headline == "本局正在办理" and [each.who for each in seen.parties if each.current] == ["本局"]


def test_a_refusal_leaves_the_day_and_another_may_be_proposed(office):
    case = assigned(office)
    handling.propose_extension(case, by=office.section_staff, on=TUESDAY, workdays=20, reason="材料分散")
    with pytest.raises(ActRefused, match="写明为什么"):
        handling.refuse_extension(case, by=office.vice_leader, on=TUESDAY, opinion=" ")
    handling.refuse_extension(case, by=office.vice_leader, on=TUESDAY, opinion="十天够了")
    assert (case.holder, case.due_on, story_of(case).extension) == ("section_staff", DUE, None)
    handling.propose_extension(case, by=office.section_staff, on=TUESDAY, workdays=5, reason="材料分散")
    handling.approve_extension(case, by=office.vice_leader, on=TUESDAY)
    handling.notify_extension(case, by=office.clerk, on=TUESDAY)
    assert case.due_on == CALENDAR.add_workdays(MONDAY, 25)
    told = next(event for event in events_of([case.pk])[case.pk] if event.kind == "extended")
    assert told.workdays == 5  # a new holiday notice counts with the one that was told, not with the one refused


def test_a_draft_under_review_is_with_its_reviewer():
    book = Book().assigned().opinion().add("extension_proposed", sep(8), workdays=10, reason="多")
    assert turn(book.story).what == "审批延期"
    assert turn(book.draft(sep(9)).story).what == "审核答复书"
