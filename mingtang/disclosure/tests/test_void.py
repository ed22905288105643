"""撤销登记：登记在别处留下的关联、复议、诉讼一并收回；有别的登记以它为前提的，先撤销那一项。"""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.disclosure.actions import close, remedies
from mingtang.disclosure.cells import remedy_cell
from mingtang.disclosure.models import Case, Remedy
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.tests.factories import (
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    make_office,
    person,
    replied,
)

pytestmark = pytest.mark.django_db
SEPT20 = date(2022, 9, 20)


@pytest.fixture
def office() -> Office:
    return make_office()


def strike(office: Office, case: Case, kind: str, **which: object) -> None:
    close.void(case, case.acts.get(kind=kind, **which), by=office.clerk, on=SEPT20, reason="登记错了")


def counted(result: str) -> int:
    return remedy_cell(Case.objects.all(), 2022, "reconsideration", result).count()


def test_a_struck_link_no_longer_makes_a_repeat(office):
    who = person()
    first, second, third = (assigned(office, applicant=who) for _ in range(3))
    for earlier in (first, second):
        replied(office, earlier, TUESDAY)
        close.link_repeat(third, earlier, by=office.clerk, on=TUESDAY)
    strike(office, third, "repeat_linked", data__case=second.pk)
    assert third.repeat_of == first
    strike(office, third, "repeat_linked", data__case=first.pk)
    assert third.repeat_of is None


def test_a_remedy_registered_by_mistake_leaves_table_four(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    remedy = remedies.file_remedy(case, by=office.clerk, on=SEPT20, route="reconsideration", body="楚江市人民政府")
    remedies.answer_remedy(remedy, by=office.clerk, on=SEPT20)
    remedies.decide_remedy(remedy, by=office.clerk, on=SEPT20, disposition="revoked", finding="依据不足")
    assert (counted("corrected"), counted("pending")) == (1, 0)
    with pytest.raises(ActRefused, match="已登记答复或者审结"):
        strike(office, case, "remedy_filed")
    strike(office, case, "remedy_decided")
    assert (counted("corrected"), counted("pending")) == (0, 1)
    strike(office, case, "remedy_answered")
    remedy.refresh_from_db()
    assert (remedy.answered_on, remedy.result, remedy.finding) == (None, "", "")
    strike(office, case, "remedy_filed")
    assert counted("total") == 0 and case.acts.filter(kind="remedy_filed").exists()


def test_a_suit_keeps_its_reconsideration(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    first = remedies.file_remedy(case, by=office.clerk, on=SEPT20, route="reconsideration", body="楚江市人民政府")
    remedies.file_remedy(
        case, by=office.clerk, on=SEPT20, route="suit_after_reconsideration", body="江城区人民法院", prior=first
    )
    with pytest.raises(ActRefused, match="以这件复议为前提"):
        strike(office, case, "remedy_filed", data__remedy=first.pk)
    assert Remedy.objects.count() == 2 and not case.acts.filter(kind="voided", on__gt=MONDAY).exists()
