"""申请人看到的进展：轮到谁、还剩几天、为什么停、经过、下一步、不服怎么办。只说已经发生的和应当发生的，不露内部意见。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingtang.disclosure.models import Case
from mingtang.disclosure.passages import SHOWN, TEXTS, label_of
from mingtang.disclosure.redress import remedies_told
from mingtang.disclosure.spoken import SPOKEN, own_term, receipt_rule
from mingtang.disclosure.story import Fee, Story, effective, read
from mingtang.disclosure.turns import PARTY_NAME, stage
from mingtang.disclosure.turns import outward as turn
from mingtang.law.calendar import Calendar
from mingtang.law.clock import Clock
from mingtang.law.days import long_day

ROUTES = {"reconsideration": "申请行政复议", "direct_suit": "直接提起行政诉讼"}


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
class Redress:
    """What one may do against the reply: the words of the letter, and (route, last day, over) for each open route."""

    text: str
    until: tuple[tuple[str, date, bool], ...]


@dataclass(frozen=True)
class Progress:
    """Everything the applicant's page shows. ``left`` and ``used`` are working days; ``asked`` are (point, guidance).

    ``term`` says what the law does not: that it gives no time, and what the office does instead.
    """

    headline: str
    sentences: tuple[str, ...]
    tone: str
    parties: tuple[Party, ...]
    clock: Clock | None
    left: int | None
    used: int
    total: int
    history: tuple[Step, ...]
    calm: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    note: str = ""
    to_do: str = ""
    term: str = ""
    remedy: Redress | None = None
    may: frozenset[str] = field(default_factory=frozenset)

    @property
    def days(self) -> str:
        """The ruler in words."""
        over = f"已超过{-(self.left or 0)}个" if (self.left or 0) < 0 else f"还剩{self.left}个"
        paused = "，计时暂停" if self.clock and self.clock.state == "paused" else ""
        return f"{self.total}个工作日已用{self.used}个，{over}{paused}"


def progress(case: Case, day: date, calendar: Calendar) -> Progress:
    """What the applicant of ``case`` sees on ``day``."""
    acts = list(case.acts.all())
    story = read(case.kind, case.channel, case.submitted_on, acts)
    return told(story, acts, day, calendar, _redress(case, story, day, calendar))


def told(story: Story, acts: list, day: date, calendar: Calendar, remedy: Redress | None = None) -> Progress:
    """The same from the story alone, without the database."""
    clock = story.clock(calendar, day, account=False)
    headline, sentences, tone = _headline(story, clock, day)
    running = clock is not None and clock.state != "closed" and not story.answered
    return Progress(
        headline=headline,
        sentences=sentences,
        tone=tone,
        parties=_parties(story, clock, day),
        clock=clock,
        left=clock.left(day) if clock and running else None,
        used=clock.used if clock else 0,
        total=clock.total if clock else 20,
        history=(*_history(acts, story), *_ahead(story, clock)),
        calm=""
        if story.closed or _to_do(story) or turn(story).holder == "applicant"
        else "您现在不用做什么。",
        asked=_points(story),
        note=_note(story, clock) if running else "",
        to_do=_to_do(story),
        term="" if story.closed else own_term(story.kind, story.submitted_on),
        remedy=remedy,
        may=_may(story),
    )


def _headline(story: Story, clock: Clock | None, day: date) -> tuple[str, tuple[str, ...], str]:
    kind = stage(story)
    if kind == "filed":
        return f"已提交，等本局{SPOKEN[story.kind].confirmed}", (receipt_rule(story.kind),), "wait"
    if kind == "waiting_applicant":
        return _waiting(story, day)
    if kind == "consulting":
        return _consulting(story, clock)
    noun = SPOKEN[story.kind].noun
    if story.withdrawn_on:
        told = f"本局不再处理这件{noun}。需要时可以重新提交。"
        return f"{noun}已于{long_day(story.withdrawn_on)}撤回", (told,), ""
    if story.decision:
        return _decided(story)
    if story.withdrawal_asked_on:
        return f"您提出撤回{noun}，等本局登记", ("登记以前，本局照常办理。",), "wait"
    if story.again and story.first_replied_on:
        return "本局正在重新答复", (_again(story),), ""
    due = (f"最晚{long_day(clock.due)}答复。",) if clock and clock.due else ()
    return "本局正在办理", due, ""


def _again(story: Story) -> str:
    """Why the reply is made again and until when."""
    if story.again is None:
        return ""
    why = "答复经行政复议或者诉讼纠正" if story.again.ground == "remedy" else "本局发现答复有误，自行纠正"
    return f"{why}，最晚{long_day(story.again.due)}重新答复；新的答复书代替原来的。"


def _decided(story: Story) -> tuple[str, tuple[str, ...], str]:
    outcome = story.decision.outcome if story.decision else ""
    label = label_of(outcome) or "已处理"
    if story.replied_on:
        told = f"答复书已于{long_day(story.replied_on)}送出，{_came_back(story)}可以在“公文”里下载。"
    elif story.sendings and story.sendings[-1].returned_on:
        told = "答复书寄出后被退回，本局改正后重新送出。"
    elif outcome == "publication_adopted":
        told = "本局及时把这份信息纳入主动公开（条例第四十四条第二款）。"
    else:
        told = "" if story.closed else "答复书已签发，正在送出。"
    return f"已作出处理决定：{label}", (told,) if told else (), "ok"


def _came_back(story: Story) -> str:
    """What became of a reply that was handed over in time and came back by mail."""
    if not any(d.returned_on and not d.sending.misdirected for d in story.sendings):
        return ""
    again = story.reply
    return f"被退回后于{long_day(again.sent_on)}重新送出，" if again else "被退回，本局重新送达，"


def _waiting(story: Story, day: date) -> tuple[str, tuple[str, ...], str]:
    if story.fee and story.fee.paid_on is None and story.fee.amount:
        return _paying(story.fee, day)
    asked = story.supplement
    if asked is None:
        return "本局正在办理", (), ""
    if asked.submitted_on:
        basis = "（条例第三十条、第三十一条）" if story.kind == "request" else ""
        return "已收到您的补正材料，等本局确认", (f"确认之日起重新计算答复期限{basis}。",), "wait"
    if day > asked.deadline:
        return "补正期限已过", (_late(story, asked.deadline),), "wait"
    # Art. 30 lets a request lapse; art. 41 knows no lapse of a correction.
    lapse = "，逾期不补正又没有正当理由的，视为放弃申请（条例第三十条）" if story.kind == "request" else ""
    told = f"最迟{long_day(asked.deadline)}补正（当日有效）{lapse}。"
    return "请补正申请", (told,), "wait"


def _paying(fee: Fee, day: date) -> tuple[str, tuple[str, ...], str]:
    """What there is to pay and until when; once that day is over, what follows."""
    owed = f"信息处理费{fee.amount}元"
    if fee.pay_by and fee.received_on and day > fee.pay_by:
        told = f"缴费期限到{long_day(fee.pay_by)}，已过。逾期不缴视为放弃申请，本局不再处理这件申请，并书面告知您。"
        return f"{owed}的缴费期限已过", (told,), "wait"
    later = "" if fee.received_on else "收到收费通知书的日期较晚的，相应顺延。"
    until = f"最迟{long_day(fee.pay_by)}缴纳（当日有效）。{later}" if fee.pay_by else ""
    return f"请缴纳{owed}", (f"{until}逾期不缴视为放弃申请；缴费次日起重新计算答复期限。",), "wait"


def _late(story: Story, deadline: date) -> str:
    """A supplement that did not come in time: what follows, and what one can still do (art. 30)."""
    over = f"补正期限到{long_day(deadline)}，已过。"
    if story.kind != "request":
        return f"{over}本局按现有材料办理；现在补正的，本局一并考虑。"
    return f"{over}没有正当理由的，视为放弃申请，本局不再处理（条例第三十条）；有正当理由的，现在补正并写明理由。"


def _consulting(story: Story, clock: Clock | None) -> tuple[str, tuple[str, ...], str]:
    waited = story.open_consultations[0]
    who = PARTY_NAME.get(waited.party, "第三方")
    why = {
        "third_party": f"申请的内容可能涉及第三方的合法权益，本局已于{long_day(waited.sent_on)}书面征求其意见（条例第三十二条）。",
        "co_maker": "这份信息由几个机关共同制作，须征求共同制作机关的意见（条例第三十四条）。",
    }.get(waited.party, "办理需要征求其他机关的意见，所需时间不计入答复期限（条例第三十三条）。")
    until = f"对方最晚{long_day(clock.paused_until)}答复。" if clock and clock.paused_until else ""
    return f"正在等{who}答复，计时已暂停", (f"{why}{until}",), "wait"


def _points(story: Story) -> tuple[tuple[str, str], ...]:
    """What the applicant still has to supplement, point by point."""
    if not _to_do(story) or story.supplement is None:
        return ()
    return tuple((item["item"], item["guidance"]) for item in story.supplement.items)


def _note(story: Story, clock: Clock | None) -> str:
    """Why the last day lies where it lies."""
    if clock is None or clock.due is None:
        return ""
    told = []
    if clock.extended_by:
        told.append(f"已延长{clock.extended_by}个工作日（条例第三十三条第二款）。")
    if story.open_consultations and clock.paused_until:
        told.append(
            f"征求意见的时间不计入答复期限（条例第三十三条第三款）。{long_day(clock.due)}是对方用满期限时的日期；"
            "对方早答复，本局就早答复。"
        )
    if clock.provisional:
        told.append("下一年的放假通知还没有公布，这个日期是暂定的。")
    return "".join(told)


def _parties(story: Story, clock: Clock | None, day: date) -> tuple[Party, ...]:
    """Applicant, office and, of a request, the other side, always in this order; nobody is current when it is done."""
    now = turn(story)
    other = PARTY_NAME.get(story.consultations[-1].party, "第三方") if story.consultations else "第三方"
    until = _by(clock.paused_until, "答复", now.what, day) if clock else now.what
    mine = _by(clock.waiting_until, now.what, now.what, day) if clock else now.what
    side = {"applicant": "您", "third_party": other, "none": ""}.get(now.holder, "本局")
    side = "" if story.closed else side
    what = {"您": "没有待办", "本局": "已办结" if story.closed else "之后继续办理", other: "没有待办"}
    if story.kind != "request":  # nobody else is asked about a correction or a suggestion
        del what[other]
    what[side] = {"您": mine, other: until, "本局": _office_does(story)}.get(side, "")
    return tuple(Party(who, text, who == side) for who, text in what.items() if who)


def _by(last: date | None, what: str, otherwise: str, day: date) -> str:
    if last is None:
        return otherwise
    return f"{what}的期限{last.month}月{last.day}日已过" if day > last else f"最迟{last.month}月{last.day}日{what}"


def _office_does(story: Story) -> str:
    """What the office is doing, without what goes on inside it."""
    plain = {
        "filed": SPOKEN[story.kind].confirmed,
        "received": "登记",
        "waiting_applicant": "确认收到补正",
        "sending": "送出答复书",
        "replied": "重新送达被退回的答复书",
    }
    return plain.get(stage(story), "正在办理")


def _history(acts: list, story: Story) -> tuple[Step, ...]:
    shown = [page for page in effective(acts) if page.kind in SHOWN and not _other_letter(page, story)]
    last = None if story.closed or not shown else shown[-1]
    return tuple(
        Step(page.on, _title(page.kind, story), _text(page, story), state="now" if page is last else "")
        for page in shown
    )


def _title(kind: str, story: Story) -> str:
    spoken = SPOKEN[story.kind]
    return SHOWN[kind].format(noun=spoken.noun, filed=spoken.filed, confirmed=spoken.confirmed)


def _other_letter(page: Any, story: Story) -> bool:
    """Whether a sending or service is of another letter than the reply: its own line tells of that letter."""
    final = {each.letter for each in story.decisions}
    return page.kind in ("sent", "served", "returned_mail") and page.data.get("letter") not in final


def _text(page: Any, story: Story) -> str:
    return TEXTS[page.kind](page.data, story) if page.kind in TEXTS else ""


def _ahead(story: Story, clock: Clock | None) -> tuple[Step, ...]:
    if story.again_due and story.first_replied_on:
        return (Step(story.again_due, "重新作出答复", state="next", by="止"),) if story.decision is None else ()
    if story.decision or clock is None:
        return ()
    steps = []
    if story.open_consultations and clock.paused_until:
        steps.append(Step(clock.paused_until, "对方答复，计时恢复", state="next", by="止"))
    if clock.waiting_until:
        steps.append(Step(clock.waiting_until, f"您{turn(story).what}", state="next", by="止"))
    if clock.due:
        steps.append(Step(clock.due, "作出答复，按您选的途径送达", state="next", by="止"))
    return tuple(steps)


def _redress(case: Case, story: Story, day: date, calendar: Calendar) -> Redress | None:
    """The remedies as the letter tells them, with their last days once it is known when the letter was received."""
    if story.decision is None or story.replied_on is None:
        return None
    letter = case.letters.filter(pk=story.decision.letter).first()
    told = remedies_told(letter) if letter else None
    if letter is None or letter.body is None or told is None:
        return None
    text = "".join(part["text"] for part in letter.body["paragraphs"] if part["role"] == "remedy")
    if not text:
        return None
    served = story.reply.served_on if story.reply else None
    periods = told.until(served, calendar).items() if served else ()
    return Redress(
        text, tuple((ROUTES[kind], period.ends_on, day > period.ends_on) for kind, period in periods)
    )


def _to_do(story: Story) -> str:
    asked = story.supplement
    if asked and asked.submitted_on is None and asked.received_on is None and story.decision is None and not story.earlier:
        return "supplement"
    return ""


def _may(story: Story) -> frozenset[str]:
    if story.decision or story.withdrawn_on or story.archived_on:
        return frozenset()
    may = {"note"}
    if story.withdrawal_asked_on is None and not story.earlier:
        may.add("withdraw")
    if _to_do(story):
        may.add("supplement")
    return frozenset(may)
