"""行为在页面上的说法：标题、内容、对期限的作用。纯函数。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mingtang.disclosure.models import AttachmentRole
from mingtang.disclosure.models.case import OTHER_OUTCOMES
from mingtang.disclosure.procedure import RULES
from mingtang.disclosure.story import Story
from mingtang.disclosure.turns import PARTY_NAME
from mingtang.law.days import long_day
from mingtang.law.delivery import RETURN_CAUSES, RETURNED
from mingtang.law.disputes import RECONSIDERATION_RESULTS, SUIT_RESULTS
from mingtang.law.fees import PAYMENT_WORKDAYS
from mingtang.law.outcomes import OUTCOMES

TITLES = {
    "filed": "收到申请",
    "registered": "登记",
    "opinion": "科室意见",
    "searched": "检索记录",
    "supplement_point": "补正要点",
    "supplement_submitted": "申请人提交补正材料",
    "supplement_received": "收到补正",
    "consultation_served": "对方签收征求意见书",
    "consultation_answered": "对方答复",
    "consultation_lapsed": "对方逾期未答复",
    "interest_weighed": "公共利益衡量",
    "extended": "告知申请人延期",
    "reasons_given": "收到申请人的说明",
    "third_party_told": "告知第三方决定公开",
    "notice_sent": "告知书送出",
    "fee_notice": "收费通知",
    "paid": "缴费",
    "drafted": "拟稿",
    "reviewed": "审核",
    "returned": "退回修改",
    "decided": "签发",
    "served": "送达",
    "returned_mail": "退件",
    "due_told": "告知申请人期限变动",
    "withdrawal_asked": "申请人请求撤回",
    "withdrawn": "撤回申请",
    "note_added": "申请人补充说明",
    "remedy_filed": "复议、诉讼受理",
    "remedy_answered": "提交复议、诉讼答复",
    "remedy_decided": "复议、诉讼审结",
    "voided": "更正此前的登记",
}
LEVELS = {"section": "科室", "vice_leader": "分管领导", "leader": "主要领导"}
METHODS = {
    "mail": "邮寄",
    "counter": "当面送达",
    "online": "网上送达",
    "entrusted": "委托送达",
    "email": "电子邮件",
}
ROLES = dict(AttachmentRole.choices)
STOPS = {
    "supplement_asked": "‖ 停止计时",
    "fee_notice": "‖ 停止计时",
    "supplement_received": "↻ 重新起算",
    "paid": "↻ 重新起算",
    "consultation_answered": "▸ 恢复计时",
    "consultation_lapsed": "▸ 恢复计时",
}


def title_of(kind: str) -> str:
    """What an act of this kind is called in the file."""
    return TITLES.get(kind) or (RULES[kind].label if kind in RULES else kind)


def outcome_label(code: str) -> str:
    """The outcome in words: 予以公开, 本机关不掌握 …."""
    return OUTCOMES[code].label if code in OUTCOMES else OTHER_OUTCOMES.get(code, code)


def _answer(data: dict[str, Any]) -> str:
    from mingtang.disclosure.actions.consult import ANSWERS

    return ANSWERS.get(data.get("answer", ""), "")


def _fee(data: dict[str, Any]) -> str:
    unit = "件" if data.get("mode") == "items" else "页"
    days = PAYMENT_WORKDAYS[-1].value
    return f"{data.get('count')}{unit}，{data.get('amount')}元，自收到的次日起{days}个工作日内缴纳"


def _on_day(data: dict[str, Any], name: str) -> str:
    """The day on which another body acted, as an entry tells it; entries of old are dated by it themselves."""
    return str(data.get(name, ""))


def disposition_label(code: str) -> str:
    """The end of a reconsideration or a suit in words: 撤销、维持 …."""
    found = RECONSIDERATION_RESULTS.get(code) or SUIT_RESULTS.get(code)
    return found.label if found else ""


def notice_title(data: dict[str, Any]) -> str:
    """What the letter of a sending is called: 收费通知书."""
    from mingtang.disclosure.letters.catalogue import KINDS

    return KINDS[data["code"]].label if data.get("code") in KINDS else ""


TEXTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "filed": lambda d: f"邮件号{d['tracking']}" if d.get("tracking") else "",
    "receipt_confirmed": lambda d: str(d.get("how", "")),
    "registered": lambda d: str(d.get("note", "")),
    "assigned": lambda d: str(d.get("section", "")),
    "searched": lambda d: f"{d.get('systems', '')}，得{d.get('pages', 0)}页",
    "opinion": lambda d: f"{d.get('section', '')}　{outcome_label(d.get('outcome', ''))}",
    "supplement_point": lambda d: str(d.get("item", "")),
    "supplement_asked": lambda d: f"{len(d.get('items', ()))}项，最迟{d.get('deadline', '')}补正",
    "supplement_received": lambda d: str(d.get("how", "")),
    "consultation_sent": lambda d: f"{PARTY_NAME.get(d.get('party', ''), '')} {d.get('name', '')}",
    "consultation_answered": _answer,
    "extension_proposed": lambda d: f"{d.get('workdays')}个工作日",
    "extension_approved": lambda d: str(d.get("opinion", "")),
    "extension_refused": lambda d: str(d.get("opinion", "")),
    "reasons_asked": lambda d: f"最迟{d.get('deadline', '')}说明",
    "delayed": lambda d: f"至{d.get('until', '')}",
    "fee_notice": _fee,
    "paid": lambda d: f"{d.get('amount', 0)}元",
    "drafted": lambda d: outcome_label(d.get("outcome", "")),
    "reviewed": lambda d: (
        f"{LEVELS.get(d.get('level', ''), '')}　{'退回' if d.get('verdict') == 'return' else '通过'}"
    ),
    "decided": lambda d: outcome_label(d.get("outcome", "")),
    "applicant_corrected": lambda d: "、".join(d.get("fields", ())) + (f"（{'改为'.join(d['kinds'])}）" if d.get("kinds") else ""),
    "file_taken_back": lambda d: f"{d.get('label', '')} {ROLES.get(d.get('role', ''), '')}",
    "sent": lambda d: f"{METHODS.get(d.get('method', ''), '')} {d.get('tracking', '')}".strip(),
    "served": lambda d: f"最迟{d['pay_by']}缴纳" if d.get("pay_by") else str(d.get("how", "")),
    "notice_sent": lambda d: f"{notice_title(d)} {METHODS.get(d.get('method', ''), '')} {d.get('tracking', '')}".strip(),
    "returned_mail": lambda d: RETURN_CAUSES.get(d.get("cause", ""), ""),
    "urged": lambda d: str(d.get("section") or d.get("name") or ""),
    "due_told": lambda d: f"改为{d.get('due', '')}，{d.get('how', '')}",
    "withdrawn": lambda d: str(d.get("evidence", "")),
    "transfer_advised": lambda d: str(d.get("to", "")),
    "repeat_linked": lambda d: str(d.get("number", "")),
    "remedy_filed": lambda d: f"{d.get('body', '')} {_on_day(d, 'filed_on')}受理".replace(" 受理", ""),
    "remedy_answered": lambda d: _on_day(d, "answered_on"),
    "remedy_decided": lambda d: f"{_on_day(d, 'decided_on')} {disposition_label(d.get('disposition', ''))}",
    "archived": lambda d: str(d.get("volume", "")),
    "reopened": lambda d: f"{'按复议、诉讼结果' if d.get('ground') == 'remedy' else '自行纠正'}，最迟{d.get('due', '')}作出",
}
QUOTES = {
    "assigned": "note",
    "searched": "found",
    "opinion": "reason",
    "supplement_point": "guidance",
    "supplement_submitted": "text",
    "supplement_received": "text",
    "consultation_sent": "subject",
    "consultation_answered": "reasons",
    "interest_weighed": "reasons",
    "third_party_told": "reason",
    "extension_proposed": "reason",
    "reasons_asked": "facts",
    "reasons_given": "text",
    "delayed": "reason",
    "reviewed": "opinion",
    "returned_mail": "why",
    "applicant_corrected": "reason",
    "file_taken_back": "reason",
    "urged": "reason",
    "recalled": "why",
    "reopened": "reason",
    "withdrawal_asked": "reason",
    "note_added": "text",
    "publication_proposed": "reason",
    "voided": "reason",
}


def text_of(kind: str, data: dict[str, Any]) -> str:
    """The act's content in a few words, on the line of its title."""
    return TEXTS[kind](data).strip() if kind in TEXTS else ""


