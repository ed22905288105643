"""申请人看到的进展：轮到谁、还剩几天、为什么停、经过、下一步。只说已经发生的和应当发生的，不露内部意见。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mingtang.disclosure.models import Case
from mingtang.disclosure.models.case import OTHER_OUTCOMES
from mingtang.disclosure.story import Story, effective, read
from mingtang.disclosure.turns import PARTY_NAME, stage, turn
from mingtang.law.calendar import Calendar
from mingtang.law.clock import Clock
from mingtang.law.days import long_day
from mingtang.law.outcomes import OUTCOMES

SHOWN = {
    "filed": "提交申请",
    "receipt_confirmed": "与您确认收到，自次日起计算答复期限",
    "registered": "登记",
    "assigned": "转有关科室办理",
    "supplement_asked": "请您补正，已一次告知全部要点",
    "supplement_submitted": "您提交了补正",
    "supplement_received": "收到补正，答复期限重新起算",
    "consultation_sent": "征求意见，次日起暂停计时",
    "consultation_answered": "对方答复，次日起恢复计时",
    "consultation_lapsed": "对方逾期未答复，次日起恢复计时",
    "extended": "延长答复期限",
    "reasons_asked": "请您说明理由",
    "reasons_given": "收到您的说明",
    "delayed": "另定答复日期",
    "fee_notice": "发出收费通知",
    "paid": "收到缴费，答复期限重新起算",
    "decided": "作出处理决定",
    "sent": "送出文书",
    "served": "文书送达",
    "withdrawal_asked": "您提出撤回申请",
    "withdrawn": "申请已撤回",
}


@dataclass(frozen=True)
class Step:
    """One line of the history or of what comes next."""

    on: date | None
    title: str
    text: str = ""
    state: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class Party:
    """One of the three sides and what it has to do."""

    who: str
    what: str
    current: bool


@dataclass(frozen=True)
class Progress:
    """Everything the applicant's page shows. ``left`` and ``used`` are working days."""

    headline: str
    sentences: tuple[str, ...]
    tone: str
    parties: tuple[Party, ...]
    clock: Clock | None
    left: int | None
    used: int
    total: int
    history: tuple[Step, ...]
    to_do: str = ""
    remedy: str = ""
    may: frozenset[str] = field(default_factory=frozenset)


def progress(case: Case, day: date, calendar: Calendar) -> Progress:
    """What the applicant of ``case`` sees on ``day``."""
    acts = list(case.acts.all())
    story = read(case.kind, case.channel, case.submitted_on, acts)
    clock = story.clock(calendar, day, account=False)
    headline, sentences, tone = _headline(story, clock)
    left = clock.left(day) if clock and not story.closed else None
    return Progress(
        headline=headline,
        sentences=sentences,
        tone=tone,
        parties=_parties(story),
        clock=clock,
        left=left,
        used=clock.used if clock else 0,
        total=clock.total if clock else 20,
        history=(*_history(acts), *_ahead(story, clock)),
        to_do=_to_do(story),
        may=_may(story),
    )


def _headline(story: Story, clock: Clock | None) -> tuple[str, tuple[str, ...], str]:
    kind = stage(story)
    if kind == "filed":
        return (
            "已提交，等本局与您确认收到",
            ("网上、传真和平常信函申请，以双方确认之日为收到之日（条例第三十一条）。",),
            "wait",
        )
    if kind == "waiting_applicant":
        return _waiting(story)
    if kind == "consulting":
        return _consulting(story, clock)
    if story.withdrawn_on:
        return (
            f"申请已于{long_day(story.withdrawn_on)}撤回",
            ("本局不再处理这件申请。需要时可以重新申请。",),
            "",
        )
    if story.decision:
        outcome = story.decision.outcome
        label = OUTCOMES[outcome].label if outcome in OUTCOMES else OTHER_OUTCOMES[outcome]
        sent = story.replied_on
        told = f"答复书已于{long_day(sent)}送出，可在下面下载。" if sent else "答复书已签发，正在送出。"
        return f"已作出处理决定：{label}", (told,), "ok"
    due = f"最晚{long_day(clock.due)}答复。" if clock and clock.due else ""
    return "本局正在办理", (f"您现在不用做什么。{due}",), ""


