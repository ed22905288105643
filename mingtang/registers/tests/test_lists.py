"""表二的每一格打开的正是它数的那些行；列表、查找、导出。"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from mingtang.organs.models import Role
from mingtang.organs.tests.factories import make_organ, make_staff, signed_in
from mingtang.registers import actions
from mingtang.registers.figures import rows_url, table_two
from mingtang.registers.models import Kind
from mingtang.registers.tests.conftest import ON, page
from mingtang.registers.tests.factories import make_charge, make_decision, make_document
from mingtang.registers.workbench import search

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("year", ["9" * 5000, "20220", "１９９９", "1948", ""])
def test_a_year_that_makes_no_sense_is_this_year(client, home, year):
    response = client.get(reverse("registers:overview"), {"year": year})
    assert response.context["year"] == response.context["this_year"]


class TestTableTwo:
    @pytest.fixture
    def year(self, home):
        make_document(organ=home)
        make_document(organ=home, issued_on=date(2020, 1, 1), repealed_on=date(2022, 6, 1))
        make_document(organ=home, issued_on=date(2019, 1, 1))
        make_document(organ=home, kind="regulation", annulled_on=ON)
        for kind, count in (("licence", 3), ("penalty", 2)):
            for _ in range(count):
                make_decision(organ=home, kind=kind)
        make_decision(organ=home, annulled_on=ON)
        make_decision(organ=make_organ(is_home=False))
        make_charge(organ=home, amount=Decimal("5900"))

    @pytest.mark.parametrize("kind", Kind.values)
    def test_each_cell_opens_exactly_its_rows(self, client, home, year, kind):
        table = table_two(home, 2022)
        if kind in table.documents:
            for measure in ("issued", "repealed", "in_force"):
                response = client.get(rows_url(kind, 2022, measure))
                assert response.context["page"].paginator.count == getattr(table.documents[kind], measure)
        elif kind in table.decisions:
            assert client.get(rows_url(kind, 2022)).context["page"].paginator.count == table.decisions[kind]
        else:
            assert client.get(rows_url(kind, 2022)).context["total"] == f"{table.charged:,.2f}" == "5,900.00"

    def test_the_overview_shows_zeros_and_links(self, client, year):
        text = page(client.get(reverse("registers:overview"), {"year": 2022}))
        assert rows_url("licence", 2022).replace("&", "&amp;") in text and ">3</a>" in text
        assert rows_url("coercion", 2022).replace("&", "&amp;") in text and ">0.59</a>" in text

    @pytest.mark.parametrize("text", ["abc", "99999", "", "²"])
    def test_a_year_that_makes_no_sense_is_this_year(self, client, text):
        response = client.get(reverse("registers:overview"), {"year": text})
        assert response.context["year"] == response.context["this_year"]

    def test_a_cell_elsewhere_leads_here_by_kind(self, client, year):
        response = client.get(
            reverse("registers:overview"), {"kind": "regulation", "year": 2022, "measure": "in_force"}
        )
        assert response.url == rows_url("regulation", 2022, "in_force")
        response = client.get(
            reverse("registers:overview"), {"kind": "licence", "year": 2022, "measure": "x"}
        )
        assert response.url == rows_url("licence", 2022)

    def test_the_list_says_what_it_shows(self, client, year):
        text = page(client.get(rows_url("normative_document", 2022, "in_force")))
        assert "行政规范性文件，2022 年 12 月 31 日现行有效件数：2 件" in text
        assert "行政许可，2022 年处理决定：3 件" in page(client.get(rows_url("licence", 2022)))


class TestLists:
    def numbers(self, client, place, **query):
        return [entry.number for entry, _ in client.get(reverse(f"registers:{place}"), query).context["rows"]]

    def test_words_narrow_together(self, client, home):
        make_decision(organ=home, number="甲1", matter="食品经营许可", subject="楚江云栖酒店")
        make_decision(organ=home, number="甲2", matter="食品经营许可", subject="楚江恒远公司")
        assert self.numbers(client, "decisions", q="食品 云栖") == ["甲1"]
        assert self.numbers(client, "decisions", q="甲2") == ["甲2"]
        assert self.numbers(client, "decisions", q="没有") == []

    def test_people_are_masked_and_not_found_by_name(self, client, home):
        make_decision(organ=home, number="甲1", subject="罗小满", subject_kind="person")
        text = page(client.get(reverse("registers:decisions")))
        assert "罗**" in text and "罗小满" not in text
        assert self.numbers(client, "decisions", q="罗小满") == []

    def test_annulled_entries_are_shown_on_demand(self, client, home):
        make_decision(organ=home, number="好")
        make_decision(organ=home, number="撤", annulled_on=ON)
        assert self.numbers(client, "decisions") == ["好"]
        assert self.numbers(client, "decisions", state="annulled") == ["撤"]
        assert sorted(self.numbers(client, "decisions", state="all")) == ["好", "撤"]

    def test_filters_that_make_no_sense_are_named(self, client, home):
        make_decision(organ=home, number="好")
        response = client.get(
            reverse("registers:decisions"), {"year": "去年", "kind": "x", "state": "y", "page": "z"}
        )
        assert "有读不出的筛选条件，已忽略" in page(response) and len(response.context["rows"]) == 1

    def test_long_lists_have_pages_and_few_queries(self, client, home, django_assert_max_num_queries):
        for _ in range(60):
            make_decision(organ=home)
        client.get(reverse("registers:decisions"))
        with django_assert_max_num_queries(19):
            response = client.get(reverse("registers:decisions"), {"page": 2})
        assert len(response.context["rows"]) == 10

    @pytest.mark.parametrize("place", ["documents", "decisions", "charges"])
    def test_an_empty_register_says_how_to_fill_it(self, client, home, place):
        text = page(client.get(reverse(f"registers:{place}")))
        assert "还没有记录。从业务系统导出表格，导入到这里。" in text
        reader = page(signed_in(make_staff(Role.AUDITOR)).get(reverse(f"registers:{place}")))
        assert "由经办人登记或导入" in reader and "登记一条" not in reader

    def test_export_has_the_same_rows_masked_and_without_formulas(self, client, home):
        make_decision(organ=home, number="甲1", matter="=1+1", subject="罗小满", subject_kind="person")
        make_decision(organ=home, number="甲2", kind="penalty")
        response = client.get(reverse("registers:export", args=["decisions"]), {"kind": "licence"})
        assert "filename*=utf-8''" in response["Content-Disposition"]
        header, row = load_workbook(io.BytesIO(response.content)).active.iter_rows()
        assert [cell.value for cell in header][:4] == ["种类", "决定文号", "事项", "相对人"]
        assert [cell.value for cell in row][:4] == ["行政许可", "甲1", "=1+1", "罗**"]
        assert row[2].data_type == "s"

    @pytest.mark.parametrize("place", ["documents", "charges"])
    def test_an_export_can_be_imported_again_without_a_change(self, client, home, clerk, place):
        make = {"documents": make_document, "charges": make_charge}[place]
        kind = {"documents": "normative_document", "charges": "charge"}[place]
        make(organ=home)
        content = client.get(reverse("registers:export", args=[place])).content
        again = actions.import_table(kind, io.BytesIO(content), "导出.xlsx", by=clerk, on=ON)
        assert (again.added, again.unchanged, again.rejected, again.differing) == (0, 1, (), ())


def test_the_workbench_finds_entries_of_the_own_organ(home, clerk):
    make_decision(organ=home, matter="食品经营许可")
    make_document(organ=home, title="食品小作坊办法", annulled_on=ON)
    make_charge(organ=home, item="食品检验费")
    make_decision(organ=make_organ(is_home=False), matter="食品经营许可")
    found = list(search(clerk, "食品"))
    assert [hit.kind for hit in found] == ["规章和规范性文件", "处理决定", "收费"] and found[
        0
    ].meta == "已撤销"
    assert list(search(clerk, "")) == [] and list(search(None, "食品")) == []
