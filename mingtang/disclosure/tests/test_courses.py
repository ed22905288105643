"""全程：每一种处理结果都由一串合法的行为走到，答复书经过真正的核对签发，落在表三应在的那一行，而且只在那一行。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from mingtang.disclosure.actions import close, consult, handling, letters, remedies
from mingtang.disclosure.actions.files import add_file
from mingtang.disclosure.cells import cell, remedy_cell
from mingtang.disclosure.derive import differences, story_of
from mingtang.disclosure.letters.gate.paper import articles_in
from mingtang.disclosure.letters.letter import thawed
from mingtang.disclosure.models import AttachmentRole, Case, Letter
from mingtang.disclosure.models.case import RESULT_ROWS
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    MONDAY,
    SEARCH,
    TUESDAY,
    Office,
    assigned,
    make_office,
    person,
    registered,
)
from mingtang.disclosure.tests.letters_samples import ATTACHED, replies
from mingtang.kit.uploads import store_bytes
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.calendars import current_calendar

pytestmark = pytest.mark.django_db
FIELDS = {outcome: fields for outcome, (_, fields, _) in replies().items()}
SEP14, SEP20, SEP26 = (date(2022, 9, day) for day in (14, 20, 26))
OPENED = {"disclosed", "partial"}


@dataclass
class Course:
    """How far a case was brought before its reply is written: the case and the day of the reply."""

    case: Case
    on: date


@pytest.fixture
def office() -> Office:
    return make_office()


def plain(office: Office) -> Course:
    """Nothing but the section's opinion."""
    return Course(assigned(office), TUESDAY)


def searched(office: Office) -> Course:
    """Looked for and not found (art. 36(4))."""
    case = assigned(office)
    handling.record_search(case, by=office.section_staff, on=TUESDAY, search=SEARCH)
    return Course(case, TUESDAY)


def refused_by_third_party(office: Office) -> Course:
    """A third party got the letter and refused with reasons (art. 32)."""
    case = assigned(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
    consult.serve(case, by=office.clerk, on=date(2022, 9, 8), ref="c1")
    consult.answer(case, by=office.clerk, on=SEP26, ref="c1", answer="refuse", reasons="报价构成是商业秘密。")
    return Course(case, SEP26)


def asked_to_supplement(office: Office) -> Case:
    """Every point asked at once, within seven working days (art. 30)."""
    case = assigned(office)
    handling.add_supplement_point(case, by=office.section_staff, on=TUESDAY, item="哪一期", guidance="写明期数")
    handling.ask_supplement(case, by=office.clerk, on=SEP14, deadline=date(2022, 9, 30))
    return case


def still_unclear(office: Office) -> Course:
    """The supplement came and says no more."""
    case = asked_to_supplement(office)
    handling.receive_supplement(case, by=office.clerk, on=SEP26, how="当面提交")
    return Course(case, date(2022, 10, 20))


def not_supplemented(office: Office) -> Course:
    """The day of the notice passed."""
    return Course(asked_to_supplement(office), date(2022, 10, 8))


def answered_before(office: Office) -> Course:
    """The same person asked the same and has the reply (art. 36(6))."""
    who = person()
    first = reply(office, Course(assigned(office, date(2022, 5, 5), applicant=who), date(2022, 5, 6)), "already_public")[0]
    case = assigned(office, applicant=who)
    close.link_repeat(case, first, by=office.clerk, on=TUESDAY)
    return Course(case, TUESDAY)


def unreasonable(office: Office) -> Course:
    """Asked for reasons, none were given in time (art. 35)."""
    case = assigned(office)
    handling.ask_reasons(case, by=office.clerk, on=TUESDAY, deadline=SEP14, facts="自2022年8月以来先后提交申请42件。")
    return Course(case, SEP20)


def unpaid(office: Office) -> Course:
    """The fee notice arrived, 20 working days passed (国办函〔2020〕109号)."""
    case = assigned(office)
    handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="一次申请68页，超过合理范围。")
    notice = case.letters.get(code="P12")
    letters.send_notice(case, notice, by=office.clerk, on=TUESDAY, method="mail", tracking="1098765433321")
    letters.serve(case, notice, by=office.clerk, on=SEP14, how="本人签收")
    return Course(case, date(2022, 10, 20))


COURSES: dict[str, Callable[[Office], Course]] = {
    **dict.fromkeys(FIELDS, plain),
    "partial": refused_by_third_party,
    "third_party": refused_by_third_party,
    "not_held": searched,
    "unclear_after_supplement": still_unclear,
    "supplement_lapsed": not_supplemented,
    "repeat": answered_before,
    "reissue": answered_before,
    "abusive_volume": unreasonable,
    "fee_unpaid": unpaid,
}


