"""经过怎样说给申请人听：每种行为一句，内部的意见不说。纯函数。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from mingtang.disclosure.models.case import OTHER_OUTCOMES
from mingtang.disclosure.story import Story
from mingtang.disclosure.turns import PARTY_NAME
from mingtang.law.days import long_day
from mingtang.law.outcomes import OUTCOMES

SHOWN = {
    "filed": "{filed}",
    "receipt_confirmed": "{confirmed}",
    "registered": "登记",
    "assigned": "转科室查找",
    "note_added": "您补充了说明",
    "supplement_asked": "请您补正",
    "supplement_submitted": "您提交了补正",
    "supplement_received": "收到补正，答复期限重新起算",
    "consultation_sent": "书面征求意见，计时暂停",
    "consultation_answered": "对方答复，计时恢复",
    "consultation_lapsed": "对方逾期未答复，计时恢复",
    "extended": "延长答复期限",
    "reasons_asked": "请您说明理由",
    "reasons_given": "收到您的说明",
    "delayed": "另定答复日期",
    "fee_notice": "发出收费通知",
    "paid": "收到缴费，答复期限重新起算",
    "decided": "作出处理决定",
    "reopened": "重新答复",
    "examined": "作出处理决定",
    "sent": "送出答复书",
    "returned_mail": "答复书被邮局退回",
    "due_told": "告知您期限变动",
    "applicant_corrected": "更正您的资料",
    "served": "答复书送达",
    "withdrawal_asked": "您提出撤回{noun}",
    "withdrawn": "{noun}已撤回",
    "transfer_advised": "告知您转送或者向哪个机关提出",
}
FILED_BY = {
    "web": "您在网上提交。",
    "counter": "您当面提交。",
    "oral": "您口头提出，由工作人员代填。",
    "fax": "您以传真提交。",
    "ordinary_mail": "您以平常信函寄来。",
    "registered_mail": "您以挂号、快递寄来。",
}
SENT_BY = {
    "mail": "邮寄给您。",
    "counter": "请您来领取。",
    "online": "在本页下载。",
    "entrusted": "委托其他行政机关送达。",
}


def label_of(outcome: str) -> str:
    """The outcome in words, '' where there is none."""
    return OUTCOMES[outcome].label if outcome in OUTCOMES else OTHER_OUTCOMES.get(outcome, "")


TEXTS: dict[str, Callable[[dict[str, Any], Story], str]] = {
    "filed": lambda data, story: FILED_BY.get(story.channel, ""),
    "receipt_confirmed": lambda data, story: "" if story.kind == "suggestion" else "次日起计算答复期限。",
    "registered": lambda data, story: "出具接收回执，见“公文”。",
    "transfer_advised": lambda data, story: str(data.get("to", "")),
    "assigned": lambda data, story: f"由{data['section']}查找和研究。",
    "note_added": lambda data, story: str(data.get("text", "")),
    "supplement_asked": lambda data, story: (
        f"全部要点一次告知，最迟{long_day(date.fromisoformat(data['deadline']))}补正。"
    ),
    "consultation_sent": lambda data, story: (
        f"征求{PARTY_NAME.get(data['party'], '第三方')}的意见，次日起不计入答复期限。"
    ),
    "consultation_answered": lambda data, story: "次日起继续计算答复期限。",
    "consultation_lapsed": lambda data, story: "次日起继续计算答复期限。",
    "extended": lambda data, story: (
        f"延长{story.extension.workdays}个工作日，理由写在告知书里。" if story.extension else ""
    ),
    "delayed": lambda data, story: f"答复的日期定为{long_day(date.fromisoformat(data['until']))}。",
    "decided": lambda data, story: f"{label}。" if (label := label_of(data.get("outcome", ""))) else "",
    "examined": lambda data, story: f"{label_of(data['outcome'])}。{data['reason']}",
    "returned_mail": lambda data, story: "本局重新送达；您的救济期限自实际收到之日起算。",
    "due_told": lambda data, story: (
        f"放假安排变动，答复期限改为{long_day(date.fromisoformat(data['due']))}。"
    ),
    "reopened": lambda data, story: f"最晚{long_day(date.fromisoformat(data['due']))}作出，代替原来的答复书。",
    "applicant_corrected": lambda data, story: "、".join(data.get("fields", ())),
    "sent": lambda data, story: SENT_BY.get(data.get("method", ""), ""),
}
