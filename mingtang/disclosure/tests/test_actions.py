"""岗位乘行为：七个岗位试每一种行为，不该做的什么都没有写下；日期不往回走。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction

from mingtang.disclosure.actions import again, close, consult, handling, intake, letters, remedies
from mingtang.disclosure.actions.perform import guard
from mingtang.disclosure.models import Applicant, Case, Letter
from mingtang.disclosure.procedure import RULES
from mingtang.disclosure.procedure.days import OUTSIDE
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.disclosure.tests.factories import (
    MONDAY,
    SEARCH,
    TUESDAY,
    Office,
    assigned,
    filed,
    kinds_of,
    make_office,
    person,
    registered,
)
from mingtang.organs.models import Role, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def some_letter(case: Case) -> Letter:
    """The receipt, where an act needs some letter of the case."""
    found = case.letters.first()
    assert found is not None
    return found


DO: dict[str, Callable[[Office, Case, Staff, date], object]] = {
    "receipt_confirmed": lambda o, c, by, on: intake.confirm_receipt(c, by=by, on=on, how="电话"),
    "registered": lambda o, c, by, on: intake.register(c, by=by, on=on),
    "assigned": lambda o, c, by, on: handling.assign(c, o.section, by=by, on=on),
    "searched": lambda o, c, by, on: handling.record_search(c, by=by, on=on, search=SEARCH),
    "opinion": lambda o, c, by, on: perform_opinion(c, by, on),
    "supplement_point": lambda o, c, by, on: handling.add_supplement_point(c, by=by, on=on, item="哪栋", guidance="写明"),
    "supplement_asked": lambda o, c, by, on: handling.ask_supplement(c, by=by, on=on, deadline=on + timedelta(days=20)),
    "supplement_received": lambda o, c, by, on: handling.receive_supplement(c, by=by, on=on, how="当面"),
    "consultation_sent": lambda o, c, by, on: consult.send(
        c, by=by, on=on, party="third_party", name="江北恒通物流有限公司", subject="附表三"
    ),
    "consultation_served": lambda o, c, by, on: consult.serve(c, by=by, on=on, ref="c1"),
    "consultation_answered": lambda o, c, by, on: consult.answer(c, by=by, on=on, ref="c1", answer="refuse"),
    "consultation_lapsed": lambda o, c, by, on: consult.lapse(c, by=by, on=on, ref="c1"),
    "interest_weighed": lambda o, c, by, on: consult.weigh(c, by=by, on=on, ref="c1", reasons="重大公共利益"),
    "third_party_told": lambda o, c, by, on: consult.tell(
        c, by=by, on=on, ref="c1", content="附表三", reason="关系公共安全"
    ),
    "extension_proposed": lambda o, c, by, on: handling.propose_extension(c, by=by, on=on, workdays=10, reason="材料多"),
    "extension_approved": lambda o, c, by, on: handling.approve_extension(c, by=by, on=on),
    "extension_refused": lambda o, c, by, on: handling.refuse_extension(c, by=by, on=on, opinion="材料不多"),
    "extended": lambda o, c, by, on: handling.notify_extension(c, by=by, on=on),
    "reasons_asked": lambda o, c, by, on: handling.ask_reasons(
        c, by=by, on=on, deadline=on + timedelta(days=7), facts="3个月内120件"
    ),
    "reasons_given": lambda o, c, by, on: handling.receive_reasons(c, by=by, on=on, text="研究"),
    "delayed": lambda o, c, by, on: handling.delay(c, by=by, on=on, until=date(2022, 12, 1), reason="数量大"),
    "fee_notice": lambda o, c, by, on: handling.charge(c, by=by, on=on, mode="pages", count=68, facts="一次380页"),
    "paid": lambda o, c, by, on: handling.pay(c, by=by, on=on),
    "applicant_corrected": lambda o, c, by, on: guard(c, "applicant_corrected", by=by, on=on),
    "file_taken_back": lambda o, c, by, on: guard(c, "file_taken_back", by=by, on=on),
    "drafted": lambda o, c, by, on: letters.submit(c, reply_draft(c), by=by, on=on),
    "reviewed": lambda o, c, by, on: letters.review(c, by=by, on=on),
    "returned": lambda o, c, by, on: letters.send_back(c, by=by, on=on, opinion="写明依据"),
    "recalled": lambda o, c, by, on: letters.recall(c, by=by, on=on),
    "decided": lambda o, c, by, on: letters.decide(c, by=by, on=on),
    "sent": lambda o, c, by, on: letters.send(c, some_letter(c), by=by, on=on, method="online"),
    "notice_sent": lambda o, c, by, on: letters.send_notice(c, some_letter(c), by=by, on=on, method="online"),
    "served": lambda o, c, by, on: perform_on_letter("served", c, by, on),
    "returned_mail": lambda o, c, by, on: perform_on_letter("returned_mail", c, by, on),
    "return_judged": lambda o, c, by, on: perform_on_letter("return_judged", c, by, on),
    "urged": lambda o, c, by, on: handling.urge(c, by=by, on=on, section=o.section, reason="临近到期"),
    "due_told": lambda o, c, by, on: handling.tell_due(c, by=by, on=on, how="电话"),
    "transfer_advised": lambda o, c, by, on: close.advise_transfer(c, by=by, on=on, to="楚江市档案馆"),
    "repeat_linked": lambda o, c, by, on: close.link_repeat(c, earlier_of(o, c), by=by, on=on),
    "publication_proposed": lambda o, c, by, on: close.propose_publication(c, by=by, on=on, reason="多人申请"),
    "examined": lambda o, c, by, on: close.examine(c, by=by, on=on, adopted=True, reason="属于主动公开"),
    "withdrawn": lambda o, c, by, on: close.withdraw(c, by=by, on=on, evidence="书面撤回"),
    "remedy_filed": lambda o, c, by, on: remedies.file_remedy(
        c, by=by, on=on, route="reconsideration", body="楚江市人民政府"
    ),
    "reopened": lambda o, c, by, on: again.reopen(c, by=by, on=on, due=on, reason="文号写错"),
    "archived": lambda o, c, by, on: close.archive(c, by=by, on=on),
    "voided": lambda o, c, by, on: close.void(c, c.acts.get(kind="assigned"), by=by, on=on, reason="分错了"),
}


def perform_opinion(case: Case, by: Staff, on: date) -> object:
    """The guard alone where somebody outside a section has no section to speak for."""
    if by.section is None:
        return guard(case, "opinion", by=by, on=on)
    return handling.give_opinion(case, by=by, on=on, outcome="disclosed", reason="可以公开")


def perform_on_letter(kind: str, case: Case, by: Staff, on: date) -> object:
    """The guard of an act about a sent letter; nothing has been sent in this case."""
    return guard(case, kind, by=by, on=on)


def reply_draft(case: Case) -> Letter:
    found = case.letters.filter(code="D1").first()
    return found or letters.save_draft(
        case, by=Staff.objects.get(role=Role.CLERK, organ=case.organ), code="D1", fields={"content": "许可证"}, outcome="disclosed"
    )


def earlier_of(office: Office, case: Case) -> Case:
    """An answered case of the same person, as far as linking looks at it."""
    other = filed(office, MONDAY - timedelta(days=30), applicant=person())
    Applicant.objects.filter(pk=other.applicant_id).update(identity_index=case.applicant.identity_index)
    Case.objects.filter(pk=other.pk).update(
        result_on=MONDAY - timedelta(days=10), replied_on=MONDAY - timedelta(days=10), outcome="disclosed",
        result_row="granted", stage="closed",
    )
    return Case.objects.select_related("applicant").get(pk=other.pk)


def test_every_act_of_the_procedure_is_tried():
    assert DO.keys() == RULES.keys()


@pytest.mark.parametrize("kind", RULES)
def test_posts_that_do_not_do_an_act_are_turned_away(office, kind):
    """Seven posts times every act, through the actions: turned away means that nothing at all was written."""
    case = assigned(office, kind="suggestion" if kind == "examined" else "request")
    before = (kinds_of(case), Letter.objects.exclude(number="").count())
    turned_away = set()
    for role, staff in office.people.items():
        with transaction.atomic():
            try:
                DO[kind](office, case, staff, TUESDAY)
            except NotPermitted as refused:
                turned_away.add(role)
                assert (kinds_of(case), Letter.objects.exclude(number="").count()) == before
                assert str(refused).endswith("。")
            except ActRefused:
                pass
            transaction.set_rollback(True)
    assert turned_away == set(Role.values) - RULES[kind].roles


@pytest.mark.parametrize("kind", RULES)
def test_strangers_and_other_sections_are_turned_away(office, kind):
    case = registered(office)
    for staff in (office.stranger, office.other_section, office.section_staff):
        with pytest.raises(NotPermitted):
            guard(case, kind, by=staff, on=TUESDAY)


@pytest.mark.parametrize("kind", RULES)
def test_no_act_goes_before_the_last_one(office, kind):
    case = registered(office, kind="suggestion" if kind == "examined" else "request")
    handling.assign(case, office.section, by=office.clerk, on=TUESDAY)
    staff = office.people[sorted(RULES[kind].roles)[0]]
    # What is only reported has its own day: it may lie before the last entry, not before the request.
    for early in (*(() if kind in OUTSIDE else (MONDAY,)), date(2022, 9, 1), date(2021, 12, 31)):
        with pytest.raises(ActRefused, match="早于"):
            guard(case, kind, by=staff, on=early)


def test_an_act_by_nobody_is_the_applicants_own(office):
    case = registered(office)
    for kind in RULES:
        with pytest.raises(NotPermitted):
            guard(case, kind, by=None, on=TUESDAY)


def test_somebody_dismissed_does_nothing(office):
    case = registered(office)
    office.clerk.is_active = False
    with pytest.raises(NotPermitted):
        handling.assign(case, office.section, by=office.clerk, on=TUESDAY)


