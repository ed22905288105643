"""冻结以后：数字不再变动；案卷变动的，逐格指出、指到案件；公布前解除冻结，公布后另出一版，上一版原样。"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingtang.disclosure.actions import handling, remedies
from mingtang.disclosure.tests.factories import TUESDAY, Office, assigned, make_office, registered, replied
from mingtang.kit.models import AuditEntry
from mingtang.organs.models import OrganKind
from mingtang.organs.refusal import Refused
from mingtang.report import actions, narrative
from mingtang.report.changes import changes
from mingtang.report.checking import blocking, previous_figures
from mingtang.report.models import Report
from mingtang.report.rollup import figures_of
from mingtang.web import clock

pytestmark = pytest.mark.django_db
JANUARY = date(2023, 1, 9)
TEXT = {
    "1": "（一）主动公开。按照规定公开。（二）依申请公开。本年新收政府信息公开申请1件，办结1件。（三）政府信息管理。清理文件。"
    "（四）政府信息公开平台建设。完善专栏。（五）监督保障。开展培训、考核。",
    "5": "存在的主要问题是检索较慢。上年的问题已经改进，下一步补齐目录。",
    "6": "2022年，本机关没有发出信息处理费收费通知，收取信息处理费0元。",
}


@pytest.fixture
def office(monkeypatch) -> Office:
    noon = timezone.make_aware(datetime.combine(JANUARY, datetime.min.time().replace(hour=12)))
    monkeypatch.setattr(clock, "now", lambda: noon)
    return make_office()


def frozen(office: Office) -> Report:
    """The report of 2022 with one request in it, frozen in January."""
    replied(office, assigned(office), TUESDAY)
    report = actions.start(organ=office.organ, year=2022, by=office.clerk, on=JANUARY)
    return through(office, report)


def through(office: Office, report: Report) -> Report:
    """Written, explained, reviewed, approved and frozen."""
    actions.write(report, by=office.clerk, on=JANUARY, text=TEXT)
    for finding in blocking(report, JANUARY):
        assert finding.level == "soft", finding.sentence
        actions.accept(report, by=office.clerk, on=JANUARY, rule=finding.rule, place="", reason="本年首次编制")
    actions.review(report, by=office.vice_leader, on=JANUARY)
    actions.approve(report, by=office.leader, on=JANUARY)
    return actions.freeze(report, by=office.clerk, on=JANUARY)


def contested(office: Office) -> None:
    """A reconsideration of 2022 that is registered only now."""
    case = office.organ.cases.get()
    remedies.file_remedy(case, by=office.clerk, on=date(2022, 12, 20), route="reconsideration", body="楚江市人民政府")


def page(office: Office, role: str = "clerk") -> str:
    client = Client()
    client.force_login(office.people[role])
    return client.get(reverse("report:year", args=[2022])).content.decode()


def test_nothing_is_said_while_nothing_changed(office):
    report = frozen(office)
    assert changes(report) == []
    assert "冻结以后案卷有变动" not in page(office)


def test_every_cell_that_moved_is_named_with_both_figures_and_its_cases(office):
    report = frozen(office)
    contested(office)
    found = {(each.place, each.frozen, each.now) for each in changes(report)}
    assert found == {("表四“行政复议”尚未审结", "0", "1"), ("表四“行政复议”总计", "0", "1")}
    body = page(office)
    assert "2格与冻结的数字不同" in body and "route=reconsideration&amp;result=pending" in body
    assert reverse("report:reopen", args=[2022]) in body
    assert reverse("report:reopen", args=[2022]) not in page(office, "auditor")
    assert figures_of(report).table4.to_lists()[0] == [0, 0, 0, 0, 0]


def test_before_publication_the_report_goes_back_to_work(office):
    report = frozen(office)
    contested(office)
    client = Client()
    client.force_login(office.clerk)
    address = reverse("report:reopen", args=[2022])
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "补登一件复议"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.figures, report.frozen_on, report.approved_by) == ("draft", None, None, None)
    assert AuditEntry.objects.get(act="report.reopen").reason == "补登一件复议"
    again = through(office, report)
    assert figures_of(again).table4.to_lists()[0] == [0, 0, 0, 1, 1] and again.version == 1


@pytest.mark.parametrize("role", ["vice_leader", "leader", "supervisor", "auditor", "section_staff", "administrator"])
def test_only_the_clerk_takes_a_report_back(office, role):
    report = frozen(office)
    with pytest.raises(Refused):
        actions.reopen(report, by=office.people[role], on=JANUARY, why="改")
    client = Client()
    client.force_login(office.people[role])
    client.post(reverse("report:reopen", args=[2022]), {"reason": "改"})
    report.refresh_from_db()
    assert report.state == "frozen"


def test_what_is_published_stays_and_a_second_version_says_why(office):
    report = actions.publish(frozen(office), by=office.clerk, on=JANUARY)
    contested(office)
    with pytest.raises(Refused, match="出更正说明"):
        actions.reopen(report, by=office.clerk, on=JANUARY, why="改")
    assert reverse("report:restate", args=[2022]) in page(office)
    newer = actions.restate(report, by=office.clerk, on=JANUARY, why="补登一件复议")
    actions.publish(through(office, newer), by=office.clerk, on=JANUARY)
    report.refresh_from_db()
    assert figures_of(report).table4.to_lists()[0] == [0, 0, 0, 0, 0]
    assert figures_of(newer).table4.to_lists()[0] == [0, 0, 0, 1, 1]
    assert changes(newer) == []
    client = Client()
    assert client.get(reverse("annual:version", args=[2022, 1])).status_code == 200


def test_last_years_figures_are_those_of_its_last_frozen_version(office):
    report = actions.publish(frozen(office), by=office.clerk, on=JANUARY)
    registered(office, date(2022, 12, 1))  # found in a drawer: 2022 would be carried out now
    actions.restate(report, by=office.clerk, on=JANUARY, why="补登一件申请")
    following = actions.start(organ=office.organ, year=2023, by=office.clerk, on=JANUARY)
    assert previous_figures(following).table3.cell("carried_out") == 0


def test_no_report_of_a_year_to_come(office):
    with pytest.raises(Refused, match="还没有到"):
        actions.start(organ=office.organ, year=2024, by=office.clerk, on=JANUARY)


def test_a_government_reports_the_fees_of_all_its_organs(office):
    case = assigned(office)
    handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="一次申请68页，超过合理范围。")
    government = office.stranger.organ
    government.kind = OrganKind.LOCAL_GOVERNMENT
    government.save()
    assert narrative.fee_figures(government, 2022).notices == 0
    office.organ.parent = government
    office.organ.save()
    fees = narrative.fee_figures(government, 2022)
    assert (fees.notices, fees.asked, fees.collected) == (1, 380, 0)
