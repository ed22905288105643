"""导入的页面：先看后导。"""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from mingtang.registers import actions
from mingtang.registers.models import AdministrativeDecision, ImportBatch, Kind
from mingtang.registers.tests.conftest import ON, page
from mingtang.registers.tests.factories import LICENCES, csv_file, make_decision

pytestmark = pytest.mark.django_db


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