def quote_of(kind: str, data: dict[str, Any]) -> str:
    """What was written in whole sentences, shown below the line; also why a letter was issued despite a warning."""
    quote = str(data.get(QUOTES[kind], "") or "") if kind in QUOTES else ""
    despite = f"核对有提醒，不改的原因：{data['despite']}" if data.get("despite") else ""
    return "\n".join(filter(None, (quote, despite)))


def returned_note(story: Story) -> str:
    """How a reply that came back stands with the time limit; '' where none did."""
    back = [d for d in story.sendings if d.returned_on]
    if not back:
        return ""
    told = "答复书还没有有效送出，改正后重新送出"
    if story.replied_on:
        first = not back[0].sending.misdirected
        told = f"按{'第一次交邮之日' if first else '改正后送出之日'}{long_day(story.replied_on)}计算时限"
    return f"答复书退回{len(back)}次，{told}。{RETURNED.text}（{RETURNED.note}，属{RETURNED.rank}。）"


AUDIT_WORDS = {
    **{f"disclosure.{kind}": title_of(kind) for kind in {*RULES, *TITLES}},
    "disclosure.letter.draft": "保存文书草稿",
    "disclosure.letter.drop": "弃稿",
    "disclosure.letter.issue": "签发文书",
    "disclosure.attached": "放入附件",
    "disclosure.downloaded": "下载文件",
    "disclosure.evidence": "取出证据包",
    "disclosure.exported": "导出案件清单",
    "disclosure.revealed": "查看申请人完整信息",
}
