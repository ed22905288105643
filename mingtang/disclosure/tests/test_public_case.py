"""查询和办理页：凭编号和查询码才看得到；错五次锁住；看不到别人的文书和文件；补正、撤回、说明。"""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingtang.disclosure.actions import close, consult, handling, letters
from mingtang.disclosure.models import Attachment, AttachmentRole, Case
from mingtang.disclosure.tests.factories import (
    TUESDAY,
    Office,
    assigned,
    decided,
    filed,
    kinds_of,
    make_office,
    person,
    registered,
    replied,
)
from mingtang.kit.uploads import store_bytes
from mingtang.web import clock

pytestmark = pytest.mark.django_db
DAY = date(2022, 9, 14)


@pytest.fixture(autouse=True)
def office(monkeypatch) -> Office:
    cache.clear()
    moment = timezone.make_aware(datetime(DAY.year, DAY.month, DAY.day, 10, 0))
    monkeypatch.setattr(clock, "now", lambda: moment)
    return make_office()


def ask(client: Client, number: str, code: str):
    return client.post(reverse("disclosure:track"), {"number": number, "code": code})


def opened(case: Case) -> Client:
    client = Client()
    answer = ask(client, case.receipt_number, case.query_code)
    assert answer.status_code == 302
    return client


def page(client: Client) -> str:
    answer = client.get(reverse("disclosure:case"))
    assert answer.status_code == 200
    return answer.content.decode()


def act(client: Client, what: str, **data: object):
    return client.post(reverse("disclosure:act", args=[what]), data)


class TestDoor:
    def test_number_and_code_open_the_case(self, office):
        case = registered(office)
        assert case.receipt_number in page(opened(case))

    def test_writing_them_carelessly_is_enough(self, office):
        case = registered(office)
        client = Client()
        assert ask(client, f"{case.year}-{case.serial}", f" {case.query_code.lower()} ").status_code == 302

    def test_a_wrong_number_and_a_wrong_code_are_told_apart_by_nobody(self, office):
        case = registered(office)
        wrong_code = ask(Client(), case.receipt_number, "AAAAAAAA")
        wrong_number = ask(Client(), "2022-9999", case.query_code)
        assert wrong_code.status_code == wrong_number.status_code == 422
        said = "没有找到这件申请"
        assert said in wrong_code.content.decode() and said in wrong_number.content.decode()

    @pytest.mark.parametrize(("number", "code"), [("", ""), ("2022", "A"), ("2022-9;--", "A"), ("9" * 40, "A"), ("2022-1", "")])
    def test_nonsense_is_answered_with_a_sentence(self, office, number, code):
        answer = ask(Client(), number, code)
        assert answer.status_code in (200, 422)
        assert "填写" in answer.content.decode() or "写作" in answer.content.decode()

    def test_five_misses_lock_the_number_for_that_address(self, office):
        case, other = registered(office), registered(office)
        client = Client()
        for _ in range(5):
            assert ask(client, case.receipt_number, "AAAAAAAA").status_code == 422
        answer = ask(client, case.receipt_number, case.query_code)
        assert answer.status_code == 429 and "15分钟后再试" in answer.content.decode()
        assert ask(Client(), other.receipt_number, other.query_code).status_code == 302
        elsewhere = Client(REMOTE_ADDR="192.0.2.7")
        assert ask(elsewhere, case.receipt_number, case.query_code).status_code == 302

    def test_a_right_code_clears_the_count(self, office):
        case = registered(office)
        client = Client()
        for _ in range(2):
            for _ in range(4):
                ask(client, case.receipt_number, "AAAAAAAA")
            assert ask(client, case.receipt_number, case.query_code).status_code == 302

    def test_the_number_as_letters_print_it_opens_too(self, office):
        case = registered(office)
        assert ask(Client(), case.number, case.query_code).status_code == 302
        assert ask(Client(), case.number.replace("〔", "(").replace("〕", ")"), case.query_code).status_code == 302

    def test_without_the_door_no_page_opens(self, office):
        case = registered(office)
        letter = case.letters.get()
        for name, args in (("case", []), ("letter", [letter.pk]), ("file", [1]), ("act", ["note"]), ("receipt", [])):
            answer = Client().get(reverse(f"disclosure:{name}", args=args))
            assert (answer.status_code, answer["Location"]) == (302, reverse("disclosure:track")), name

    def test_leaving_closes_the_door(self, office):
        client = opened(registered(office))
        assert client.get(reverse("disclosure:leave")).status_code == 405
        client.post(reverse("disclosure:leave"))
        assert client.get(reverse("disclosure:case")).status_code == 302

    def test_a_later_case_replaces_the_earlier_one(self, office):
        first, second = registered(office), registered(office)
        client = opened(first)
        ask(client, second.receipt_number, second.query_code)
        assert second.receipt_number in page(client) and first.receipt_number not in page(client)

    def test_cases_of_other_organs_are_not_opened_here(self, office):
        other = make_office("临江市自然资源局", home=False)
        case = registered(other)
        assert ask(Client(), case.receipt_number, case.query_code).status_code == 422

    def test_the_page_is_not_kept_by_browsers_or_proxies(self, office):
        answer = opened(registered(office)).get(reverse("disclosure:case"))
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]


