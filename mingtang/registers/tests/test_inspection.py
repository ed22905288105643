"""监督检查：本级政府的监督人员、审计员看下级机关的登记簿，不写、不导出、不看姓名（条例第四十七条）。"""

from __future__ import annotations

import pytest
from django.urls import reverse

from mingtang.organs.models import Organ
from mingtang.organs.tests.factories import make_organ, one_of_each, signed_in
from mingtang.registers.figures import rows_url
from mingtang.registers.tests.factories import make_charge, make_decision, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def government() -> Organ:
    return make_organ(name="楚江市人民政府", kind="local_government", is_home=False)


@pytest.fixture
def organ(government) -> Organ:
    return make_organ(name="楚江市行政审批局", parent=government, is_home=True)


def test_who_opens_the_registers_of_an_organ_below(organ, government):
    document = make_document(organ=organ)
    addresses = [rows_url("normative_document", 2022, "issued", organ), f"{reverse('registers:overview')}?organ={organ.pk}&year=2022"]
    for role, person in one_of_each(government).items():
        for address in addresses:
            assert signed_in(person).get(address).status_code == (200 if role in ("supervisor", "auditor") else 404), role
        cell = signed_in(person).get(f"{reverse('registers:overview')}?organ={organ.pk}&kind=normative_document&year=2022&measure=issued")
        assert cell.status_code == (302 if role in ("supervisor", "auditor") else 404)
        assert signed_in(person).get(reverse("registers:entry", args=["documents", document.pk])).status_code == 404
        assert signed_in(person).get(reverse("registers:export", args=["documents"]), {"organ": organ.pk}).status_code == 403
    for person in one_of_each(make_organ(parent=government)).values():
        assert all(signed_in(person).get(address).status_code == 404 for address in addresses)


def test_the_pages_show_that_organ_and_offer_nothing_to_do(organ, government):
    make_document(organ=government, title="政府自己的文件", number="楚政规〔2022〕1号")
    document, decision, charge = make_document(organ=organ), make_decision(organ=organ), make_charge(organ=organ)
    inspector = one_of_each(government)["supervisor"]
    shown = {
        rows_url("normative_document", 2022, "issued", organ): document.title,
        rows_url(decision.kind, decision.decided_on.year, organ=organ): decision.matter,
        rows_url("charge", charge.charged_on.year, organ=organ): charge.item,
    }
    for address, words in shown.items():
        page = signed_in(inspector).get(address).content.decode()
        assert words in page and organ.name in page and "政府自己的文件" not in page
        assert "导出 XLSX" not in page and "登记一条" not in page and "导入表格" not in page
        assert f"organ={organ.pk}" in page
    overview = signed_in(inspector).get(reverse("registers:overview"), {"organ": organ.pk, "year": 2022}).content.decode()
    assert f"year=2022&amp;measure=issued&amp;organ={organ.pk}" in overview


@pytest.mark.parametrize("nonsense", ["abc", "0", "9" * 40, "-1", "١"])
def test_nonsense_is_not_found(organ, government, nonsense):
    inspector = one_of_each(government)["auditor"]
    assert signed_in(inspector).get(reverse("registers:overview"), {"organ": nonsense}).status_code == 404
