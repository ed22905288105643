"""案件清单：视图（带件数的页签）、次序、一行的内容。不管有多少案件，查询次数不变。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, OrderBy, Q, Value
from django.db.models.functions import Coalesce

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
MOST_COUNTED = 999
FEW = 2000  # finished cases, of many


def turn_of(staff: Staff) -> Q:
    """Cases in which it is this person's turn."""
    if staff.role == Role.SECTION_STAFF and staff.section is not None:
        name = staff.section.name
        parts = Q(holder_name=name) | Q(holder_name__startswith=f"{name}、")
        parts |= Q(holder_name__endswith=f"、{name}") | Q(holder_name__contains=f"、{name}、")
        return Q(holder="section_staff") & parts
    return Q(holder=staff.role) & ~Q(stage__in=("closed", "archived"))


def due_now(day: date) -> Q:
    """Open cases whose reply is due today or overdue."""
    return Q(due_on__lte=day, stage__in=OPEN)


def seen_as(cases: CaseQuerySet, view: str, staff: Staff, day: date) -> CaseQuerySet:
    """The cases of one view."""
    if view == "mine":
        return cases.filter(turn_of(staff))
    if view == "today":
        return cases.filter(due_now(day))
    return cases.filter(stage__in=STAGES[view]) if view in STAGES else cases


def up_to(cases: CaseQuerySet) -> int:
    """How many cases, counted no further than anybody would read them one by one."""
    return cases.order_by()[: MOST_COUNTED + 1].count()


def said(number: int) -> str:
    """The number, or that there are more."""
    return str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+"


class AtHand(NamedTuple):
    """How many cases it is somebody's turn in, and how many are due; the list and the navigation beside it show the same."""

    day: date
    mine: int
    due: int

    def keep(self, staff: Any) -> None:
        """Keep the numbers with ``staff``, an object of one request: the navigation then need not count again."""
        staff.cases_at_hand = self

    @classmethod
    def kept(cls, staff: Any, day: date) -> AtHand | None:
        """What was counted in this request for this day, if anything was."""
        found: AtHand | None = getattr(staff, "cases_at_hand", None)
        return found if found and found.day == day else None


def counts(cases: CaseQuerySet, staff: Staff, day: date) -> dict[str, str]:
    """How many cases each view holds; finished ones are many and not counted to the last."""
    of_stages = cases.filter(stage__in=OPEN).order_by().values_list("stage")
    by_stage = dict(of_stages.annotate(Count("pk")))
    done = up_to(cases.filter(stage__in=DONE))
    found = {view: said(sum(by_stage.get(stage, 0) for stage in stages)) for view, stages in STAGES.items()}
    found["done"] = said(done)
    found["all"] = said(sum(by_stage.values()) + done)
    at_hand = AtHand(day, up_to(cases.filter(turn_of(staff))), up_to(cases.filter(due_now(day))))
    found["mine"], found["today"] = said(at_hand.mine), said(at_hand.due)
    at_hand.keep(staff)
    return found


def page_of(cases: CaseQuerySet, number: object, view: str = "all") -> Page[Case]:
    """One page: open cases by due day, then finished ones, the latest first."""
    parts = [part for part in (_Part(cases, view, OPEN), _Part(cases, view, DONE)) if part.stages]
    count = sum(part.size for part in parts)
    wanted = min(page_number(number), max(1, -(-count // PER_PAGE)))
    start = (wanted - 1) * PER_PAGE
    rows: list[Case] = []
    for part in parts:
        rows += part.rows(max(0, start), PER_PAGE - len(rows))
        start -= part.size
    capped = any(part.size > COUNT_UP_TO for part in parts)
    return Page(rows, wanted, PER_PAGE, count, capped, count > wanted * PER_PAGE)


class _Part:
    """The open or the finished cases of a view, in their order."""

    def __init__(self, cases: CaseQuerySet, view: str, stages: tuple[str, ...]) -> None:
        self.stages = [stage for stage in stages if stage in STAGES.get(view, stages)]
        self.backwards = stages is DONE
        self.cases = cases.filter(stage__in=self.stages)
        self.size = self.cases.order_by()[: COUNT_UP_TO + 1].count() if self.stages else 0
        # Walking the index of due days to find the open ones among many, or a few of one stage, reads all of them; sorting
        # those few does not.
        self.sorts = self.size <= (FEW if self.backwards else COUNT_UP_TO)

    def rows(self, first: int, number: int) -> list[Case]:
        """``number`` cases from ``first`` on."""
        if not number or first >= self.size:
            return []
        due = Coalesce(F("due_on"), Value(date.max)) if self.sorts else F("due_on")
        order = (OrderBy(due, descending=True, nulls_last=True), "-pk") if self.backwards else (
            OrderBy(due, nulls_last=True), "pk",
        )  # fmt: skip
        # Which ones is read from an index alone; only those are then read whole.
        ids = list(self.cases.order_by(*order).values_list("pk", flat=True)[first : first + number])
        found = {case.pk: case for case in _lean(Case.objects.filter(pk__in=ids))}
        return [found[pk] for pk in ids if pk in found]


def _lean(cases: CaseQuerySet) -> CaseQuerySet:
    # What is encrypted stays in the database: a list shows none of it.
    hidden = ("identity_number", "phone", "address", "email", "agent_identity")
    return cases.select_related("applicant").defer("query_code", *(f"applicant__{name}" for name in hidden))


def _acts_of(cases: Iterable[Case]) -> dict[int, list[Act]]:
    """The acts of these cases in their order. Not prefetched: tying each act to its case costs as much as reading it."""
    found: dict[int, list[Act]] = {}
    for act in Act.objects.filter(case_id__in=[case.pk for case in cases]).defer("private").order_by("seq"):
        found.setdefault(act.case_id, []).append(act)
    return found


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


def rows(cases: Sequence[Case], people: People, calendar: Calendar, day: date) -> Iterator[Row]:
    """The lines of the list; the clock of each case is read from its acts."""
    told = _acts_of(cases)
    for case in cases:
        acts = told.get(case.pk, [])
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
