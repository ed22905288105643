"""报告的测试用的案件和报告：案件由写下的行为读出，不经签发，可以故意缺一份文书。"""

from __future__ import annotations

from datetime import date
from typing import Any

from mingtang.disclosure.derive import refresh
from mingtang.disclosure.models import Act, Case
from mingtang.disclosure.tests.factories import CALENDAR, Office, bare_case, person
from mingtang.disclosure.tests.pages import Book
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.models import Organ
from mingtang.report import actions
from mingtang.report.checking import blocking
from mingtang.report.models import Report

JANUARY = date(2023, 1, 9)
TEXT = {
    "1": "（一）主动公开。按照规定公开。（二）依申请公开。按照规定答复。（三）政府信息管理。清理文件。"
    "（四）政府信息公开平台建设。完善专栏。（五）监督保障。开展培训、考核。",
    "5": "存在的主要问题是检索较慢。上年的问题已经改进，下一步补齐目录。",
    "6": "2022年，本机关没有发出信息处理费收费通知，收取信息处理费0元。",
}


def told_case(organ: Organ, book: Book, outcome: str = "", on: date | None = None, **columns: Any) -> Case:
    """A case whose acts are the pages of ``book``, decided with ``outcome`` on ``on`` without any letter."""
    if outcome and on:
        book.add("decided", on, outcome=outcome, letter=0)
    case = Case.objects.create(
        organ=organ, year=book.submitted.year, serial=Case.objects.count() + 1, number=f"案{Case.objects.count() + 1}号",
        applicant=columns.pop("applicant", None) or person().save(), applicant_kind="natural", channel=book.channel,
        submitted_on=book.submitted, title="某", description="某", **columns,
    )  # fmt: skip
    for page in book.pages:
        Act.objects.create(
            case=case, seq=page.seq, kind=page.kind, on=page.on, by_name=page.by_name, data=page.data,
            corrects=case.acts.filter(seq=page.corrects_id).first() if page.corrects_id else None,
        )  # fmt: skip
    refresh(case, CALENDAR)
    return case


def done_case(organ: Organ, received: date, outcome: str, on: date, kind: str = "natural") -> Case:
    """A decided case for counting."""
    return bare_case(
        organ, received, applicant_kind=kind, outcome=outcome, result_row=OUTCOMES[outcome].row, result_on=on, replied_on=on
    )


def written(office: Office, year: int = 2022, on: date = JANUARY) -> Report:
    """A report with a text, every soft finding explained."""
    report = actions.start(organ=office.organ, year=year, by=office.clerk, on=on)
    actions.write(report, by=office.clerk, on=on, text={**TEXT, "6": TEXT["6"].replace("2022", str(year))})
    for finding in blocking(report, on):
        if finding.level == "soft":
            actions.accept(report, by=office.clerk, on=on, rule=finding.rule, place="", reason="本年首次编制")
    return report


def approved(office: Office, year: int = 2022, on: date = JANUARY) -> Report:
    """A report that may be frozen."""
    report = written(office, year, on)
    actions.review(report, by=office.vice_leader, on=on)
    return actions.approve(report, by=office.leader, on=on)


def published(office: Office, year: int = 2022, on: date = JANUARY) -> Report:
    """A published report."""
    report = actions.freeze(approved(office, year, on), by=office.clerk, on=on)
    return actions.publish(report, by=office.clerk, on=on)
