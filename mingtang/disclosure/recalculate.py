"""放假通知变了：哪些在办案件的日期会动、哪些已发文书写着另一个日期；以及全部重算。

Only acts that move the clock are read, as plain rows, and only cases whose days move are written: a hundred thousand
open cases are one pass in batches, not a hundred thousand stories. A closed case keeps the days of the calendar it was
closed under.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.db import models
from django.urls import reverse

from mingtang.disclosure.models import Act, Case, CaseKind, Letter, LetterState
from mingtang.disclosure.story import Story
from mingtang.kit.db import writing
from mingtang.law.calendar import Calendar
from mingtang.law.clock import Event, evaluate
from mingtang.organs.impact import Impact, StatedDate

MOVES = (
    "supplement_asked",
    "supplement_received",
    "consultation_sent",
    "consultation_served",
    "consultation_answered",
    "consultation_lapsed",
    "extension_proposed",
    "extended",
    "delayed",
    "fee_notice",
    "paid",
    "notice_sent",
    "served",
    "reasons_asked",
    "reasons_given",
    "voided",
)
TELLS = {"P2": "", "P5": "extended"}  # letters that tell a counted day of reply, by the event they tell
BATCH = 2000
DAYS = ("due_on", "clock_state", "provisional", "waiting_until")


@dataclass(frozen=True)
class Days:
    """The columns of a case that hang on the calendar."""

    due_on: date | None
    clock_state: str
    provisional: bool
    waiting_until: date | None


def open_cases() -> Any:
    """Cases whose clock still matters; a suggestion (条例 art. 44) has none."""
    running = Case.objects.filter(received_on__isnull=False, replied_on__isnull=True)
    return running.exclude(outcome="withdrawn").exclude(kind=CaseKind.SUGGESTION).order_by("pk")


def events_of(case_ids: list[int]) -> dict[int, tuple[Event, ...]]:
    """The clock events of many cases from one query."""
    acts = Act.objects.filter(case_id__in=case_ids, kind__in=MOVES).order_by("case_id", "seq")
    rows = acts.values_list("case_id", "pk", "kind", "on", "data", "corrects_id").iterator()
    return {case: _events(list(group)) for case, group in groupby(rows, key=lambda row: row[0])}


def _events(rows: list[tuple[Any, ...]]) -> tuple[Event, ...]:
    corrected = {row[5] for row in rows if row[5] is not None}
    standing = [row for row in rows if row[1] not in corrected and row[2] != "voided"]
    came = [row for row in standing if row[2] in ("consultation_served", "notice_sent", "served") and row[4].get("ref")]
    served = {row[4]["ref"]: row[3] for row in reversed(came)}
    fees = [place for place, row in enumerate(standing) if row[2] == "fee_notice"]
    later = standing[fees[-1] :] if fees else []
    arrived = next((row[3] for row in later if row[2] in ("notice_sent", "served") and "pay_by" in row[4]), None)
    workdays = None  # of the last one proposed before it was told: one that was refused may be proposed anew
    made = []
    for _, _, kind, on, data, _ in standing:
        workdays = data["workdays"] if kind == "extension_proposed" else workdays
        if kind in ("consultation_served", "extension_proposed", "notice_sent", "served"):
            continue
        extra = {"workdays": workdays} if kind == "extended" else dict(data)
        if kind == "consultation_sent" and data["ref"] in served and not data.get("workdays"):
            extra["party_received_on"] = served[data["ref"]]
        if kind == "fee_notice" and arrived:
            extra["received_on"] = arrived
        keep = ("party", "party_received_on", "workdays", "until", "deadline", "received_on")
        made.append(Event(kind, on, data.get("ref", ""), {key: extra[key] for key in keep if extra.get(key)}))
    return tuple(made)


@dataclass(frozen=True)
class Moved:
    """An open case whose days differ under another calendar, with what its clock was read from."""

    pk: int
    received: date
    events: tuple[Event, ...]
    before: Days
    after: Days


def moved(calendar: Calendar) -> Iterator[tuple[int, Days, Days]]:
    """(case id, stored days, days under ``calendar``) of every open case whose days differ."""
    for each in _clocks(calendar):
        yield each.pk, each.before, each.after


def _clocks(calendar: Calendar) -> Iterator[Moved]:
    rows = open_cases().values_list("pk", "received_on", *DAYS).iterator(chunk_size=BATCH)
    for batch in _batches(rows):
        yield from _moved_of(batch, calendar)


def _moved_of(batch: list[Any], calendar: Calendar) -> Iterator[Moved]:
    events = events_of([row[0] for row in batch])
    for pk, received, *stored in batch:
        known = events.get(pk, ())
        clock = evaluate(received, known, calendar, account=False)
        before, after = Days(*stored), Days(clock.due, clock.state, clock.provisional, clock.waiting_until)
        if before != after:
            yield Moved(pk, received, known, before, after)


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def foretell(old: Calendar, new: Calendar) -> list[Impact]:
    """What loading the notice would move, with the issued letters that would then tell another day than the new one."""
    found = {each.pk: each for each in _clocks(new) if each.before.due_on != each.after.due_on}
    numbers = dict(Case.objects.filter(pk__in=found).values_list("pk", "number"))
    stated: dict[int, list[StatedDate]] = defaultdict(list)
    for letter in letters_with_a_day().filter(case_id__in=found):
        case = found[letter.case_id]
        if letter.states_due and misstates(letter, case.received, case.events, case.after.due_on, new):
            url = reverse("cases:letter", args=[letter.case_id, letter.pk])
            stated[letter.case_id].append(StatedDate(f"{letter.title} {letter.number}", letter.states_due, url))
    return [
        Impact(numbers[pk], reverse("cases:case", args=[pk]), each.before.due_on, each.after.due_on, tuple(stated[pk]))
        for pk, each in found.items()
    ]


def letters_with_a_day() -> models.QuerySet[Letter]:
    """Issued letters that tell the applicant a day of reply, without their bodies."""
    letters = Letter.objects.filter(state=LetterState.ISSUED, states_due__isnull=False)
    return letters.only("case_id", "code", "title", "number", "dated_on", "state", "states_due").order_by("id")


def misstates(letter: Letter, received: date, events: Sequence[Event], due: date | None, calendar: Calendar) -> bool:
    """Whether an issued letter tells another day than ``due`` only because the holidays were arranged otherwise since.

    What a later paper lawfully changed (a supplement, an extension) is no wrong day: the letter is held against the day that
    ``calendar`` gives for the facts it rested on, and only while that is the day in force.
    """
    if letter.states_due is None or letter.dated_on is None or letter.states_due == due or letter.code not in TELLS:
        return False
    known = _known(events, letter)
    return known is not None and evaluate(received, known, calendar, account=False).due == due


def _known(events: Sequence[Event], letter: Letter) -> list[Event] | None:
    """What the letter rested on: for P2 nothing, for P5 all up to the extension it tells, as known then; None when that is struck."""
    told = TELLS[letter.code]
    place = next((i for i, event in enumerate(events) if event.kind == told), -1)
    if told and place < 0:
        return None
    return [_as_known(event, letter.dated_on) for event in events[: place + 1]]


def _as_known(event: Event, on: date | None) -> Event:
    late = [name for name in ("party_received_on", "received_on") if str(event.data.get(name) or "") > str(on)]
    return replace(event, data={name: value for name, value in event.data.items() if name not in late}) if late else event


def told_otherwise(story: Story, letters: Iterable[Letter], calendar: Calendar) -> dict[int, date]:
    """The letters of one case that tell a day the calendar has moved, by pk, with the day that is right.

    None once the applicant was told (``due_told``) or the reply has left the house.
    """
    clock = None if story.answered or story.first_replied_on or story.withdrawn_on else story.clock(calendar, account=False)
    if clock is None or clock.due is None or story.due_told == clock.due or story.received_on is None:
        return {}
    received, due = story.received_on, clock.due
    return {each.pk: due for each in letters if misstates(each, received, story.events, due, calendar)}


def recompute(calendar: Calendar) -> int:
    """Store the days of all open cases anew; returns how many due days moved."""
    keys = list(open_cases().values_list("pk", flat=True))
    count = sum(_recomputed(keys[start : start + BATCH], calendar) for start in range(0, len(keys), BATCH))
    with writing():
        still = Case.objects.filter(replied_on__isnull=True).exclude(calendar_version=calendar.version)
        still.exclude(outcome="withdrawn").update(calendar_version=calendar.version)
    return count


def _recomputed(keys: list[int], calendar: Calendar) -> int:
    """One batch, locked before it is read: an act between the reading and the writing would be written over."""
    groups: dict[Days, list[int]] = defaultdict(list)
    count = 0
    with writing():
        rows = open_cases().filter(pk__in=keys).select_for_update().values_list("pk", "received_on", *DAYS)
        for each in _moved_of(list(rows), calendar):
            groups[each.after].append(each.pk)
            count += each.before.due_on != each.after.due_on
        for days, cases in groups.items():
            Case.objects.filter(pk__in=cases).update(**vars(days))
    return count
