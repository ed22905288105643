"""案卷的可靠：两人同时、更正、数据库自己守住的东西、派生列等于行为、审计。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingtang.disclosure.actions import close, consult, handling, intake
from mingtang.disclosure.actions.perform import Deed, write
from mingtang.disclosure.derive import DERIVED, differences, refresh, story_of
from mingtang.disclosure.models import Act, Applicant, Case, Letter
from mingtang.disclosure.procedure import RULES
from mingtang.disclosure.refusal import ActRefused, Conflict, NotPermitted
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    DUE,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    filed,
    kinds_of,
    make_office,
    person,
    registered,
    replied,
)
from mingtang.disclosure.tests.test_actions import DO
from mingtang.disclosure.tests.walks import books
from mingtang.kit.models import AuditEntry
from mingtang.organs.calendars import current_calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


class TestConflict:
    def test_an_act_on_an_old_page_is_a_conflict_and_writes_nothing(self, office):
        case = registered(office)
        seen = case.acts.count()
        handling.assign(case, office.section, by=office.clerk, on=MONDAY, seen=seen)
        with pytest.raises(Conflict, match="已在此案作出新的行为"):
            close.withdraw(case, by=office.clerk, on=MONDAY, evidence="邮件", seen=seen)
        assert kinds_of(case) == ["filed", "registered", "assigned"]
        close.withdraw(case, by=office.clerk, on=MONDAY, evidence="邮件", seen=seen + 1)


class TestCorrection:
    def test_striking_out_an_act_recomputes_everything(self, office):
        case = registered(office)
        consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="某公司", subject="附表")
        answer = consult.answer(case, by=office.clerk, on=date(2022, 9, 14), ref="c1", answer="refuse")
        late = case.due_on
        assert late > DUE
        close.void(case, answer, by=office.clerk, on=date(2022, 9, 14), reason="登错了案件")
        assert (case.stage, case.clock_state) == ("consulting", "paused")
        close.void(case, case.acts.get(kind="consultation_sent"), by=office.clerk, on=date(2022, 9, 14), reason="没有发出")
        assert (case.due_on, case.stage, case.act_count) == (DUE, "examining", 2)
        assert case.acts.count() == 6  # all of it stays readable
        assert differences([case], current_calendar()) == []

    def test_a_new_consultation_never_takes_the_reference_of_a_struck_out_one(self, office):
        case = registered(office)
        for name in ("甲公司", "乙公司"):
            consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name=name, subject="附表")
        close.void(case, case.acts.get(kind="consultation_sent", data__ref="c1"), by=office.clerk, on=TUESDAY, reason="重了")
        consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="丙公司", subject="附表")
        assert [item.ref for item in story_of(case).consultations] == ["c2", "c3"]

    def test_what_a_later_act_rests_on_is_struck_out_last(self, office):
        case = registered(office, channel="web")
        handling.propose_extension(case, by=office.clerk, on=TUESDAY, workdays=5, reason="多")
        handling.approve_extension(case, by=office.vice_leader, on=TUESDAY)
        handling.notify_extension(case, by=office.clerk, on=TUESDAY)
        for kind, dependent in (
            ("receipt_confirmed", "登记并出具回执"), ("registered", "提请延期"), ("extension_proposed", "同意延期"),
            ("extension_approved", "告知延期"),
        ):  # fmt: skip
            with pytest.raises(ActRefused, match=dependent):
                close.void(case, case.acts.get(kind=kind), by=office.clerk, on=TUESDAY, reason="错")
        for kind in ("extended", "extension_approved", "extension_proposed", "registered", "receipt_confirmed"):
            close.void(case, case.acts.get(kind=kind), by=office.clerk, on=TUESDAY, reason="错")
        assert (case.stage, case.received_on, case.due_on) == ("filed", None, None)

    def test_a_wrong_day_of_receipt_is_put_right(self, office):
        case = filed(office, channel="fax")
        intake.confirm_receipt(case, by=office.clerk, on=date(2022, 9, 8), how="电话")
        intake.register(case, by=office.clerk, on=date(2022, 9, 8))
        for kind in ("registered", "receipt_confirmed"):
            close.void(case, case.acts.get(kind=kind), by=office.clerk, on=date(2022, 9, 8), reason="6日已确认")
        intake.confirm_receipt(case, by=office.clerk, on=TUESDAY, how="电话")
        intake.register(case, by=office.clerk, on=date(2022, 9, 8))
        assert (case.received_on, case.due_on) == (TUESDAY, CALENDAR.add_workdays(TUESDAY, 20))
        assert [letter.states_due for letter in case.letters.order_by("id")] == [
            CALENDAR.add_workdays(date(2022, 9, 8), 20), case.due_on,
        ]  # fmt: skip

    @pytest.mark.parametrize("kind", ["filed", "supplement_asked", "decided", "sent", "withdrawn", "voided"])
    def test_what_has_taken_effect_is_not_struck_out(self, office, kind):
        case = registered(office)
        act = case.acts.first() if kind == "filed" else Act(case=case, seq=50, kind=kind, on=TUESDAY, by_name="王静文")
        if kind == "voided":
            act.corrects = case.acts.get(kind="registered")
        if kind != "filed":
            act.save()
        with pytest.raises(ActRefused):
            close.void(case, act, by=office.clerk, on=TUESDAY, reason="错")

    def test_an_act_is_struck_out_once_with_a_reason_in_its_own_case(self, office):
        case, other = assigned(office), assigned(office)
        act = case.acts.get(kind="assigned")
        with pytest.raises(ActRefused, match="写明为什么"):
            close.void(case, act, by=office.clerk, on=TUESDAY, reason=" ")
        with pytest.raises(ActRefused):
            close.void(other, act, by=office.clerk, on=TUESDAY, reason="错")
        close.void(case, act, by=office.clerk, on=TUESDAY, reason="错")
        with pytest.raises(ActRefused, match="已经更正过"):
            close.void(case, act, by=office.clerk, on=TUESDAY, reason="错")


class TestDatabase:
    def test_acts_are_only_added(self, office):
        case = registered(office)
        for change in (
            lambda: case.acts.update(on=TUESDAY),
            lambda: case.acts.filter(kind="filed").update(data={}),
            lambda: Act.objects.filter(case=case)._raw_delete("default"),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                change()
        assert kinds_of(case) == ["filed", "registered"]

    def test_issued_letters_do_not_change(self, office):
        letter = registered(office).letters.get()
        for change in ({"number": "楚审依回〔2022〕99号"}, {"body": {}}, {"state": "draft"}, {"states_due": TUESDAY}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Letter.objects.filter(pk=letter.pk).update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk)._raw_delete("default")

    @pytest.mark.parametrize(
        "columns",
        [
            {"outcome": "disclosed"},  # an outcome without a day
            {"result_on": TUESDAY, "outcome": "disclosed"},  # a result outside the table
            {"result_on": TUESDAY, "outcome": "nonsense", "result_row": "granted"},
            {"result_on": TUESDAY, "outcome": "disclosed", "result_row": "carried_out"},
            {"result_on": date(2022, 9, 1), "outcome": "disclosed", "result_row": "granted"},  # before it was received
            {"received_on": None, "due_on": DUE},
            {"stage": "closed"},
            {"kind": "suggestion", "result_on": TUESDAY, "outcome": "disclosed", "result_row": "granted"},
        ],
    )
    def test_a_case_is_never_in_an_impossible_state(self, office, columns):
        case = registered(office)
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**columns)

    def test_a_case_is_not_its_own_repeat(self, office):
        case = registered(office)
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(repeat_of=case)

    def test_numbers_are_used_once(self, office):
        case = registered(office)
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=registered(office).pk).update(serial=case.serial)

    def test_applicants_are_of_a_column_and_have_a_name(self, office):
        for values in ({"kind": "alien", "name": "某"}, {"kind": "natural", "name": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Applicant.objects.create(**values)


def stored_book(office: Office, book, applicant=None) -> Case:
    """The pages of a book as acts of a case, written in order and refreshed after each."""
    case = Case.objects.create(
        organ=office.organ, year=book.submitted.year, serial=Case.objects.count() + 1, number="某号",
        applicant=person().save(), applicant_kind="natural", channel=book.channel, submitted_on=book.submitted,
        title="某", description="某",
    )  # fmt: skip
    for page in book.pages:
        data = {**page.data, "section_id": office.section.pk} if "section_id" in page.data else page.data
        Act.objects.create(
            case=case, seq=page.seq, kind=page.kind, on=page.on, by_name=page.by_name, data=data
        )
    refresh(case, CALENDAR)
    return case


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(book=books())
def test_stored_columns_equal_the_acts_for_any_permitted_sequence(office, book):
    """Through the database and its constraints: JSON and dates come back as they were, columns as the acts say."""
    with transaction.atomic():
        case = stored_book(office, book)
        again = Case.objects.get(pk=case.pk)
        assert differences([again], CALENDAR) == []
        clock = book.story.clock(CALENDAR, account=False)
        assert again.due_on == (clock.due if clock else None)
        assert again.replied_on == book.story.replied_on
        transaction.set_rollback(True)


def test_differences_name_what_is_wrong(office):
    case = registered(office)
    Case.objects.filter(pk=case.pk).update(due_on=TUESDAY, holder="leader")
    found = differences([Case.objects.get(pk=case.pk)], current_calendar())
    assert {(name, stored) for _, name, stored, _ in found} == {("due_on", TUESDAY), ("holder", "leader")}
    Case.objects.filter(pk=case.pk).update(**{name: Case._meta.get_field(name).get_default() for name in DERIVED if name != "applicant_kind"})
    refresh(case, current_calendar())
    assert differences([Case.objects.get(pk=case.pk)], current_calendar()) == []


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_acts_in_any_order_are_done_or_refused_and_never_break_the_file(office, data):
    """Not only permitted ones: every post tries every act on any day; nothing but a refusal may come out."""
    with transaction.atomic():
        case = filed(office, channel=data.draw(st.sampled_from(["counter", "web", "fax"])))
        on = MONDAY
        for _ in range(data.draw(st.integers(5, 14))):
            on += timedelta(days=data.draw(st.sampled_from([0, 0, 1, 3, 20])))
            kind = data.draw(st.sampled_from([kind for kind in DO if kind not in ("voided", "repeat_linked")]))
            role = data.draw(st.sampled_from(sorted(RULES[kind].roles)))
            try:
                with transaction.atomic():
                    DO[kind](office, case, office.people[role], on)
            except (ActRefused, NotPermitted, AssertionError) as refused:
                assert isinstance(refused, AssertionError) or str(refused).endswith("。")
        assert differences([Case.objects.get(pk=case.pk)], current_calendar()) == []
        days = list(case.acts.order_by("seq").values_list("on", flat=True))
        assert days == sorted(days)
        transaction.set_rollback(True)


def test_every_act_leaves_an_audit_entry_without_personal_data(office):
    who = person()
    case = assigned(office, applicant=who)
    replied(office, case, TUESDAY)
    entries = list(AuditEntry.objects.filter(subject_type="disclosure.case", subject_id=str(case.pk)))
    assert [entry.act for entry in entries if not entry.act.startswith("disclosure.letter")] == [
        f"disclosure.{kind}" for kind in kinds_of(case)
    ]
    written = "".join(f"{entry.subject_label}{entry.reason}{entry.data}" for entry in entries)
    assert who.name not in written and who.identity_number not in written


def test_writing_an_unknown_deed_changes_nothing_derived(office):
    case = registered(office)
    before = Case.objects.filter(pk=case.pk).values().get()
    write(case, Deed("note_added", {"text": "请尽快"}), by=None, on=MONDAY)
    after = Case.objects.filter(pk=case.pk).values().get()
    assert {k for k in before if before[k] != after[k]} == {"act_count"}


