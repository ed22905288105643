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
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def label(code: str) -> str:
    """What a sheet is called in lists."""
    return KINDS[code].label


def sheet(case: Case, code: str, on: date, *, shown_as: Party | None = None) -> Paper:
    """One of ``SHEETS`` as the file stands; ``shown_as`` stands in for the applicant where not all may be seen."""
    facts = facts_of(case, story_of(case))
    registered = case.acts.filter(kind="registered").last()
    facts = replace(facts, clerk=registered.by_name if registered else "", applicant=shown_as or facts.applicant)
    return compose(code, facts, {}, on)


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


SIGN_HERE = "签名（盖章）：　　　　　　　　年　　月　　日"
IDENTITY = (head("证件及号码"), "", head("联系方式"), "")
# 更正申请、主动公开建议的空白表：各问条例第四十一条、第四十四条第二款所要的。
BLANKS = {
    "correction": (
        "政府信息更正申请表",
        (
            (head("申请人"), "", head("代理人"), ""),
            IDENTITY,
            (head("通信地址"), wide("", 3)),
            (head("要更正的记录"), wide("", 3, 14)),
            (head("文号、编号"), wide("", 3)),
            (head("现在怎样记的"), wide("", 3, 34)),
            (head("应当怎样记"), wide("", 3, 34)),
            (head("证据（随附）"), wide("", 3, 34)),
            (head("答复途径"), wide("□邮寄　□自行领取　□网上查询下载　□电子邮件", 3)),
            (head("签名"), wide(SIGN_HERE, 3, 16, "right")),
        ),
    ),
    "suggestion": (
        "主动公开政府信息建议表",
        (
            (head("建议人"), "", head("联系方式（选填）"), ""),
            (head("建议公开的信息"), wide("", 3, 18)),
            (head("文号"), "", head("申请公开时的登记编号"), ""),
            (head("为什么应当公开"), wide("□涉及公众利益调整　□需要公众广泛知晓　□需要公众参与决策", 3)),
            (head("理由"), wide("", 3, 60)),
            (head("签名"), wide(SIGN_HERE, 3, 16, "right")),
        ),
    ),
}


def blank(organ: Organ, on: date, kind: str = "request") -> Paper:
    """The form of one kind of case with nothing filled in, for those who hand it in on paper."""
    if kind not in BLANKS:
        return _blank_application(organ, on)
    title, rows = BLANKS[kind]
    return Paper(
        code="", title=title, family="form", organ=organ.name, series="", number="", addressee="",
        paragraphs=(table([*rows], (2, 4, 2, 4)),), dated_on=None,
    )  # fmt: skip


def _blank_application(organ: Organ, on: date) -> Paper:
    """The application form of art. 29."""
    nobody = Party("", "")
    story = Story("request", "counter", on)
    return compose("A1", LetterFacts(organ_facts(organ), "", nobody, "", story, current_calendar()), {}, None)


def printed(paper: Paper, form: str) -> bytes:
    """The sheet as ``pdf`` or ``docx``."""
    return render.pdf_bytes(paper) if form == "pdf" else render.docx_bytes(paper)