class TestPage:
    def test_personal_data_is_masked_and_the_code_is_not_repeated(self, office):
        who = person(name="司徒清和", phone="13812345678", email="qinghe@example.cn", address="楚江市江城区解放路18号")
        case = registered(office, applicant=who, description="施工许可证")
        shown = page(opened(case))
        assert "司徒**" in shown
        for secret in (who.name, who.phone, who.identity_number, who.email, case.query_code):
            assert secret not in shown

    def test_whose_turn_days_left_and_next_step(self, office):
        shown = page(opened(assigned(office)))
        assert "本局正在办理" in shown and "10月9日" in shown and "轮到谁" in shown

    def test_the_third_party_is_not_named(self, office):
        case = assigned(office)
        consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
        shown = page(opened(case))
        assert "正在等第三方答复" in shown and "恒通" not in shown and "征求意见书" not in shown

    def test_every_stage_has_a_page(self, office):
        stages = {}
        case = filed(office, channel="web")
        stages[case.stage] = page(opened(case))
        for made in (filed(office), registered(office), assigned(office)):
            stages[made.stage] = page(opened(made))
        case = assigned(office)
        letter = decided(office, case, TUESDAY)
        stages[case.stage] = page(opened(case))
        letters.send(case, letter, by=office.clerk, on=TUESDAY, method="mail", tracking="EMS1")
        stages[case.stage] = page(opened(case))
        letters.serve(case, letter, by=office.clerk, on=date(2022, 9, 9))
        stages[case.stage] = page(opened(case))
        close.archive(case, by=office.clerk, on=date(2022, 9, 13))
        stages[case.stage] = page(opened(case))
        assert set(stages) == {"filed", "received", "examining", "handling", "sending", "replied", "closed", "archived"}


class TestPapers:
    def test_the_receipt_can_be_read_and_downloaded(self, office):
        case = registered(office)
        client, letter = opened(case), case.letters.get()
        answer = client.get(reverse("disclosure:letter", args=[letter.pk]))
        assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
        assert client.get(reverse("disclosure:letter", args=[letter.pk]) + "?view")["Content-Disposition"].startswith("inline")

    def test_the_reply_is_not_seen_before_it_was_sent(self, office):
        case = assigned(office)
        letter = decided(office, case, TUESDAY)
        client, address = opened(case), reverse("disclosure:letter", args=[letter.pk])
        assert client.get(address).status_code == 404 and letter.number not in page(client)
        letters.send(case, letter, by=office.clerk, on=TUESDAY, method="online")
        assert client.get(address).status_code == 200 and letter.number in page(client)

    def test_drafts_and_letters_to_others_are_never_seen(self, office):
        case = assigned(office)
        consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
        draft = letters.save_draft(case, by=office.clerk, code="D1", fields={}, outcome="disclosed")
        client = opened(case)
        for hidden in (case.letters.get(code="P6"), draft):
            assert client.get(reverse("disclosure:letter", args=[hidden.pk])).status_code == 404
        assert client.get(reverse("disclosure:letter", args=[case.letters.get(code="P8").pk])).status_code == 200

    def test_other_peoples_letters_and_files_do_not_exist(self, office):
        mine, theirs = registered(office), assigned(office)
        attachment = disclosed(theirs, office)
        replied(office, theirs, TUESDAY, attachments=ATTACHED)
        client = opened(mine)
        for letter in theirs.letters.all():
            assert client.get(reverse("disclosure:letter", args=[letter.pk])).status_code == 404
        assert client.get(reverse("disclosure:file", args=[attachment.pk])).status_code == 404
        assert client.get(reverse("disclosure:letter", args=[10**9])).status_code == 404

    def test_what_is_disclosed_comes_with_the_reply(self, office):
        case = assigned(office)
        attachment = disclosed(case, office)
        own = Attachment.objects.create(
            case=case, file=store_bytes("内部".encode(), "内部.txt", "text/plain"), role=AttachmentRole.EVIDENCE, label="内部"
        )
        client, address = opened(case), reverse("disclosure:file", args=[attachment.pk])
        assert client.get(address).status_code == 404 and "许可证扫描件" not in page(client)
        replied(office, case, TUESDAY, attachments=ATTACHED)
        answer = client.get(address)
        assert b"".join(answer.streaming_content) == "许可证".encode()
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Disposition"].startswith("attachment")
        assert client.get(reverse("disclosure:file", args=[own.pk])).status_code == 404


