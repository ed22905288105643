"""页面：谁进得来，表二的每一格打开的正是它数的那些行，导入先看后导。"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mingtang.kit import audit
from mingtang.organs.models import Role, Staff
from mingtang.organs.tests.factories import make_organ, make_staff, one_of_each
from mingtang.registers import actions, urls
from mingtang.registers.figures import rows_url, table_two
from mingtang.registers.models import AdministrativeDecision, Charge, ImportBatch, Kind, NormativeDocument
from mingtang.registers.tests.conftest import ON
from mingtang.registers.tests.factories import LICENCES, csv_file, make_charge, make_decision, make_document
from mingtang.registers.workbench import search

pytestmark = pytest.mark.django_db

READS = {"overview", "documents", "decisions", "charges", "export", "entry"}
POST_ONLY = {"import_apply", "import_discard", "annul", "reinstate", "reveal"}


def signed_in(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def batch_of(home) -> ImportBatch:
    return actions.preview_import("licence", csv_file(LICENCES), "表.csv", by=None, on=ON, organ=home).batch


def address(name: str, home) -> str:
    entry = make_decision(organ=home, subject="罗小满", subject_kind="person")
    if name.startswith("import") and name != "import_start":
        return reverse(f"registers:{name}", args=[batch_of(home).pk])
    arguments = {
        "template": ["licence"], "export": ["decisions"], "add": ["decisions"], "reveal": [entry.pk],
        **{name: ["decisions", entry.pk] for name in ("entry", "correct", "annul", "reinstate")},
    }  # fmt: skip
    return reverse(f"registers:{name}", args=arguments.get(name, []))


NAMES = sorted({pattern.name for pattern in urls.urlpatterns})


@pytest.mark.parametrize("name", NAMES)
def test_everybody_of_the_organ_reads_and_only_clerks_and_administrators_write(home, name):
    url = address(name, home)
    for role, person in one_of_each(home).items():
        client = signed_in(person)
        response = client.post(url) if name in POST_ONLY else client.get(url)
        allowed = name in READS or role in (Role.CLERK, Role.ADMINISTRATOR)
        assert (response.status_code != 403) == allowed, role


@pytest.mark.parametrize("name", NAMES)
def test_visitors_are_led_to_the_door(home, name):
    url = address(name, home)
    response = Client().post(url) if name in POST_ONLY else Client().get(url)
    assert response.status_code == 302 and response.url.startswith(reverse("organs:login"))


@pytest.mark.parametrize(
    "name",
    [
        "entry",
        "correct",
        "annul",
        "reinstate",
        "reveal",
        "import",
        "import_apply",
        "import_discard",
        "import_rejected",
    ],
)
def test_things_of_another_organ_do_not_exist(home, name):
    url = address(name, home)
    outsider = signed_in(make_staff(Role.CLERK, organ=make_organ(is_home=False)))
    response = outsider.post(url, {"reason": "看看"}) if name in POST_ONLY else outsider.get(url)
    assert response.status_code == 404


@pytest.mark.parametrize("name", ["entry", "correct", "add", "export", "annul"])
def test_there_are_three_registers(home, clerk, name):
    arguments = ["gifts"] if name in ("add", "export") else ["gifts", 1]
    url = reverse(f"registers:{name}", args=arguments)
    response = signed_in(clerk).post(url) if name == "annul" else signed_in(clerk).get(url)
    assert response.status_code == 404


@pytest.fixture
def client(clerk) -> Client:
    return signed_in(clerk)


def page(response) -> str:
    return response.content.decode()


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
        with django_assert_max_num_queries(14):
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


class TestEntries:
    DOCUMENT = {
        "kind": "normative_document",
        "title": "办法",
        "number": "楚审规[2022]1号",
        "issued_on": "2022-03-01",
    }

    def test_recording(self, client, home, clerk):
        response = client.post(reverse("registers:add", args=["documents"]), self.DOCUMENT)
        document = NormativeDocument.objects.get()
        assert response.url == reverse("registers:entry", args=["documents", document.pk])
        assert (document.number, document.organ, document.recorded_by) == ("楚审规〔2022〕1号", home, clerk)

    def test_recording_a_decision_and_a_charge(self, client):
        decision = {
            "kind": "penalty", "number": "1", "matter": "施工", "subject": "罗小满", "subject_kind": "person",
            "decided_on": "2022-01-01",
        }  # fmt: skip
        charge = {"receipt_number": "1", "item": "垃圾费", "amount": "12.50", "charged_on": "2022-01-01"}
        client.post(reverse("registers:add", args=["decisions"]), decision)
        client.post(reverse("registers:add", args=["charges"]), charge)
        assert AdministrativeDecision.objects.get().subject_shown == "罗**"
        assert Charge.objects.get().amount == Decimal("12.50")

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"title": ""}, "没有填写“标题”，填写后再提交。"),
            ({"issued_on": "去年"}, "“制发日期”不是日期，写成 2022-10-24。"),
            ({"title": "长" * 201}, "“标题”超过 200 个字，缩短后再提交。"),
            ({"repealed_on": "2021-01-01"}, "废止日期早于制发日期（2022-03-01）：核对两个日期。"),
            ({"kind": "licence"}, "“类别”没有这个选项，从列表中选一个。"),
        ],
    )
    def test_recording_refused(self, client, change, sentence):
        response = client.post(reverse("registers:add", args=["documents"]), {**self.DOCUMENT, **change})
        assert response.status_code == 200 and sentence in page(response)
        assert not NormativeDocument.objects.exists()

    def test_a_negative_charge_is_refused(self, client):
        charge = {"receipt_number": "1", "item": "垃圾费", "amount": "-1", "charged_on": "2022-01-01"}
        response = client.post(reverse("registers:add", args=["charges"]), charge)
        assert "金额不能是负数：退费用更正办理，不记成负数。" in page(response)

    def test_correcting(self, client, home):
        document = make_document(organ=home, title="旧题")
        form = {**self.DOCUMENT, "number": document.number, "title": "新题", "reason": "核对原件"}
        client.post(reverse("registers:correct", args=["documents", document.pk]), form)
        text = page(client.get(reverse("registers:entry", args=["documents", document.pk])))
        assert "新题" in text and "更正登记" in text and "核对原件" in text and "原来：旧题" in text

    def test_correcting_wants_a_reason(self, client, home):
        document = make_document(organ=home)
        response = client.post(reverse("registers:correct", args=["documents", document.pk]), self.DOCUMENT)
        assert "没有写更正理由，写上理由。" in page(response)

    def test_correcting_into_a_taken_number_is_refused(self, client, home):
        document, other = make_document(organ=home), make_document(organ=home)
        form = {**self.DOCUMENT, "number": other.number, "reason": "笔误"}
        response = client.post(reverse("registers:correct", args=["documents", document.pk]), form)
        assert f"登记簿里已有{other.number}" in page(response)

    def test_a_name_left_empty_stays(self, client, home):
        decision = make_decision(organ=home, subject="罗小满", subject_kind="person")
        url = reverse("registers:correct", args=["decisions", decision.pk])
        assert "罗小满" not in page(client.get(url)) and "现在是 罗**" in page(client.get(url))
        form = {
            "kind": "licence", "number": decision.number, "matter": "另一事项", "subject": "", "subject_kind": "person",
            "decided_on": "2022-05-16", "reason": "笔误",
        }  # fmt: skip
        client.post(url, form)
        decision.refresh_from_db()
        assert (decision.matter, decision.subject) == ("另一事项", "罗小满")

    def test_annulling_and_reinstating(self, client, home):
        charge = make_charge(organ=home)
        client.post(reverse("registers:annul", args=["charges", charge.pk]), {"reason": "重复"})
        charge.refresh_from_db()
        assert charge.annulled_on
        text = page(client.get(reverse("registers:entry", args=["charges", charge.pk])))
        assert "不计入表二" in text and "已撤销，先恢复再更正" in text
        client.post(reverse("registers:reinstate", args=["charges", charge.pk]), {"reason": "撤错"})
        charge.refresh_from_db()
        assert not charge.annulled_on

    def test_annulling_without_a_reason_is_refused_in_words(self, client, home):
        charge = make_charge(organ=home)
        response = client.post(reverse("registers:annul", args=["charges", charge.pk]), follow=True)
        assert "没有写撤销理由，写上理由。" in page(response)

    def test_a_name_is_shown_once_for_a_reason(self, client, home):
        decision = make_decision(organ=home, subject="罗小满", subject_kind="person")
        detail, reveal = (
            reverse("registers:entry", args=["decisions", decision.pk]),
            reverse("registers:reveal", args=[decision.pk]),
        )
        assert "罗小满" not in page(client.get(detail))
        assert "没有写查看理由" in page(client.post(reveal, follow=True))
        response = client.post(reveal, {"reason": "核对许可证"})
        assert "罗小满" in page(response) and "no-store" in response["Cache-Control"]
        assert "罗小满" not in page(client.get(detail))
        assert audit.trail(decision).get().reason == "核对许可证"

    def test_readers_see_no_acts(self, home):
        charge = make_charge(organ=home)
        reader = signed_in(make_staff(Role.AUDITOR))
        text = page(reader.get(reverse("registers:entry", args=["charges", charge.pk])))
        assert "由经办人或系统管理员办理" in text and "撤销这一条" not in text

    def test_hostile_text_is_shown_as_text(self, client, home):
        decision = make_decision(organ=home, matter="<script>alert(1)</script>")
        for url in (
            reverse("registers:decisions"),
            reverse("registers:entry", args=["decisions", decision.pk]),
        ):
            assert "<script>alert" not in page(client.get(url))


class TestImports:
    def upload(self, client, rows=LICENCES, kind="licence", name="表.csv", content=None):
        file = SimpleUploadedFile(name, content if content is not None else csv_file(rows).getvalue())
        return client.post(reverse("registers:import_start"), {"kind": kind, "file": file}, follow=True)

    def test_looked_at_first_then_imported(self, client):
        response = self.upload(client, [*LICENCES, ["", "x", "", "", ""]])
        text = page(response)
        assert "现在还没有导入" in text and "导入 3 条" in text and "第 5 行，决定文号" in text
        assert "罗小满" not in text and not AdministrativeDecision.objects.exists()
        batch = response.context["batch"]
        done = client.post(reverse("registers:import_apply", args=[batch.pk]), follow=True)
        assert "已导入 3 条。" in page(done) and AdministrativeDecision.objects.count() == 3
        assert "第 5 行，决定文号" in page(done)

    def test_the_same_file_again_is_told(self, client):
        first = self.upload(client).context["batch"]
        client.post(reverse("registers:import_apply", args=[first.pk]))
        text = page(self.upload(client))
        assert "同一个文件已于" in text and ">完成</button>" in text

    def test_differences_are_shown_and_corrected_on_demand(self, client, home):
        decision = make_decision(organ=home, number="楚审许〔2022〕1号", matter="旧事项")
        response = self.upload(client)
        assert "旧事项" in page(response) and "同时按文件更正内容不同的 1 条" in page(response)
        url = reverse("registers:import_apply", args=[response.context["batch"].pk])
        assert "更正 1 条" in page(client.post(url, {"correct": "1"}, follow=True))
        decision.refresh_from_db()
        assert decision.matter == "建筑工程施工许可证核发"

    def test_giving_up(self, client):
        batch = self.upload(client).context["batch"]
        response = client.post(reverse("registers:import_discard", args=[batch.pk]), follow=True)
        assert "什么也没有导入" in page(response)
        assert client.get(reverse("registers:import", args=[batch.pk])).status_code == 404
        for name in ("import_apply", "import_discard"):
            response = client.post(reverse(f"registers:{name}", args=[batch.pk]))
            assert response.status_code == 302
        assert not AdministrativeDecision.objects.exists()

    @pytest.mark.parametrize("applied", [False, True])
    def test_rejected_rows_come_back_as_a_file_to_mend(self, client, applied):
        bad = ["楚审许〔2022〕9号", "=1+1", "钱多多", "自然人", "2022-02-30"]
        batch = self.upload(client, [*LICENCES, bad]).context["batch"]
        if applied:
            client.post(reverse("registers:import_apply", args=[batch.pk]))
        response = client.get(reverse("registers:import_rejected", args=[batch.pk]))
        header, row = load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
        assert header == ("原文件行号", *LICENCES[0], "退回原因")
        assert row[:6] == (5, *bad) and "日历上没有这一天" in row[6] and "像公式" in row[6]
        mended = [header, [*row[:2], "食品经营许可", *row[3:5], "2022-02-28", row[6]]]
        again = self.upload(client, mended)
        assert again.context["result"].added == 1 and not again.context["result"].rejected

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("表.csv", b"", "“表格文件”是空的，换一个文件。"),
            ("表.pdf", b"%PDF-1.7", "只能读 XLSX 和 CSV 表格"),
            ("表.xlsx", b"not a zip at all", "。"),
            ("表.csv", "甲,乙\n1,2\n".encode(), "行政许可的表格缺少“决定文号”、“事项”、“决定日期”列"),
        ],
    )
    def test_hostile_or_wrong_files(self, client, name, content, sentence):
        response = self.upload(client, name=name, content=content)
        assert response.status_code == 200 and sentence in page(response)
        assert response.context["form"].errors["file"] and not ImportBatch.objects.exists()

    def test_unused_columns_are_told(self, client):
        text = page(self.upload(client, [[*LICENCES[0], "经手人"], [*LICENCES[1], "马晓东"]]))
        assert "没有用到的列：经手人。" in text

    @pytest.mark.parametrize("kind", Kind.values)
    def test_templates_are_read_back_without_a_fault(self, client, clerk, kind):
        response = client.get(reverse("registers:template", args=[kind]))
        book = load_workbook(io.BytesIO(response.content))
        assert book.sheetnames[1] == "填写说明"
        result = actions.preview_import(kind, io.BytesIO(response.content), "模板.xlsx", by=clerk, on=ON)
        assert (result.added, result.ignored, result.rejected) == (0, (), ())

    def test_no_template_of_an_unknown_register(self, client):
        assert client.get(reverse("registers:template", args=["gifts"])).status_code == 404

    def test_rejected_in_an_annulled_entry(self, client, home):
        decision = make_decision(organ=home, number="楚审许〔2022〕1号")
        actions.annul(decision, by=None, on=ON, reason="误录")
        assert "已于 2022-10-24 撤销" in page(self.upload(client))


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
