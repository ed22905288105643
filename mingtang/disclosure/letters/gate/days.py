"""核对日期：成文日期不晚于到期日、不早于所写的事实、不在将来；延期、补正、收费在期限内。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingtang.disclosure.letters.gate.finding import BLOCK, WARN, File, GateFinding
from mingtang.disclosure.letters.wording.charge import fee_of
from mingtang.disclosure.story import Supplement
from mingtang.law.cite import Cite
from mingtang.law.clock import EXTENSION_WORKDAYS, REPLY_WORKDAYS, SUPPLEMENT_NOTICE_WORKDAYS, Clock
from mingtang.law.clock.rules import EXTENSION_APPROVED, EXTENSION_BEFORE_DUE, SUPPLEMENT_ABANDONED
from mingtang.law.days import long_day, optional_day
from mingtang.law.fees import MAY_CHARGE, PAYMENT_WORKDAYS, UNPAID
from mingtang.law.periods import CORRECTION_WORKDAYS
from mingtang.law.since import in_force
from mingtang.law.sources import practice, regulation

_ONCE = regulation("第三十条", "一次性告知申请人作出补正，说明需要补正的事项和合理的补正期限")
_REASONS = regulation("第三十五条", "可以要求申请人说明理由")
_REMEDIED = practice("重新答复的期限", "复议决定、判决责令重新答复的，按其中写明的期限。")
_OWN_DAY = practice("重新答复的期限", "自行纠正的，按本机关自定的日期。")
_DATED = practice("成文日期", "成文日期为发文机关负责人签发的日期。")


def dated_in_time(file: File) -> Iterator[GateFinding]:
    """A reply is dated by the due day. A late one can still be issued once that day is over, with a warning."""
    clock = file.before
    if not file.kind.final or clock is None or clock.due is None:
        return
    if file.facts.story.first_replied_on:
        yield from _made_again_in_time(file)
        return
    late = file.dated_on > clock.due
    gone = file.desk.today > clock.due
    todo = "期限已过，写明原因后签发" if gone else "没有办延期的，今天起至到期日内成文并送出"
    yield file.finding(
        "due", not late, "成文日期与答复期限", f"成文日期晚于答复期限，{todo}。", long_day(file.dated_on), long_day(clock.due),
        _reply_days(file, clock), level=WARN if gone else BLOCK, field="dated_on", sign="＞",
    )  # fmt: skip


def _reply_days(file: File, clock: Clock) -> Cite:
    """What gives the days: the regulation for a request, the office's own rule for a correction (art. 41 names none)."""
    return in_force(CORRECTION_WORKDAYS if file.facts.kind == "correction" else REPLY_WORKDAYS, clock.received).cite


def _made_again_in_time(file: File) -> Iterator[GateFinding]:
    """A reply that is made again is due on the day that the decision ordered, or that the organ set itself."""
    again = file.facts.story.again
    if again is None:
        return
    yield file.finding(
        "due_again", file.dated_on <= again.due, "成文日期与重新答复的期限", "重新答复的期限已过，写明原因后签发。",
        long_day(file.dated_on), long_day(again.due), _REMEDIED if again.ground == "remedy" else _OWN_DAY, level=WARN,
        field="dated_on", sign="＞",
    )  # fmt: skip


def dated_by_today(file: File) -> Iterator[GateFinding]:
    """成文日期 is the day of signing: not later, and earlier only for a reason."""
    dated, today = file.letter.dated_on, file.desk.today
    if dated is None and file.kind.code in ("P7", "A1"):
        return  # slips that somebody else fills in and dates
    yield file.finding(
        "dated",
        dated is not None,
        "成文日期",
        "还没有写成文日期，填上签发当日。",
        "没有写",
        long_day(today),
        _DATED,
        field="dated_on",
    )
    if dated is None:
        return
    yield file.finding(
        "future", dated <= today, "成文日期与签发日", "成文日期在签发日之后，改为签发当日。", long_day(dated), long_day(today),
        _DATED, field="dated_on", sign="＞",
    )  # fmt: skip
    # The result is counted in the year of the letter: a date of last year would change a report that is out.
    yield file.finding(
        "backdated", dated >= today, "成文日期与签发日", "成文日期早于签发日，改为签发当日，或者写明原因。", long_day(dated),
        long_day(today), _DATED, level=WARN if dated.year == today.year else BLOCK, field="dated_on", sign="＜",
    )  # fmt: skip


def dated_after_its_facts(file: File) -> Iterator[GateFinding]:
    """A letter is not older than what it tells."""
    if file.letter.family == "form":
        return
    latest = max(_told(file), default=None)
    if latest is None:
        return
    day, what = latest
    yield file.finding(
        "facts", file.dated_on >= day, "成文日期与所写事实", f"成文日期早于文书写到的{what}，改为当日或者以后。",
        long_day(file.dated_on), f"{what}{long_day(day)}", _DATED, field="dated_on", sign="＜",
    )  # fmt: skip


