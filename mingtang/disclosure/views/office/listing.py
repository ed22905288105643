"""案件清单：视图（带件数的页签）、次序、一行的内容。不管有多少案件，查询次数不变。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q

from mingtang.disclosure.models import Act, Case
from mingtang.disclosure.models.case import CaseQuerySet
from mingtang.disclosure.privacy import hide
from mingtang.disclosure.story import read
from mingtang.disclosure.views.office.chips import DONE, OPEN, Status, clock_of, status
from mingtang.disclosure.views.office.people import People
from mingtang.disclosure.words import outcome_label, title_of
from mingtang.kit.masking import mask_name
from mingtang.kit.pagination import COUNT_UP_TO, PER_PAGE, Page, page_number
from mingtang.law.calendar import Calendar
from mingtang.organs.models import Role, Staff

VIEWS = {
    "mine": "我的",
    "today": "今日到期",
    "open": "在办",
    "applicant": "等申请人",
    "consulting": "征求意见",
    "sending": "待送出",
    "done": "已办结",
    "all": "全部",
}
STAGES = {
    "open": OPEN,
    "applicant": ("waiting_applicant",),
    "consulting": ("consulting",),
    "sending": ("sending",),
    "done": DONE,
}
ACTIVE_HOLDERS = ("clerk", "section_staff", "vice_leader", "leader", "applicant", "third_party")


def turn_of(staff: Staff) -> Q:
    """Cases in which it is this person's turn."""
    if staff.role == Role.SECTION_STAFF and staff.section is not None:
        name = staff.section.name
        parts = Q(holder_name=name) | Q(holder_name__startswith=f"{name}、")
        parts |= Q(holder_name__endswith=f"、{name}") | Q(holder_name__contains=f"、{name}、")
        return Q(holder="section_staff") & parts
    return Q(holder=staff.role) & ~Q(stage__in=("closed", "archived"))


def due_now(day: date) -> Q:
    """Open cases whose reply is due today or overdue; the holder comes first because an index leads by it."""
    return Q(holder__in=ACTIVE_HOLDERS, due_on__lte=day, stage__in=OPEN)


def seen_as(cases: CaseQuerySet, view: str, staff: Staff, day: date) -> CaseQuerySet:
    """The cases of one view."""
    if view == "mine":
        return cases.filter(turn_of(staff))
    if view == "today":
        return cases.filter(due_now(day))
    return cases.filter(stage__in=STAGES[view]) if view in STAGES else cases


def counts(cases: CaseQuerySet, staff: Staff, day: date) -> dict[str, int]:
    """How many cases each view holds, in three queries that indexes answer."""
    by_stage = dict(cases.order_by().values_list("stage").annotate(Count("pk")))
    found = {view: sum(by_stage.get(stage, 0) for stage in stages) for view, stages in STAGES.items()}
    found["all"] = sum(by_stage.values())
    found["mine"] = cases.filter(turn_of(staff)).count()
    found["today"] = cases.filter(due_now(day)).count()
    return found


def page_of(cases: CaseQuerySet, number: object) -> Page[Case]:
    """One page: open cases by due day, then finished ones, the latest first."""
    parts = (
        cases.filter(stage__in=OPEN).order_by(F("due_on").asc(nulls_last=True), "pk"),
        cases.filter(stage__in=DONE).order_by(F("due_on").desc(nulls_last=True), "-pk"),
    )
    sizes = [part.order_by()[: COUNT_UP_TO + 1].count() for part in parts]
    count = sum(sizes)
    wanted = min(page_number(number), max(1, -(-count // PER_PAGE)))
    start = (wanted - 1) * PER_PAGE
    rows: list[Case] = []
    for part, size in zip(parts, sizes, strict=True):
        left = PER_PAGE - len(rows)
        first = max(0, start)
        rows += list(_with_story(part)[first : first + left]) if left else []
        start -= size
    return Page(rows, wanted, PER_PAGE, count, max(sizes) > COUNT_UP_TO, count > wanted * PER_PAGE)


def _with_story(cases: CaseQuerySet) -> CaseQuerySet:
    # What is encrypted stays in the database: a list shows none of it.
    hidden = ("identity_number", "phone", "address", "email", "agent_identity")
    lean = cases.select_related("applicant").defer("query_code", *(f"applicant__{name}" for name in hidden))
    return lean.prefetch_related(Prefetch("acts", Act.objects.defer("private").order_by("seq")))


@dataclass(frozen=True)
class Row:
    """One line of the list, as it is shown."""

    case: Case
    title: str
    applicant: str
    status: Status
    who: str
    last: str
    last_on: date | None
    shut: bool


def rows(cases: Iterable[Case], people: People, calendar: Calendar, day: date) -> Iterator[Row]:
    """The lines of the list; the clock of each case is read from its acts."""
    for case in cases:
        acts = list(case.acts.all())
        story = read(case.kind, case.channel, case.submitted_on, acts)
        last = acts[-1] if acts else None
        done = case.stage in DONE
        words = outcome_label(case.outcome) if done and case.outcome else title_of(last.kind) if last else ""
        yield Row(
            case=case,
            title=hide(case.title, case.applicant),
            applicant=mask_name(case.applicant.name),
            status=status(case, clock_of(story, calendar, day), day),
            who="—" if done else people.who(case.holder, case.holder_name),
            last=words,
            last_on=case.result_on if done else (last.on if last else None),
            shut=done,
        )
