"""登记、更正、撤销、恢复、查看姓名：谁能做，留下什么。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mingtang.kit import audit
from mingtang.kit.models import AuditEntry
from mingtang.organs.models import Role
from mingtang.organs.refusal import Refused
from mingtang.organs.tests.factories import make_organ, one_of_each
from mingtang.registers import actions
from mingtang.registers.models import Charge, NormativeDocument
from mingtang.registers.tests.conftest import ON
from mingtang.registers.tests.factories import make_charge, make_decision, make_document

pytestmark = pytest.mark.django_db


def document(organ, by=None, **changes):
    values = {
        "kind": "normative_document",
        "title": "办法",
        "number": "楚审规〔2022〕1号",
        "issued_on": date(2022, 3, 1),
    }
    return actions.record_document(by=by, on=ON, organ=organ, **{**values, **changes})


def decision(organ, by=None, **changes):
    values = {
        "kind": "licence",
        "number": "楚审许〔2022〕1号",
        "matter": "施工许可",
        "decided_on": date(2022, 3, 1),
    }
    return actions.record_decision(by=by, on=ON, organ=organ, **{**values, **changes})


def charge(organ, by=None, **changes):
    values = {
        "item": "垃圾费",
        "amount": Decimal("5900"),
        "charged_on": date(2022, 3, 1),
        "receipt_number": "1",
    }
    return actions.record_charge(by=by, on=ON, organ=organ, **{**values, **changes})


def test_recording(home, clerk):
    assert document(home, clerk).in_force_on == date(2022, 3, 1)
    assert decision(home, clerk, subject="罗小满").subject_shown == "罗**"
    assert charge(home, clerk).recorded_by == clerk
    assert [entry.act for entry in AuditEntry.objects.filter(by=clerk)] == ["register.record"] * 3
    assert "罗小满" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("record", "changes", "sentence"),
    [
        (document, {"title": ""}, "没有填标题，填上再登记。"),
        (document, {"kind": "licence"}, "类别只能是规章或行政规范性文件。"),
        (document, {"issued_on": date(2022, 10, 25)}, "制发日期晚于今天（2022-10-24）：核对日期。"),
        (document, {"repealed_on": date(2022, 2, 1)}, "废止日期早于制发日期（2022-03-01）：核对两个日期。"),
        (document, {"amended_on": date(2022, 2, 1)}, "修改日期早于制发日期（2022-03-01）：核对两个日期。"),
        (document, {"expires_on": date(2022, 2, 1)}, "有效期早于施行日期（2022-03-01）：核对两个日期。"),
        (decision, {"kind": "charge"}, "种类只能是行政许可、行政处罚或行政强制。"),
        (decision, {"decided_on": date(2022, 10, 25)}, "决定日期晚于今天（2022-10-24）：核对日期。"),
        (charge, {"amount": Decimal("-1")}, "金额不能是负数：退费用更正办理，不记成负数。"),
        (charge, {"receipt_number": ""}, "没有填票据号，填上再登记。"),
    ],
)
def test_recording_refused(home, record, changes, sentence):
    with pytest.raises(Refused) as caught:
        record(home, **changes)
    assert str(caught.value) == sentence and not AuditEntry.objects.exists()


@pytest.mark.parametrize("record", [document, decision, charge])
def test_the_same_entry_twice_is_refused(home, record):
    entry = record(home)
    with pytest.raises(Refused, match="登记簿里已有"):
        record(home)
    actions.annul(entry, by=None, on=ON, reason="误录")
    with pytest.raises(Refused, match="已撤销，要恢复就打开它恢复"):
        record(home)


def test_correcting_keeps_what_was(home, clerk):
    entry = charge(home, clerk)
    actions.correct(entry, by=clerk, on=ON, changes={"amount": Decimal("590.00")}, reason="多记一位")
    assert Charge.objects.get().amount == Decimal("590.00")
    said = audit.trail(entry).last()
    assert (said.act, said.reason, said.by) == ("register.correct", "多记一位", clerk)
    assert (said.data["before"], said.data["after"]) == ({"amount": "5900.00"}, {"amount": "590.00"})


def test_correcting_a_name_keeps_it_out_of_the_log(home):
    entry = decision(home, subject="罗小满")
    actions.correct(entry, by=None, on=ON, changes={"subject": "罗大满"}, reason="笔误")
    entry.refresh_from_db()
    assert entry.subject == "罗大满" and entry.subject_shown == "罗**"
    assert audit.trail(entry).last().data["fields"] == ["subject"]
    assert "罗" not in str(audit.trail(entry).last().data)


def test_correcting_the_kind(home):
    entry = actions.correct(document(home), by=None, on=ON, changes={"kind": "regulation"}, reason="类别登错")
    assert NormativeDocument.objects.get().kind == "regulation" == entry.kind
    with pytest.raises(Refused, match="不能改成这一类别"):
        actions.correct(entry, by=None, on=ON, changes={"kind": "licence"}, reason="类别登错")


@pytest.mark.parametrize(
    ("changes", "reason", "sentence"),
    [
        ({"title": "新"}, " ", "没有写更正理由"),
        ({"title": ""}, "笔误", "没有填标题"),
        ({"demo": True}, "笔误", "只能更正登记的内容"),
        ({"repealed_on": date(2020, 1, 1)}, "笔误", "废止日期早于制发日期"),
        ({"number": "楚审规〔2022〕2号"}, "笔误", "登记簿里已有楚审规〔2022〕2号"),
    ],
)
def test_correcting_refused(home, changes, reason, sentence):
    entry = document(home)
    document(home, number="楚审规〔2022〕2号")
    with pytest.raises(Refused, match=sentence):
        actions.correct(entry, by=None, on=ON, changes=changes, reason=reason)
    entry.refresh_from_db()
    assert entry.title == "办法"


def test_correcting_without_a_change_leaves_no_trace(home):
    entry = document(home)
    actions.correct(entry, by=None, on=ON, changes={"title": "办法"}, reason="核对")
    assert audit.trail(entry).count() == 1


def test_annulled_entries_count_nowhere_and_come_back(home):
    entry = document(home)
    actions.annul(entry, by=None, on=ON, reason="误录")
    assert not NormativeDocument.objects.issued_in(2022).exists() and NormativeDocument.objects.count() == 1
    with pytest.raises(Refused, match="先恢复再更正"):
        actions.correct(entry, by=None, on=ON, changes={"title": "新"}, reason="笔误")
    with pytest.raises(Refused, match="已经撤销"):
        actions.annul(entry, by=None, on=ON, reason="误录")
    actions.reinstate(entry, by=None, on=ON, reason="撤错了")
    assert NormativeDocument.objects.issued_in(2022).exists()
    with pytest.raises(Refused, match="没有撤销"):
        actions.reinstate(entry, by=None, on=ON, reason="撤错了")
    assert [each.act for each in audit.trail(entry)] == [
        "register.record",
        "register.annul",
        "register.reinstate",
    ]


@pytest.mark.parametrize("act", [actions.annul, actions.reinstate])
def test_reasons_are_wanted(home, act):
    with pytest.raises(Refused, match="理由，写上理由"):
        act(document(home), by=None, on=ON, reason=" ")


def test_looking_at_a_name_is_logged(home, clerk):
    entry = decision(home, subject="罗小满")
    assert actions.reveal_subject(entry, by=clerk, on=ON, reason="核对许可证") == "罗小满"
    assert audit.trail(entry).last().reason == "核对许可证"
    with pytest.raises(Refused, match="没有写查看理由"):
        actions.reveal_subject(entry, by=clerk, on=ON, reason="")


WRITES = {
    "document": lambda organ, by: document(organ, by, number=by.username),
    "decision": lambda organ, by: decision(organ, by, number=by.username),
    "charge": lambda organ, by: charge(organ, by, receipt_number=by.username),
    "correct": lambda organ, by: actions.correct(
        make_document(organ=organ), by=by, on=ON, changes={"note": "补"}, reason="补"
    ),
    "annul": lambda organ, by: actions.annul(make_charge(organ=organ), by=by, on=ON, reason="误录"),
    "reinstate": lambda organ, by: actions.reinstate(
        make_charge(organ=organ, annulled_on=ON), by=by, on=ON, reason="误"
    ),
    "reveal": lambda organ, by: actions.reveal_subject(
        make_decision(organ=organ), by=by, on=ON, reason="核对"
    ),
}


@pytest.mark.parametrize("act", WRITES)
def test_only_clerks_and_administrators_of_the_organ_write(home, act):
    elsewhere = make_organ(is_home=False)
    for by in [*one_of_each(elsewhere).values(), *one_of_each(home).values()]:
        if by.organ == elsewhere or by.role not in (Role.CLERK, Role.ADMINISTRATOR):
            with pytest.raises(Refused, match="只有本机关的经办人和系统管理员"):
                WRITES[act](home, by)
    for person in one_of_each(home).values():
        if person.role in (Role.CLERK, Role.ADMINISTRATOR):
            WRITES[act](home, person)
            assert AuditEntry.objects.filter(by=person).exists()