def _told(file: File) -> Iterator[tuple[date, str]]:
    story = file.facts.story
    days = [
        (story.received_on, "收到申请"),
        (story.supplement.received_on if story.supplement else None, "收到补正"),
        (story.extension.approved_on if story.extension else None, "同意延期"),
        (story.reasons_given_on, "收到说明"),
        (story.fee.paid_on if story.fee else None, "缴费"),
        (story.again.on if story.again else None, "决定重新答复"),
        *((item.answered_on, "收到意见") for item in story.consultations),
        *((search.on, "检索") for search in story.searches),
    ]
    yield from ((day, what) for day, what in days if day is not None)


def extension_is_allowed(file: File) -> Iterator[GateFinding]:
    """P5: approved, at most 20 working days, told before the due day."""
    if file.kind.code != "P5":
        return
    story, clock = file.facts.story, file.before
    asked = story.extension
    days = int(file.letter.fields.get("workdays") or (asked.workdays if asked else 0))
    limit = in_force(EXTENSION_WORKDAYS, story.received_on or file.dated_on)
    yield file.finding(
        "extension_days", 0 < days <= limit.value, "延期天数", f"延期为1至{limit.value}个工作日，改写天数。",
        f"{days}个工作日", f"最多{limit.value}个工作日", limit.cite, field="workdays", sign="＞",
    )  # fmt: skip
    approved = asked is not None and asked.approved_on is not None and asked.approved_on <= file.dated_on
    agreed = approved and asked is not None and days == asked.workdays
    yield file.finding(
        "extension_approved", agreed, "负责人同意", "延期须先经工作机构负责人同意，天数与同意的一致。",
        f"{days}个工作日", f"同意{asked.workdays}个工作日" if approved and asked else "没有同意的记录", EXTENSION_APPROVED,
    )  # fmt: skip
    due = clock.original_due if clock else None
    yield file.finding(
        "extension_told", due is not None and file.dated_on <= due, "延期告知的日期", "原期限已过，告知延期不生效力，改为尽快答复。",
        long_day(file.dated_on), long_day(due) if due else "没有答复期限", EXTENSION_BEFORE_DUE, field="dated_on", sign="＞",
    )  # fmt: skip


def supplement_is_allowed(file: File) -> Iterator[GateFinding]:
    """P3: once, within 7 working days, every point with guidance, a deadline that lies ahead."""
    if file.kind.code != "P3":
        return
    story = file.facts.story
    asked = story.supplement
    again = asked is not None and asked.asked_on != file.dated_on
    yield file.finding(
        "supplement_once", not again, "补正只能要求一次", "已经要求过补正，不能再次要求；仍不明确的，按补正后仍不明确答复。",
        long_day(file.dated_on), long_day(asked.asked_on) if asked else "没有要求过", _ONCE,
    )  # fmt: skip
    if story.received_on is not None:
        limit = in_force(SUPPLEMENT_NOTICE_WORKDAYS, story.received_on)
        last = file.facts.calendar.add_workdays(story.received_on, limit.value)
        yield file.finding(
            "supplement_in_time", file.dated_on <= last, "补正告知的期限",
            f"收到申请已超过{limit.value}个工作日，不能再要求补正，按现有申请办理。",
            long_day(file.dated_on), long_day(last), limit.cite, field="dated_on", sign="＞",
        )  # fmt: skip
    items = file.draft.rows("items")
    whole = bool(items) and all(row.get("item") and row.get("guidance") for row in items)
    yield file.finding(
        "supplement_items", whole, "补正事项", "至少写一项补正事项，每一项都写明怎样补。", f"{len(items)}项", "每项有补正办法",
        _ONCE, field="items",
    )  # fmt: skip
    yield from _ahead(file, "deadline", "补正期限", _ONCE)


def _ahead(file: File, name: str, title: str, cite: object) -> Iterator[GateFinding]:
    day = optional_day(file.letter.fields.get(name))
    if day is not None:
        yield file.finding(
            name, day > file.dated_on, title, f"{title}不晚于成文日期，改为合理的日期。", long_day(day), long_day(file.dated_on),
            file.kind.cites[0], field=name, sign="≤",
        )  # fmt: skip


def other_deadlines(file: File) -> Iterator[GateFinding]:
    """P4, P11, P14: the day that is set lies ahead; a delay needs an explanation first and ends after the due day."""
    if file.kind.code in ("P4", "P11"):
        yield from _ahead(file, "deadline", "期限", _REASONS)
    if file.kind.code != "P14":
        return
    given = file.facts.story.reasons_given_on
    yield file.finding(
        "delay_reasons", given is not None, "申请人的说明", "先要求并收到申请人的说明，再确定延迟答复的期限。",
        "没有说明" if given is None else long_day(given), "收到说明", _REASONS,
    )  # fmt: skip
    until, clock = optional_day(file.letter.fields.get("until")), file.before
    yield from _told_in_time(file, clock)
    if until is not None and clock is not None and clock.due is not None:
        yield file.finding(
            "delay_until", until > clock.due, "延迟答复的日期", "延迟答复的日期不晚于原来的期限，不需要延迟，按期答复。",
            long_day(until), long_day(clock.due), _REASONS, field="until", sign="≤",
        )  # fmt: skip


