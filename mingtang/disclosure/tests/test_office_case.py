"""案件页面：轮到谁、期限账、遮盖、查看完整信息、附件、打印。"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from mingtang.disclosure import privacy
from mingtang.disclosure.actions import handling
from mingtang.disclosure.models import Case
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.disclosure.tests.office import (
    ADDRESS,
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
from mingtang.kit.models import AuditEntry
from mingtang.web import clock

pytestmark = pytest.mark.django_db
SECRETS = (NAME, PHONE, IDENTITY, ADDRESS, "qinghe@example.cn")


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def today(monkeypatch):
    """Put the office on a day; ``today(date)``."""

    def put(day: date) -> None:
        moment = timezone.make_aware(datetime(day.year, day.month, day.day, 10, 0))
        monkeypatch.setattr(clock, "now", lambda: moment)

    put(date(2022, 9, 9))
    return put


def url(name: str, case: Case, *more: object) -> str:
    return reverse(f"cases:{name}", args=[case.pk, *more])


def page(house: House, who: str, case: Case) -> str:
    return house.browser(house.people[who]).get(url("case", case)).content.decode()


def test_the_page_says_whose_turn_it_is_and_what_may_be_done(house, today):
    case = registered(house)
    body = page(house, "clerk", case)
    assert f"轮到 {house.section.section.name}" in body
    assert reverse("cases:act", args=[case.pk, "consultation_sent"]) in body
    assert "案件还没有" not in body
    assert "由科室人员办理（条例第十七条）" in body  # an opinion is the section's to give, not the clerk's


def test_the_account_counts_pauses_and_make_up_days(house, today):
    case = consulting(house)
    handling_day = date(2022, 9, 26)
    today(handling_day)
    from mingtang.disclosure.actions import consult

    consult.answer(case, by=house.clerk, on=handling_day, ref="c1", answer="refuse", reasons="商业秘密")
    body = page(house, "clerk", case)
    assert "10月24日" in body
    assert "扣11天" in body
    assert "▸ 恢复计时" in body and "‖ 暂停计时" in body


def test_names_and_numbers_are_masked_for_everybody(house, today):
    case = registered(house, title=f"{NAME}的施工许可材料")
    for who in ("clerk", "section_staff", "vice_leader", "leader", "supervisor", "auditor"):
        body = page(house, who, case)
        assert "司徒**" in body
        assert not [each for each in SECRETS if each in body], who


def test_a_look_shows_everything_for_five_minutes_and_is_on_record(house, today):
    case, client = consulting(house), house.browser(house.clerk)
    answer = client.post(url("reveal", case), {"why": "核对收件地址", "note": "寄送答复书"})
    assert answer.status_code == 302
    body = page(house, "clerk", case)
    assert all(each in body for each in SECRETS)
    assert "江北恒通物流有限公司" in body  # the third party too
    entry = AuditEntry.objects.get(act="disclosure.revealed")
    assert (entry.by_id, entry.reason) == (house.clerk.pk, "核对收件地址：寄送答复书")
    assert NAME not in page(house, "supervisor", case)  # another session sees nothing


def test_the_look_ends_after_five_minutes(house, today, monkeypatch):
    case, client = registered(house), house.browser(house.clerk)
    client.post(url("reveal", case), {"why": "联系申请人"})
    later = clock.now() + timedelta(minutes=5, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    body = page(house, "clerk", case)
    assert NAME not in body
    assert "近 30 天查看完整信息 1 次" in body and "联系申请人" in body


def test_a_look_into_one_case_opens_no_other_and_can_be_closed(house, today):
    case, other, client = registered(house), registered(house), house.browser(house.clerk)
    client.post(url("reveal", case), {"why": "联系申请人"})
    assert NAME not in page(house, "clerk", other)
    client.post(url("conceal", case))
    assert NAME not in page(house, "clerk", case)


def test_a_look_needs_a_reason_and_the_right(house, today):
    case = registered(house)
    house.browser(house.clerk).post(url("reveal", case), {"why": "其他", "note": ""})
    assert house.browser(house.section).post(url("reveal", case), {"why": "联系申请人"}).status_code == 403
    assert not AuditEntry.objects.filter(act="disclosure.revealed").exists()
    with pytest.raises(ActRefused):
        privacy.reveal(case, by=house.clerk, reason=" ", at=clock.now())
    with pytest.raises(NotPermitted):
        privacy.reveal(case, by=house.people["leader"], reason="想看", at=clock.now())


def test_a_forged_session_opens_nothing(house, today):
    case, client = registered(house), house.browser(house.clerk)
    privacy.reveal(case, by=house.people["supervisor"], reason="抽查", at=clock.now())
    session = client.session
    session["disclosure.looks"] = {str(case.pk): AuditEntry.objects.get(act="disclosure.revealed").pk}
    session.save()
    assert NAME not in page(house, "clerk", case)



def test_attachments_are_given_out_only_through_the_door(house, today):
    case, client = registered(house), house.browser(house.clerk)
    given = SimpleUploadedFile("检索.txt", "检索结果：没有。".encode(), "text/plain")
    assert client.post(url("file_add", case), {"file": given, "role": "evidence"}).status_code == 302
    attachment = case.attachments.get()
    answer = client.get(url("file", case, attachment.pk))
    assert b"".join(answer.streaming_content).decode() == "检索结果：没有。"
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(act="disclosure.downloaded", by_id=house.clerk.pk).count() == 1
    assert house.browser(house.stranger).get(url("file", case, attachment.pk)).status_code == 404
    assert house.browser(house.other_section).get(url("file", case, attachment.pk)).status_code == 404


def test_papers_of_identity_need_an_open_look(house, today):
    case, client = registered(house), house.browser(house.clerk)
    given = SimpleUploadedFile("身份证.txt", "号码".encode(), "text/plain")
    client.post(url("file_add", case), {"file": given, "role": "identity"})
    address = url("file", case, case.attachments.get().pk)
    assert client.get(address).status_code == 403
    assert house.browser(house.section).get(address).status_code == 403
    client.post(url("reveal", case), {"why": "核验身份"})
    assert client.get(address).status_code == 200


def test_a_wrong_file_is_refused_with_a_sentence(house, today):
    case, client = registered(house), house.browser(house.clerk)
    bad = SimpleUploadedFile("run.exe", b"MZ\x00", "application/octet-stream")
    answer = client.post(url("file_add", case), {"file": bad, "role": "evidence"})
    assert answer.status_code == 422
    assert "不收这种格式的文件" in answer.content.decode()
    assert not case.attachments.exists()


def test_readers_put_nothing_into_the_file(house, today):
    case = registered(house)
    given = SimpleUploadedFile("a.txt", "字".encode(), "text/plain")
    answer = house.browser(house.people["auditor"]).post(url("file_add", case), {"file": given, "role": "evidence"})
    assert answer.status_code == 403
    assert not case.attachments.exists()


def test_the_account_prints_on_one_page(house, today):
    case, client = consulting(house), house.browser(house.people["auditor"])
    body = client.get(url("account", case)).content.decode()
    assert "政府信息公开申请答复期限计算表" in body and NAME not in body
    answer = client.get(url("account_pdf", case))
    assert answer["Content-Type"] == "application/pdf"
    pdfium = pytest.importorskip("pypdfium2")
    assert len(pdfium.PdfDocument(BytesIO(answer.content))) == 1


def test_without_a_day_of_receipt_there_is_no_account(house, today):
    case = file_case(house, channel="fax")
    assert house.browser(house.clerk).get(url("account", case)).status_code == 404
    assert "收到日期还没有确定" in page(house, "clerk", case)


def test_alike_cases_are_shown_inside_the_scope_only(house, today):
    text = {"title": "滨河路施工许可证", "description": "滨河路施工许可证及申请表"}
    first = file_case(house, **text)
    case = registered(house, on=date(2022, 9, 6), **text)
    assert first.short_number in page(house, "clerk", case)
    body = page(house, "section_staff", case)
    assert reverse("cases:case", args=[first.pk]) not in body and "另有 1 件相近的申请不在您的范围内" in body


def test_the_day_turns_the_chip_red(house, today):
    case = registered(house)
    handling.record_search(case, by=house.clerk, on=DAY,
                           search={"units": "档案室", "systems": "审批系统", "keywords": "施工", "found": "36页"})  # fmt: skip
    case.refresh_from_db()
    today(case.due_on)
    assert "今日到期" in page(house, "clerk", case)
    today(case.due_on + timedelta(days=1))
    assert "逾期" in page(house, "clerk", case)