def reply(office: Office, course: Course, outcome: str) -> tuple[Case, Letter]:
    """Draft, review by section and vice leader, signature, sending; by the posts that do these acts."""
    case, on, fields = course.case, course.on, FIELDS[outcome]
    if outcome in OPENED:
        stored = store_bytes(b"%PDF-1.7 36 pages", "材料.pdf", "application/pdf")
        name, pages = ATTACHED[0]["name"], ATTACHED[0]["pages"]
        add_file(case, stored, by=office.clerk, on=on, role=AttachmentRole.DISCLOSED, label=name, pages=pages)
    if not story_of(case).waiting_for_applicant:
        handling.give_opinion(case, by=office.section_staff, on=on, outcome=outcome, reason="理由见拟稿。")
    letter = letters.save_draft(
        case, by=office.clerk, code=OUTCOMES[outcome].letter, fields=fields, outcome=outcome, dated_on=on
    )
    letters.submit(case, letter, by=office.clerk, on=on)
    for role in ("section_staff", "vice_leader", "leader"):
        assert (case.stage, case.holder) == ("reviewing", role)  # it lies on the desk of who comes next
        act = letters.decide if role == "leader" else letters.review
        act(case, by=office.people[role], on=on, **({"despite": "查找用时较长。"} if role == "leader" else {}))
    letter.refresh_from_db()
    letters.send(case, letter, by=office.clerk, on=on, method="online")
    return case, letter


def rows_of(case: Case, year: int = 2022) -> list[str]:
    """The result rows of table three that count this case; one, whatever happened."""
    return [row for row in RESULT_ROWS if cell(Case.objects.all(), year, row).filter(pk=case.pk).exists()]


def test_every_outcome_has_its_course():
    assert COURSES.keys() | {"withdrawn"} == OUTCOMES.keys()
    assert {OUTCOMES[outcome].row for outcome in OUTCOMES} == set(RESULT_ROWS)


@pytest.mark.parametrize("outcome", COURSES)
def test_the_course_ends_in_its_letter_and_its_row(office, outcome):
    course = COURSES[outcome](office)
    case, letter = reply(office, course, outcome)
    found = OUTCOMES[outcome]
    assert (case.outcome, case.result_row, case.result_on, case.stage) == (outcome, found.row, course.on, "closed")
    assert rows_of(case) == [found.row]
    assert case.in_time is (None if outcome in ("supplement_lapsed", "fee_unpaid") else True)
    assert differences([case], current_calendar()) == []
    check_letter(letter, case)


def check_letter(letter: Letter, case: Case) -> None:
    """Issued once under the code of its outcome, to the applicant, with its articles and its remedies."""
    paper, found = thawed(letter.body), OUTCOMES[case.outcome]
    assert letter.issued and letter.code == found.letter and letter.number.startswith("楚审依复〔2022〕")
    assert paper.addressee == case.applicant.name
    decision = articles_in("".join(paragraph.text for paragraph in paper.of("decision")))
    regulation = {cite.article for cite in found.articles if cite.instrument == required_instrument()}
    assert regulation <= decision
    remedy = "".join(paragraph.text for paragraph in paper.of("remedy"))
    assert "楚江市人民政府" in remedy and "60日" in remedy and "6个月" in remedy  # decided before 2024


def required_instrument() -> str:
    """The regulation, whose articles a decision names."""
    return OUTCOMES["repeat"].articles[0].instrument


def test_a_withdrawal_is_the_applicants_own_end(office):
    case = assigned(office)
    close.withdraw(case, by=office.clerk, on=TUESDAY, evidence="本人书面撤回")
    assert (case.outcome, case.stage, rows_of(case)) == ("withdrawn", "closed", ["o3"])
    assert not case.letters.filter(code__startswith="D").exists()


def test_the_public_interest_outweighs_a_refusal(office):
    course = refused_by_third_party(office)
    consult.weigh(course.case, by=office.section_staff, on=SEP26, ref="c1", reasons="消防设备关系公共安全")
    case, _ = reply(office, course, "disclosed")
    consult.tell(case, by=office.clerk, on=SEP26, ref="c1", content="消防设备的型号", reason="关系周边居民的公共安全")
    assert case.letters.filter(code="P9", state="issued").count() == 1
    assert rows_of(case) == ["granted"]
    close.archive(case, by=office.clerk, on=date(2022, 12, 30))


