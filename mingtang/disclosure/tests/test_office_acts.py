"""行为经由网页：一件案子从收件走到归档，重大行为先确认，冲突和重复提交，错误保留所填。"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from mingtang.disclosure.actions import consult, handling, intake
from mingtang.disclosure.models import Case, Letter, Remedy
from mingtang.disclosure.procedure import RULES
from mingtang.disclosure.tests.office import DAY, House, consulting, file_case, make_house, registered
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.organs.models import Role
from mingtang.organs.tests.factories import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture(autouse=True)
def _the_day(today):  # noqa: F811
    today(DAY)


def act(house: House, who: str, case: Case, kind: str, *, confirmed: bool = True, **given: object):
    """Post the form of an act as the page would, confirmed at once unless said otherwise."""
    data = {"seen": case.acts.count(), "on": DAY.isoformat(), **given}
    if confirmed:
        data["confirmed"] = "1"
    person = house.people.get(who) or getattr(house, who)
    answer = house.browser(person).post(reverse("cases:act", args=[case.pk, kind]), data)
    case.refresh_from_db()
    return answer


def said(answer) -> list[str]:
    """What a page that did not act says: notices and errors."""
    return re.findall(r'class="(?:error|notice bad)"[^>]*>(.*?)</(?:p|div)>', answer.content.decode(), re.S)


def done(answer) -> bool:
    if answer.status_code != 302:
        print(said(answer))
    return answer.status_code == 302


def kinds(case: Case) -> list[str]:
    return list(case.acts.order_by("seq").values_list("kind", flat=True))


def reply(house: House, case: Case, on: date = DAY, **fields: str) -> Letter:
    """Write a reply through its page and send it up for review."""
    client = house.browser(house.clerk)
    answer = client.post(reverse("cases:letter_new", args=[case.pk]), {"outcome": "already_public"})
    letter = case.letters.get(state="draft")
    assert answer["Location"] == reverse("cases:letter", args=[case.pk, letter.pk])
    data = {"facts": "经查，该信息已在门户网站公开。", "dated_on": on.isoformat(), "places-rows": "1",
            "places-0-name": "施工许可公示", "places-0-place": "www.example.gov.cn/xkgs", "seen": case.acts.count(), **fields}  # fmt: skip
    answer = client.post(reverse("cases:letter", args=[case.pk, letter.pk]), {**data, "submit": "1"})
    assert done(answer), answer.content.decode()
    letter.refresh_from_db()
    case.refresh_from_db()
    return letter


def test_a_case_from_the_counter_to_the_archive(house, today):  # noqa: F811
    case = file_case(house)
    assert done(act(house, "clerk", case, "registered", note=""))
    assert done(act(house, "clerk", case, "assigned", section=house.section.section_id, note="请检索"))
    assert done(act(house, "section_staff", case, "searched", units="档案室", systems="审批系统", keywords="施工许可",
                    period="2022年", found="36页", pages="36"))  # fmt: skip
    assert done(act(house, "section_staff", case, "opinion", outcome="already_public", reason="已经公开"))
    letter = reply(house, case)
    assert case.stage == "reviewing"
    assert done(act(house, "section_staff", case, "reviewed", opinion="同意"))
    assert done(act(house, "vice_leader", case, "reviewed", opinion="同意"))
    page = house.browser(house.people["leader"]).get(reverse("cases:act", args=[case.pk, "decided"])).content.decode()
    assert "签发并取号" in page
    assert done(act(house, "leader", case, "decided"))
    letter.refresh_from_db()
    assert letter.issued and letter.number.startswith("楚审依复〔2022〕")
    assert done(act(house, "clerk", case, "sent", letter=letter.pk, method="mail", tracking="1098765433321"))
    assert done(act(house, "clerk", case, "served", letter=letter.pk, how="本人签收"))
    assert (case.stage, case.result_row, case.in_time) == ("closed", "granted", True)
    assert done(act(house, "clerk", case, "archived", volume="2022-9"))
    assert case.stage == "archived"
    body = house.browser(house.people["auditor"]).get(reverse("cases:case", args=[case.pk])).content.decode()
    assert letter.number in body and "1098" in body


def test_the_reply_is_sent_back_and_written_again(house, today):  # noqa: F811
    case = registered(house)
    handling.give_opinion(case, by=house.section, on=DAY, outcome="already_public", reason="已经公开")
    letter = reply(house, case)
    refused = act(house, "section_staff", case, "returned", opinion="")
    assert refused.status_code == 422 and "写明怎样修改" in refused.content.decode()
    assert done(act(house, "section_staff", case, "returned", opinion="写明网址"))
    assert case.stage == "drafting"
    address = reverse("cases:letter", args=[case.pk, letter.pk])
    body = house.browser(house.clerk).get(address).content.decode()
    assert "保存并报审" in body and "经查，该信息已在门户网站公开。" in body
    assert "保存并报审" not in house.browser(house.people["leader"]).get(address).content.decode()


def test_a_draft_under_review_cannot_be_changed(house, today):  # noqa: F811
    case = registered(house)
    handling.give_opinion(case, by=house.section, on=DAY, outcome="already_public", reason="已经公开")
    letter = reply(house, case)
    address = reverse("cases:letter", args=[case.pk, letter.pk])
    assert house.browser(house.clerk).post(address, {"facts": "改一改"}).status_code == 403
    assert house.browser(house.clerk).post(reverse("cases:letter_drop", args=[case.pk, letter.pk])).status_code == 403
    letter.refresh_from_db()
    assert letter.fields["facts"] == "经查，该信息已在门户网站公开。"


def test_an_unfinished_draft_is_kept_and_the_gate_says_what_is_missing(house, today):  # noqa: F811
    case, client = registered(house), house.browser(house.clerk)
    client.post(reverse("cases:letter_new", args=[case.pk]), {"outcome": "partial"})
    letter = case.letters.get(code="D3")
    address = reverse("cases:letter", args=[case.pk, letter.pk])
    answer = client.post(address, {"facts": "共38页。", "withheld-rows": "1", "withheld-0-part": "附表三"})
    assert done(answer)
    body = client.get(address).content.decode()
    assert "共38页。" in body and "附表三" in body and "项不符，不能签发" in body
    more = client.post(address, {"facts": "共38页。", "withheld-rows": "1", "more": "withheld"}).content.decode()
    assert 'name="withheld-1-part"' in more
    wrong = client.post(address, {"facts": "字" * 5000, "withheld-rows": "0"})
    assert wrong.status_code == 422 and "最多4000字" in wrong.content.decode()
    assert done(client.post(reverse("cases:letter_drop", args=[case.pk, letter.pk])))
    letter.refresh_from_db()
    assert letter.state == "dropped"


def test_letters_come_out_as_files_and_leave_a_trace(house, today):  # noqa: F811
    from mingtang.kit.models import AuditEntry

    case, client = registered(house), house.browser(house.clerk)
    receipt = case.letters.get(code="P2")
    address = reverse("cases:letter_file", args=[case.pk, receipt.pk, "pdf"])
    first, again = (b"".join(client.get(address).streaming_content) for _ in range(2))
    assert first == again and first.startswith(b"%PDF")
    assert AuditEntry.objects.filter(act="disclosure.downloaded").count() == 2
    assert client.get(reverse("cases:letter_file", args=[case.pk, receipt.pk, "exe"])).status_code == 404
    house.browser(house.clerk).post(reverse("cases:letter_new", args=[case.pk]), {"outcome": "not_held"})
    draft = case.letters.get(code="D12")
    printed = client.get(reverse("cases:letter_file", args=[case.pk, draft.pk, "pdf"]))
    assert printed.content.startswith(b"%PDF")


def test_a_grave_act_is_asked_for_twice(house, today):  # noqa: F811
    case = registered(house)
    handling.add_supplement_point(case, by=house.clerk, on=DAY, item="写明是哪个项目", guidance="写项目名称")
    given = {"deadline": "2022-09-26"}
    before = case.acts.count()
    asked = act(house, "clerk", case, "supplement_asked", confirmed=False, **given)
    body = asked.content.decode()
    assert asked.status_code == 200 and "不能再次要求补正" in body and "写明是哪个项目" in body
    assert case.acts.count() == before
    back = act(house, "clerk", case, "supplement_asked", confirmed=False, edit="1", **given).content.decode()
    assert 'value="2022-09-26"' in back and case.acts.count() == before
    assert done(act(house, "clerk", case, "supplement_asked", **given))
    assert case.stage == "waiting_applicant"


def test_every_grave_act_confirms():
    from mingtang.disclosure.forms.office.acts import ACT_FORMS

    assert set(ACT_FORMS) | {"drafted"} == set(RULES)
    for kind, form in ACT_FORMS.items():
        if RULES[kind].grave:
            assert form.consequence, kind


def test_somebody_was_faster_and_what_was_typed_stays(house, today):  # noqa: F811
    case = registered(house)
    seen = case.acts.count()
    handling.add_supplement_point(case, by=house.clerk, on=DAY, item="写明项目", guidance="写名称")
    answer = act(house, "section_staff", case, "opinion", seen=seen, outcome="disclosed", reason="可以公开，共36页")
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "可以公开，共36页" in body and house.clerk.name in body and "看最新案情" in body
    assert f'name="seen" value="{case.acts.count()}"' in body
    assert done(act(house, "section_staff", case, "opinion", outcome="disclosed", reason="可以公开，共36页"))


def test_the_same_form_sent_twice_acts_once(house, today):  # noqa: F811
    case = registered(house)
    seen = case.acts.count()
    given = {"seen": seen, "units": "档案室", "systems": "审批系统", "keywords": "施工", "found": "36页"}
    assert done(act(house, "clerk", case, "searched", **given))
    assert act(house, "clerk", case, "searched", **given).status_code == 409
    assert kinds(case).count("searched") == 1


def test_what_the_procedure_refuses_is_said_with_its_reason(house, today):  # noqa: F811
    case = registered(house)
    address = reverse("cases:act", args=[case.pk, "supplement_received"])
    answer = house.browser(house.clerk).get(address)
    assert answer.status_code == 409 and "没有要求过补正" in answer.content.decode()
    answer = act(house, "clerk", case, "supplement_received", how="当面", text="滨河路项目")
    assert answer.status_code == 422 and "没有要求过补正" in answer.content.decode()


def test_days_outside_the_file_are_refused_and_the_text_kept(house, today):  # noqa: F811
    case = registered(house)
    early = act(house, "section_staff", case, "opinion", on="2022-09-01", outcome="disclosed", reason="可以公开这些")
    assert early.status_code == 422 and "早于" in early.content.decode() and "可以公开这些" in early.content.decode()
    late = act(house, "section_staff", case, "opinion", on="2023-01-01", outcome="disclosed", reason="可以公开这些")
    assert late.status_code == 422 and "日期晚于今天" in late.content.decode()
    none = act(house, "section_staff", case, "opinion", on="不知道", outcome="", reason="")
    assert none.status_code == 422 and "有3处需要修改" in none.content.decode()


def test_the_day_of_the_form_is_today(house, today):  # noqa: F811
    today(date(2022, 9, 7))
    case = registered(house)
    body = house.browser(house.clerk).get(reverse("cases:act", args=[case.pk, "searched"])).content.decode()
    assert 'value="2022-09-07"' in body


def test_consultation_from_the_letter_to_the_weighing(house, today):  # noqa: F811
    case = registered(house)
    asked = act(house, "clerk", case, "consultation_sent", party="third_party", name="江北恒通物流有限公司",
                subject="附表三", contact="江北区一号")  # fmt: skip
    assert done(asked) and case.stage == "consulting"
    assert "江北恒通物流" not in str(case.acts.last().data)
    today(date(2022, 9, 30))
    assert done(act(house, "clerk", case, "consultation_served", ref="c1", on="2022-09-06"))
    early = act(house, "clerk", case, "consultation_lapsed", ref="c1", on="2022-09-07")
    assert early.status_code == 422
    assert done(act(house, "clerk", case, "consultation_answered", ref="c1", answer="refuse", reasons="商业秘密",
                    on="2022-09-20"))  # fmt: skip
    assert done(act(house, "section_staff", case, "interest_weighed", ref="c1", reasons="不公开不影响公共利益", on="2022-09-21"))


def test_an_extension_passes_three_hands(house, today):  # noqa: F811
    case = registered(house)
    case.refresh_from_db()
    due = case.due_on
    shown = act(house, "clerk", case, "extension_proposed", confirmed=False, workdays="10", reason="材料在外县")
    assert "延长后的到期日" in shown.content.decode()
    assert act(house, "clerk", case, "extension_proposed", workdays="30", reason="材料在外县").status_code == 422
    assert done(act(house, "clerk", case, "extension_proposed", workdays="10", reason="材料在外县"))
    assert done(act(house, "vice_leader", case, "extension_approved", opinion="同意"))
    assert done(act(house, "clerk", case, "extended"))
    assert case.due_on > due


def test_a_fee_is_shown_before_it_is_charged(house, today):  # noqa: F811
    case = registered(house)
    given = {"mode": "pages", "count": "350", "facts": "共350页"}
    shown = act(house, "clerk", case, "fee_notice", confirmed=False, **given).content.decode()
    assert f"{handling.fee_for('pages', 350)}元" in shown and handling.fee_for("pages", 350) > 0
    assert done(act(house, "clerk", case, "fee_notice", **given))
    assert done(act(house, "clerk", case, "paid", receipt="A001"))
    free = act(house, "clerk", registered(house), "fee_notice", confirmed=False, mode="pages", count="3", facts="共3页")
    assert "0元" in free.content.decode()


def test_reasons_delay_transfer_and_proposal(house, today):  # noqa: F811
    case = registered(house)
    assert done(act(house, "clerk", case, "reasons_asked", deadline="2022-09-20", facts="一个月内申请35件"))
    assert done(act(house, "clerk", case, "reasons_given", text="科研需要"))
    assert done(act(house, "clerk", case, "delayed", until="2022-12-30", reason="理由合理"))
    assert done(act(house, "clerk", case, "transfer_advised", to="楚江市住房局"))
    assert done(act(house, "section_staff", case, "publication_proposed", reason="多人申请"))


def test_a_repeat_is_linked_to_the_same_person_only(house, today):  # noqa: F811
    first, other = file_case(house), file_case(house, identity_number="420600199201010013", name="别人")
    for each in (first, other):
        each.refresh_from_db()
        answered = {"result_on": DAY, "replied_on": DAY, "outcome": "disclosed", "result_row": "granted", "stage": "closed"}
        Case.objects.filter(pk=each.pk).update(**answered)
    case = registered(house)
    page = house.browser(house.clerk).get(reverse("cases:act", args=[case.pk, "repeat_linked"])).content.decode()
    assert first.short_number in page and other.title not in page
    assert act(house, "clerk", case, "repeat_linked", earlier=other.pk).status_code == 422
    assert done(act(house, "clerk", case, "repeat_linked", earlier=first.pk))
    assert case.repeat_of_id == first.pk


def test_a_wrong_entry_is_struck_out_and_stays_readable(house, today):  # noqa: F811
    case = registered(house)
    wrong = case.acts.get(kind="assigned")
    assert done(act(house, "clerk", case, "voided", act=wrong.pk, reason="送错科室"))
    assert case.section is None
    body = house.browser(house.clerk).get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "已更正" in body and "送错科室" in body
    filed = case.acts.get(kind="filed")
    assert act(house, "clerk", case, "voided", act=filed.pk, reason="想删").status_code == 422


def test_remedies_are_registered_answered_and_ended(house, today):  # noqa: F811
    case = registered(house)
    given = {"route": "reconsideration", "body": "楚江市人民政府", "number": "楚府复〔2022〕1号", "copy_received_on": "2022-09-05"}
    assert done(act(house, "clerk", case, "remedy_filed", **given))
    remedy = Remedy.objects.get()
    body = house.browser(house.clerk).get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "楚府复〔2022〕1号" in body and "提交答复（当日有效）" in body
    again = act(house, "clerk", case, "remedy_filed", **{**given, "seen": case.acts.count() - 1})
    assert again.status_code == 409 and Remedy.objects.count() == 1
    client = house.browser(house.clerk)
    data = {"on": DAY.isoformat(), "seen": case.acts.count()}
    assert done(client.post(reverse("cases:remedy", args=[case.pk, remedy.pk, "answer"]), data))
    data = {"on": DAY.isoformat(), "seen": case.acts.count(), "disposition": "upheld", "finding": ""}
    assert done(client.post(reverse("cases:remedy", args=[case.pk, remedy.pk, "decide"]), data))
    remedy.refresh_from_db()
    assert (remedy.result, remedy.answered_on, remedy.decided_on) == ("upheld", DAY, DAY)
    assert client.get(reverse("cases:remedy", args=[case.pk, remedy.pk, "eat"])).status_code == 404
    second = act(house, "clerk", case, "remedy_filed", route="suit_after_reconsideration", body="法院")
    assert second.status_code == 422 and "选定此前的复议" in second.content.decode()


def test_the_writer_does_not_review_the_own_draft(house, today):  # noqa: F811
    case = registered(house)
    handling.give_opinion(case, by=house.section, on=DAY, outcome="already_public", reason="已经公开")
    client = house.browser(house.section)
    client.post(reverse("cases:letter_new", args=[case.pk]), {"outcome": "already_public"})
    letter = case.letters.get(state="draft")
    data = {"facts": "已公开。", "places-rows": "1", "places-0-name": "公示", "places-0-place": "网站", "submit": "1",
            "seen": case.acts.count()}  # fmt: skip
    assert done(client.post(reverse("cases:letter", args=[case.pk, letter.pk]), data))
    answer = act(house, "section_staff", case, "reviewed", opinion="同意")
    assert answer.status_code == 422 and "拟稿人不能审核" in answer.content.decode()
    colleague = make_staff(Role.SECTION_STAFF, organ=house.organ, section=house.section.section)
    house.people["colleague"] = colleague
    assert done(act(house, "colleague", case, "reviewed", opinion="同意"))


INTAKE = {
    "applicant_kind": "natural", "name": "孙小满", "identity_type": "id_card", "identity_number": "420600199003075713",
    "phone": "13900001111", "address": "楚江市江城区一路2号", "title": "外包合同", "description": "窗口人员外包合同",
    "form": "paper", "delivery": "post", "kind": "request",
}  # fmt: skip
PROOF = {
    "counter": {"submitted_on": "2022-09-05"},
    "oral": {"submitted_on": "2022-09-05"},
    "registered_mail": {"signed_on": "2022-09-05", "tracking": "1098765433321"},
    "ordinary_mail": {"submitted_on": "2022-09-05", "confirmed_on": "2022-09-05", "confirmed_how": "电话确认，本人接听"},
    "fax": {"submitted_on": "2022-09-05", "confirmed_on": "2022-09-06", "confirmed_how": "电话确认，本人接听"},
    "web": {"submitted_on": "2022-09-05"},
}


@pytest.mark.parametrize("channel", sorted(PROOF))
def test_each_channel_is_taken_in_with_its_own_proof(house, today, channel):  # noqa: F811
    from mingtang.law.receipt import PROOFS

    today(DAY + timedelta(days=1))
    client, address = house.browser(house.clerk), reverse("cases:new_by", args=[channel])
    page = client.get(address).content.decode()
    for proof in PROOFS[channel]:
        assert f'name="{proof.field}"' in page
    for other in {"signed_on", "confirmed_on", "tracking"} - {p.field for p in PROOFS[channel]} - {"tracking"}:
        assert f'name="{other}"' not in page
    data = {**INTAKE, **PROOF[channel], "form_token": f"token-{channel}"}
    answer = client.post(address, data)
    assert done(answer), answer.content.decode()
    case = Case.objects.get()
    expected = {"fax": date(2022, 9, 6), "web": None}.get(channel, DAY)
    assert (case.channel, case.received_on) == (channel, expected)
    assert done(client.post(address, data))  # a double click files once
    assert Case.objects.count() == 1


def test_intake_names_what_is_missing_and_keeps_what_was_typed(house, today):  # noqa: F811
    client = house.browser(house.clerk)
    answer = client.post(reverse("cases:new_by", args=["registered_mail"]), {**INTAKE, "form_token": "x", "phone": "", "address": ""})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "填写签收日期" in body and "填写邮件号" in body and "窗口人员外包合同" in body
    future = client.post(reverse("cases:new"), {**INTAKE, "form_token": "x", "submitted_on": "2023-01-01"})
    assert future.status_code == 422 and "日期晚于今天" in future.content.decode()
    assert client.get(reverse("cases:new_by", args=["pigeon"])).status_code == 404
    assert not Case.objects.exists()


def test_intake_takes_files_by_their_content(house, today):  # noqa: F811
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = house.browser(house.clerk)
    good = SimpleUploadedFile("申请书.txt", "申请书".encode(), "text/plain")
    answer = client.post(
        reverse("cases:new"), {**INTAKE, "form_token": "x", "submitted_on": "2022-09-05", "application": [good]}
    )
    assert done(answer)
    assert Case.objects.get().attachments.get().role == "application"
    bad = SimpleUploadedFile("申请书.pdf", b"MZ not a pdf", "application/pdf")
    answer = client.post(
        reverse("cases:new"), {**INTAKE, "form_token": "y", "submitted_on": "2022-09-05", "identity": [bad]}
    )
    assert answer.status_code == 422 and Case.objects.count() == 1


def test_confirmation_on_the_page_starts_the_clock(house, today):  # noqa: F811
    case = file_case(house, channel="fax")
    assert case.due_on is None
    assert done(act(house, "clerk", case, "receipt_confirmed", how="电话确认，本人接听"))
    assert case.received_on == DAY and case.due_on is not None


def test_the_section_sees_only_what_was_sent_to_it_and_the_supplement_restarts(house, today):  # noqa: F811
    case = registered(house)
    handling.add_supplement_point(case, by=house.section, on=DAY, item="写明项目", guidance="写名称")
    assert done(act(house, "clerk", case, "supplement_asked", deadline="2022-09-26"))
    intake.submit_supplement(case, on=DAY, text="是滨河路项目")
    today(DAY + timedelta(days=2))
    assert done(act(house, "clerk", case, "supplement_received", how="电话确认", on="2022-09-07"))
    assert case.stage in ("handling", "examining")


def test_silence_is_registered_after_its_time(house, today):  # noqa: F811
    case = consulting(house)
    consult.serve(case, by=house.clerk, on=date(2022, 9, 9), ref="c1")
    today(date(2022, 10, 20))
    assert done(act(house, "clerk", case, "consultation_lapsed", ref="c1", on="2022-10-20"))


def test_mail_that_came_back_is_sent_again(house, today):  # noqa: F811
    case = registered(house)
    handling.give_opinion(case, by=house.section, on=DAY, outcome="already_public", reason="已经公开")
    letter = reply(house, case)
    for who, kind in (("section_staff", "reviewed"), ("vice_leader", "reviewed"), ("leader", "decided")):
        assert done(act(house, who, case, kind, opinion="同意"))
    missing = act(house, "clerk", case, "sent", letter=letter.pk, method="mail", tracking="")
    assert missing.status_code == 422 and "填写邮件号" in missing.content.decode()
    assert done(act(house, "clerk", case, "sent", letter=letter.pk, method="mail", tracking="1"))
    assert done(act(house, "clerk", case, "returned_mail", letter=letter.pk, why="查无此人", cause="applicant"))
    assert done(act(house, "clerk", case, "sent", letter=letter.pk, method="counter", tracking=""))
