"""工作台从本室取的东西：导航、今日的待办、卡在谁手里、提醒、今天办完、全局查找。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Q
from django.urls import reverse

from mingtang.disclosure.forms.office.filters import search as narrowed
from mingtang.disclosure.forms.office.filters import written
from mingtang.disclosure.models import Act, Case, Letter, Remedy, Reminder
from mingtang.disclosure.models.case import CaseQuerySet
from mingtang.disclosure.permissions import cases_for
from mingtang.disclosure.privacy import hide
from mingtang.disclosure.redress import answer_due, answer_law
from mingtang.disclosure.reminders import REMEDY, unanswered
from mingtang.disclosure.story import read
from mingtang.disclosure.views.office.chips import OPEN, Status, clock_of, status, stored_status
from mingtang.disclosure.views.office.listing import AtHand, due_now, said, turn_of, up_to
from mingtang.disclosure.views.office.people import People, holds
from mingtang.disclosure.words import title_of
from mingtang.kit.masking import mask_name
from mingtang.law.calendar import Calendar
from mingtang.law.clock import Clock
from mingtang.law.receipt import confirm_by
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Role, Staff
from mingtang.web.due import running_chip
from mingtang.web.workbench import Blocker, Done, Hit, NavItem, Note, Task

MOST = 150  # tasks a person can look at in one day; the list shows the rest
WATCHERS = {Role.CLERK, Role.VICE_LEADER, Role.LEADER, Role.SUPERVISOR}
OUTSIDE = {"applicant", "third_party", "none", ""}
REPLY = "条例第三十三条"
SUPPLEMENT, FEE = "条例第三十条", "国办函〔2020〕109号"


def nav() -> NavItem:
    """The entry of the cases, with what is due today."""
    return NavItem(
        group="信息公开", label="依申请公开", url_name="cases:list", count=due_count, key="C", tab="folder",
        tab_label="案件", order=20, may=lambda staff: staff.role != Role.ADMINISTRATOR,
    )  # fmt: skip


def due_count(staff: Staff, day: date) -> tuple[str, str] | None:
    """“1 今日” when something is due or overdue, else how many wait for this person."""
    scope, kept = cases_for(staff), AtHand.kept(staff, day)
    pressing = kept.due if kept else up_to(scope.filter(due_now(day)))
    if pressing:
        return f"{said(pressing)} 今日", "today"
    mine = kept.mine if kept else up_to(scope.filter(turn_of(staff)))
    return (said(mine), "") if mine else None


COLUMNS = [
    *["number", "title", "year", "serial", "channel", "submitted_on", "received_on", "stage", "clock_state", "due_on", "provisional", "waiting_until"],
    *["outcome", "in_time", "holder", "holder_name", "holder_what", "organ_id", "kind"],
    *["applicant__name", "applicant__contact", "applicant__agent_name"],
]


def _mine(staff: Staff) -> CaseQuerySet:
    """What lies before this person: the clerk answers for every open case, others for those that are their turn."""
    scope = cases_for(staff).filter(stage__in=OPEN)
    return scope if staff.role == Role.CLERK else scope.filter(turn_of(staff))


def tasks(staff: Staff, day: date) -> Iterator[Task]:
    """The open cases of this person by due day. Read from the columns: every page of the workbench counts them."""
    calendar, people = current_calendar(), People(staff.organ_id)
    found = _mine(staff).select_related("applicant").only(*COLUMNS)
    cases = list(found.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST])
    clocks = _paused_clocks(cases, calendar, day)
    yield from _contested(staff, day, calendar)
    for case in cases:
        now = clocks.get(case.pk)
        yield _task(case, status(case, now, day) if now else stored_status(case, calendar, day), staff, people, calendar, day)


def _contested(staff: Staff, day: date, calendar: Calendar) -> Iterator[Task]:
    """The answers the clerk owes to a reconsideration body or a court; the case itself may be closed."""
    if staff.role != Role.CLERK:
        return
    for remedy in unanswered(Remedy.objects.filter(case__in=cases_for(staff))).select_related("case__applicant"):
        due, case = answer_due(remedy, calendar), remedy.case
        if due is None:
            continue
        chip = running_chip(due, day, calendar.workdays_between(day, due) if day <= due else 0)
        yield Task(
            title=hide(case.title, case.applicant),
            url=reverse("cases:case", args=[case.pk]) + "#remedies",
            due_on=due,
            due_words=chip.words,
            due_class=chip.state,
            meta=" · ".join((case.number, remedy.get_route_display(), remedy.body)),
            law=answer_law(remedy),
            turn_name="你",
            turn_what="提交答复和证据",
            act_label="办理",
        )


def pressing(staff: Staff, day: date) -> int:
    """How many of these are due today or overdue, counted and not drawn: unconfirmed requests by the day to confirm them."""
    mine, calendar = _mine(staff), current_calendar()
    last_workday = calendar.nth(calendar.count(day))
    unconfirmed = mine.filter(received_on__isnull=True, submitted_on__lt=last_workday)
    owed = sum(task.due_on is not None and task.due_on <= day for task in _contested(staff, day, calendar))
    return up_to(mine.filter(due_on__lte=day)) + up_to(unconfirmed) + owed


def _paused_clocks(cases: list[Case], calendar: Calendar, day: date) -> dict[int, Clock | None]:
    """The real clocks of paused cases: a pause ends by itself when the other side's time is over."""
    paused = {case.pk: case for case in cases if case.clock_state == "paused"}
    acts: dict[int, list[Act]] = {}
    for act in Act.objects.filter(case_id__in=paused).defer("private").order_by("seq"):
        acts.setdefault(act.case_id, []).append(act)
    return {
        pk: clock_of(read(case.kind, case.channel, case.submitted_on, acts.get(pk, [])), calendar, day)
        for pk, case in paused.items()
    }


