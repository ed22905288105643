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
from mingtang.disclosure.letters.wording.forms import label as head
from mingtang.disclosure.letters.wording.forms import table, wide
from mingtang.disclosure.letters.wording.said import said_day
from mingtang.disclosure.models import Case
from mingtang.disclosure.spoken import SPOKEN, own_term, receipt_rule
from mingtang.disclosure.story import Story
from mingtang.law.clock import REPLY_WORKDAYS
from mingtang.law.since import in_force
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Organ

SHEETS = ("R1", "P1", "A1", "R2")
SHOWS_PERSON = ("P1", "A1")  # with the identity and the contact of the applicant
TITLED = {"correction": "政府信息更正申请", "suggestion": "主动公开政府信息建议"}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def label(code: str) -> str:
    """What a sheet is called in lists."""
    return KINDS[code].label


def sheet(case: Case, code: str, on: date) -> Paper:
    """One of ``SHEETS`` as the file stands."""
    facts = facts_of(case, story_of(case))
    registered = case.acts.filter(kind="registered").last()
    facts = replace(facts, clerk=registered.by_name if registered else "")
    paper = compose(code, facts, {}, on)
    return replace(
        paper, title=paper.title.replace("政府信息公开申请", TITLED.get(case.kind, "政府信息公开申请"))
    )


def receipt(case: Case) -> Paper:
    """What the person takes home: what was handed in, when, under which number, and what counts from now on."""
    spoken = SPOKEN[case.kind]
    rows = [
        (head("登记编号"), case.receipt_number, head("文号"), case.number),
        (head("查询码"), case.query_code, head("渠道"), case.get_channel_display()),
        (head("提交日期"), said_day(case.submitted_on), head("收到日期"), said_day(case.received_on) if case.received_on else "待双方确认"),
        (head(spoken.person), wide(case.applicant.name, 3)),
        (head("事项"), wide(case.title, 3)),
        (head("内容"), wide(case.description, 3, 32)),
        (head("依据"), wide(spoken.law, 3)),
        (head("期限"), wide(_counts(case), 3)),
        (head("查询"), wide("凭登记编号和查询码，在本机关网站“查询办理情况”查看进度。查询码等同身份凭证，注意保管。", 3)),
    ]  # fmt: skip
    return Paper(
        code="", title=spoken.receipt, family="form", organ=case.organ.name, series="", number="", addressee="",
        paragraphs=(table([*rows], (2, 4, 2, 4)),), dated_on=None,
    )  # fmt: skip


def _counts(case: Case) -> str:
    """From when and until when the days run, in the words of the law; that there are none, where it gives none."""
    begins = "" if case.received_on else receipt_rule(case.kind)
    if case.kind == "request":
        days = in_force(REPLY_WORKDAYS, case.submitted_on).value
        return f"{begins}自收到之日起{days}个工作日内答复（条例第三十三条第二款），依法补正、征求意见、延期的除外。"
    return begins + own_term(case.kind, case.submitted_on)


def blank_application(organ: Organ, on: date) -> Paper:
    """The application form of art. 29 with nothing filled in."""
    nobody = Party("", "")
    story = Story("request", "counter", on)
    return compose("A1", LetterFacts(organ_facts(organ), "", nobody, "", story, current_calendar()), {}, None)


def printed(paper: Paper, form: str) -> bytes:
    """The sheet as ``pdf`` or ``docx``."""
    return render.pdf_bytes(paper) if form == "pdf" else render.docx_bytes(paper)