def _told_in_time(file: File, clock: Clock | None) -> Iterator[GateFinding]:
    """A day that is fixed after the due day has no effect: the clock does not read it."""
    if clock is not None and clock.due is not None:
        yield file.finding(
            "delay_told", file.dated_on <= clock.due, "延迟答复告知的日期", "答复期限已过，另定日期不生效力，改为尽快答复。",
            long_day(file.dated_on), long_day(clock.due), _REASONS, field="dated_on", sign="＞",
        )  # fmt: skip


def fee_is_right(file: File) -> Iterator[GateFinding]:
    """P12: sent while the period runs, and the amount is that of the tariff."""
    if file.kind.code != "P12":
        return
    clock, fee = file.before, fee_of(file.draft)
    running = clock is not None and clock.due is not None and file.dated_on <= clock.due
    yield file.finding(
        "fee_in_time", running, "收费通知的日期", "收费通知须在答复期限内发出，期限已过的不能收费，直接答复。",
        long_day(file.dated_on), long_day(clock.due) if clock and clock.due else "期限没有在走", MAY_CHARGE, sign="＞",
    )  # fmt: skip
    written = file.letter.fields.get("amount")
    ok = fee is not None and fee.amount > 0 and written == fee.amount
    zero = fee is not None and fee.amount == 0
    todo = "按标准为0元，不发收费通知" if zero else "改为按标准算出的数额"
    yield file.finding(
        "fee_amount", ok, "收费数额", f"收费数额与标准不一致，{todo}。", f"{written if written is not None else '没有写'}元",
        f"{fee.amount}元" if fee else "算不出，先填方式和数量", fee.cites[1] if fee else MAY_CHARGE, field="amount",
    )  # fmt: skip


def lapse_is_over(file: File) -> Iterator[GateFinding]:
    """D20: the deadline is over and nothing came."""
    story = file.facts.story
    if file.facts.outcome == "supplement_lapsed":
        asked = story.supplement
        ok = asked is not None and asked.received_on is None and file.dated_on > asked.deadline
        yield file.finding(
            "lapsed", ok, "补正期限", "补正期限没有届满，或者申请人已经补正，不能按逾期不补正办结。", long_day(file.dated_on),
            long_day(asked.deadline) if asked else "没有要求补正", SUPPLEMENT_ABANDONED, sign="≤",
        )  # fmt: skip
        yield from _unconfirmed(file, asked)
    if file.facts.outcome == "fee_unpaid":
        fee = story.fee
        known = fee is not None and fee.received_on is not None
        yield file.finding(
            "notice_served", known, "收费通知的送达", "缴费期限自申请人收到收费通知的次日起算，先登记收费通知书的送达。",
            "逾期未缴费", long_day(fee.received_on) if fee and fee.received_on else "没有登记送达", PAYMENT_WORKDAYS[-1].cite,
        )  # fmt: skip
        end = fee.pay_by if fee else None
        ok = fee is not None and fee.paid_on is None and end is not None and file.dated_on > end
        yield file.finding(
            "lapsed", ok, "缴费期限",
            f"缴费期限（{in_force(PAYMENT_WORKDAYS, file.dated_on).value}个工作日）没有届满，或者申请人已经缴费，不能按逾期未缴费办结。",
            long_day(file.dated_on), long_day(end) if end else "没有收费通知", UNPAID, sign="≤",
        )  # fmt: skip


def _unconfirmed(file: File, asked: Supplement | None) -> Iterator[GateFinding]:
    """A supplement that was sent on line and not confirmed yet: in time it is no lapse, later its reason must be weighed."""
    if asked is None or asked.submitted_on is None or asked.received_on is not None:
        return
    late = asked.submitted_on > asked.deadline
    todo = "看有没有正当理由：有的登记收到补正，没有的写明原因后签发" if late else "先登记收到补正，不能按逾期不补正办结"
    yield file.finding(
        "lapse_supplied", False, "申请人提交的补正", f"申请人{long_day(asked.submitted_on)}在网上提交了补正，还没有确认，{todo}。",
        long_day(asked.submitted_on), long_day(asked.deadline), SUPPLEMENT_ABANDONED, level=WARN if late else BLOCK,
        sign="＞" if late else "≤",
    )  # fmt: skip


CHECKS = (
    dated_by_today,
    dated_in_time,
    dated_after_its_facts,
    extension_is_allowed,
    supplement_is_allowed,
    other_deadlines,
    fee_is_right,
    lapse_is_over,
)
