"""各种行为现在能不能做：能做返回空，不能做返回一句为什么，带条款。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mingtang.disclosure.procedure.again import only_once
from mingtang.disclosure.story import Consultation, Story
from mingtang.disclosure.turns import next_review
from mingtang.law.calendar import Calendar
from mingtang.law.clock import CO_MAKER_WORKDAYS, SUPPLEMENT_NOTICE_WORKDAYS, THIRD_PARTY_WORKDAYS
from mingtang.law.clock.rules import FEE_FIRST_DAY, OTHER_ORGAN_WORKDAYS
from mingtang.law.receipt import NEEDS_CONFIRMATION
from mingtang.law.since import in_force

Check = Callable[[Story, date, Calendar], str]


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


def _first_time(story: Story) -> str:
    """Going, and not a reply that is made again."""
    return _going(story) or only_once(story)


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
    return (_in_hand(story) or only_once(story)) or (
        "补正只能要求一次，补正告知书已发出（条例第三十条）" if story.supplement else ""
    )


def ask_supplement(story: Story, on: date, calendar: Calendar) -> str:
    if refused := _in_hand(story):
        return refused
    if story.supplement:
        return f"补正只能要求一次，已于{story.supplement.asked_on:%Y-%m-%d}告知（条例第三十条）"
    if refused := _first_time(story):
        return refused
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
    return _first_time(story) or ("已要求说明理由" if story.reasons_asked_on else "")


def receive_reasons(story: Story, on: date, calendar: Calendar) -> str:
    if story.reasons_asked_on is None:
        return "没有要求过说明理由"
    return _open(story) or ("已收到说明" if story.reasons_given_on else "")


def delay(story: Story, on: date, calendar: Calendar) -> str:
    if refused := _first_time(story):
        return refused
    if story.reasons_given_on is None:
        return "先要求并收到申请人的说明，再确定延迟答复的期限（条例第三十五条）"
    return _before_due(story, on, calendar, "届满后不能另定日期（条例第三十五条），尽快答复")


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
    known = [waited for waited in story.open_consultations if waited.known]
    if not known:
        return f"没有登记对方签收征求意见书，{UNSERVED}"
    first = min(answer_by(waited, calendar) for waited in known)
    return "" if on > first else f"答复期限到{first:%Y-%m-%d}才届满（条例第三十二条、第三十四条）"


# What counts from a receipt cannot run out without one: a co-maker's silence is consent (art. 34).
UNSERVED = "答复期限自对方收到之日起算（条例第三十二条、第三十四条），先登记对方签收；送不到的另行送达"
ANSWER_WORKDAYS = {
    "third_party": THIRD_PARTY_WORKDAYS,
    "co_maker": CO_MAKER_WORKDAYS,
    "other_organ": OTHER_ORGAN_WORKDAYS,
}


def answer_by(waited: Consultation, calendar: Calendar) -> date:
    """The other side's last day to answer: 15 working days from its receipt, from the sending while that is not known.

    Another organ has until the day that the letter named, if it named one.
    """
    if waited.workdays:
        return calendar.add_workdays(waited.sent_on, waited.workdays)
    days = in_force(ANSWER_WORKDAYS[waited.party], waited.sent_on).value
    return calendar.add_workdays(waited.party_received_on or waited.sent_on, days)


def weigh(story: Story, on: date, calendar: Calendar) -> str:
    heard = any(item.party == "third_party" and not item.open for item in story.consultations)
    return _going(story) or ("" if heard else "先征求第三方意见（条例第三十二条）")


def tell_third_party(story: Story, on: date, calendar: Calendar) -> str:
    if story.archived_on:
        return "案件已归档"
    if story.decision is None or not story.decision.discloses:
        return "还没有决定公开第三方不同意公开的内容"
    return "" if story.overruled else "没有不同意公开、又没有告知的第三方"


def propose_extension(story: Story, on: date, calendar: Calendar) -> str:
    if refused := _first_time(story):
        return refused
    if story.extension:
        return "已提出过延期，延期合计不得超过20个工作日（条例第三十三条第二款）"
    return _not_delayed(story) or _before_due(story, on, calendar)


def approve_extension(story: Story, on: date, calendar: Calendar) -> str:
    if story.extension is None:
        return "没有待批准的延期"
    return _open(story) or ("延期已批准" if story.extension.approved_on else "")


def refuse_extension(story: Story, on: date, calendar: Calendar) -> str:
    """Also what was agreed to, until the applicant is told: it may have come to nothing."""
    if story.extension is None:
        return "没有待批准的延期"
    told = story.extension.noticed_on
    return _open(story) or (f"已于{told:%Y-%m-%d}告知申请人" if told else "")


def notify_extension(story: Story, on: date, calendar: Calendar) -> str:
    if story.extension is None or story.extension.approved_on is None:
        return "延期须先经工作机构负责人同意（条例第三十三条第二款）"
    if story.extension.noticed_on:
        return f"已于{story.extension.noticed_on:%Y-%m-%d}告知申请人"
    return _going(story) or _not_delayed(story) or _before_due(story, on, calendar)


def _not_delayed(story: Story) -> str:
    day = story.delayed_until
    return f"已另定最迟{day:%Y-%m-%d}答复（条例第三十五条），不再延期" if day else ""


def _before_due(
    story: Story, on: date, calendar: Calendar, why: str = "届满后不能延期（条例第三十三条第二款），尽快答复"
) -> str:
    clock = story.clock(calendar, on, account=False)
    if clock and clock.due and on > clock.due:
        return f"答复期限已于{clock.due:%Y-%m-%d}届满，{why}"
    return ""


def charge(story: Story, on: date, calendar: Calendar) -> str:
    if on < FEE_FIRST_DAY:
        return f"信息处理费自{FEE_FIRST_DAY:%Y-%m-%d}起才可收取（国办函〔2020〕109号）"
    return _first_time(story) or ("已发出收费通知" if story.fee else "") or _before_due(
        story, on, calendar, "收费通知须在期限内发出，直接答复"
    )


def correct_applicant(story: Story, on: date, calendar: Calendar) -> str:
    return "案件已归档，案卷封存" if story.archived_on else ""


def take_back_file(story: Story, on: date, calendar: Calendar) -> str:
    return _open(story)


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


def judge_return(story: Story, on: date, calendar: Calendar) -> str:
    if story.archived_on:
        return "案件已归档"
    return "" if any(d.returned_on for d in story.dispatches) else "没有登记过退件"


def urge(story: Story, on: date, calendar: Calendar) -> str:
    if refused := _in_hand(story):
        return refused
    return "" if story.sections or story.open_consultations else "还没有分送科室，也没有征求意见，没有可以催办的一方"


def tell_due(story: Story, on: date, calendar: Calendar) -> str:
    if story.archived_on or story.withdrawn_on:
        return _open(story)
    if story.answered or story.first_replied_on:
        return "已经答复"
    clock = story.clock(calendar, account=False) if story.registered_on else None
    return "" if clock and clock.due else "答复期限没有在走"


def send_notice(story: Story, on: date, calendar: Calendar) -> str:
    if story.archived_on:
        return "案件已归档"
    return "" if story.registered_on else "案件尚未登记（条例第四十五条）"


def withdraw(story: Story, on: date, calendar: Calendar) -> str:
    return (_open(story) or _answered_once(story)) or ("" if story.received_on else "先与申请人确认收到（条例第三十一条），再登记撤回")


def _answered_once(story: Story) -> str:
    return "申请已经答复过，现在是重新答复，不能撤回" if story.earlier else ""


def advise_transfer(story: Story, on: date, calendar: Calendar) -> str:
    return _in_hand(story)


def archive(story: Story, on: date, calendar: Calendar) -> str:
    if story.archived_on:
        return f"已于{story.archived_on:%Y-%m-%d}归档"
    if story.decision and story.decision.discloses and story.overruled:
        return "先将决定公开的内容和理由书面告知第三方（条例第三十二条）"
    if story.contested:
        return "复议、诉讼还没有审结，审结后归档"
    served = story.reply is not None and story.reply.served_on is not None
    return "" if story.ended or served else "答复送达或者申请撤回后才能归档（条例第四十五条）"


def void(story: Story, on: date, calendar: Calendar) -> str:
    if story.archived_on and not story.remedies:
        return "案件已归档，归档后只更正复议、诉讼的登记"
    return ""


def file_remedy(story: Story, on: date, calendar: Calendar) -> str:
    return "" if story.received_on else "收到日期尚未确认"


def examine(story: Story, on: date, calendar: Calendar) -> str:
    return _in_hand(story)


def link_repeat(story: Story, on: date, calendar: Calendar) -> str:
    return _in_hand(story)


def propose_publication(story: Story, on: date, calendar: Calendar) -> str:
    if story.archived_on:
        return "案件已归档"
    return "" if story.registered_on else "案件尚未登记"


def submit_supplement(story: Story) -> str:
    if story.supplement is None:
        return "本机关没有要求补正"
    if story.supplement.submitted_on or story.supplement.received_on:
        return "补正已经提交，要补充的写在补充说明里"
    return _open(story)


def ask_withdrawal(story: Story) -> str:
    return (_open(story) or _answered_once(story)) or ("已提出过撤回，等本机关登记" if story.withdrawal_asked_on else "")


# What the applicant writes through the query page; the clerk's own act gives it its legal date (条例 art. 31).
BY_APPLICANT: dict[str, Callable[[Story], str]] = {
    "filed": lambda story: "",
    "supplement_submitted": submit_supplement,
    "withdrawal_asked": ask_withdrawal,
    "note_added": _open,
}


def send_back(story: Story, on: date, calendar: Calendar) -> str:
    return _in_hand(story) or ("" if story.draft else "没有待审核的答复书")
