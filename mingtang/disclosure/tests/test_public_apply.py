"""在线申请：一步步填、核对、提交；填错了保留所填；提交前什么也不存；坏文件挡在外面。"""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingtang.disclosure.forms.public import id_card_is_valid
from mingtang.disclosure.models import Applicant, Case
from mingtang.disclosure.tests.factories import Office, identity, kinds_of, make_office
from mingtang.kit.models import StoredFile
from mingtang.web import clock

pytestmark = pytest.mark.django_db
DAY = date(2022, 9, 28)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
GOOD = {
    "applicant_kind": "natural", "name": "江小鱼", "identity_type": "id_card", "identity_number": identity(123),
    "phone": "13800001234", "title": "施工许可证", "description": "滨河路12号地块的建筑工程施工许可证", "form": "electronic",
    "delivery": "online",
}  # fmt: skip


@pytest.fixture(autouse=True)
def office(monkeypatch) -> Office:
    cache.clear()
    moment = timezone.make_aware(datetime(DAY.year, DAY.month, DAY.day, 10, 0))
    monkeypatch.setattr(clock, "now", lambda: moment)
    return make_office()


@pytest.fixture
def client() -> Client:
    return Client()


def send(client: Client, step: str, **changes: object):
    return client.post(reverse("disclosure:apply"), {**GOOD, "step": step, "token": "one form", **changes})


def body(answer) -> str:
    return answer.content.decode()


def hidden(page: str, name: str) -> list[str]:
    """The values of a field that travels in the page."""
    inputs = re.findall(r"<input[^>]*>", page)
    own = [tag for tag in inputs if f'name="{name}"' in tag]
    return [found[1] for tag in own if (found := re.search(r'value="([^"]*)"', tag))]


def test_anybody_sees_how_to_apply(client):
    assert client.get(reverse("disclosure:entry")).status_code == 200
    page = body(client.get(reverse("disclosure:apply")))
    assert 'name="name"' in page and "csrfmiddlewaretoken" in page


def test_nothing_is_stored_before_the_last_step(client):
    for step in ("what", "how", "check"):
        answer = send(client, step)
        assert answer.status_code == 200, step
    page = body(answer)
    for value in (GOOD["name"], GOOD["identity_number"], GOOD["phone"], GOOD["title"], GOOD["description"]):
        assert value in page
    assert not Case.objects.exists() and not Applicant.objects.exists()


def test_submitting_files_the_request_and_opens_its_page(client):
    answer = send(client, "submit")
    assert (answer.status_code, answer["Location"]) == (302, reverse("disclosure:case"))
    case = Case.objects.get()
    assert (case.channel, case.submitted_on, case.stage, case.received_on) == ("web", DAY, "filed", None)
    assert (case.applicant.name, case.applicant.identity_number) == ("江小鱼", GOOD["identity_number"])
    page = body(client.get(reverse("disclosure:case")))
    assert case.receipt_number in page and case.query_code in page
    assert kinds_of(case) == ["filed"]


def test_a_session_key_planted_before_does_not_open_the_case(client):
    session = client.session
    session["anything"] = 1
    session.save()
    planted = session.session_key
    send(client, "submit")
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert other.get(reverse("disclosure:case"))["Location"] == reverse("disclosure:track")
    assert client.get(reverse("disclosure:case")).status_code == 200


def test_what_was_typed_travels_along(client):
    page = body(send(client, "how"))
    for name in ("name", "identity_number", "phone", "title", "description"):
        assert hidden(page, name) == [GOOD[name]], name
    assert hidden(page, "token") == ["one form"]


def test_beside_the_next_questions_personal_data_is_masked(client):
    shown = re.sub(r"<input[^>]*>", "", body(send(client, "what")))
    assert GOOD["identity_number"] not in shown and GOOD["phone"] not in shown and GOOD["name"] not in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "填写姓名或者单位名称"),
        ({"identity_number": "429900199001010000"}, "身份证号码有误"),
        ({"phone": "不告诉"}, "电话写法不对"),
        ({"title": ""}, "用一句话写明您要的信息"),
        ({"description": ""}, "写明您要的信息有什么特征"),
        ({"delivery": "post"}, "选择邮寄的，填写通信地址"),
        ({"delivery": "email"}, "选择电子邮件的，填写邮箱"),
        ({"delivery": "email", "email": "不是邮箱"}, "邮箱写法不对"),
        ({"agent_name": "代某"}, "填写代理人的证件号码"),
        ({"postcode": "42"}, "邮政编码是6位数字"),
        ({"applicant_kind": "alien"}, "alien"),
        ({"form": "telepathy"}, "telepathy"),
    ],
)
def test_errors_say_what_to_do_and_keep_the_rest(client, changes, sentence):
    answer = send(client, "submit", **changes)
    assert answer.status_code == 422
    page = body(answer)
    assert sentence in page
    assert GOOD["description"] in page or "description" in changes
    assert GOOD["phone"] in page or "phone" in changes
    assert not Case.objects.exists()


