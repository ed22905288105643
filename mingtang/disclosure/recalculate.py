"""放假通知变了：哪些在办案件的日期会动、哪些已发文书写着另一个日期；以及全部重算。

Only acts that move the clock are read, as plain rows, and only cases whose day moves are written: a hundred thousand
open cases are one pass in batches, not a hundred thousand stories.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse

from mingtang.disclosure.models import Act, Case, Letter, LetterState
from mingtang.kit.db import writing
from mingtang.law.calendar import Calendar
from mingtang.law.clock import Event, due_day
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
    "voided",
)
BATCH = 2000
Row = tuple[int, date, date | None]


def open_cases() -> Any:
    """Cases whose clock still matters."""
    return (
        Case.objects.filter(received_on__isnull=False, replied_on__isnull=True)
        .exclude(outcome="withdrawn")
        .order_by("pk")
    )


def events_of(case_ids: list[int]) -> dict[int, tuple[Event, ...]]:
    """The clock events of many cases from one query."""
    acts = Act.objects.filter(case_id__in=case_ids, kind__in=MOVES).order_by("case_id", "seq")
    rows = acts.values_list("case_id", "pk", "kind", "on", "data", "corrects_id").iterator()
    return {case: _events(list(group)) for case, group in groupby(rows, key=lambda row: row[0])}


def _events(rows: list[tuple[Any, ...]]) -> tuple[Event, ...]:
    corrected = {row[5] for row in rows if row[5] is not None}
    standing = [row for row in rows if row[1] not in corrected and row[2] != "voided"]
    served = {row[4]["ref"]: row[3] for row in standing if row[2] == "consultation_served"}
    workdays = next((row[4]["workdays"] for row in standing if row[2] == "extension_proposed"), None)
    made = []
    for _, _, kind, on, data, _ in standing:
        if kind in ("consultation_served", "extension_proposed"):
            continue
        extra = {"workdays": workdays} if kind == "extended" else dict(data)
        if kind == "consultation_sent" and data["ref"] in served:
            extra["party_received_on"] = served[data["ref"]]
        keep = ("party", "party_received_on", "workdays", "until", "deadline", "received_on")
        made.append(Event(kind, on, data.get("ref", ""), {key: extra[key] for key in keep if extra.get(key)}))
    return tuple(made)


def moved(calendar: Calendar) -> Iterator[tuple[int, date | None, date | None]]:
    """(case id, stored due day, due day under ``calendar``) of every open case whose day differs."""
    rows: Iterator[Row] = open_cases().values_list("pk", "received_on", "due_on").iterator(chunk_size=BATCH)
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield from _moved(batch, calendar)
            batch = []
    yield from _moved(batch, calendar)


def _moved(batch: list[Row], calendar: Calendar) -> Iterator[tuple[int, date | None, date | None]]:
    events = events_of([row[0] for row in batch])
    for pk, received, stored in batch:
        if received and (due := due_day(received, events.get(pk, ()), calendar)) != stored:
            yield pk, stored, due


def foretell(old: Calendar, new: Calendar) -> list[Impact]:
    """What loading the notice would move, with the issued letters that state another day than the new one."""
    found = {pk: (before, after) for pk, before, after in moved(new)}
    cases = Case.objects.in_bulk(list(found))
    stated: dict[int, list[StatedDate]] = {}
    letters = Letter.objects.filter(case_id__in=found, state=LetterState.ISSUED)
    for letter in letters:
        states = (letter.fields or {}).get("states_due", "")
        if states and (not found[letter.case_id][1] or states != str(found[letter.case_id][1])):
            stated.setdefault(letter.case_id, []).append(StatedDate(str(letter), date.fromisoformat(states)))
    return [
        Impact(cases[pk].number, reverse("cases:case", args=[pk]), before, after, tuple(stated.get(pk, ())))
        for pk, (before, after) in found.items()
    ]


def recompute(calendar: Calendar) -> int:
    """Store the due days of all open cases anew; returns how many moved."""
    changed = []
    for pk, _, due in moved(calendar):
        changed.append(Case(pk=pk, due_on=due, calendar_version=calendar.version))
    with writing():
        Case.objects.bulk_update(changed, ["due_on", "calendar_version"], batch_size=300)
        open_cases().exclude(calendar_version=calendar.version).update(calendar_version=calendar.version)
        return len(changed)