def _task(case: Case, seen: Status, staff: Staff, people: People, calendar: Calendar, day: date) -> Task:
    on, law = _waited(case, day) if case.clock_state == "waiting" else (seen.on, "" if case.clock_state == "closed" or case.kind != "request" else REPLY)
    if case.received_on is None:
        on, law = confirm_by(case.submitted_on, calendar), ""
        seen = _confirming(seen, on, day)
    mine = holds(staff, case)
    return Task(
        title=hide(case.title, case.applicant),
        url=reverse("cases:case", args=[case.pk]),
        due_on=on,
        due_words=seen.chip.words,
        due_class=seen.chip.state,
        meta=" · ".join(filter(None, (case.number, case.get_channel_display(), seen.note))),
        law=law or None,
        turn_name="你" if mine else people.who(case.holder, case.holder_name),
        turn_what=case.holder_what,
        act_label="办理" if mine else "查看",
    )


def _waited(case: Case, day: date) -> tuple[date | None, str]:
    """The applicant's last day and the rule that gives it; once it is over nothing falls due on it any more."""
    until = case.waiting_until
    return None if until and until < day else until, FEE if case.holder_what.startswith("缴纳") else SUPPLEMENT


def _confirming(seen: Status, on: date, day: date) -> Status:
    """Confirmation of receipt is due by the rule of the house, on the next working day."""
    words = "今天确认" if on == day else "尽快确认收到" if on < day else "待确认收到"
    state = "today" if on <= day else "soon"
    return Status(seen.chip._replace(state=state, words=words), on, seen.note)


def blockers(staff: Staff, day: date) -> Iterator[Blocker]:
    """On whose desk open cases lie, and for how many working days."""
    if staff.role not in WATCHERS:
        return
    calendar, people = current_calendar(), People(staff.organ_id)
    waiting = cases_for(staff).filter(stage__in=OPEN).exclude(holder__in=OUTSIDE).exclude(holder_since=None)
    for case in waiting.select_related("applicant").order_by("holder_since")[:50]:
        if holds(staff, case) or case.holder_since is None or case.holder_since > day:
            continue
        days = calendar.workdays_between(case.holder_since, day)
        if days:
            who = people.who(case.holder, case.holder_name)
            what = f"{case.short_number} {case.holder_what}"
            yield Blocker(who=who, what=what, days=days, url=reverse("cases:case", args=[case.pk]))


def notes(staff: Staff, day: date) -> Iterator[Note]:
    """Reminders of the last week for this post, and what applicants sent in."""
    scope = cases_for(staff)
    found = Reminder.objects.filter(case__in=scope, role=staff.role, made_on__range=(day - timedelta(days=7), day))
    if staff.role == Role.SECTION_STAFF:
        found = found.filter(section=staff.section)
    over = Q(case__stage__in=("closed", "archived")) & ~Q(clock__startswith=REMEDY)
    for each in found.exclude(over)[:20]:
        mark = "新" if each.made_on == day else ""
        yield Note(title=each.text, url=reverse("cases:case", args=[each.case_id]), meta=f"{each.made_on:%m-%d}", mark=mark)
    if staff.role == Role.CLERK:
        yield from _from_applicants(scope, day)


def _from_applicants(scope: CaseQuerySet, day: date) -> Iterator[Note]:
    kinds = ("supplement_submitted", "withdrawal_asked", "note_added")
    since = day - timedelta(days=7)
    acts = Act.objects.filter(case__in=scope.filter(stage__in=OPEN), kind__in=kinds, on__range=(since, day))
    for act in acts.select_related("case").defer("private").order_by("-at")[:20]:
        title = f"{title_of(act.kind)}：{act.case.short_number}"
        url = reverse("cases:case", args=[act.case_id]) + f"#a{act.seq}"
        yield Note(title=title, url=url, meta=f"{act.on:%m-%d}", mark="新" if act.on == day else "")


def done(staff: Staff, day: date) -> Iterator[Done]:
    """What this person did today, newest first."""
    acts = Act.objects.filter(by=staff, on=day, case__in=cases_for(staff)).exclude(kind="filed")
    people = People(staff.organ_id)
    for act in acts.select_related("case__applicant").defer("private").order_by("-at")[:30]:
        case = act.case
        yield Done(
            title=hide(case.title, case.applicant),
            url=reverse("cases:case", args=[case.pk]),
            words=title_of(act.kind),
            meta=case.number,
            turn_name=people.who(case.holder, case.holder_name),
            turn_what=case.holder_what,
        )


def search(staff: Staff, words: str) -> Iterator[Hit]:
    """Cases and letters this person may see."""
    scope = cases_for(staff)
    for case in narrowed(scope, words).select_related("applicant").order_by("-year", "-serial")[:30]:
        url = reverse("cases:case", args=[case.pk])
        meta = f"{case.number} · {mask_name(case.applicant.name)} · {case.get_stage_display()}"
        yield Hit(kind="案件", title=hide(case.title, case.applicant), url=url, meta=meta)
    letters = Letter.objects.filter(case__in=scope, number__icontains=written(words) or words).select_related("case")
    for letter in letters[:30]:
        url = reverse("cases:letter", args=[letter.case_id, letter.pk])
        yield Hit(kind="文书", title=f"{letter.number} {letter.title}", url=url, meta=letter.case.number)