def test_only_the_page_in_need_is_complained_about(client):
    page = body(client.post(reverse("disclosure:apply"), {"step": "what", "token": "t"}))
    assert "填写证件号码" in page and "写明您要的信息有什么特征" not in page


def test_a_unit_is_known_by_its_credit_code(client):
    unit = {"applicant_kind": "enterprise", "identity_type": "credit_code", "identity_number": "91429900ma4900007k"}
    assert send(client, "submit", name="楚江恒晟咨询有限公司", **unit).status_code == 302
    assert Applicant.objects.get().identity_number == "91429900MA4900007K"


@pytest.mark.parametrize(("number", "valid"), [(identity(5), True), ("11010519491231002X", True), ("110105194912310021", False), ("1", False), ("", False)])
def test_check_digits(number, valid):
    assert id_card_is_valid(number) == valid


def test_hostile_text_is_shown_as_text(client):
    evil = "<script>alert(1)</script>"
    page = body(send(client, "check", title=evil, description=evil))
    assert evil not in page and "&lt;script&gt;" in page
    send(client, "submit", title=evil, description=evil)
    assert evil not in body(client.get(reverse("disclosure:case")))


class TestFiles:
    def test_a_file_is_kept_over_the_steps_and_attached_once(self, client):
        given = SimpleUploadedFile("../../说明.pdf", PDF)
        page = body(send(client, "how", files=[given]))
        kept = hidden(page, "kept")
        assert len(kept) == 1
        send(client, "submit", kept=kept)
        (attachment,) = Case.objects.get().attachments.all()
        assert (attachment.role, attachment.file.name) == ("application", "说明.pdf")

    @pytest.mark.parametrize(
        ("name", "data", "sentence"),
        [
            ("run.exe", b"MZ\x00", "不收这种格式的文件"),
            ("页面.html", b"<html>", "不收这种格式的文件"),
            ("假.pdf", b"<html><script>alert(1)</script>", "pdf"),
            ("空.txt", b"", "空"),
            ("大.txt", b"a" * (10 * 1024 * 1024 + 1), "10 MB"),
        ],
    )
    def test_a_wrong_file_is_refused_and_not_kept(self, client, name, data, sentence):
        answer = send(client, "how", files=[SimpleUploadedFile(name, data)])
        assert answer.status_code == 422
        assert sentence.lower() in body(answer).lower()
        assert GOOD["description"] in body(answer)
        assert not StoredFile.objects.exists() and not Case.objects.exists()

    def test_at_most_three_files(self, client):
        files = [SimpleUploadedFile(f"{n}.txt", f"第{n}".encode()) for n in range(4)]
        answer = send(client, "how", files=files)
        assert answer.status_code == 422 and "最多上传3个文件" in body(answer)

    def test_somebody_elses_upload_cannot_be_claimed(self, client):
        page = body(send(Client(), "how", files=[SimpleUploadedFile("别人的.txt", "别人的内容".encode())]))
        stored = StoredFile.objects.get()
        assert hidden(page, "kept")
        for forged in (str(stored.pk), f"{stored.pk}:AAAA", "x"):
            send(client, "submit", kept=[forged], token=f"t{forged}")
        assert Case.objects.count() == 3 and not any(case.attachments.exists() for case in Case.objects.all())


def test_the_same_form_again_is_the_same_case(client):
    send(client, "submit")
    send(client, "submit", title="改了题目")
    assert Case.objects.count() == 1
    send(client, "submit", token="another form")
    assert Case.objects.count() == 2


def test_a_known_token_opens_nobody_elses_case(client):
    send(client, "submit")
    stranger = Client()
    answer = send(stranger, "submit", name="马小跳", identity_number=identity(321))
    assert answer.status_code == 409 and "重新打开" in body(answer)
    assert stranger.get(reverse("disclosure:case")).status_code == 302
    assert Case.objects.count() == 1


def test_requests_without_the_sites_own_form_are_refused():
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, "submit").status_code == 403
    assert not Case.objects.exists()
