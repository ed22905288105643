"""表单：不编号、不签发的纸，随时按案卷印出；空着的由人填写。申请表也有空白的，给要邮寄、当面提交的人。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mingtang.disclosure.derive import story_of
from mingtang.disclosure.issuing import facts_of, organ_facts
from mingtang.disclosure.letters import render
from mingtang.disclosure.letters.catalogue import KINDS
from mingtang.disclosure.letters.compose import compose
from mingtang.disclosure.letters.facts import LetterFacts, Party
from mingtang.disclosure.letters.letter import Letter as Paper
from mingtang.disclosure.models import Case
from mingtang.disclosure.story import Story
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Organ

SHEETS = ("R1", "P1", "A1", "R2")
SHOWS_PERSON = ("P1", "A1")  # with the identity and the contact of the applicant
TYPES = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def label(code: str) -> str:
    """What a sheet is called in lists."""
    return KINDS[code].label


def sheet(case: Case, code: str, on: date) -> Paper:
    """One of ``SHEETS`` as the file stands."""
    facts = facts_of(case, story_of(case))
    registered = case.acts.filter(kind="registered").last()
    facts = replace(facts, clerk=registered.by_name if registered else "")
    return compose(code, facts, {}, on)


def blank_application(organ: Organ, on: date) -> Paper:
    """The application form of art. 29 with nothing filled in."""
    nobody = Party("", "")
    story = Story("request", "counter", on)
    return compose("A1", LetterFacts(organ_facts(organ), "", nobody, "", story, current_calendar()), {}, None)


def printed(paper: Paper, form: str) -> bytes:
    """The sheet as ``pdf`` or ``docx``."""
    return render.pdf_bytes(paper) if form == "pdf" else render.docx_bytes(paper)
