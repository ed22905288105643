"""收到日期、受理、送达：各渠道的证明，算例之外的部分。"""

from datetime import date as D

import pytest

from mingtang.law.calendar import standard_calendar
from mingtang.law.delivery import METHODS, carrier_allowed, legal_day
from mingtang.law.errors import LawError
from mingtang.law.intake import ELEMENTS, is_repeat, missing_elements, suggests_publication
from mingtang.law.receipt import (
    BASIC_CHANNELS,
    CHANNELS,
    NEEDS_CONFIRMATION,
    PROOFS,
    RULES,
    confirm_by,
    received_on,
)
from mingtang.law.since import NotInForce

DAY = D(2022, 9, 5)


def test_every_channel_has_its_rule_and_asks_for_its_proof():
    assert set(CHANNELS) == set(PROOFS) == set(RULES)
    assert {"ordinary_mail", "fax", "web"} == NEEDS_CONFIRMATION
    assert {"counter", "registered_mail", "ordinary_mail"} == BASIC_CHANNELS


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_the_day_of_receipt_is_the_day_of_the_proof_asked_for(channel):
    receipt = received_on(channel, submitted_on=DAY, signed_on=DAY, confirmed_on=DAY)
    assert receipt.on == DAY and receipt.missing_proof is None
    field = RULES[channel][0].value
    assert field in {proof.field for proof in PROOFS[channel]}


def test_a_signature_in_the_mail_room_may_precede_the_arrival_in_the_office():
    assert received_on("registered_mail", submitted_on=D(2022, 9, 7), signed_on=DAY).on == DAY


def test_a_misdirected_letter_waits_for_confirmation():
    receipt = received_on("registered_mail", submitted_on=DAY, signed_on=DAY, misdirected=True)
    assert receipt.on is None and receipt.missing_proof.field == "confirmed_on"


def test_wrong_receipts_are_refused():
    with pytest.raises(LawError, match="申请渠道“telegram”不认识"):
        received_on("telegram", submitted_on=DAY)
    with pytest.raises(LawError, match="确认日期2022-09-04早于提交日期"):
        received_on("web", submitted_on=DAY, confirmed_on=D(2022, 9, 4))
    with pytest.raises(LawError, match="签收日期2022-09-04早于提交日期"):
        received_on("counter", submitted_on=DAY, signed_on=D(2022, 9, 4))
    with pytest.raises(NotInForce):
        received_on("counter", submitted_on=D(2019, 5, 14))


def test_confirmation_is_due_by_the_next_workday():
    assert confirm_by(D(2022, 9, 30), standard_calendar()) == D(2022, 10, 8)


def test_missing_elements_are_named_with_their_article():
    assert [item.code for item in missing_elements(["name", "contact", "description"])] == [
        "identity_proof",
        "form_wanted",
    ]
    assert missing_elements(ELEMENTS) == ()


@pytest.mark.parametrize("missing", ["same_applicant", "same_information", "replied_before"])
def test_a_repeat_needs_all_three(missing):
    facts = {"same_applicant": True, "same_information": True, "replied_before": True}
    assert is_repeat(**facts)
    assert not is_repeat(**{**facts, missing: False})


def test_two_applicants_for_what_may_be_disclosed_suggest_publication():
    assert suggests_publication(applicants=2, disclosable=True)
    assert not suggests_publication(applicants=1, disclosable=True)
    assert not suggests_publication(applicants=3, disclosable=False)


@pytest.mark.parametrize(("method", "day"), [("counter", 1), ("entrusted", 1), ("mail", 2), ("online", 3)])
def test_the_legal_day_of_delivery(method, day):
    days = {"signed_on": D(2022, 10, 1), "posted_on": D(2022, 10, 2), "sent_on": D(2022, 10, 3)}
    assert legal_day(method, **days) == D(2022, 10, day)
    assert legal_day(method) is None
    assert METHODS[method].cite.text


def test_delivery_knows_its_limits():
    assert carrier_allowed("ems") and not carrier_allowed("courier")
    with pytest.raises(LawError, match="送达方式“pigeon”不认识"):
        legal_day("pigeon")
