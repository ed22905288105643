"""表单：按案卷印出；写有申请人资料的先查看完整信息；空白申请表任何人可以取。"""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from mingtang.disclosure.printed import SHEETS
from mingtang.disclosure.tests.office import DAY, IDENTITY, NAME, House, make_house, registered
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.kit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture(autouse=True)
def _the_day(today):  # noqa: F811
    today(DAY)


def words(content: bytes) -> str:
    """Everything in the tables of a Word document."""
    return "".join(cell.text for table in Document(BytesIO(content)).tables for row in table.rows for cell in row.cells)


def test_sheets_with_the_applicants_data_ask_for_a_look_first(house):
    case, client = registered(house), house.browser(house.clerk)
    address = reverse("cases:sheet", args=[case.pk, "P1", "docx"])
    assert client.get(address).status_code == 403
    client.post(reverse("cases:reveal", args=[case.pk]), {"why": "核对收件地址"})
    text = words(client.get(address).content)
    assert NAME in text and IDENTITY in text and case.number in text and house.clerk.name in text
    assert AuditEntry.objects.filter(act="disclosure.downloaded").latest("id").data == {"sheet": "P1", "form": "docx"}


@pytest.mark.parametrize("code", SHEETS)
def test_who_sees_the_case_prints_what_is_theirs(house, code):
    case = registered(house)
    address = reverse("cases:sheet", args=[case.pk, code, "docx"])
    expected = 403 if code in ("P1", "A1") else 200
    assert house.browser(house.people["auditor"]).get(address).status_code == expected
    assert house.browser(house.stranger).get(address).status_code == 404
    assert house.browser(house.other_section).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_there_is_no_other_sheet(house):
    case, client = registered(house), house.browser(house.clerk)
    for code, form in (("D1", "pdf"), ("R1", "exe")):
        assert client.get(reverse("cases:sheet", args=[case.pk, code, form])).status_code == 404


def test_anybody_takes_a_blank_application(house):
    answer = Client().get(reverse("disclosure:blank_form", args=["docx"]))
    text = words(answer.content)
    assert answer.status_code == 200 and "□自然人" in text and "☑" not in text
    assert Client().get(reverse("disclosure:blank_form", args=["pdf"])).content.startswith(b"%PDF")
    assert Client().get(reverse("disclosure:blank_form", args=["exe"])).status_code == 404
    assert reverse("disclosure:blank_form", args=["pdf"]) in Client().get(reverse("disclosure:entry")).content.decode()
