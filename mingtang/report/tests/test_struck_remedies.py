"""归档以后更正的复议、诉讼登记：冻结的报告逐格指出，另出一版以后数字随之改正，上一版原样。"""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.disclosure.actions import close, remedies
from mingtang.report import actions
from mingtang.report.changes import changes
from mingtang.report.rollup import figures_of
from mingtang.report.tests.test_frozen import JANUARY, contested, frozen, office, through  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_a_remedy_struck_out_of_an_archived_case_is_announced_and_restated(office):  # noqa: F811
    report = frozen(office)
    case = office.organ.cases.get()
    close.archive(case, by=office.clerk, on=date(2022, 12, 19))
    contested(office)
    published = actions.publish(report, by=office.clerk, on=JANUARY)
    restated = through(office, actions.restate(published, by=office.clerk, on=JANUARY, why="补登一件复议"))
    assert changes(restated) == [] and figures_of(restated).table4.to_lists()[0][3] == 1
    close.void(case, case.acts.get(kind="remedy_filed"), by=office.clerk, on=JANUARY, reason="登记到别的案件里去了")
    found = {(each.place, each.frozen, each.now) for each in changes(restated)}
    assert ("表四“行政复议”尚未审结", "1", "0") in found
    assert figures_of(restated).table4.to_lists()[0][3] == 1  # what was frozen stays


def test_a_remedy_is_counted_by_its_own_days_not_by_those_of_the_entry(office):  # noqa: F811
    report = frozen(office)
    case = office.organ.cases.get()
    close.archive(case, by=office.clerk, on=JANUARY)
    remedies.file_remedy(
        case, by=office.clerk, on=JANUARY, filed_on=date(2022, 12, 29), route="reconsideration", body="楚江市人民政府"
    )
    assert "表四“行政复议”尚未审结" in {each.place for each in changes(report)}
