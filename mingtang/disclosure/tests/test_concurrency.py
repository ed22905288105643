"""两人同时：同一项行为只落一次，同一张表单只立一案，同时签发的文号不重不缺。SQLite 和 PostgreSQL 都如此。"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import sleep
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from mingtang.disclosure.actions import close, consult, handling, intake
from mingtang.disclosure.derive import refresh
from mingtang.disclosure.models import Act, Applicant, Case, Letter
from mingtang.disclosure.recalculate import recompute
from mingtang.disclosure.refusal import ActRefused, Conflict
from mingtang.disclosure.tests.factories import (
    MONDAY,
    TUESDAY,
    Office,
    drafted,
    filed,
    identity,
    kinds_of,
    make_office,
    person,
    registered,
    reviewed,
)
from mingtang.disclosure.tests.test_recalculate import NEW
from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.kit.models import Counter
from mingtang.organs.refusal import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office() -> Office:
    return make_office()


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run all at the same moment, each in a thread with a connection of its own; results, refusals among them."""
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        ready.wait(10)
        try:
            return work()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_the_same_act_from_two_pages_happens_once(office):
    case = filed(office)
    seen = case.acts.count()
    results = at_once(*[
        lambda: handling_register(office, fresh(case), seen) for _ in range(4)
    ])  # fmt: skip
    assert sum(isinstance(result, Act) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 3
    assert kinds_of(case) == ["filed", "registered"]
    assert Letter.objects.filter(case=case).count() == 1


def handling_register(office: Office, case: Case, seen: int | None) -> Act:
    return intake.register(case, by=office.clerk, on=MONDAY, seen=seen)


def test_without_a_seen_count_the_procedure_still_lets_it_happen_once(office):
    case = filed(office)
    results = at_once(*[lambda: handling_register(office, fresh(case), None) for _ in range(4)])
    assert sum(isinstance(result, Act) for result in results) == 1
    assert sum(isinstance(result, ActRefused) for result in results) == 3


def test_a_new_calendar_does_not_write_over_an_act_that_happens_meanwhile(office):
    case = registered(office)
    handling.propose_extension(case, by=office.clerk, on=TUESDAY, workdays=10, reason="多")
    handling.approve_extension(case, by=office.vice_leader, on=TUESDAY)
    acting, begun = threading.Event(), threading.Event()

    def extend() -> Act:
        with writing():
            told = handling.notify_extension(fresh(case), by=office.clerk, on=TUESDAY)
            acting.set()
            begun.wait(10)
            sleep(0.3)  # the other one has come as far as it can while this is not committed
            return told

    def renew() -> int:
        acting.wait(10)
        begun.set()
        return recompute(NEW)

    results = at_once(extend, renew)
    assert isinstance(results[0], Act), results
    kept = fresh(case).due_on
    calendar_day = fresh(case)
    refresh(calendar_day, NEW)
    assert kept == calendar_day.due_on == NEW.add_workdays(MONDAY, 30)


def test_two_different_acts_at_once_leave_one_order(office):
    case = registered(office)
    results = at_once(
        lambda: handling.assign(fresh(case), office.section, by=office.clerk, on=TUESDAY),
        lambda: consult.send(
            fresh(case), by=office.clerk, on=TUESDAY, party="co_maker", name="楚江市财政局", subject="纪要"
        ),
        lambda: intake.add_note(fresh(case), on=TUESDAY, text="请尽快"),
    )
    assert all(isinstance(result, Act) for result in results), results
    assert list(case.acts.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4, 5]
    assert fresh(case).act_count == 5


def test_a_withdrawal_and_a_decision_do_not_both_happen(office):
    case = registered(office)
    drafted(office, case, TUESDAY)
    reviewed(office, case, TUESDAY)
    from mingtang.disclosure.actions import letters

    results = at_once(
        lambda: letters.decide(fresh(case), by=office.leader, on=TUESDAY),
        lambda: close.withdraw(fresh(case), by=office.clerk, on=TUESDAY, evidence="书面"),
    )
    assert sum(isinstance(result, Act) for result in results) == 1
    assert fresh(case).outcome in ("disclosed", "withdrawn")
    assert Letter.objects.filter(series="楚审依复").count() == (fresh(case).outcome == "disclosed")


def test_letters_issued_at_once_have_all_numbers_once(office):
    cases = [filed(office) for _ in range(6)]
    at_once(*[lambda case=case: handling_register(office, fresh(case), None) for case in cases])
    serials = sorted(Letter.objects.filter(code="P2").values_list("serial", flat=True))
    assert serials == [1, 2, 3, 4, 5, 6]
    assert Counter.objects.get(series__contains=":letter:").last == 6
    assert audit.verify() is None


def test_a_form_pressed_twice_files_once(office):
    who = person()

    def press() -> Case:
        return intake.file_case(
            organ=office.organ, applicant=who, wish=intake.Wish("许可证", "施工许可证"),
            arrival=intake.Arrival("web", MONDAY), by=None, on=MONDAY, form_token="the same form",
        )  # fmt: skip

    results = at_once(*[press] * 4)
    assert len({case.pk for case in results}) == 1
    assert Case.objects.count() == Applicant.objects.count() == 1
    assert Counter.objects.get(series=f"{office.organ.pk}:request").last == 1


def test_many_forms_at_once_are_numbered_without_gaps(office):
    def press(n: int) -> Case:
        return intake.file_case(
            organ=office.organ, applicant=person(), wish=intake.Wish("许可证", "施工许可证"),
            arrival=intake.Arrival("web", MONDAY), by=None, on=MONDAY, form_token=f"form {n}",
        )  # fmt: skip

    at_once(*[lambda n=n: press(n) for n in range(8)])
    assert sorted(Case.objects.values_list("serial", flat=True)) == list(range(1, 9))


def test_the_public_page_pressed_twice_opens_the_same_case(office):
    data = {
        "step": "submit", "token": "pressed twice", "applicant_kind": "natural", "name": "江小鱼", "identity_type": "id_card",
        "identity_number": identity(77), "phone": "13800001234", "title": "施工许可证", "description": "滨河路12号地块的施工许可证",
        "form": "electronic", "delivery": "online",
    }  # fmt: skip
    answers = at_once(*[lambda: Client().post(reverse("disclosure:apply"), data)] * 3)
    assert [answer.status_code for answer in answers] == [302] * 3
    assert Case.objects.count() == 1


def test_a_supplement_sent_twice_is_taken_once(office):
    case = registered(office)
    handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="哪栋楼", guidance="写明楼栋")
    handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 30))
    results = at_once(*[lambda: intake.submit_supplement(fresh(case), on=date(2022, 9, 9), text="1栋")] * 3)
    assert sum(isinstance(result, Act) for result in results) == 1
    assert kinds_of(case).count("supplement_submitted") == 1
