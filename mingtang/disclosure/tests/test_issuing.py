"""签发：号连着取，一号一文；核对不过的什么也不留下；签发途中进程被杀，号不丢也不重；重印字节相同。"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date

import pytest
from django.db import transaction

from mingtang.disclosure.actions import consult, handling, letters
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.issuing import facts_of, findings, issue, new_draft
from mingtang.disclosure.letters import render
from mingtang.disclosure.letters.letter import thawed
from mingtang.disclosure.models import Letter
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.tests.dying import POINTS
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    DUE,
    MONDAY,
    TUESDAY,
    Office,
    assigned,
    decided,
    drafted,
    kinds_of,
    make_office,
    registered,
    reviewed,
)
from mingtang.kit.models import Counter, StoredFile
from mingtang.kit.uploads.storage import read_stored


@pytest.fixture
def office(db) -> Office:
    return make_office()


def numbers(code: str) -> list[str]:
    return list(Letter.objects.filter(code=code).exclude(number="").order_by("id").values_list("number", flat=True))


def test_numbers_run_per_series_and_year(office):
    for on in (MONDAY, TUESDAY, date(2023, 1, 3)):
        registered(office, on)
    assert numbers("P2") == ["楚审依回〔2022〕1号", "楚审依回〔2022〕2号", "楚审依回〔2023〕1号"]
    case = assigned(office)
    assert decided(office, case, TUESDAY).number == "楚审依复〔2022〕1号"
    assert numbers("P2")[-1] == "楚审依回〔2022〕3号"


def test_two_organs_number_apart(office):
    other = make_office("临江市自然资源局", home=False)
    registered(office)
    registered(other)
    assert numbers("P2") == ["楚审依回〔2022〕1号"] * 2


def test_every_act_with_a_paper_issues_it(office):
    case = registered(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
    consult.send(case, by=office.clerk, on=TUESDAY, party="co_maker", name="楚江市交通运输局", subject="会议纪要")
    consult.send(
        case, by=office.clerk, on=TUESDAY, party="other_organ", name="楚江市财政局", subject="是否属实", deadline=date(2022, 9, 20)
    )
    issued = case.letters.order_by("id")
    assert [(letter.code, letter.ref) for letter in issued] == [
        ("P2", ""), ("P6", "c1"), ("P8", "c1"), ("P10", "c2"), ("P8", "c2"), ("P11", "c3"), ("P8", "c3"),
    ]  # fmt: skip
    assert all(letter.issued and letter.dated_on == letter.case.acts.get(
        kind="registered" if letter.code == "P2" else "consultation_sent",
        **({"data__ref": letter.ref} if letter.ref else {}),
    ).on for letter in issued)  # fmt: skip
    assert thawed(issued.get(code="P6").body).addressee == "江北恒通物流有限公司"
    assert case.applicant.name not in issued.get(code="P6").body["paragraphs"][0]["text"]


def test_the_day_of_reply_a_letter_tells_is_kept(office):
    case = registered(office)
    receipt = case.letters.get(code="P2")
    assert receipt.states_due == DUE
    assert "2022年10月9日" in thawed(receipt.body).text
    handling.propose_extension(case, by=office.clerk, on=TUESDAY, workdays=10, reason="材料较多。")
    handling.approve_extension(case, by=office.vice_leader, on=TUESDAY)
    handling.notify_extension(case, by=office.clerk, on=TUESDAY)
    told = case.letters.get(code="P5")
    assert told.states_due == case.due_on == CALENDAR.add_workdays(MONDAY, 30)
    assert f"{told.states_due.month}月{told.states_due.day}日" in thawed(told.body).text
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="某公司", subject="附表")
    assert set(case.letters.exclude(code__in=("P2", "P5")).values_list("states_due", flat=True)) == {None}


def test_a_fixed_later_day_is_kept_too(office):
    case = registered(office)
    handling.ask_reasons(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 14), facts="120件")
    handling.receive_reasons(case, by=office.clerk, on=TUESDAY, text="研究")
    handling.delay(case, by=office.clerk, on=TUESDAY, until=date(2022, 12, 1), reason="数量大")
    assert case.letters.get(code="P14").states_due == case.due_on == date(2022, 12, 1)


@pytest.mark.parametrize(
    ("outcome", "fields", "what"),
    [("disclosed", {"content": ""}, "提供的信息"), ("not_responsible", {"organ": "", "unknown": ""}, "负责公开的机关")],
)
def test_a_letter_the_gate_refuses_takes_no_number(office, outcome, fields, what):
    case = assigned(office)
    letter = drafted(office, case, TUESDAY, outcome, **fields)
    reviewed(office, case, TUESDAY)
    before = list(Counter.objects.order_by("id").values_list("series", "year", "last"))
    with pytest.raises(ActRefused, match=f"不能签发.*{what}"):
        letters.decide(case, by=office.leader, on=TUESDAY)
    letter.refresh_from_db()
    assert (letter.state, letter.number, letter.serial, letter.pdf) == ("draft", "", None, None)
    assert list(Counter.objects.order_by("id").values_list("series", "year", "last")) == before
    assert "decided" not in kinds_of(case) and case.result_on is None


def test_a_refused_paper_undoes_its_act(office):
    case = assigned(office)
    handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="哪栋楼", guidance="")
    with pytest.raises(ActRefused, match="不能签发《政府信息公开申请补正告知书》"):
        handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 30))
    assert "supplement_asked" not in kinds_of(case)
    assert (case.stage, case.clock_state) == ("handling", "running")


def test_reprinting_reads_the_stored_bytes_and_the_frozen_text_prints_the_same(office):
    letter = registered(office).letters.get()
    assert read_stored(letter.pdf).startswith(b"%PDF")
    assert read_stored(letter.docx).startswith(b"PK")
    paper = thawed(letter.body)
    assert (paper.number, paper.dated_on) == (letter.number, letter.dated_on)
    assert render.pdf_bytes(paper) == read_stored(letter.pdf)
    assert render.docx_bytes(paper) == read_stored(letter.docx)


def test_an_issued_letter_is_not_issued_again(office):
    case = registered(office)
    letter = case.letters.get()
    with pytest.raises(ActRefused, match="已签发"):
        issue(letter, story_of(case), by=office.clerk, on=TUESDAY)
    assert Counter.objects.get(series__contains=":letter:").last == 1


def test_a_draft_says_what_the_gate_will_say(office):
    case = assigned(office)
    draft = new_draft(case, "D1", by=office.clerk, fields={}, outcome="disclosed", dated_on=TUESDAY)
    wrong = [found for found in findings(draft, facts_of(case, story_of(case), outcome="disclosed"), TUESDAY) if found.blocks]
    assert wrong and all(found.sentence.endswith("。") and found.left and found.right for found in wrong)


def test_a_kill_at_any_point_neither_loses_a_number_nor_uses_one_twice(tmp_path):
    """SIGKILL in the middle of issuing, on a database file of its own (see ``dying``)."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("MINGTANG_", "DJANGO_"))}
    command = [sys.executable, "-m", "mingtang.disclosure.tests.dying", str(tmp_path)]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 1 + 2 * len(POINTS) + 5
    for line in lines:
        assert line["serials"] == list(range(1, len(line["serials"]) + 1)), line
        assert line["counter"] == len(line["serials"]) == line["registered"], line
        assert line["states"] == ["issued"] and line["files_whole"] and line["audit_whole"], line
    for died, again in zip(lines[1 : 2 * len(POINTS) : 2], lines[2 : 2 * len(POINTS) + 1 : 2], strict=True):
        assert len(again["serials"]) == len(died["serials"]) + 1, died["after"]


def test_files_of_a_rolled_back_letter_are_left_to_the_sweeper(office):
    before = StoredFile.objects.count()
    with transaction.atomic():
        registered(office)
        transaction.set_rollback(True)
    assert StoredFile.objects.count() == before
