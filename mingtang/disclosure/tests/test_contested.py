"""复议、诉讼：同一件只登记一次，复议后起诉要有前一件的结果；本机关的答复期限上今日页面；没有审结的不归档。"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mingtang.disclosure import workbench
from mingtang.disclosure.actions import close, remedies
from mingtang.disclosure.actions.files import add_file
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.models import AttachmentRole, Case, Remedy
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.tests.factories import TUESDAY, Office, assigned, make_office, replied
from mingtang.disclosure.turns import turn
from mingtang.kit.uploads import store_bytes

pytestmark = pytest.mark.django_db
SEP20, SEP21, OCT20, NOV25 = date(2022, 9, 20), date(2022, 9, 21), date(2022, 10, 20), date(2022, 11, 25)
CITY, COURT = "楚江市人民政府", "江城区人民法院"


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def case(office) -> Case:
    found = assigned(office)
    replied(office, found, TUESDAY)
    return found


def contest(office: Office, case: Case, on: date = SEP20, **more: object) -> Remedy:
    return remedies.file_remedy(case, by=office.clerk, on=on, **{"route": "reconsideration", "body": CITY, **more})


def test_the_same_remedy_is_registered_once(office, case):
    contest(office, case)
    with pytest.raises(ActRefused, match="已经登记过"):
        contest(office, case, SEP21, filed_on=SEP20)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remedy.objects.create(case=case, route="reconsideration", body=CITY, filed_on=SEP20)
    contest(office, case, SEP21)  # another day is another one
    assert Remedy.objects.count() == 2


def test_a_suit_waits_for_the_reconsideration_or_the_end_of_its_time(office, case):
    first = contest(office, case)
    suit = {"route": "suit_after_reconsideration", "body": COURT}
    with pytest.raises(ActRefused, match="还没有结果"):
        contest(office, case, OCT20, **suit, prior=first)
    late = contest(office, case, NOV25, **suit, prior=first)  # sixty days are over without a decision
    with pytest.raises(ActRefused, match="指明此前的复议"):
        contest(office, case, NOV25, route="suit_after_reconsideration", body="中级法院", prior=late)  # itself a suit
    remedies.decide_remedy(first, by=office.clerk, on=NOV25, disposition="upheld")
    with pytest.raises(ActRefused, match="早于复议审结"):
        contest(office, case, NOV25, **suit, prior=first, filed_on=OCT20)


def test_the_answer_owed_is_on_the_clerks_page_and_goes_with_it(office, case):
    close.archive(case, by=office.clerk, on=SEP20)
    remedy = contest(office, case, copy_received_on=SEP20)
    (task,) = list(workbench.tasks(office.clerk, SEP21))
    assert (task.due_on, task.turn_what) == (date(2022, 9, 30), "提交答复和证据") and CITY in task.meta and "复议法" in (task.law or "")
    assert workbench.pressing(office.clerk, SEP21) == 0 and workbench.pressing(office.clerk, date(2022, 9, 30)) == 1
    assert not list(workbench.tasks(office.section_staff, SEP21)) and not list(workbench.tasks(office.stranger, SEP21))
    remedies.answer_remedy(remedy, by=office.clerk, on=SEP21)
    assert not list(workbench.tasks(office.clerk, SEP21))


def test_nothing_is_archived_while_it_is_contested(office, case):
    assert turn(story_of(case)).what == "可以归档"
    remedy = contest(office, case)
    assert case.stage == "closed" and turn(story_of(case)).what == "等复议、诉讼审结后归档"
    with pytest.raises(ActRefused, match="还没有审结"):
        close.archive(case, by=office.clerk, on=SEP21)
    remedies.decide_remedy(remedy, by=office.clerk, on=SEP21, disposition="upheld")
    close.archive(case, by=office.clerk, on=SEP21)
    assert case.stage == "archived"


def test_papers_of_a_remedy_come_into_an_archived_case_others_do_not(office, case):
    close.archive(case, by=office.clerk, on=SEP20)
    paper = store_bytes(b"%PDF-1.7 decision", "复议决定书.pdf", "application/pdf")
    with pytest.raises(ActRefused, match="只能再放入复议、诉讼材料"):
        add_file(case, paper, by=office.clerk, on=SEP21, role=AttachmentRole.EVIDENCE)
    add_file(case, paper, by=office.clerk, on=SEP21, role=AttachmentRole.REMEDY)
    assert case.attachments.get().get_role_display() == "复议、诉讼材料"
