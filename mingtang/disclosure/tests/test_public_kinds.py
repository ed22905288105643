"""更正申请和主动公开建议：各问各的条文所需，三种表单同样防重、限次、留住所填；办理页各说各的期限，不编造。"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingtang.disclosure.actions import close, handling, intake, letters
from mingtang.disclosure.models import Case
from mingtang.disclosure.printed import receipt, sheet
from mingtang.disclosure.progress import progress
from mingtang.disclosure.tests.factories import CALENDAR, Office, filed, identity, kinds_of, make_office
from mingtang.disclosure.tests.test_public_apply import PDF, body, hidden
from mingtang.disclosure.views.public import limits
from mingtang.disclosure.views.public.uploads import GONE, signer
from mingtang.kit.models import StoredFile
from mingtang.web import clock

pytestmark = pytest.mark.django_db
DAY = date(2022, 9, 14)
CORRECTION = {
    "title": "城东片区办事指引登记表", "document_number": "楚审登〔2021〕9号", "wrong": "出生日期写作1991年3月7日",
    "right": "出生日期应为1990年3月7日", "evidence": "户口簿复印件，可以当面出示", "applicant_kind": "natural",
    "name": "江小鱼", "identity_type": "id_card", "identity_number": identity(123), "phone": "13800001234",
    "delivery": "online",
}  # fmt: skip
SUGGESTION = {
    "title": "老旧小区加装电梯补贴标准", "request_number": "2022-9", "ground": "interests", "reason": "全市业主都要用到",
    "applicant_kind": "natural", "name": "江小鱼",
}  # fmt: skip
GOOD = {"correct": CORRECTION, "suggest": SUGGESTION}


@pytest.fixture(autouse=True)
def office(monkeypatch) -> Office:
    cache.clear()
    moment = timezone.make_aware(datetime(DAY.year, DAY.month, DAY.day, 10, 0))
    monkeypatch.setattr(clock, "now", lambda: moment)
    return make_office()


@pytest.fixture
def client() -> Client:
    return Client()


def send(client: Client, form: str, step: str = "submit", **changes: object):
    sent = {**GOOD[form], "step": step, "token": "one form", **changes}
    return client.post(reverse(f"disclosure:{form}"), sent)


def page(client: Client) -> str:
    answer = client.get(reverse("disclosure:case"))
    assert answer.status_code == 200
    return body(answer)


def test_the_entry_offers_all_three(client):
    shown = body(client.get(reverse("disclosure:entry")))
    for form in ("apply", "correct", "suggest", "track"):
        assert reverse(f"disclosure:{form}") in shown


@pytest.mark.parametrize("form", GOOD)
def test_every_answer_is_seen_once_more_before_anything_is_stored(client, form):
    shown = body(send(client, form, "check"))
    for name in ("title", "name"):
        assert GOOD[form][name] in shown
    assert not Case.objects.exists()


def test_a_correction_is_filed_under_its_own_kind_with_all_that_art_41_asks(client):
    assert send(client, "correct")["Location"] == reverse("disclosure:case")
    case = Case.objects.get()
    assert (case.kind, case.channel, case.number) == ("correction", "web", "楚审更申〔2022〕1号")
    for told in ("wrong", "right", "evidence"):
        assert CORRECTION[told] in case.description
    assert (case.wanted_form, case.wanted_delivery, case.result_row) == ("", "online", "")
    shown = page(client)
    assert "更正申请已提交" in shown and case.query_code in shown
    assert "条例没有规定更正的办理期限" in shown and "第三十三条" not in shown


def test_a_suggestion_is_filed_without_identity_and_without_days(client):
    assert send(client, "suggest").status_code == 302
    case = Case.objects.get()
    assert (case.kind, case.applicant.identity_number, case.applicant.phone) == ("suggestion", "", "")
    assert "涉及公众利益调整" in case.description and "2022-0009" in case.description
    shown = page(client)
    assert "建议已提交" in shown and "条例没有规定审核建议的期限" in shown
    assert "工作日" not in shown and "获取途径" not in shown


@pytest.mark.parametrize(
    ("form", "changes", "sentence"),
    [
        ("correct", {"title": ""}, "写明要更正哪一份记录"),
        ("correct", {"wrong": ""}, "写明记录里哪里不准确"),
        ("correct", {"right": ""}, "写明应当怎样记"),
        ("correct", {"evidence": ""}, "上传证据材料，或者写明有什么证据"),
        ("correct", {"identity_number": ""}, "填写证件号码"),
        ("correct", {"identity_number": "429900199001010000"}, "身份证号码有误"),
        ("correct", {"phone": ""}, "填写联系电话"),
        ("correct", {"delivery": "post"}, "选择邮寄的，填写通信地址"),
        ("correct", {"wrong": "误" * 501}, "“现在怎样记的”最多500字"),
        ("suggest", {"title": ""}, "用一句话写明您建议公开什么信息"),
        ("suggest", {"ground": ""}, "选一项为什么应当主动公开"),
        ("suggest", {"ground": "其他"}, "选一项为什么应当主动公开"),
        ("suggest", {"reason": ""}, "写明理由"),
        ("suggest", {"name": ""}, "填写姓名或者单位名称"),
        ("suggest", {"request_number": "去年"}, "登记编号写作 2022-0009"),
        ("suggest", {"phone": "不告诉"}, "电话写法不对"),
    ],
)
def test_wrong_answers_are_said_in_a_sentence_and_the_rest_stays(client, form, changes, sentence):
    answer = send(client, form, **changes)
    assert answer.status_code == 422 and not Case.objects.exists()
    shown = body(answer)
    assert sentence in shown
    for name in (
        GOOD[form].keys() - changes.keys() - {"ground", "applicant_kind", "identity_type", "delivery"}
    ):
        assert str(GOOD[form][name]) in shown, name


def test_a_line_break_counts_as_one_character(client):
    assert send(client, "correct", wrong="甲\r\n" * 250).status_code == 302


class TestEvidence:
    def test_a_file_is_evidence_enough(self, client):
        given = SimpleUploadedFile("户口簿.pdf", PDF)
        kept = hidden(body(send(client, "correct", "owner", evidence="", files=[given])), "kept")
        assert len(kept) == 1
        assert send(client, "correct", evidence="", kept=kept).status_code == 302
        case = Case.objects.get()
        assert case.attachments.get().role == "application" and "见上传的材料" in case.description

    def test_a_wrong_file_is_refused_and_the_good_one_beside_it_stays(self, client):
        files = [SimpleUploadedFile("户口簿.pdf", PDF), SimpleUploadedFile("run.exe", b"MZ\x00")]
        answer = send(client, "correct", "owner", evidence="", files=files)
        shown = body(answer)
        assert answer.status_code == 422 and "“run.exe”：不收这种格式的文件" in shown
        assert "户口簿.pdf" in shown and len(hidden(shown, "kept")) == 1
        assert StoredFile.objects.count() == 1

    def test_what_was_swept_away_is_not_left_out_in_silence(self, client):
        given = SimpleUploadedFile("户口簿.pdf", PDF)
        kept = hidden(body(send(client, "correct", "owner", files=[given])), "kept")
        StoredFile.objects.all().delete()
        answer = send(client, "correct", kept=kept)
        assert answer.status_code == 422 and GONE in body(answer) and not Case.objects.exists()

    def test_the_signed_number_of_a_file_is_good_for_its_own_form_only(self, client):
        send(client, "correct", "owner", files=[SimpleUploadedFile("户口簿.pdf", PDF)])
        other = signer("another form").sign(str(StoredFile.objects.get().pk))
        send(client, "correct", kept=[other])
        assert not Case.objects.get().attachments.exists()


class TestMisuse:
    @pytest.mark.parametrize("form", GOOD)
    def test_sending_twice_files_once(self, client, form):
        for _ in range(2):
            assert send(client, form).status_code == 302
        assert Case.objects.count() == 1

    @pytest.mark.parametrize("form", GOOD)
    def test_no_more_than_an_address_may_file(self, client, form, rf):
        limits.FILINGS.count(rf.get("/"), by=limits.FILINGS.most)
        answer = send(client, form)
        assert answer.status_code == 429 and limits.TOO_MANY in body(answer) and not Case.objects.exists()

    def test_no_more_than_an_address_may_upload(self, client, rf):
        limits.UPLOADS.count(rf.get("/"), by=limits.UPLOADS.most)
        answer = send(client, "correct", "owner", files=[SimpleUploadedFile("户口簿.pdf", PDF)])
        assert answer.status_code == 429 and CORRECTION["wrong"] in body(answer)
        assert not StoredFile.objects.exists()

    def test_filings_of_all_kinds_count_together(self, client, rf):
        send(client, "correct")
        send(client, "suggest", token="another")
        assert cache.get(limits.FILINGS._key(rf.get("/"), "")) == 2

    @pytest.mark.parametrize("token", ["\x00", "字", ""])
    def test_a_token_nobody_gave_out_breaks_nothing(self, client, token):
        assert send(client, "suggest", token=token).status_code == 302

    @pytest.mark.parametrize("form", GOOD)
    def test_the_sites_own_form_is_needed(self, form):
        assert send(Client(enforce_csrf_checks=True), form).status_code == 403


def received(client: Client, office: Office, form: str) -> Case:
    send(client, form)
    case = Case.objects.get()
    intake.confirm_receipt(case, by=office.clerk, on=DAY, how="电话确认")
    intake.register(case, by=office.clerk, on=DAY)
    return case


class TestWay:
    def test_a_correction_has_the_offices_own_days_and_says_so(self, client, office):
        case = received(client, office, "correct")
        found = progress(case, DAY, CALENDAR)
        assert found.left == 20 and "条例没有规定更正的办理期限" in found.term
        shown = page(client)
        assert found.term in shown and "撤回更正申请" in shown

    def test_a_late_correction_is_not_called_a_breach_of_the_law(self, client, office, monkeypatch):
        received(client, office, "correct")
        late = timezone.make_aware(datetime(2022, 11, 14, 10, 0))
        monkeypatch.setattr(clock, "now", lambda: late)
        assert "已过本局自定的日子" in page(client) and "申请行政复议" not in page(client)

    def test_a_correction_is_not_threatened_with_the_lapse_of_art_30(self, client, office):
        case = received(client, office, "correct")
        handling.add_supplement_point(
            case, by=office.clerk, on=DAY, item="缺户口簿", guidance="补户口簿复印件"
        )
        handling.ask_supplement(case, by=office.clerk, on=DAY, deadline=date(2022, 9, 30))
        found = progress(Case.objects.get(), DAY, CALENDAR)
        assert found.sentences == ("最迟2022年9月30日补正（当日有效）。",)

    def test_a_suggestion_is_examined_and_its_result_told(self, client, office):
        case = received(client, office, "suggest")
        shown = page(client)
        assert (
            "还剩几天" not in shown
            and "第三方" not in shown
            and "与您确认" not in shown
            and "条例没有规定审核建议的期限" in shown
        )
        close.examine(case, by=office.clerk, on=DAY, adopted=True, reason="涉及全市业主。")
        shown = page(client)
        assert "采纳，主动公开" in shown and "涉及全市业主" in shown and "答复书" not in shown

    def test_the_answer_to_a_correction_is_read_on_its_page(self, client, office):
        case = received(client, office, "correct")
        fields = {
            "result": "corrected",
            "record": "登记表第3行",
            "reason": "户口簿可以证明。",
            "content": "改为1990年3月7日。",
        }
        letter = letters.save_draft(
            case, by=office.clerk, code="D22", fields=fields, outcome="corrected", dated_on=DAY
        )
        letters.submit(case, letter, by=office.clerk, on=DAY)
        letters.review(case, by=office.vice_leader, on=DAY, opinion="同意。")
        letters.decide(case, by=office.leader, on=DAY)
        letter.refresh_from_db()
        letters.send(case, letter, by=office.clerk, on=DAY, method="online")
        shown = page(client)
        assert "已作出处理决定：予以更正" in shown and letter.title in shown
        assert client.get(reverse("disclosure:letter", args=[letter.pk])).status_code == 200
        assert kinds_of(case)[-1] == "sent"

    def test_the_kinds_number_apart_and_the_code_tells_them_apart(self, client):
        send(client, "correct")
        send(client, "suggest", token="another")
        correction, suggestion = Case.objects.get(kind="correction"), Case.objects.get(kind="suggestion")
        assert correction.receipt_number == suggestion.receipt_number
        for case, title in ((correction, "您的更正申请"), (suggestion, "您的建议")):
            given = {"number": case.number, "code": case.query_code}
            assert client.post(reverse("disclosure:track"), given).status_code == 302
            assert f"{title}：{case.title}" in page(client)

    def test_withdrawing_is_told_in_the_words_of_the_kind(self, client, office):
        case = received(client, office, "suggest")
        address = reverse("disclosure:act", args=["withdraw"])
        assert "撤回建议" in body(client.get(address))
        client.post(address, {"sure": "on"})
        close.withdraw(case, by=office.clerk, on=DAY, evidence="网上撤回")
        assert "建议已于2022年9月14日撤回" in page(client)


class TestReceipt:
    @pytest.mark.parametrize(
        ("form", "title", "law"),
        [
            ("correct", "政府信息更正申请提交回执", "第四十一条"),
            ("suggest", "主动公开建议提交回执", "第四十四条第二款"),
        ],
    )
    def test_it_speaks_of_its_own_kind_and_promises_no_days_of_the_law(self, client, form, title, law):
        send(client, form)
        case = Case.objects.get()
        paper = receipt(case)
        assert paper.title == title
        for word in (case.receipt_number, case.number, case.query_code, case.title, law, "条例没有规定"):
            assert word in paper.text
        assert "第三十三条" not in paper.text

    def test_of_a_request_it_tells_the_days_of_the_law(self, office):
        assert "20个工作日内答复（条例第三十三条第二款）" in receipt(filed(office, DAY, channel="web")).text

    def test_it_is_printed_for_who_has_number_and_code(self, client):
        send(client, "correct")
        answer = client.get(reverse("disclosure:receipt"))
        assert answer.content.startswith(b"%PDF") and "no-store" in answer["Cache-Control"]
        assert Client().get(reverse("disclosure:receipt"))["Location"] == reverse("disclosure:track")

    def test_the_offices_sheets_are_named_after_the_kind(self, client, office):
        case = received(client, office, "correct")
        assert sheet(case, "A1", DAY).title == "政府信息更正申请表"
        assert sheet(case, "P1", DAY).title == "政府信息更正申请登记表"
