"""清单：视图、筛选、报表的格、导出、查询次数。"""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingtang.disclosure.actions import close, handling, intake
from mingtang.disclosure.cells import cell, remedy_cell
from mingtang.disclosure.models import Case
from mingtang.disclosure.tests.office import (
    DAY,
    IDENTITY,
    NAME,
    PHONE,
    House,
    consulting,
    file_case,
    make_house,
    registered,
)
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.kit.models import AuditEntry
from mingtang.law.annual_report import COLUMN_KEYS, ROW_KEYS

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def listed(house: House, who: str = "clerk", **query: object) -> str:
    return house.browser(house.people[who]).get(reverse("cases:list"), query).content.decode()


def shown(body: str) -> list[int]:
    """The cases of a list by their links, in order."""
    found = [part.split("/", 1)[0] for part in body.split('href="/office/cases/')[1:] if "data-row" in part[:40]]
    return [int(each) for each in found]


def withdrawn(house: House, on: date = DAY, **changes: object) -> Case:
    case = file_case(house, on=on, **changes)
    close.withdraw(case, by=house.clerk, on=on, evidence="书面声明")
    return case


def test_views_hold_what_their_names_say(house, today):  # noqa: F811
    received = file_case(house)
    asked = registered(house)
    handling.add_supplement_point(asked, by=house.clerk, on=DAY, item="写明是哪个项目", guidance="写项目名称或者地址")
    handling.ask_supplement(asked, by=house.clerk, on=DAY, deadline=DAY + timedelta(days=21))
    waiting = consulting(house)
    over = withdrawn(house)
    assert set(shown(listed(house, v="open"))) == {received.pk, asked.pk, waiting.pk}
    assert shown(listed(house, v="applicant")) == [asked.pk]
    assert shown(listed(house, v="consulting")) == [waiting.pk]
    assert shown(listed(house, v="done")) == [over.pk]
    assert shown(listed(house, v="mine")) == [received.pk]
    assert set(shown(listed(house, v="all"))) == {received.pk, asked.pk, waiting.pk, over.pk}
    assert shown(listed(house, v="all"))[-1] == over.pk  # finished ones last


def test_today_and_overdue_cases_are_found(house, today):  # noqa: F811
    case = registered(house)
    later = registered(house, on=DAY + timedelta(days=7))
    case.refresh_from_db()
    today(case.due_on)
    assert shown(listed(house, v="today")) == [case.pk]
    assert shown(listed(house, "section_staff", v="mine")) == [case.pk, later.pk]  # by due day


def test_filters_narrow_down_and_name_what_makes_no_sense(house, today):  # noqa: F811
    person = file_case(house, title="滨江路施工许可")
    firm = file_case(house, kind="enterprise", name="楚江恒晟咨询有限公司", contact="罗一一", channel="fax")
    assert shown(listed(house, q="滨江路")) == [person.pk]
    assert shown(listed(house, q="恒晟")) == [firm.pk]
    assert shown(listed(house, q=person.number)) == [person.pk]
    assert shown(listed(house, channel="fax")) == [firm.pk]
    assert shown(listed(house, col="natural")) == [person.pk]
    assert shown(listed(house, stage="filed")) == [firm.pk]
    person.refresh_from_db()
    assert shown(listed(house, due_from=person.due_on, due_to=person.due_on)) == [person.pk]
    assert shown(listed(house, due_to=person.due_on - timedelta(days=1))) == []
    assert set(shown(listed(house, year=2022))) == {person.pk, firm.pk}
    assert shown(listed(house, year=2021)) == []
    body = listed(house, channel="鸽子")
    assert shown(body) == [] and "有1处需要修改" in body
    other = house.stranger.organ.sections.create(name="外单位科室")
    assert shown(listed(house, section=other.pk)) == []


def test_the_section_in_charge_can_be_chosen(house, today):  # noqa: F811
    mine = registered(house)
    file_case(house)
    assert shown(listed(house, section=house.section.section_id)) == [mine.pk]


def test_a_cell_of_the_report_opens_exactly_its_cases(house, today):  # noqa: F811
    late = registered(house, on=date(2021, 12, 30))
    natural = withdrawn(house, on=date(2022, 3, 1))
    firm = withdrawn(house, on=date(2022, 3, 2), kind="enterprise", name="楚江恒晟咨询有限公司")
    withdrawn(house, on=date(2021, 3, 2))
    assert shown(listed(house, year=2022, row="carried_in", col="total")) == [late.pk]
    assert shown(listed(house, year=2022, row="carried_out")) == [late.pk]
    assert set(shown(listed(house, year=2022, row="o3", col="total"))) == {natural.pk, firm.pk}
    assert shown(listed(house, year=2022, row="o3", col="enterprise")) == [firm.pk]
    assert set(shown(listed(house, year=2022, row="new"))) == {natural.pk, firm.pk}
    asked = {(row, "total") for row in ROW_KEYS} | {("o3", column) for column in COLUMN_KEYS}
    for row, column in sorted(asked):
        expected = set(cell(Case.objects.filter(organ=house.organ), 2022, row, column).values_list("pk", flat=True))
        assert set(shown(listed(house, year=2022, row=row, col=column))) == expected, (row, column)


