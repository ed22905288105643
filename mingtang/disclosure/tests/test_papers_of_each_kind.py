"""三种案件的纸：接收回执各说各的期限，空白表各问各的条文，表单上没有程序里的代码。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from mingtang.disclosure.actions import handling, letters
from mingtang.disclosure.letters import compose
from mingtang.disclosure.printed import blank, sheet
from mingtang.disclosure.tests.factories import TUESDAY, Office, filed, make_office, person, registered
from mingtang.disclosure.tests.letters_samples import CHARGED, FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def said(paper) -> str:
    return "".join(
        str(cell.get("text") if isinstance(cell, dict) else cell)
        for p in paper.paragraphs
        for row in p.rows
        for cell in row
    )


@pytest.mark.parametrize(
    ("kind", "title", "words"),
    [
        ("request", "政府信息公开申请接收回执", "第三十三条第二款"),
        ("correction", "政府信息更正申请接收回执", "条例没有规定更正的办理期限"),
        ("suggestion", "主动公开政府信息建议接收回执", "条例没有规定审核的期限"),
    ],
)
def test_every_kind_has_its_receipt(office, kind, title, words):
    letter = registered(office, kind=kind).letters.get(code="P2")
    text = "".join(each["text"] for each in letter.body["paragraphs"])
    assert (letter.title, letter.body["title"]) == (title, title) and words in text and "查询码" in text
    if kind == "suggestion":
        assert "工作日" not in text and letter.states_due is None


def test_a_sheet_says_the_outcome_in_words(office):
    case = registered(office, kind="correction")
    handling.assign(case, office.section, by=office.clerk, on=TUESDAY)
    handling.give_opinion(
        case, by=office.section_staff, on=TUESDAY, outcome="corrected", reason="出生日期写错"
    )
    for code in ("P1", "R1"):
        text = said(sheet(case, code, TUESDAY))
        assert "予以更正" in text and "corrected" not in text


def test_the_application_names_who_acts_for_the_applicant(office):
    case = filed(office, applicant=person(agent_name="江小鱼", agent_identity="420600199003075713"))
    assert "江小鱼 420600199003075713" in said(sheet(case, "A1", TUESDAY))


def test_the_notice_of_an_unpaid_fee_says_when_the_charge_was_received():
    facts = replace(FACTS, story=CHARGED, outcome="fee_unpaid")
    text = compose("D20", facts, {}, date(2022, 10, 21)).text
    assert "于2022年9月15日收到" in text


@pytest.mark.parametrize(
    ("kind", "asks"),
    [("request", "特征描述"), ("correction", "应当怎样记"), ("suggestion", "为什么应当公开")],
)
def test_blank_forms_of_every_kind(office, client, kind, asks):
    assert asks in said(blank(office.organ, TUESDAY, kind))
    name = {"request": "blank_form"}.get(kind, f"blank_{kind}")
    for form, magic in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client.get(reverse(f"disclosure:{name}", args=[form]))
        assert answer.content.startswith(magic)
        assert (
            reverse(f"disclosure:{name}", args=[form])
            in client.get(reverse("disclosure:entry")).content.decode()
        )
    assert client.get(reverse(f"disclosure:{name}", args=["exe"])).status_code == 404


def test_the_form_of_sending_says_which_day_counts(office, client):
    case = registered(office)
    draft = letters.save_draft(
        case,
        by=office.clerk,
        code="D1",
        fields={"content": "证"},
        outcome="disclosed",
        dated_on=date(2022, 9, 5),
    )
    letters.submit(case, draft, by=office.clerk, on=date(2022, 9, 5))
    letters.review(case, by=office.vice_leader, on=date(2022, 9, 5))
    letters.decide(case, by=office.leader, on=date(2022, 9, 5))
    client.force_login(office.clerk)
    address = reverse("cases:act", args=[case.pk, "sent"])
    asked = client.post(
        address,
        {
            "letter": draft.pk,
            "method": "counter",
            "tracking": "",
            "on": "2022-09-05",
            "seen": case.acts.count(),
        },
    )
    assert "当面、委托送达的，申请人签收之日为答复之日" in asked.content.decode()