def _waiting(story: Story) -> tuple[str, tuple[str, ...], str]:
    if story.fee and story.fee.paid_on is None and story.fee.amount:
        until = f"请在{long_day(story.fee.pay_by)}前缴纳。" if story.fee.pay_by else ""
        return (
            f"请缴纳信息处理费{story.fee.amount}元",
            (f"{until}逾期不缴视为放弃申请；缴费次日起重新计算答复期限。",),
            "wait",
        )
    asked = story.supplement
    if asked is None:
        return "本局正在办理", (), ""
    if asked.submitted_on:
        return (
            "已收到您的补正材料，等本局确认",
            ("确认之日起重新计算答复期限（条例第三十条、第三十一条）。",),
            "wait",
        )
    items = tuple(f"{item['item']}：{item['guidance']}" for item in asked.items)
    first = (
        f"请在{long_day(asked.deadline)}前补正，逾期不补正又没有正当理由的，视为放弃申请（条例第三十条）。"
    )
    return "请补正申请", (first, *items), "wait"


def _consulting(story: Story, clock: Clock | None) -> tuple[str, tuple[str, ...], str]:
    waited = story.open_consultations[0]
    who = PARTY_NAME.get(waited.party, "第三方")
    why = {
        "third_party": "申请的内容可能涉及第三方的合法权益，依照条例第三十二条须书面征求其意见。",
        "co_maker": "这份信息由几个机关共同制作，依照条例第三十四条征求共同制作机关的意见。",
    }.get(waited.party, "办理需要征求其他机关的意见，所需时间不计入答复期限（条例第三十三条）。")
    until = f"对方最晚{long_day(clock.paused_until)}答复。" if clock and clock.paused_until else ""
    return f"正在等{who}答复，计时已暂停", (f"{why}{until}", "您现在不用做什么。"), "wait"


def _parties(story: Story) -> tuple[Party, ...]:
    now = turn(story)
    side = {"applicant": "您", "third_party": "其他方"}.get(now.holder, "本局")
    closed = now.holder == "none"
    what = {"您": now.what if side == "您" else "没有待办", "本局": "继续办理", "其他方": "没有待办"}
    if story.consultations or side == "其他方":
        what["其他方"] = "答复征求意见书" if side == "其他方" else "没有待办"
    if closed:
        what["本局"] = "已办结"
    return tuple(Party(who, text, who == side and not closed) for who, text in what.items())


def _history(acts: list) -> tuple[Step, ...]:
    shown = [page for page in effective(acts) if page.kind in SHOWN]
    return tuple(Step(page.on, SHOWN[page.kind], state="now" if page is shown[-1] else "") for page in shown)


def _ahead(story: Story, clock: Clock | None) -> tuple[Step, ...]:
    if story.decision or clock is None:
        return ()
    steps = []
    if story.open_consultations and clock.paused_until:
        steps.append(Step(clock.paused_until, "对方答复，计时恢复", state="next", by="前"))
    if clock.waiting_until:
        steps.append(Step(clock.waiting_until, turn(story).what, state="next", by="前"))
    if clock.due:
        steps.append(Step(clock.due, "作出答复，按您选的途径送达", state="next", by="前"))
    return tuple(steps)


def _to_do(story: Story) -> str:
    asked = story.supplement
    if asked and asked.submitted_on is None and asked.received_on is None and story.decision is None:
        return "supplement"
    return ""


def _may(story: Story) -> frozenset[str]:
    if story.decision or story.archived_on:
        return frozenset()
    may = {"note"}
    if story.withdrawal_asked_on is None:
        may.add("withdraw")
    if _to_do(story):
        may.add("supplement")
    return frozenset(may)
