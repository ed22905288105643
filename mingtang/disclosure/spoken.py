"""三种案件在公众页面和回执上怎样说：公开申请、更正申请、主动公开建议，各说各的条文，没有期限的说没有。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingtang.law.periods import CORRECTION_WORKDAYS
from mingtang.law.since import in_force


@dataclass(frozen=True)
class Spoken:
    """``noun`` 说这件东西，``yours`` 是办理页的标题，``content`` 是内容一栏，``law`` 是依据。"""

    title: str
    noun: str
    yours: str
    content: str
    person: str
    law: str
    receipt: str
    filed: str
    confirmed: str = "与您确认收到"


SPOKEN = {
    "request": Spoken(
        title="申请公开政府信息",
        noun="申请",
        yours="您的申请",
        content="申请内容",
        person="申请人",
        law="条例第二十七条、第二十九条",
        receipt="政府信息公开申请提交回执",
        filed="提交申请",
    ),
    "correction": Spoken(
        title="申请更正政府信息",
        noun="更正申请",
        yours="您的更正申请",
        content="申请内容",
        person="申请人",
        law="条例第四十一条",
        receipt="政府信息更正申请提交回执",
        filed="提交更正申请",
    ),
    "suggestion": Spoken(
        title="建议主动公开政府信息",
        noun="建议",
        yours="您的建议",
        content="建议内容",
        person="建议人",
        law="条例第四十四条第二款",
        receipt="主动公开建议提交回执",
        filed="提交建议",
        confirmed="确认收到",  # whoever suggests need not leave a number
    ),
}


def receipt_rule(kind: str) -> str:
    """When what came by the web counts as received, and until when it is answered."""
    confirmed = "网上、传真和平常信函申请，以双方确认之日为收到之日（条例第三十一条），次日起计算答复期限。"
    return {
        "request": confirmed,
        "correction": "本局与您确认以后登记，从确认的次日起计算。",
        "suggestion": "本局确认收到以后登记、审核。",
    }[kind]


def own_term(kind: str, on: date) -> str:
    """What the law says of the time when it gives none: the office's own for a correction, none for a suggestion."""
    if kind == "correction":
        days = in_force(CORRECTION_WORKDAYS, on).value
        return f"条例没有规定更正的办理期限，本局比照依申请公开，{days}个工作日内答复。"
    if kind == "suggestion":
        return "条例没有规定审核建议的期限，不设倒计时；审核结果写在本页。"
    return ""
