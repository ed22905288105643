"""怎样算一个算例：每一种类型一个函数，由已知的事实算出应得的各项。"""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from mingtang.law import disputes, fees, periods
from mingtang.law.calendar import standard_calendar
from mingtang.law.cases import Example, Facts
from mingtang.law.clock import KINDS, PARTIES, Event, due_day, evaluate
from mingtang.law.delivery import METHODS, RETURN_CAUSES, Sending, reply_day
from mingtang.law.errors import LawError
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.receipt import CHANNELS, received_on
from mingtang.law.remedy import BODIES, ORGAN_KINDS, remedies

_KEYS = {
    "编号": "ref",
    "对象": "party",
    "对方收到": "party_received_on",
    "工作日": "workdays",
    "期限": "deadline",
    "申请人收到": "received_on",
    "答复日": "until",
}
STATES = {
    "running": "计时",
    "provisional": "暂定",
    "paused": "暂停",
    "waiting": "等申请人",
    "closed": "已办结",
}


def _code(words: str, table: Mapping[str, str], what: str) -> str:
    """The code whose Chinese label is ``words``."""
    for code, label in table.items():
        if words == label:
            return code
    raise LawError(f"{what}“{words}”不认识：用{'、'.join(table.values())}之一。")


def event_of(facts: Facts) -> Event:
    """种类用文书的名字，对象用第三方、共同制作机关、其他机关、本机关内设机构。"""
    data = {_KEYS[key]: value for key, value in facts.items() if key not in ("种类", "日期")}
    if "party" in data:
        data["party"] = _code(data["party"], PARTIES, "征求对象")
    return Event(_code(facts["种类"], KINDS, "文书"), facts["日期"], str(data.pop("ref", "")), data)


def _reply_table(facts: Facts) -> dict[str, Any]:
    received, calendar = facts["收到"], standard_calendar()
    extended = Event("extended", received, "", {"workdays": 20})
    return {
        "补正告知": calendar.add_workdays(received, 7),
        "第三方答复": calendar.add_workdays(received, 15),
        "答复": due_day(received, [], calendar),
        "延长到头": due_day(received, [extended], calendar),
    }


def _clock(facts: Facts) -> dict[str, Any]:
    events = [event_of(event) for event in facts.get("事件", ())]
    clock = evaluate(facts["收到"], events, standard_calendar(), facts.get("看的日子"))
    return {
        "到期": clock.due or "无",
        "状态": STATES[clock.state],
        "扣除": sum(day.why == "consultation" for day in clock.account),
        "等到": clock.waiting_until or "无",
        "已用": clock.used,
        "剩余": clock.left(),
        "总天数": clock.total,
        "提醒": bool(clock.warnings or clock.problems),
    }


def _fees(facts: Facts) -> dict[str, Any]:
    if "页数" in facts:
        return {"金额": fees.by_pages(facts["页数"]).amount}
    fee = fees.by_items(facts.get("已有件数", 0), facts["件数"])
    return {"金额": fee.amount, "末档": fee.steps[-1].rate}


def _payment(facts: Facts) -> dict[str, Any]:
    return {"缴费": fees.payment_due(facts["收到通知"], standard_calendar())}


def _remedy_days(facts: Facts) -> dict[str, Any]:
    served, calendar = facts["送达"], standard_calendar()
    return {
        "复议": disputes.reconsideration_until(served, calendar).ends_on,
        "直接起诉": disputes.direct_suit_until(served, calendar).ends_on,
        "复议后起诉": disputes.suit_after_until(served, calendar).ends_on,
    }


def _remedies(facts: Facts) -> dict[str, Any]:
    outcome = _code(facts["结果"], {code: item.label for code, item in OUTCOMES.items()}, "结果")
    organ = _code(facts["机关"], ORGAN_KINDS, "机关类型")
    found = remedies(
        facts["成文"], outcome, organ, served_on=facts.get("送达"), provincial=facts.get("省级", False)
    )
    return {
        "先复议": found.reconsideration_first,
        "复议机关": [BODIES[body] for body in found.bodies],
        "期限": [route.period for route in found.routes],
        "提醒": bool(found.warnings),
    }


def _receipt(facts: Facts) -> dict[str, Any]:
    receipt = received_on(
        _code(facts["渠道"], CHANNELS, "渠道"),
        submitted_on=facts["提交"],
        signed_on=facts.get("签收"),
        confirmed_on=facts.get("确认"),
        misdirected=facts.get("寄错", False),
    )
    missing = receipt.missing_proof.label if receipt.missing_proof else "无"
    return {"收到": receipt.on or "未定", "还缺": missing, "提醒": bool(receipt.warnings)}


def _report_dates(facts: Facts) -> dict[str, Any]:
    kind = _code(facts["单位"], {"department": "部门", "government": "政府"}, "单位")
    dates = periods.report_dates(facts["年度"], kind, standard_calendar())
    return {"期限": dates.deadline, "目标": dates.target}


def _proactive(facts: Facts) -> dict[str, Any]:
    return {"公开": periods.proactive_due(facts["形成"], standard_calendar())}


def _months(facts: Facts) -> dict[str, Any]:
    year, calendar = facts["年份"], standard_calendar()
    starts = [date(year, month, 1) for month in range(1, 13)] + [date(year + 1, 1, 1)]
    counts = [
        calendar.count(end) - calendar.count(start) + calendar.is_workday(start) - calendar.is_workday(end)
        for start, end in pairwise(starts)
    ]
    return {"各月工作日": counts, "全年": sum(counts)}


def _returned(facts: Facts) -> dict[str, Any]:
    methods = {code: each.label for code, each in METHODS.items()}
    sendings = [
        Sending(
            _code(each["方式"], methods, "送达方式"),
            each["日期"],
            misdirected=_code(each.get("退回", "申请人一侧的原因"), RETURN_CAUSES, "退件原因") == "organ",
        )
        for each in facts["送出"]
    ]
    day, due = reply_day(sendings), due_day(facts["收到"], [], standard_calendar())
    return {"答复": day or "无", "按期": day is not None and due is not None and day <= due}


WORKINGS: Mapping[str, Callable[[Facts], dict[str, Any]]] = {
    "答复期限表": _reply_table,
    "时钟": _clock,
    "收费": _fees,
    "缴费期限": _payment,
    "救济期限": _remedy_days,
    "救济途径": _remedies,
    "收到日期": _receipt,
    "年度报告日期": _report_dates,
    "主动公开": _proactive,
    "工作日数": _months,
    "退件": _returned,
}


def work(example: Example) -> dict[str, Any]:
    """算一个算例，只留下它问的各项。类型或者所问的项不认识时抛出 LawError。"""
    if example.kind not in WORKINGS:
        raise LawError(f"算例类型“{example.kind}”不认识：用{'、'.join(WORKINGS)}之一。")
    found = WORKINGS[example.kind](example.facts)
    unknown = sorted(set(example.expected) - set(found))
    if unknown:
        raise LawError(f"算例“{example.name}”问的“{unknown[0]}”算不出来：这一类算例有{'、'.join(found)}。")
    return {key: found[key] for key in example.expected}
