"""程序：每种行为谁能做、依据哪一条、现在能不能做。按钮由这张表画出，行为由这张表把关。

A rule's ``check`` returns '' when the act is permitted now, else one sentence that says why not (with its article).
The same table serves the page, the command line and the tests, so none of them can permit what another refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mingtang.disclosure.story import Story
from mingtang.disclosure.turns import next_review
from mingtang.law.calendar import Calendar
from mingtang.law.clock import SUPPLEMENT_NOTICE_WORKDAYS
from mingtang.law.receipt import NEEDS_CONFIRMATION
from mingtang.law.since import in_force

REQUEST, ANSWERED, SUGGESTION = ("request",), ("request", "correction"), ("suggestion",)
CLERK, SECTION, VICE, LEADER = "clerk", "section_staff", "vice_leader", "leader"
Check = Callable[[Story, date, Calendar], str]


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


def _open(story: Story) -> str:
    if story.archived_on:
        return "案件已归档"
    if story.withdrawn_on:
        return f"申请人已于{story.withdrawn_on:%Y-%m-%d}撤回申请"
    return "已作出处理决定" if story.decision else ""


def _in_hand(story: Story) -> str:
    if refused := _open(story):
        return refused
    if story.received_on is None:
        return "收到日期尚未确认（条例第三十一条）"
    return "" if story.registered_on else "案件尚未登记（条例第四十五条）"


def _going(story: Story) -> str:
    """Open and not waiting for the applicant."""
    if refused := _in_hand(story):
        return refused
    return "正在等申请人补正或者缴费" if story.waiting_for_applicant else ""


def confirm_receipt(story: Story, on: date, calendar: Calendar) -> str:
    if story.channel not in NEEDS_CONFIRMATION:
        return "这一渠道的收到日期不需要另行确认"
    if story.received_on:
        return f"已于{story.received_on:%Y-%m-%d}确认收到"
    return _open(story)


def register(story: Story, on: date, calendar: Calendar) -> str:
    if story.registered_on:
        return f"已于{story.registered_on:%Y-%m-%d}登记"
    return _open(story) or ("" if story.received_on else "先确认收到日期（条例第三十一条）")


def assign(story: Story, on: date, calendar: Calendar) -> str:
    return _in_hand(story)


def give_opinion(story: Story, on: date, calendar: Calendar) -> str:
    return _going(story) or ("" if story.sections else "还没有分送科室")


def record_search(story: Story, on: date, calendar: Calendar) -> str:
    return _going(story)


def add_point(story: Story, on: date, calendar: Calendar) -> str:
    return _in_hand(story) or (
        "补正只能要求一次，补正告知书已发出（条例第三十条）" if story.supplement else ""
    )


def ask_supplement(story: Story, on: date, calendar: Calendar) -> str:
    if refused := _in_hand(story):
        return refused
    if story.supplement:
        return f"补正只能要求一次，已于{story.supplement.asked_on:%Y-%m-%d}告知（条例第三十条）"
    received = story.received_on or on
    limit = in_force(SUPPLEMENT_NOTICE_WORKDAYS, received).value
    last = calendar.add_workdays(received, limit)
    return f"{limit}个工作日已于{last:%Y-%m-%d}届满（条例第三十条）" if on > last else ""


def receive_supplement(story: Story, on: date, calendar: Calendar) -> str:
    if story.supplement is None:
        return "没有要求过补正"
    if story.supplement.received_on:
        return f"已于{story.supplement.received_on:%Y-%m-%d}收到补正"
    return _open(story)


def ask_reasons(story: Story, on: date, calendar: Calendar) -> str:
    return _going(story) or ("已要求说明理由" if story.reasons_asked_on else "")


def receive_reasons(story: Story, on: date, calendar: Calendar) -> str:
    if story.reasons_asked_on is None:
        return "没有要求过说明理由"
    return _open(story) or ("已收到说明" if story.reasons_given_on else "")


def delay(story: Story, on: date, calendar: Calendar) -> str:
    if refused := _going(story):
        return refused
    return (
        "" if story.reasons_given_on else "先要求并收到申请人的说明，再确定延迟答复的期限（条例第三十五条）"
    )


def consult(story: Story, on: date, calendar: Calendar) -> str:
    return _going(story)


def answer_consultation(story: Story, on: date, calendar: Calendar) -> str:
    return _open(story) or ("" if story.open_consultations else "没有等待答复的征求意见")


def serve_consultation(story: Story, on: date, calendar: Calendar) -> str:
    waiting = [item for item in story.open_consultations if item.party_received_on is None]
    return _open(story) or ("" if waiting else "没有待登记签收的征求意见书")


def lapse_consultation(story: Story, on: date, calendar: Calendar) -> str:
    if refused := answer_consultation(story, on, calendar):
        return refused
    ends = [calendar.add_workdays(c.party_received_on or c.sent_on, 15) for c in story.open_consultations]
    return "" if on > min(ends) else f"答复期限到{min(ends):%Y-%m-%d}才届满（条例第三十二条、第三十四条）"


def weigh(story: Story, on: date, calendar: Calendar) -> str:
    heard = any(item.party == "third_party" and not item.open for item in story.consultations)
    return _going(story) or ("" if heard else "先征求第三方意见（条例第三十二条）")


def propose_extension(story: Story, on: date, calendar: Calendar) -> str:
    if refused := _going(story):
        return refused
    if story.extension:
        return "已提出过延期，延期合计不得超过20个工作日（条例第三十三条第二款）"
    return _before_due(story, on, calendar)


def approve_extension(story: Story, on: date, calendar: Calendar) -> str:
    if story.extension is None:
        return "没有待批准的延期"
    return _open(story) or ("延期已批准" if story.extension.approved_on else "")


def notify_extension(story: Story, on: date, calendar: Calendar) -> str:
    if story.extension is None or story.extension.approved_on is None:
        return "延期须先经工作机构负责人同意（条例第三十三条第二款）"
    if story.extension.noticed_on:
        return f"已于{story.extension.noticed_on:%Y-%m-%d}告知申请人"
    return _going(story) or _before_due(story, on, calendar)


def _before_due(story: Story, on: date, calendar: Calendar) -> str:
    clock = story.clock(calendar, on, account=False)
    if clock and clock.due and on > clock.due:
        return f"答复期限已于{clock.due:%Y-%m-%d}届满，届满后不能延期（条例第三十三条第二款）"
    return ""


def charge(story: Story, on: date, calendar: Calendar) -> str:
    return _going(story) or ("已发出收费通知" if story.fee else "") or _before_due(story, on, calendar)


def pay(story: Story, on: date, calendar: Calendar) -> str:
    if story.fee is None:
        return "没有收费通知"
    return _open(story) or ("已缴费" if story.fee.paid_on else "")


def draft(story: Story, on: date, calendar: Calendar) -> str:
    if refused := _in_hand(story):
        return refused
    if story.open_consultations:
        return "征求意见还没有结果（条例第三十二条、第三十四条）"
    return "答复书正在审核，退回后才能重拟" if story.draft else ""


def review(story: Story, on: date, calendar: Calendar) -> str:
    level = next_review(story)
    return _in_hand(story) or ("" if level in ("section", "vice_leader") else "没有待审核的答复书")


def decide(story: Story, on: date, calendar: Calendar) -> str:
    if refused := _in_hand(story):
        return refused
    return "" if next_review(story) == "leader" else "答复书还没有经过科室和分管领导审核"


def send(story: Story, on: date, calendar: Calendar) -> str:
    if story.withdrawn_on or story.archived_on:
        return _open(story)
    if story.decision is None:
        return "答复书还没有签发"
    return "答复书已送出" if story.reply else ""


def serve(story: Story, on: date, calendar: Calendar) -> str:
    waiting = [d for d in story.dispatches if d.served_on is None and d.returned_on is None]
    return "案件已归档" if story.archived_on else ("" if waiting else "没有待登记送达的文书")


def withdraw(story: Story, on: date, calendar: Calendar) -> str:
    return _open(story)


def advise_transfer(story: Story, on: date, calendar: Calendar) -> str:
    return _in_hand(story)


def archive(story: Story, on: date, calendar: Calendar) -> str:
    if story.archived_on:
        return f"已于{story.archived_on:%Y-%m-%d}归档"
    return "" if story.closed else "答复送达或者申请撤回后才能归档（条例第四十五条）"


def void(story: Story, on: date, calendar: Calendar) -> str:
    return "案件已归档" if story.archived_on else ""


def file_remedy(story: Story, on: date, calendar: Calendar) -> str:
    return "" if story.received_on else "收到日期尚未确认"


def examine(story: Story, on: date, calendar: Calendar) -> str:
    return _in_hand(story)


def link_repeat(story: Story, on: date, calendar: Calendar) -> str:
    return _in_hand(story)


def propose_publication(story: Story, on: date, calendar: Calendar) -> str:
    return "" if story.registered_on else "案件尚未登记"


def _rule(kind: str, label: str, basis: str, roles: tuple[str, ...], check: Check, **extra: object) -> Rule:
    return Rule(kind, label, basis, frozenset(roles), check, **extra)  # type: ignore[arg-type]


RULES: dict[str, Rule] = {
    rule.kind: rule
    for rule in (
        _rule("receipt_confirmed", "确认收到", "条例第三十一条", (CLERK,), confirm_receipt),
        _rule("registered", "登记并出具回执", "条例第四十五条", (CLERK,), register),
        _rule("assigned", "分送科室", "条例第四十五条", (CLERK,), assign),
        _rule("searched", "登记检索记录", "条例第三十六条第四项", (CLERK, SECTION), record_search),
        _rule("opinion", "交科室意见", "条例第十七条", (SECTION,), give_opinion),
        _rule(
            "supplement_point", "提出补正要点", "条例第三十条", (CLERK, SECTION), add_point, kinds=ANSWERED
        ),
        _rule(
            "supplement_asked",
            "要求补正",
            "条例第三十条",
            (CLERK,),
            ask_supplement,
            grave=True,
            kinds=ANSWERED,
        ),
        _rule(
            "supplement_received",
            "登记收到补正",
            "条例第三十条、第三十一条",
            (CLERK,),
            receive_supplement,
            kinds=ANSWERED,
        ),
        _rule(
            "consultation_sent",
            "征求意见",
            "条例第三十二条、第三十四条",
            (CLERK,),
            consult,
            grave=True,
            kinds=REQUEST,
        ),
        _rule(
            "consultation_served",
            "登记对方签收",
            "条例第三十二条、第三十四条",
            (CLERK,),
            serve_consultation,
            kinds=REQUEST,
        ),
        _rule(
            "consultation_answered",
            "登记对方答复",
            "条例第三十二条、第三十四条",
            (CLERK,),
            answer_consultation,
            kinds=REQUEST,
        ),
        _rule(
            "consultation_lapsed",
            "登记逾期未答复",
            "条例第三十二条、第三十四条",
            (CLERK,),
            lapse_consultation,
            kinds=REQUEST,
        ),
        _rule(
            "interest_weighed",
            "记录公共利益衡量",
            "条例第十五条、第三十二条",
            (CLERK, SECTION),
            weigh,
            kinds=REQUEST,
        ),
        _rule(
            "extension_proposed",
            "提请延期",
            "条例第三十三条第二款",
            (CLERK, SECTION),
            propose_extension,
            kinds=REQUEST,
        ),
        _rule(
            "extension_approved",
            "同意延期",
            "条例第三十三条第二款",
            (VICE, LEADER),
            approve_extension,
            kinds=REQUEST,
        ),
        _rule(
            "extended",
            "告知延期",
            "条例第三十三条第二款",
            (CLERK,),
            notify_extension,
            grave=True,
            kinds=REQUEST,
        ),
        _rule(
            "reasons_asked",
            "要求说明理由",
            "条例第三十五条",
            (CLERK,),
            ask_reasons,
            grave=True,
            kinds=REQUEST,
        ),
        _rule("reasons_given", "登记收到说明", "条例第三十五条", (CLERK,), receive_reasons, kinds=REQUEST),
        _rule("delayed", "告知延迟答复", "条例第三十五条", (CLERK,), delay, grave=True, kinds=REQUEST),
        _rule(
            "fee_notice",
            "发收费通知",
            "条例第四十二条、国办函〔2020〕109号",
            (CLERK,),
            charge,
            grave=True,
            kinds=REQUEST,
        ),
        _rule("paid", "登记缴费", "国办函〔2020〕109号", (CLERK,), pay, kinds=REQUEST),
        _rule("drafted", "拟答复书", "条例第三十六条", (CLERK, SECTION), draft, kinds=ANSWERED),
        _rule("reviewed", "审核答复书", "条例第四十五条", (SECTION, VICE), review, kinds=ANSWERED),
        _rule(
            "returned",
            "退回修改",
            "条例第四十五条",
            (SECTION, VICE, LEADER),
            lambda s, o, c: _returnable(s),
            kinds=ANSWERED,
        ),
        _rule(
            "decided",
            "签发并取号",
            "条例第三十六条、第三十七条",
            (LEADER,),
            decide,
            grave=True,
            kinds=ANSWERED,
        ),
        _rule("sent", "送出", "条例第三十六条", (CLERK,), send, after_reply=True, grave=True, kinds=ANSWERED),
        _rule("served", "登记送达", "条例第三十六条", (CLERK,), serve, after_reply=True, kinds=ANSWERED),
        _rule(
            "returned_mail", "登记退件", "条例第三十六条", (CLERK,), serve, after_reply=True, kinds=ANSWERED
        ),
        _rule(
            "transfer_advised",
            "告知转送",
            "条例第三十六条第五项、第四十一条",
            (CLERK,),
            advise_transfer,
            kinds=ANSWERED,
        ),
        _rule(
            "repeat_linked", "关联此前的答复", "条例第三十六条第六项", (CLERK,), link_repeat, kinds=REQUEST
        ),
        _rule(
            "publication_proposed",
            "提出主动公开建议",
            "条例第四十四条",
            (CLERK, SECTION),
            propose_publication,
            kinds=REQUEST,
        ),
        _rule("examined", "登记审查结果", "条例第四十四条第二款", (CLERK,), examine, kinds=SUGGESTION),
        _rule("withdrawn", "登记撤回", "依申请人书面表示", (CLERK,), withdraw, grave=True),
        _rule(
            "remedy_filed",
            "登记复议、诉讼",
            "条例第五十一条",
            (CLERK,),
            file_remedy,
            after_reply=True,
            kinds=ANSWERED,
        ),
        _rule("archived", "归档", "条例第四十五条", (CLERK,), archive, after_reply=True),
        _rule("voided", "更正此前的登记", "条例第四十五条", (CLERK,), void, after_reply=True),
    )
}


def _returnable(story: Story) -> str:
    return _in_hand(story) or ("" if story.draft else "没有待审核的答复书")


def why_not(kind: str, story: Story, on: date, calendar: Calendar) -> str:
    """'' when the act is permitted on that day, else the reason in one sentence."""
    return RULES[kind].check(story, on, calendar)
