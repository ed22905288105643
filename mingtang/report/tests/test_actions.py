"""报告的行为：各岗位各做各的，次序不乱，年终前不冻结，硬规则不平不冻结，公布以后数据库也不让改。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mingtang.disclosure.models import Case
from mingtang.disclosure.tests.factories import Office, make_office
from mingtang.disclosure.tests.pages import Book
from mingtang.kit.models import AuditEntry
from mingtang.organs.models import Role
from mingtang.organs.refusal import Refused
from mingtang.report import actions
from mingtang.report.checking import checked
from mingtang.report.models import Acceptance, Report
from mingtang.report.rollup import figures_of
from mingtang.report.tests.factories import JANUARY, TEXT, approved, done_case, published, told_case, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


DO: dict[str, Any] = {
    "start": lambda o, by: actions.start(organ=o.organ, year=2021, by=by, on=JANUARY),
    "write": lambda o, by: actions.write(written(o), by=by, on=JANUARY, text=TEXT),
    "accept": lambda o, by: actions.accept(drafted(o), by=by, on=JANUARY, rule="R8", place="", reason="首次编制"),
    "review": lambda o, by: actions.review(written(o), by=by, on=JANUARY),
    "approve": lambda o, by: actions.approve(reviewed(o), by=by, on=JANUARY),
    "freeze": lambda o, by: actions.freeze(approved(o), by=by, on=JANUARY),
    "publish": lambda o, by: actions.publish(frozen(o), by=by, on=JANUARY),
    "restate": lambda o, by: actions.restate(published(o), by=by, on=JANUARY, why="补登一件"),
}
WHO = {
    "start": {"clerk"}, "write": {"clerk"}, "accept": {"clerk", "vice_leader"}, "review": {"vice_leader"},
    "approve": {"leader"}, "freeze": {"clerk"}, "publish": {"clerk"}, "restate": {"clerk"},
}  # fmt: skip


def drafted(office: Office) -> Report:
    return actions.start(organ=office.organ, year=2022, by=office.clerk, on=JANUARY)


def reviewed(office: Office) -> Report:
    return actions.review(written(office), by=office.vice_leader, on=JANUARY)


def frozen(office: Office) -> Report:
    return actions.freeze(approved(office), by=office.clerk, on=JANUARY)


@pytest.mark.parametrize("act", DO)
def test_every_act_by_every_post(office, act):
    done = set()
    for role, staff in office.people.items():
        with transaction.atomic():
            try:
                DO[act](office, staff)
                done.add(role)
            except Refused as refused:
                assert str(refused).endswith(("。", "）"))
            transaction.set_rollback(True)
    allowed = WHO[act] if act != "accept" else WHO[act] & set(Role.values)
    assert done <= allowed
    assert done == allowed or act == "accept"


@pytest.mark.parametrize("act", DO)
def test_the_clerk_of_another_organ_does_nothing_here(office, act):
    with pytest.raises(Refused):
        DO[act](office, office.stranger)


def test_starting_twice_gives_the_same_report(office):
    assert drafted(office) == drafted(office)
    assert Report.objects.count() == 1


@pytest.mark.parametrize("year", [2007, 1, 2024, 99999])
def test_years_without_a_report(office, year):
    with pytest.raises(Refused):
        actions.start(organ=office.organ, year=year, by=office.clerk, on=JANUARY)


def test_the_draft_text_states_the_figures_of_the_records(office):
    done_case(office.organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    text = drafted(office).narrative
    assert "新收政府信息公开申请1件" in text["1"] and "办结1件" in text["1"]
    assert "收取信息处理费0元" in text["6"]


def test_fees_that_were_struck_out_are_not_told(office):
    book = Book().registered().fee(date(2022, 9, 9), date(2022, 10, 14)).add("paid", date(2022, 9, 20), amount=680)
    told_case(office.organ, book.add("voided", date(2022, 9, 21), corrects=4, reason="登错"))
    assert "收费通知1件，通知金额680元，实际收取0元" in drafted(office).narrative["6"]


def test_the_order_is_review_approve_freeze_publish(office):
    report = written(office)
    for act, who in ((actions.approve, office.leader), (actions.freeze, office.clerk), (actions.publish, office.clerk)):
        with pytest.raises(Refused):
            act(report, by=who, on=JANUARY)
    actions.review(report, by=office.vice_leader, on=JANUARY)
    with pytest.raises(Refused):
        actions.review(report, by=office.vice_leader, on=JANUARY)
    actions.approve(report, by=office.leader, on=JANUARY)
    with pytest.raises(Refused):
        actions.publish(report, by=office.clerk, on=JANUARY)
    actions.freeze(report, by=office.clerk, on=JANUARY)
    actions.publish(report, by=office.clerk, on=JANUARY)
    assert [entry.act for entry in AuditEntry.objects.filter(subject_type="report.report").order_by("id")][-4:] == [
        "report.review", "report.approve", "report.freeze", "report.publish",
    ]  # fmt: skip


def test_a_text_changed_after_approval_is_approved_again(office):
    report = approved(office)
    actions.write(report, by=office.clerk, on=JANUARY, text=TEXT)
    assert (report.state, report.approved_by, report.reviewed_on) == ("draft", None, None)


def test_an_old_page_does_not_undo_what_was_done_meanwhile(office):
    report = written(office)
    stale = Report.objects.get(pk=report.pk)
    actions.write(report, by=office.clerk, on=JANUARY, text={**TEXT, "5": "新的问题，下一步改进。"})
    actions.review(stale, by=office.vice_leader, on=JANUARY)
    assert Report.objects.get(pk=report.pk).narrative["5"] == "新的问题，下一步改进。"
    with pytest.raises(Refused):
        actions.review(report, by=office.vice_leader, on=JANUARY)


@pytest.mark.parametrize(("day", "may"), [(date(2022, 12, 31), False), (date(2023, 1, 1), True)])
def test_nothing_is_frozen_before_the_year_is_over(office, day, may):
    report = approved(office, on=date(2022, 12, 30))
    if may:
        assert actions.freeze(report, by=office.clerk, on=day).state == "frozen"
    else:
        with pytest.raises(Refused, match="还没有结束"):
            actions.freeze(report, by=office.clerk, on=day)
    assert (Report.objects.get().figures is not None) == may


def test_a_hard_rule_that_fails_keeps_it_from_being_frozen_and_cannot_be_explained_away(office):
    case = done_case(office.organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    report = approved(office)
    Case.objects.filter(pk=case.pk).update(result_row="partial")
    with pytest.raises(Refused, match="没有解决"):
        actions.freeze(report, by=office.clerk, on=JANUARY)
    with pytest.raises(Refused, match="硬规则"):
        actions.accept(report, by=office.clerk, on=JANUARY, rule="K6", place="", reason="就这样")
    Case.objects.filter(pk=case.pk).update(result_row="granted")
    assert actions.freeze(report, by=office.clerk, on=JANUARY).figures["table3"][2][-1] == 1


def test_a_number_in_the_text_that_contradicts_a_table_is_hard(office):
    report = written(office)
    wrong = TEXT["1"].replace("按照规定答复", "全年新收政府信息公开申请3件")
    actions.write(report, by=office.clerk, on=JANUARY, text={**TEXT, "1": wrong})
    assert [finding.rule for finding in checked(report, JANUARY).hard] == ["R6"]


def test_a_soft_finding_needs_a_reason(office):
    report = drafted(office)
    actions.write(report, by=office.clerk, on=JANUARY, text={**TEXT, "5": ""})
    soft = {finding.rule for finding in checked(report, JANUARY).soft}
    assert soft
    rule = sorted(soft)[0]
    for reason, wanted in ((" ", "写明原因"), ("首次编制", None)):
        if wanted:
            with pytest.raises(Refused, match=wanted):
                actions.accept(report, by=office.clerk, on=JANUARY, rule=rule, place="", reason=reason)
        else:
            actions.accept(report, by=office.clerk, on=JANUARY, rule=rule, place="", reason=reason)
    assert rule not in {finding.rule for finding in checked(report, JANUARY).soft}
    kept = Acceptance.objects.get(report=report, rule=rule)
    assert (kept.by, kept.on, kept.reason) == (office.clerk, JANUARY, "首次编制")
    with pytest.raises(Refused, match="没有不符"):
        actions.accept(report, by=office.clerk, on=JANUARY, rule="R1", place="", reason="多余")


def test_frozen_figures_do_not_follow_the_cases(office):
    done_case(office.organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    report = published(office)
    done_case(office.organ, date(2022, 5, 1), "partial", date(2022, 5, 20))
    assert figures_of(report).table3.cell("new") == 1
    assert [finding.rule for finding in checked(report, JANUARY).hard] == ["K5"]
    with pytest.raises(Refused):
        actions.accept(report, by=office.clerk, on=JANUARY, rule="K18", place="", reason="已公布")


def test_a_restatement_stands_beside_the_published_version(office):
    done_case(office.organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    first = published(office)
    before = Report.objects.filter(pk=first.pk).values().get()
    done_case(office.organ, date(2022, 5, 1), "disclosed", date(2022, 5, 20))
    with pytest.raises(Refused, match="写明更正什么"):
        actions.restate(first, by=office.clerk, on=JANUARY, why=" ")
    second = actions.restate(first, by=office.clerk, on=JANUARY, why="补登一件口头申请")
    assert (second.version, second.restates, second.state, second.figures) == (2, first, "draft", None)
    with pytest.raises(Refused, match="已有更正版"):
        actions.restate(first, by=office.clerk, on=JANUARY, why="再来一次")
    assert published(office).pk == second.pk
    assert figures_of(Report.objects.get(pk=second.pk)).table3.cell("new") == 2
    assert Report.objects.filter(pk=first.pk).values().get() == before


def test_the_database_keeps_a_published_report(office):
    report = published(office)
    for change in ({"figures": {}}, {"narrative": {}}, {"state": "draft"}, {"published_on": None}, {"version": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk)._raw_delete("default")


@pytest.mark.parametrize(
    "values",
    [
        {"version": 2},  # a second version that restates nothing
        {"state": "frozen", "frozen_on": JANUARY, "approved_on": JANUARY},  # frozen without figures
        {"figures": {"table3": []}},  # figures of a report that is not frozen
        {"published_on": JANUARY},
    ],
)
def test_the_database_refuses_half_reports(office, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(organ=office.organ, year=2022, **values)


def test_one_version_of_a_year_once(office):
    drafted(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(organ=office.organ, year=2022)