def test_a_cell_of_table_four_opens_its_cases(house, today):  # noqa: F811
    from mingtang.disclosure.actions import remedies

    case = registered(house)
    remedies.file_remedy(case, by=house.clerk, on=DAY, route="reconsideration", body="楚江市人民政府")
    query = {"year": 2022, "route": "reconsideration"}
    assert shown(listed(house, **query, result="pending")) == [case.pk]
    assert shown(listed(house, **query, result="total")) == [case.pk]
    assert shown(listed(house, **query, result="upheld")) == []
    assert not remedy_cell(Case.objects.all(), 2022, "direct_suit", "total").exists()


def test_no_cell_that_the_form_does_not_have():
    with pytest.raises(ValueError, match="表三没有"):
        cell(Case.objects.all(), 2022, "x9")


def test_names_are_masked_in_the_list(house, today):  # noqa: F811
    file_case(house, title=f"{NAME}的材料，电话{PHONE}")
    body = listed(house, v="all")
    assert "司徒**" in body
    assert NAME not in body and PHONE not in body and IDENTITY not in body


def test_the_export_is_the_list_with_masked_names(house, today):  # noqa: F811
    case = registered(house, title=f"{NAME}的材料")
    withdrawn(house)
    client = house.browser(house.clerk)
    book = openpyxl.load_workbook(BytesIO(client.get(reverse("cases:export"), {"v": "all"}).content))
    rows = list(book.active.values)
    assert rows[0][:4] == ("登记编号", "种类", "事项", "申请人")
    assert len(rows) == 3
    text = "\n".join(str(value) for row in rows for value in row)
    assert case.number in text and "司徒**" in text and "已撤回" in text
    assert NAME not in text and PHONE not in text
    one = openpyxl.load_workbook(BytesIO(client.get(reverse("cases:export"), {"v": "done"}).content))
    assert len(list(one.active.values)) == 2
    assert AuditEntry.objects.filter(act="disclosure.exported", by_id=house.clerk.pk).count() == 2


def test_the_export_holds_the_scope_only(house, today):  # noqa: F811
    registered(house)
    answer = house.browser(house.stranger).get(reverse("cases:export"), {"v": "all"})
    assert len(list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)) == 1


def clones(house: House, count: int) -> None:
    """More cases of the same shape, as the acts would leave them."""
    for number in range(count):
        intake.register(file_case(house, on=DAY + timedelta(days=number % 3)), by=house.clerk, on=DAY + timedelta(days=3))


@pytest.mark.parametrize("view", ["open", "all", "mine"])
def test_the_number_of_queries_does_not_grow_with_the_list(house, today, view, monkeypatch):  # noqa: F811
    from mingtang.disclosure import actions

    monkeypatch.setattr(actions.perform, "accompany", lambda *given: [])  # letters are not the matter here
    client, address = house.browser(house.clerk), reverse("cases:list")
    clones(house, 5)
    withdrawn(house)
    client.get(address, {"v": view})
    with CaptureQueriesContext(connection) as few:
        assert len(shown(client.get(address, {"v": view}).content.decode())) >= 5
    clones(house, 45)
    with CaptureQueriesContext(connection) as many:
        assert len(shown(client.get(address, {"v": view}).content.decode())) == 50
    assert len(many) <= len(few) <= 30


def test_pages_follow_each_other_over_open_and_finished_cases(house, today, monkeypatch):  # noqa: F811
    from mingtang.disclosure.views.office import listing

    monkeypatch.setattr(listing, "PER_PAGE", 2)
    waiting = [file_case(house, on=DAY + timedelta(days=number)) for number in (2, 0, 1)]
    over = [withdrawn(house, on=DAY + timedelta(days=number)) for number in (0, 1)]
    pages = [shown(listed(house, v="all", page=number)) for number in (1, 2, 3, 9)]
    order = [waiting[1].pk, waiting[2].pk, waiting[0].pk]
    assert pages[0] == order[:2]
    assert pages[1] == [order[2], over[1].pk]
    assert pages[2] == [over[0].pk] == pages[3]
