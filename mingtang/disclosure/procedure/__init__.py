"""程序：每种行为谁能做、依据哪一条、现在能不能做。按钮由这张表画出，行为由这张表把关。

The same table serves the page, the command line and the tests, so none of them can permit what another refuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingtang.disclosure.procedure import again
from mingtang.disclosure.procedure import conditions as can
from mingtang.disclosure.procedure.conditions import BY_APPLICANT, Check, answer_by
from mingtang.disclosure.story import Story
from mingtang.law.calendar import Calendar

__all__ = ["BY_APPLICANT", "RULES", "Rule", "answer_by", "why_not"]

REQUEST, ANSWERED, SUGGESTION = ("request",), ("request", "correction"), ("suggestion",)
CLERK, SECTION, VICE, LEADER = "clerk", "section_staff", "vice_leader", "leader"


@dataclass(frozen=True)
class Rule:
    """一种行为：名称、依据、岗位、条件。``grave`` 的行为先确认再做。"""

    kind: str
    label: str
    basis: str
    roles: frozenset[str]
    check: Check
    after_reply: bool = False
    grave: bool = False
    kinds: tuple[str, ...] = ("request", "correction", "suggestion")


def _rule(kind: str, label: str, basis: str, roles: tuple[str, ...], check: Check, **extra: object) -> Rule:
    return Rule(kind, label, basis, frozenset(roles), check, **extra)  # type: ignore[arg-type]


RULES: dict[str, Rule] = {
    rule.kind: rule
    for rule in (
        _rule("receipt_confirmed", "确认收到", "条例第三十一条", (CLERK,), can.confirm_receipt),
        _rule("registered", "登记并出具回执", "条例第四十五条", (CLERK,), can.register),
        _rule("assigned", "分送科室", "条例第四十五条", (CLERK,), can.assign),
        _rule("searched", "登记检索记录", "条例第三十六条第四项", (CLERK, SECTION), can.record_search),
        _rule("opinion", "交科室意见", "条例第十七条", (SECTION,), can.give_opinion),
        _rule(
            "supplement_point",
            "提出补正要点",
            "条例第三十条",
            (CLERK, SECTION),
            can.add_point,
            kinds=ANSWERED,
        ),
        _rule(
            "supplement_asked",
            "要求补正",
            "条例第三十条",
            (CLERK,),
            can.ask_supplement,
            grave=True,
            kinds=ANSWERED,
        ),
        _rule(
            "supplement_received",
            "登记收到补正",
            "条例第三十条、第三十一条",
            (CLERK,),
            can.receive_supplement,
            kinds=ANSWERED,
        ),
        _rule(
            "consultation_sent",
            "征求意见",
            "条例第三十二条、第三十四条",
            (CLERK,),
            can.consult,
            grave=True,
            kinds=REQUEST,
        ),
        _rule(
            "consultation_served",
            "登记对方签收",
            "条例第三十二条、第三十四条",
            (CLERK,),
            can.serve_consultation,
            kinds=REQUEST,
        ),
        _rule(
            "consultation_answered",
            "登记对方答复",
            "条例第三十二条、第三十四条",
            (CLERK,),
            can.answer_consultation,
            kinds=REQUEST,
        ),
        _rule(
            "consultation_lapsed",
            "登记逾期未答复",
            "条例第三十二条、第三十四条",
            (CLERK,),
            can.lapse_consultation,
            kinds=REQUEST,
        ),
        _rule(
            "interest_weighed",
            "记录公共利益衡量",
            "条例第十五条、第三十二条",
            (CLERK, SECTION),
            can.weigh,
            kinds=REQUEST,
        ),
        _rule(
            "third_party_told",
            "告知第三方决定公开",
            "条例第三十二条",
            (CLERK,),
            can.tell_third_party,
            after_reply=True,
            grave=True,
            kinds=REQUEST,
        ),
        _rule(
            "extension_proposed",
            "提请延期",
            "条例第三十三条第二款",
            (CLERK, SECTION),
            can.propose_extension,
            kinds=REQUEST,
        ),
        _rule(
            "extension_approved",
            "同意延期",
            "条例第三十三条第二款",
            (VICE, LEADER),
            can.approve_extension,
            kinds=REQUEST,
        ),
        _rule(
            "extension_refused",
            "不同意延期",
            "条例第三十三条第二款",
            (VICE, LEADER),
            can.refuse_extension,
            kinds=REQUEST,
        ),
        _rule(
            "extended",
            "告知延期",
            "条例第三十三条第二款",
            (CLERK,),
            can.notify_extension,
            grave=True,
            kinds=REQUEST,
        ),
        _rule(
            "reasons_asked",
            "要求说明理由",
            "条例第三十五条",
            (CLERK,),
            can.ask_reasons,
            grave=True,
            kinds=REQUEST,
        ),
        _rule(
            "reasons_given", "登记收到说明", "条例第三十五条", (CLERK,), can.receive_reasons, kinds=REQUEST
        ),
        _rule("delayed", "告知延迟答复", "条例第三十五条", (CLERK,), can.delay, grave=True, kinds=REQUEST),
        _rule(
            "fee_notice",
            "发收费通知",
            "条例第四十二条、国办函〔2020〕109号",
            (CLERK,),
            can.charge,
            grave=True,
            kinds=REQUEST,
        ),
        _rule("paid", "登记缴费", "国办函〔2020〕109号", (CLERK,), can.pay, kinds=REQUEST),
        _rule(
            "applicant_corrected",
            "更正申请人资料",
            "条例第二十九条第二款",
            (CLERK,),
            can.correct_applicant,
            after_reply=True,
        ),
        _rule("file_taken_back", "撤下材料", "条例第十七条", (CLERK, SECTION), can.take_back_file),
        _rule("drafted", "拟答复书", "条例第三十六条", (CLERK, SECTION), can.draft, kinds=ANSWERED),
        _rule("reviewed", "审核答复书", "条例第四十五条", (SECTION, VICE), can.review, kinds=ANSWERED),
        _rule(
            "returned",
            "退回修改",
            "条例第四十五条",
            (SECTION, VICE, LEADER),
            can.send_back,
            kinds=ANSWERED,
        ),
        _rule("recalled", "撤回报审", "条例第四十五条", (CLERK, SECTION), can.send_back, kinds=ANSWERED),
        _rule(
            "decided",
            "签发并取号",
            "条例第三十六条、第三十七条",
            (LEADER,),
            can.decide,
            grave=True,
            kinds=ANSWERED,
        ),
        _rule(
            "sent", "送出", "条例第三十六条", (CLERK,), can.send, after_reply=True, grave=True, kinds=ANSWERED
        ),
        _rule(
            "notice_sent",
            "登记告知书送出",
            "国办公开办函〔2016〕235号",
            (CLERK,),
            can.send_notice,
            after_reply=True,
            kinds=ANSWERED,
        ),
        _rule("served", "登记送达", "条例第三十六条", (CLERK,), can.serve, after_reply=True, kinds=ANSWERED),
        _rule(
            "returned_mail",
            "登记退件",
            "条例第三十六条",
            (CLERK,),
            can.serve,
            after_reply=True,
            kinds=ANSWERED,
        ),
        _rule(
            "return_judged",
            "更正退件原因",
            "国办公开办函〔2016〕235号",
            (CLERK,),
            can.judge_return,
            after_reply=True,
            kinds=ANSWERED,
        ),
        _rule("urged", "催办", "条例第三十三条", (CLERK, VICE, LEADER), can.urge),
        _rule("due_told", "告知期限变动", "条例第三十三条", (CLERK,), can.tell_due, after_reply=True, kinds=ANSWERED),
        _rule(
            "transfer_advised",
            "告知转送",
            "条例第三十六条第五项、第四十一条",
            (CLERK,),
            can.advise_transfer,
            kinds=ANSWERED,
        ),
        _rule(
            "repeat_linked",
            "关联此前的答复",
            "条例第三十六条第六项",
            (CLERK,),
            can.link_repeat,
            kinds=REQUEST,
        ),
        _rule(
            "publication_proposed",
            "提出主动公开建议",
            "条例第四十四条",
            (CLERK, SECTION),
            can.propose_publication,
            kinds=REQUEST,
        ),
        _rule("examined", "登记审查结果", "条例第四十四条第二款", (CLERK,), can.examine, kinds=SUGGESTION),
        _rule("withdrawn", "登记撤回", "依申请人书面表示", (CLERK,), can.withdraw, grave=True),
        _rule(
            "remedy_filed",
            "登记复议、诉讼",
            "条例第五十一条",
            (CLERK,),
            can.file_remedy,
            after_reply=True,
            kinds=ANSWERED,
        ),
        _rule(
            "reopened",
            "重新答复",
            "条例第五十一条、行政复议法第七十七条",
            (CLERK,),
            again.reopen,
            after_reply=True,
            grave=True,
            kinds=ANSWERED,
        ),
        _rule("archived", "归档", "条例第四十五条", (CLERK,), can.archive, after_reply=True),
        _rule("voided", "更正此前的登记", "条例第四十五条", (CLERK,), can.void, after_reply=True),
    )
}


def why_not(kind: str, story: Story, on: date, calendar: Calendar) -> str:
    """'' when the act is permitted on that day, else the reason in one sentence."""
    return RULES[kind].check(story, on, calendar)
