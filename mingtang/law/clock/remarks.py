"""时钟的依据和提醒：用到哪些条款，哪些行为没有效力，哪些地方要人看一眼。都是整句话。"""

from collections.abc import Iterator, Sequence

from mingtang.law.calendar import Calendar
from mingtang.law.cite import Cite
from mingtang.law.clock import rules
from mingtang.law.clock.events import PARTIES
from mingtang.law.clock.reckoning import Span, extensions, natural_end, pausing, regular_due, stage_due
from mingtang.law.clock.timeline import PARTY_WORKDAYS, Consultation, Stage, Timeline
from mingtang.law.fees import PAYMENT_WORKDAYS, RESTARTS_WHEN_PAID
from mingtang.law.since import in_force
from mingtang.law.sources import FIRST_DAY_NOT_COUNTED, WORKDAY

SILENCE = {
    "third_party": rules.SILENCE_OF_THIRD_PARTY,
    "co_maker": rules.SILENCE_OF_CO_MAKER,
    "other_organ": rules.SILENCE_OF_OTHER_ORGAN,
}


def _basis(stage: Stage) -> tuple[Cite, ...]:
    return in_force(rules.REPLY_WORKDAYS, stage.start).cite, FIRST_DAY_NOT_COUNTED, WORKDAY


def citations(line: Timeline) -> Iterator[Cite]:
    """The sources one timeline uses, in reading order."""
    yield from _basis(line.stage)
    for stage in line.stages:
        yield from _stage_citations(stage)
    for item in line.consultations.values():
        yield from _consultation_citations(item)
    if line.reasons:
        yield from (rules.REASONS, rules.REASONS_DO_NOT_PAUSE)
    if line.closing is not None and line.closing.kind == "replied":
        yield rules.CLOSES_ON_TIME


def _stage_citations(stage: Stage) -> Iterator[Cite]:
    opened = stage.opening.kind if stage.opening else ""
    if opened == "supplement_received":
        yield rules.SUPPLEMENT_RESTARTS
    if opened == "paid":
        yield RESTARTS_WHEN_PAID
    if stage.extensions:
        yield in_force(rules.EXTENSION_WORKDAYS, stage.start).cite
        yield from (rules.EXTENSION_APPROVED, rules.EXTENSION_BEFORE_DUE, rules.EXTENSION_PER_CASE)
    if stage.delay is not None:
        yield rules.DELAYED
    if stage.stop is not None and stage.stop.kind == "fee_notice":
        yield in_force(PAYMENT_WORKDAYS, stage.stop.on).cite
    elif stage.stop is not None:
        yield rules.SUPPLEMENT_NOTICE_WORKDAYS[-1].cite
        yield rules.SUPPLEMENT_ABANDONED
        if stage.stop.day is None and stage.stop.workdays is None:
            yield rules.SUPPLEMENT_WORKDAYS[-1].cite


def _consultation_citations(item: Consultation) -> Iterator[Cite]:
    sent = item.sent
    if not pausing(item):
        yield rules.INSIDE_COUNTS if sent.party == "internal" else rules.OLD_NOT_COUNTED
        return
    yield in_force(rules.PAUSE, sent.on).cite
    yield rules.PAUSE_ENDS
    yield in_force(PARTY_WORKDAYS[sent.party], sent.on).cite
    if item.end is None or item.end.kind == "consultation_lapsed":
        yield SILENCE[sent.party]
        if sent.day is None:
            yield rules.FROM_SENDING


def problems(line: Timeline, spans: Sequence[Span], calendar: Calendar) -> Iterator[str]:
    """Acts of the timeline that have no effect."""
    for stage in line.stages:
        for event in extensions(stage, spans, calendar)[1]:
            yield f"{event.said}在原到期日之后才告知，延期不生效力：延期须在到期日当日或者之前告知申请人。"
        delay = stage.delay
        if delay is None or delay.day is None:
            continue
        stage_without = regular_due(stage, spans, calendar)
        if delay.on > stage_without:
            yield f"{delay.said}在到期日{stage_without}之后才告知，不生效力：须在到期日当日或者之前告知申请人。"
        elif delay.day <= stage_without:
            yield f"{delay.said}定的日期{delay.day}不晚于法定到期日{stage_without}，不生效力：核对日期。"


def warnings(line: Timeline, spans: Sequence[Span], calendar: Calendar) -> Iterator[str]:
    """What a person should look at."""
    for stage in line.stages:
        yield from _stop_warnings(stage, spans, calendar)
        given = [event for event in line.reasons if event.kind == "reasons_given"]
        if stage.delay is not None and not given:
            yield f"{stage.delay.said}之前没有收到申请人的说明：延迟答复以要求说明理由、认为理由合理为前提（条例第三十五条）。"
    for before, after in zip(line.stages, line.stages[1:], strict=False):
        if (
            before.stop
            and before.stop.day
            and before.stop.kind == "supplement_asked"
            and after.start > before.stop.day
        ):
            yield f"{after.start}收到的补正晚于补正期限{before.stop.day}：有没有正当理由由人判断（条例第三十条）。"
    for item in line.consultations.values():
        yield from _consultation_warnings(item, calendar)


def _stop_warnings(stage: Stage, spans: Sequence[Span], calendar: Calendar) -> Iterator[str]:
    stop = stage.stop
    if stop is None:
        return
    if stop.kind == "fee_notice":
        due = stage_due(stage, spans, calendar)
        if stop.on > due:
            yield f"{stop.said}晚于答复期限{due}：收费通知应当在答复期限内发出。"
        return
    last = calendar.add_workdays(stage.start, rules.SUPPLEMENT_NOTICE_WORKDAYS[-1].value)
    if stop.on > last:
        yield f"{stop.said}晚于{last}：补正应当自收到申请之日起7个工作日内告知（条例第三十条）。"
    if stop.day is None and stop.workdays is None:
        yield f"{stop.said}没有写明补正期限，暂按本机关做法15个工作日：补正告知书应当写明合理的期限（条例第三十条）。"


def _consultation_warnings(item: Consultation, calendar: Calendar) -> Iterator[str]:
    sent, end = item.sent, item.end
    if not pausing(item):
        if sent.party == "internal":
            yield f"{sent.said}是征求本机关内设机构的意见，期限照走。"
        else:
            yield f"{sent.said}：2019年5月15日以前，征求{PARTIES[sent.party]}意见的时间不扣除。"
        return
    own = calendar.nth(natural_end(item, calendar))
    if sent.day is None and (end is None or end.kind == "consultation_lapsed"):
        yield f"{sent.said}没有记录对方收到的日期，从发出之日起算到{own}：补记签收日期后会重新计算。"
    if end is not None and end.kind == "consultation_lapsed" and end.on < own:
        yield f"{end.said}早于对方期限届满的{own}：对方还可以答复，核对日期。"
    if end is not None and end.kind == "consultation_answered" and end.on > own:
        yield f"{end.said}晚于对方期限届满的{own}：只扣除到{own}。"
