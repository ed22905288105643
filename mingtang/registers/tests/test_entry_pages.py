"""一条登记的页面。"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from mingtang.kit import audit
from mingtang.organs.models import Role
from mingtang.organs.tests.factories import make_staff, signed_in
from mingtang.registers.models import AdministrativeDecision, Charge, NormativeDocument
from mingtang.registers.tests.conftest import page
from mingtang.registers.tests.factories import make_charge, make_decision, make_document

pytestmark = pytest.mark.django_db


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