def test_a_silent_third_party_leaves_the_decision_to_the_organ(office):
    case = assigned(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
    consult.serve(case, by=office.clerk, on=TUESDAY, ref="c1")
    over = CALENDAR.add_workdays(TUESDAY, 15)
    after = CALENDAR.add_workdays(over, 1)
    consult.lapse(case, by=office.clerk, on=after, ref="c1")
    assert case.due_on == CALENDAR.add_workdays(over, 19)  # one of the twenty days was used, fifteen were not counted
    reply(office, Course(case, after), "disclosed")
    assert rows_of(case) == ["granted"] and case.in_time


def test_good_reasons_for_a_huge_request_move_the_day(office):
    course = unreasonable(office)
    handling.receive_reasons(course.case, by=office.clerk, on=SEP20, text="研究本市物流园的建设")
    handling.delay(course.case, by=office.clerk, on=SEP20, until=date(2022, 12, 20), reason="材料三千页，逐件审查")
    assert course.case.due_on == date(2022, 12, 20)
    case, _ = reply(office, Course(course.case, date(2022, 12, 19)), "already_public")
    assert case.in_time and rows_of(case) == ["granted"]


def test_an_extension_is_proposed_approved_and_told_by_three_hands(office):
    case = assigned(office)
    handling.propose_extension(case, by=office.section_staff, on=SEP20, workdays=20, reason="材料分散在三处档案")
    handling.approve_extension(case, by=office.vice_leader, on=SEP20, opinion="同意")
    handling.notify_extension(case, by=office.clerk, on=SEP26)
    assert case.due_on == case.letters.get(code="P5").states_due == CALENDAR.add_workdays(MONDAY, 40)
    reply(office, Course(case, case.due_on), "petition")
    assert case.in_time


def test_the_applicant_is_pointed_to_the_organ_that_has_it(office):
    case = assigned(office)
    close.advise_transfer(case, by=office.clerk, on=TUESDAY, to="楚江市自然资源局")
    case, letter = reply(office, Course(case, TUESDAY), "not_responsible")
    assert story_of(case).transferred_to == "楚江市自然资源局" and rows_of(case) == ["u1"]
    assert "楚江市自然资源局" in str(letter.body)


def test_a_payment_starts_the_twenty_days_again(office):
    case = assigned(office)
    handling.charge(case, by=office.clerk, on=TUESDAY, mode="pages", count=68, facts="一次申请68页，超过合理范围。")
    handling.pay(case, by=office.clerk, on=SEP20, receipt="票001")
    assert case.due_on == CALENDAR.add_workdays(SEP20, 20)
    reply(office, Course(case, case.due_on), "disclosed")
    assert case.in_time and rows_of(case) == ["granted"]


def test_a_request_open_over_two_new_years_is_carried_twice_and_counted_once(office):
    case = registered(office, date(2021, 12, 20), description="调查笔录")
    handling.assign(case, office.section, by=office.clerk, on=date(2021, 12, 20))
    reply(office, Course(case, date(2023, 2, 1)), "petition")
    where = {
        (year, row)
        for year in (2021, 2022, 2023, 2024)
        for row in ("new", "carried_in", "done", "carried_out", "n1")
        if cell(Case.objects.all(), year, row).exists()
    }
    assert where == {
        (2021, "new"), (2021, "carried_out"), (2022, "carried_in"), (2022, "carried_out"),
        (2023, "carried_in"), (2023, "done"), (2023, "n1"),
    }  # fmt: skip
    assert case.in_time is False


def test_a_remedy_is_pending_in_one_year_and_ends_in_the_next(office):
    case, _ = reply(office, plain(office), "petition")
    first = remedies.file_remedy(
        case, by=office.clerk, on=date(2022, 12, 1), route="reconsideration", body="楚江市人民政府",
        copy_received_on=date(2022, 12, 5),
    )  # fmt: skip
    remedies.answer_remedy(first, by=office.clerk, on=date(2022, 12, 14))
    remedies.decide_remedy(first, by=office.clerk, on=date(2023, 1, 20), disposition="upheld")
    suit = remedies.file_remedy(
        case, by=office.clerk, on=date(2023, 2, 3), route="suit_after_reconsideration", body="江城区人民法院", prior=first
    )
    remedies.decide_remedy(suit, by=office.clerk, on=date(2024, 3, 1), disposition="revoked", finding="理由不足")
    where = {
        (year, route, result)
        for year in (2022, 2023, 2024)
        for route in ("reconsideration", "direct_suit", "suit_after_reconsideration")
        for result in ("upheld", "corrected", "other", "pending")
        if remedy_cell(Case.objects.all(), year, route, result).exists()
    }
    assert where == {
        (2022, "reconsideration", "pending"), (2023, "reconsideration", "upheld"),
        (2023, "suit_after_reconsideration", "pending"), (2024, "suit_after_reconsideration", "corrected"),
    }  # fmt: skip
    assert rows_of(case) == ["n1"]  # the result of 2022 stays what it was
