"""本系统导出的报告自己读得回来：机关、年度、三张表、正文，每种格式一样；标题分成几行的也认得。"""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import pytest

from mingtang.disclosure.tests.factories import make_office
from mingtang.law.annual_report import failed
from mingtang.report import actions
from mingtang.report.export import FORMATS, export
from mingtang.report.models import Report
from mingtang.report.reading import Unreadable, read
from mingtang.report.rollup import figures_of
from mingtang.report.tests.factories import JANUARY, TEXT, done_case, published, written
from mingtang.report.tests.published.render import html_plain, text_cells
from mingtang.report.tests.published.sample import ORGAN, SAMPLE

READABLE = [kind for kind in FORMATS if kind != "pdf"]
pytestmark = pytest.mark.django_db
LONG = "楚南省楚江市临江高新技术产业开发区管理委员会行政审批和政务服务局"


@pytest.fixture(params=["楚江市行政审批局", "楚江市人民政府", LONG])
def report(request) -> Report:
    office = make_office(request.param)
    done_case(office.organ, date(2022, 3, 1), "disclosed", date(2022, 3, 20))
    return published(office)


@pytest.mark.parametrize("kind", READABLE)
def test_what_was_exported_is_read_back(report, kind):
    found = read(export(report, kind))
    assert (found.organ, found.year) == (report.organ.name, 2022)
    mine = figures_of(report)
    assert (found.figures.table2, found.figures.table3, found.figures.table4) == (mine.table2, mine.table3, mine.table4)
    assert found.unread == () and not [each for each in failed(found.assessed()) if each.level == "hard"]
    for number in (1, 5, 6):
        assert plain(found.narrative.section(number)) == plain(TEXT[str(number)])
    assert found.narrative.government == report.organ.name.endswith("政府")


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("kind", READABLE)
def test_drafts_and_corrections_too(kind):
    office = make_office()
    draft = written(office)
    assert (read(export(draft, kind)).organ, read(export(draft, kind)).year) == (office.organ.name, 2022)
    newer = actions.restate(published_from(office, draft), by=office.clerk, on=JANUARY, why="补登一件")
    found = read(export(newer, kind))
    assert (found.organ, found.year) == (office.organ.name, 2022)


def published_from(office, report: Report) -> Report:
    actions.review(report, by=office.vice_leader, on=JANUARY)
    actions.approve(report, by=office.leader, on=JANUARY)
    actions.freeze(report, by=office.clerk, on=JANUARY)
    return actions.publish(report, by=office.clerk, on=JANUARY)


def test_a_pdf_is_refused_with_what_to_do(report):
    with pytest.raises(Unreadable, match="PDF"):
        read(export(report, "pdf"))


@pytest.mark.parametrize(
    "broken",
    [
        {"table3": [[0] * 7] * 24},
        {"table4": None},
        {"table2": {}},
        {"table2": []},
        {"table3": [["1"] * 7] * 25},
        {"table2": {"fees_wan": "NaN"}},
        {"table2": {"fees_wan": "很多"}},
    ],
)
def test_json_of_another_shape_is_refused(report, broken):
    data = json.loads(export(report, "json"))
    for key, value in broken.items():
        data[key] = {**data[key], **value} if isinstance(value, dict) and value else value
    with pytest.raises(Unreadable, match="JSON"):
        read(json.dumps(data).encode())


@pytest.mark.parametrize("text", ["{", "{}", "{" * 50_000, '{"a":' * 50_000, '{"table2": 1e999}'])
def test_hostile_json(text):
    with pytest.raises(Unreadable):
        read(text.encode())


@pytest.mark.parametrize(
    "lines",
    [
        [ORGAN, "2022年政府信息公开工作年度报告"],
        [ORGAN, "2022年", "政府信息公开工作年度报告"],
        [f"{ORGAN}2022年政府信息公开", "工作年度报告"],
        [f"{ORGAN}2022年政府信息公开工作年度报告"],
        [f"{ORGAN}政府信息公开工作年度报告（2022年）"],
        [f"{ORGAN}关于2022年度政府信息公开工作的年度报告"],
        [f"{ORGAN}二〇二二年政府信息公开年报"],
        ["信息公开", "首页 > 年报", ORGAN, "2022年政府信息公开工作年度报告"],
    ],
)
def test_titles_of_others(lines):
    page = text_cells(SAMPLE).decode().replace(SAMPLE.title, "\n".join(lines), 1)
    found = read(page.encode())
    assert (found.organ, found.year) == (ORGAN, 2022)
    web = html_plain(SAMPLE).decode().replace(f"<title>{SAMPLE.title}", "<title>年报", 1)
    assert web.count(SAMPLE.title) == 1
    found = read(web.replace(SAMPLE.title, "<br>".join(lines)).encode())
    assert (found.organ, found.year) == (ORGAN, 2022)


@pytest.mark.parametrize("above", ["索引号：011/2022-1", "发布日期：2023-01-20", "2023-01-20", "收藏", "政府信息公开"])
def test_what_stands_above_a_title_is_not_taken_for_an_organ(above):
    page = text_cells(SAMPLE).decode().replace(SAMPLE.title, f"{above}\n2022年政府信息公开工作年度报告", 1)
    found = read(page.encode())
    assert (found.organ, found.year) == ("", 2022)
