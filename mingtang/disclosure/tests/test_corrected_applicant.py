"""更正申请人资料：一项有日期、有原因的行为；资料加密，经过里不露出；表三的列随之改变；旧文书不变。"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from mingtang.disclosure.actions import close
from mingtang.disclosure.actions.applicants import correct_applicant
from mingtang.disclosure.derive import differences
from mingtang.disclosure.models import Act
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    TUESDAY,
    Office,
    assigned,
    decided,
    identity,
    make_office,
    registered,
    replied,
)
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.disclosure.words import quote_of, text_of

pytestmark = pytest.mark.django_db
NEW = {"address": "楚江市江城区一路99号", "identity_number": identity(4711)}


@pytest.fixture
def office() -> Office:
    return make_office()


def test_what_changed_is_told_and_nothing_personal(office):
    case = registered(office)
    old = case.applicant.address
    act = correct_applicant(case, NEW, by=office.clerk, on=TUESDAY, reason="退件后申请人来电更正")
    case.applicant.refresh_from_db()
    assert (case.applicant.address, case.applicant.identity_number) == (
        NEW["address"],
        NEW["identity_number"],
    )
    assert (
        text_of(act.kind, act.data) == "证件号码、通信地址"
        and quote_of(act.kind, act.data) == "退件后申请人来电更正"
    )
    assert NEW["address"] not in str(act.data) and old not in str(act.data)
    assert Act.objects.get(pk=act.pk).private["before"]["address"] == old
    with connection.cursor() as rows:
        rows.execute("SELECT private FROM disclosure_act WHERE id = %s", [act.pk])
        assert "江城区" not in str(rows.fetchone()[0])


def test_the_same_person_is_recognised_by_the_new_number(office):
    case = registered(office)
    before = case.applicant.identity_index
    correct_applicant(case, NEW, by=office.clerk, on=TUESDAY, reason="补正时交来身份证")
    case.applicant.refresh_from_db()
    assert case.applicant.identity_index not in ("", before)


def test_the_category_moves_the_column_of_the_report_and_the_columns_stay_derived(office):
    case = registered(office)
    act = correct_applicant(case, {"kind": "enterprise"}, by=office.clerk, on=TUESDAY, reason="营业执照")
    assert case.applicant_kind == "enterprise" and text_of(act.kind, act.data) == "类别（自然人改为商业企业）"
    assert differences([case], CALENDAR) == []


def test_letters_of_before_stay_and_later_ones_say_what_is_right(office):
    case = assigned(office)
    receipt, name = case.letters.get(code="P2"), case.applicant.name
    correct_applicant(case, {"name": "罗启明明"}, by=office.clerk, on=TUESDAY, reason="名字写错")
    receipt.refresh_from_db()
    assert receipt.body["addressee"] == name
    assert decided(office, case, TUESDAY).body["addressee"] == "罗启明明"


def test_an_address_is_corrected_after_the_reply_but_not_after_the_archive(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    correct_applicant(case, NEW, by=office.clerk, on=TUESDAY, reason="退件")
    close.archive(case, by=office.clerk, on=date(2022, 9, 8))
    with pytest.raises(ActRefused, match="案卷封存"):
        correct_applicant(case, {"phone": "13900000000"}, by=office.clerk, on=date(2022, 9, 8), reason="换号")


@pytest.mark.parametrize(
    ("changes", "reason", "why"),
    [
        (NEW, " ", "写明为什么更正"),
        ({}, "没有", "没有要更正的内容"),
        ({"id": "7", "identity_index": "x"}, "试", "没有要更正的内容"),
    ],
)
def test_what_is_refused(office, changes, reason, why):
    with pytest.raises(ActRefused, match=why):
        correct_applicant(registered(office), changes, by=office.clerk, on=TUESDAY, reason=reason)


def test_only_the_clerk_corrects_and_it_is_not_struck_out(office):
    case = registered(office)
    for who in (office.section_staff, office.leader, office.auditor, office.stranger):
        with pytest.raises(NotPermitted):
            correct_applicant(case, NEW, by=who, on=TUESDAY, reason="试")
    act = correct_applicant(case, NEW, by=office.clerk, on=TUESDAY, reason="补正")
    with pytest.raises(ActRefused, match="不能撤销登记"):
        close.void(case, act, by=office.clerk, on=TUESDAY, reason="试")


def test_the_page_asks_twice_and_shows_no_old_data(office, client, today):  # noqa: F811
    today(TUESDAY)
    case = registered(office)
    client.force_login(office.clerk)
    address = reverse("cases:act", args=[case.pk, "applicant_corrected"])
    page = client.get(address).content.decode()
    assert case.applicant.address not in page and case.applicant.phone not in page
    sent = {"phone": "不是电话", "reason": "换号", "on": "2022-09-06", "seen": case.acts.count()}
    assert "电话写法不对" in client.post(address, sent).content.decode()
    sent |= {"phone": "13900000000"}
    assert "核对以后作出" in client.post(address, sent).content.decode()
    assert client.post(address, {**sent, "confirmed": "1"}).status_code == 302
    case.applicant.refresh_from_db()
    assert case.applicant.phone == "13900000000"
    shown = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "更正申请人资料" in shown and "13900000000" not in shown
