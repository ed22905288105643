"""提醒：按（案件、时钟、档）只发一次。停机几天再开，补上该发的最近一档，不把错过的每档都发一遍。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mingtang.disclosure.derive import story_of
from mingtang.disclosure.models import Case, Remedy, Reminder
from mingtang.disclosure.models.remedy import RemedyQuerySet
from mingtang.disclosure.procedure import answer_by
from mingtang.disclosure.recalculate import told_otherwise
from mingtang.disclosure.redress import answer_due
from mingtang.disclosure.story import Story
from mingtang.disclosure.turns import turn
from mingtang.law.calendar import Calendar
from mingtang.organs.models import Role

THRESHOLDS = (5, 2, 0, -1)  # working days left; -1 is overdue. Practice of the office, not law.


@dataclass(frozen=True)
class Running:
    """One clock of a case that runs to a day. ``key`` is unique in the case: a day that moves is reminded of anew."""

    name: str
    due_on: date
    role: str
    what: str

    @property
    def key(self) -> str:
        """The clock with its day: what paused or was decided otherwise has another one."""
        return f"{self.name}:{self.due_on:%Y%m%d}"


def running(story: Story, calendar: Calendar, day: date) -> Iterator[Running]:
    """The clocks of a case that somebody has to watch on ``day``; a pause that ran out by itself is over."""
    if story.answered or (story.decision and story.decision.outcome == "withdrawn"):
        return
    holder = turn(story).holder  # when it is nobody's in the house, the clerk answers for the case
    holder = holder if holder in Role.values else Role.CLERK
    if story.again_due and story.first_replied_on:
        yield Running("again", story.again_due, holder, "重新答复")
        return
    seen = max(filter(None, (day, story.received_on, story.last_on)))
    clock = story.clock(calendar, seen, account=False)
    if clock and clock.due and clock.state != "paused":
        yield Running("reply", clock.due, holder, "答复")
        if story.extension and story.extension.noticed_on is None and story.decision is None:
            agreed = story.extension.approved_on
            yield Running("extend" if agreed else "agree", clock.due, *((Role.CLERK, "告知延期") if agreed else (Role.VICE_LEADER, "审批延期")))
    if story.supplement and story.supplement.received_on is None and story.decision is None:
        yield Running("supplement", story.supplement.deadline, "clerk", "申请人补正")
    if story.fee and story.fee.pay_by and story.fee.paid_on is None and story.decision is None:
        yield Running("payment", story.fee.pay_by, "clerk", "申请人缴费")
    for waited in story.open_consultations:
        yield Running(f"consultation:{waited.ref}", answer_by(waited, calendar), "clerk", "征求意见答复")


def threshold(due_on: date, day: date, calendar: Calendar) -> int | None:
    """The threshold reached on ``day``: the smallest of ``THRESHOLDS`` not below the days left; None before the first."""
    left = calendar.workdays_between(day, due_on) if day <= due_on else -1
    reached = [step for step in THRESHOLDS if left <= step]
    return min(reached) if reached else None


def _sentence(case: Case, clock: Running, step: int) -> str:
    when = {0: "今日到期", -1: "已经逾期"}.get(step, f"剩{step}个工作日以内")
    return f"{case.short_number} {clock.what}{when}（{clock.due_on:%m-%d}）"


def remind(cases: Iterable[Case], day: date, calendar: Calendar) -> int:
    """Write the reminders due on ``day``; running it again, or after days of outage, never doubles one.

    Returns how many were written.
    """
    return _written(reminder for case in cases for reminder in _of(case, day, calendar))


def remind_of_remedies(day: date, calendar: Calendar) -> int:
    """The same for the answers the organ owes to a reconsideration body or a court, in closed and archived cases too."""
    return _written(_of_remedies(day, calendar))


def unanswered(remedies: RemedyQuerySet) -> RemedyQuerySet:
    """Those to which the organ still owes its answer, the day of the copy being known."""
    return remedies.filter(answered_on=None, decided_on=None).exclude(copy_received_on=None)


def _of_remedies(day: date, calendar: Calendar) -> Iterator[Reminder]:
    for remedy in unanswered(Remedy.objects.all()).select_related("case").order_by("pk"):
        due = answer_due(remedy, calendar)
        step = threshold(due, day, calendar) if due else None
        if due is not None and step is not None:
            clock = Running(f"{REMEDY}{remedy.pk}", due, Role.CLERK, f"{remedy.get_route_display()}答复")
            yield Reminder(
                case=remedy.case, clock=clock.key, threshold=step, due_on=due, made_on=day, role=clock.role,
                section_id=remedy.case.section_id, text=_sentence(remedy.case, clock, step),
            )  # fmt: skip


REMEDY = "remedy"


def _written(reminders: Iterable[Reminder]) -> int:
    wanted = list(reminders)
    if not wanted:
        return 0
    before = Reminder.objects.count()
    Reminder.objects.bulk_create(wanted, ignore_conflicts=True)
    return Reminder.objects.count() - before


def _of(case: Case, day: date, calendar: Calendar) -> Iterator[Reminder]:
    """The reminders of one case on ``day``: its clocks, and letters whose day the holidays have moved."""
    story = story_of(case)
    for clock in running(story, calendar, day):
        step = threshold(clock.due_on, day, calendar)
        if step is not None:
            yield Reminder(
                case=case, clock=clock.key, threshold=step, due_on=clock.due_on, made_on=day, role=clock.role,
                section_id=case.section_id, text=_sentence(case, clock, step),
            )  # fmt: skip
    letters = [each for each in case.letters.all() if each.issued and each.states_due]
    for pk, due in told_otherwise(story, letters, calendar).items():
        letter = next(each for each in letters if each.pk == pk)
        yield Reminder(
            case=case, clock=f"letter:{pk}:{due:%m%d}", threshold=0, due_on=due, made_on=day, role=Role.CLERK,
            section_id=case.section_id, text=f"{case.short_number} {letter.title}写的期限是{letter.states_due:%m-%d}，应为{due:%m-%d}",
        )  # fmt: skip
