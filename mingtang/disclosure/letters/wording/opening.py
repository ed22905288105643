"""开头：什么时候、用什么方式收到了什么申请；以及影响期限的经过。都取自案卷，不能改写。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mingtang.disclosure.letters.facts import LetterFacts
from mingtang.disclosure.letters.letter import Paragraph
from mingtang.disclosure.letters.wording.said import Draft, basis, locked, quoted, said_day
from mingtang.disclosure.story import Consultation
from mingtang.law.account import span
from mingtang.law.cite import Cite
from mingtang.law.clock import Day
from mingtang.law.clock.rules import EXTENSION_APPROVED, NOT_COUNTED, SUPPLEMENT_RESTARTS
from mingtang.law.fees import RESTARTS_WHEN_PAID
from mingtang.law.outcomes import THIRD_PARTY_REFUSED
from mingtang.law.receipt import RULES

# 怎样收到：确认之日算收到的渠道写“确认收到”。
HOW = {
    "counter": "收到{you}当面提交的",
    "registered_mail": "收到{you}以邮寄方式提交的",
    "ordinary_mail": "确认收到{you}以平常信函提交的",
    "fax": "确认收到{you}以传真提交的",
    "web": "确认收到{you}通过互联网提交的",
    "oral": "收到{you}口头提出、由本机关代为填写的",
}
SUBJECTS = {
    "request": "政府信息公开申请",
    "correction": "政府信息更正申请",
    "suggestion": "主动公开政府信息的建议",
}
PARTIES = {"third_party": "第三方", "co_maker": "共同制作机关", "other_organ": "其他机关"}


def opening(draft: Draft, *, quote: bool = True) -> Paragraph:
    """When and how the request came in, and what it asks, letter by letter."""
    facts = draft.facts
    how = HOW[facts.story.channel].format(you=facts.applicant.you)
    subject = SUBJECTS.get(facts.kind, SUBJECTS["request"])
    said = f"本机关于{said_day(facts.story.received_on)}{how}{subject}（登记编号：{facts.case_number}）"
    asked = "申请公开的内容为" if facts.kind == "request" else "内容为"
    said += f"，{asked}{quoted(facts.description)}{_supplemented(facts)}" if quote else "。"
    cites = [version.cite for version in RULES[facts.story.channel]]
    return locked(said, "opening", cites, "收到日期与方式取自案件")


def _supplemented(facts: LetterFacts) -> str:
    """What the applicant wrote in the supplement, letter by letter too: it is what the letter answers."""
    asked = facts.story.supplement
    if asked is None or asked.received_on is None or not asked.text:
        return ""
    return f"{said_day(asked.received_on)}收到的补正内容为{quoted(asked.text)}"


def quotes(facts: LetterFacts) -> list[str]:
    """Everything a letter to the applicant quotes from the applicant."""
    asked = facts.story.supplement
    return [facts.description, *([asked.text] if asked and asked.received_on and asked.text else [])]


def history(draft: Draft) -> list[Paragraph]:
    """What moved the time limit: supplement, payment, consultation, extension; one paragraph, none if nothing did."""
    pieces = [*_supplement(draft), *_payment(draft), *_excluded(draft.facts), *_extension(draft)]
    if not pieces:
        return []
    cites = [cite for _, cite in pieces]
    return [locked("".join(text for text, _ in pieces), "history", cites, "经过取自案卷的行为和期限计算")]


def _supplement(draft: Draft) -> Iterator[tuple[str, Cite]]:
    asked = draft.facts.story.supplement
    if asked and asked.received_on:
        yield (
            f"本机关于{said_day(asked.asked_on)}告知{draft.you}补正，于{said_day(asked.received_on)}收到补正后的申请，"
            "答复期限自该日起重新计算。",
            SUPPLEMENT_RESTARTS,
        )


def _payment(draft: Draft) -> Iterator[tuple[str, Cite]]:
    fee = draft.facts.story.fee
    if fee and fee.paid_on:
        said = f"{draft.you}于{said_day(fee.paid_on)}缴纳信息处理费{fee.amount}元，答复期限自缴费次日起重新计算。"
        yield said, RESTARTS_WHEN_PAID


def _excluded(facts: LetterFacts) -> Iterator[tuple[str, Cite]]:
    pauses = (
        [span(days[0].on, days[-1].on, 0) for days in _pauses(facts.clock.account)] if facts.clock else []
    )
    if pauses:
        parties = dict.fromkeys(PARTIES.get(item.party, "其他机关") for item in facts.story.consultations)
        yield f"因征求{'、'.join(parties)}意见，{'、'.join(pauses)}不计入答复期限。", NOT_COUNTED


def _pauses(account: tuple[Day, ...]) -> list[list[Day]]:
    """Runs of days taken out by consultations in the running period; idle days inside a run belong to it."""
    started = max((place for place, day in enumerate(account) if day.kind == "received"), default=0)
    kept = [day for day in account[started:] if day.kind not in ("weekend", "holiday")]
    return [list(days) for out, days in groupby(kept, key=_taken_out) if out]


def _taken_out(day: Day) -> bool:
    return day.kind == "excluded" and day.why == "consultation"


def _extension(draft: Draft) -> Iterator[tuple[str, Cite]]:
    extension = draft.facts.story.extension
    if extension and extension.noticed_on:
        yield (
            f"经政府信息公开工作机构负责人同意，本机关延长答复期限{extension.workdays}个工作日，"
            f"并于{said_day(extension.noticed_on)}告知{draft.you}。",
            EXTENSION_APPROVED,
        )


ANSWERED = {
    "consent": "同意公开",
    "refuse": "不同意公开",
    "partial": "同意公开其中一部分",
    "silence": "在期限内没有提出意见",
    "none": "作了答复，没有表明是否同意",
}


def consulted(draft: Draft) -> list[Paragraph]:
    """How third parties were heard, one sentence each, without their names."""
    found = [item for item in draft.facts.story.consultations if item.party == "third_party"]
    return [
        Paragraph(_heard(item), "facts", basis=basis([THIRD_PARTY_REFUSED], "征求意见的经过取自案卷"))
        for item in found
    ]


def _heard(item: Consultation) -> str:
    sent = f"本机关于{said_day(item.sent_on)}书面征求第三方意见"
    if item.answered_on is None:
        return f"{sent}，尚未收到答复。"
    answer = ANSWERED.get(item.answer, ANSWERED["none"])
    return (
        f"{sent}，第三方{answer}。"
        if item.answer == "silence"
        else f"{sent}，第三方于{said_day(item.answered_on)}答复，{answer}。"
    )