ATTACHED = [{"name": "许可证扫描件", "pages": 1}]


def disclosed(case: Case, office: Office) -> Attachment:
    stored = store_bytes("许可证".encode(), "许可证.txt", "text/plain")
    return Attachment.objects.create(
        case=case, file=stored, role=AttachmentRole.DISCLOSED, label="许可证扫描件.txt", pages=1, added_by=office.clerk
    )


class TestActs:
    @pytest.fixture
    def asked(self, office) -> Case:
        case = assigned(office)
        handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="没有写明是哪栋楼", guidance="写明楼栋号")
        handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 30))
        return case

    def test_a_supplement_with_a_file(self, asked):
        client = opened(asked)
        assert "没有写明是哪栋楼" in page(client)
        answer = act(client, "supplement", text="3栋", files=SimpleUploadedFile("图.txt", "3栋".encode()))
        assert answer.status_code == 302
        last = asked.acts.order_by("seq").last()
        assert (last.kind, last.on, last.by, last.by_name, last.data) == (
            "supplement_submitted", DAY, None, "申请人", {"text": "3栋"},
        )  # fmt: skip
        assert asked.attachments.get().role == "supplement"
        assert client.get(reverse("disclosure:act", args=["supplement"])).status_code == 404  # once
        asked.refresh_from_db()
        assert (asked.stage, asked.holder) == ("waiting_applicant", "clerk")

    @pytest.mark.parametrize(
        ("data", "sentence"), [({"text": ""}, "逐项写明"), ({"text": "3栋", "files": "exe"}, "不收这种格式")]
    )
    def test_a_bad_supplement_keeps_what_was_typed(self, asked, data, sentence):
        if "files" in data:
            data = {**data, "files": SimpleUploadedFile("x.exe", b"MZ")}
        answer = act(opened(asked), "supplement", **data)
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert sentence in shown and (data["text"] in shown)
        assert kinds_of(asked)[-1] == "supplement_asked"

    def test_a_good_file_beside_a_refused_one_need_not_be_chosen_again(self, asked):
        client = opened(asked)
        files = [SimpleUploadedFile("图.txt", "3栋".encode()), SimpleUploadedFile("x.exe", b"MZ")]
        shown = act(client, "supplement", text="3栋", files=files).content.decode()
        (kept,) = re.findall(r'name="kept" value="([^"]+)"', shown)
        assert act(client, "supplement", text="3栋", kept=kept).status_code == 302
        assert asked.attachments.get().label == "图.txt"

    def test_a_supplement_nobody_asked_for_has_no_page(self, office):
        assert act(opened(registered(office)), "supplement", text="多余").status_code == 404

    def test_a_withdrawal_needs_a_tick_and_is_registered_by_the_clerk(self, office):
        case = registered(office)
        client = opened(case)
        assert act(client, "withdraw", reason="已取得").status_code == 422
        assert kinds_of(case)[-1] == "registered"
        assert act(client, "withdraw", reason="已取得", sure="on").status_code == 302
        case.refresh_from_db()
        assert (kinds_of(case)[-1], case.outcome) == ("withdrawal_asked", "")
        assert act(client, "withdraw", reason="已取得", sure="on").status_code == 404

    def test_a_note_goes_into_the_file(self, office):
        case = registered(office)
        client = opened(case)
        assert act(client, "note", text="电话改为0700-3611111").status_code == 302
        assert case.acts.last().data == {"text": "电话改为0700-3611111"}
        assert act(client, "note", text="").status_code == 422

    def test_nothing_more_is_taken_after_the_decision(self, office):
        case = assigned(office)
        replied(office, case, TUESDAY)
        client = opened(case)
        for what in ("note", "withdraw", "supplement", "nonsense"):
            assert act(client, what, text="x", sure="on").status_code == 404
