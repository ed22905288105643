"""What the site takes from a published report: figures on the home page, tables to take away, words to be found."""

import csv
import io

import pytest
from django.core.cache import cache
from django.test import Client

from mingtang.disclosure.tests.factories import Office, make_office
from mingtang.law.annual_report import FORM_2021
from mingtang.report.rollup import figures_of
from mingtang.report.tests.factories import published
from mingtang.search.index import problems
from mingtang.search.query import find

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    cache.clear()
    return make_office()


def test_the_home_page_has_only_figures_that_are_published(office: Office) -> None:
    assert "依申请公开办得怎样" not in Client().get("/").content.decode()
    published(office)
    html = Client().get("/").content.decode()
    assert "依申请公开办得怎样" in html and "统计期：2022年1月1日至12月31日" in html


def test_every_figure_of_the_three_tables_can_be_taken_away(office: Office) -> None:
    report = published(office)
    page = Client().get("/open-data/").content.decode()
    assert "/disclosure/reports/2022/report.csv" in page
    answer = Client().get("/disclosure/reports/2022/report.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["年度", "部分", "行", "列", "数值"]
    three, four = figures_of(report).table3, figures_of(report).table4
    assert three is not None and four is not None and FORM_2021
    by_part = {part: [row for row in rows[1:] if row[1] == part] for part in {row[1] for row in rows[1:]}}
    assert sorted(len(each) for each in by_part.values())[-1] == 25 * 7
    assert all(row[2] and row[3] for row in rows[1:] if len(by_part[row[1]]) == 25 * 7)
    assert len({(row[1], row[2], row[3]) for row in rows[1:]}) == len(rows) - 1


def test_a_published_report_is_found(office: Office) -> None:
    assert not find("年度报告").total
    published(office)
    hit = find("年度报告", kinds=["report"]).hits[0]
    assert hit.url == "/disclosure/reports/2022/" and not [each for each in problems() if "年度报告" in each]
