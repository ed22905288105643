"""由行为算出的列：重算、核对。列可以全部删掉再算出来。"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mingtang.disclosure.models import Case, CaseKind
from mingtang.disclosure.story import Story, read
from mingtang.disclosure.turns import stage, turn
from mingtang.law.calendar import Calendar
from mingtang.law.outcomes import OUTCOMES

DERIVED = [
    "stage",
    "applicant_kind",
    "received_on",
    "clock_state",
    "due_on",
    "provisional",
    "waiting_until",
    "outcome",
    "result_row",
    "result_on",
    "replied_on",
    "in_time",
    "section_id",
    "holder",
    "holder_name",
    "holder_what",
    "holder_since",
    "calendar_version",
    "act_count",
]


def story_of(case: Case) -> Story:
    """The story of a case, read from its acts."""
    return read(case.kind, case.channel, case.submitted_on, case.acts.all())


def columns(case: Case, story: Story, calendar: Calendar) -> dict[str, Any]:
    """What the derived columns of ``case`` must hold, given its story."""
    clock = story.clock(calendar, account=False)
    now = turn(story)
    decision = story.counted
    row = OUTCOMES[decision.outcome].row if decision and case.kind == CaseKind.REQUEST else ""
    replied = story.first_replied_on
    due = clock.due if clock else None
    return {
        "stage": stage(story),
        "applicant_kind": case.applicant.kind,
        "received_on": story.received_on,
        "clock_state": clock.state if clock else "",
        "due_on": story.again_due or due if replied else due,
        "provisional": bool(clock and clock.provisional),
        "waiting_until": clock.waiting_until if clock else None,
        "outcome": decision.outcome if decision else "",
        "result_row": row,
        "result_on": decision.on if decision else None,
        "replied_on": replied,
        "in_time": replied <= clock.due if replied and clock and clock.due else None,
        "section_id": story.section[0] if story.section else None,
        "holder": now.holder,
        "holder_name": now.name,
        "holder_what": now.what,
        "holder_since": now.since,
        "calendar_version": calendar.version,
        "act_count": story.count,
    }


def refresh(case: Case, calendar: Calendar) -> Story:
    """Recompute and store the derived columns of one case; return its story."""
    story = story_of(case)
    for name, value in columns(case, story, calendar).items():
        setattr(case, name, value)
    case.save(update_fields=DERIVED)
    if story.sections:
        case.other_sections.set(beside(story))
    return story


def beside(story: Story) -> set[int]:
    """The sections that have the case beside the one in charge."""
    return {pk for pk, _ in story.sections} - ({story.section[0]} if story.section else set())


BY_CALENDAR = {"clock_state", "due_on", "provisional", "waiting_until", "in_time", "calendar_version"}


def differences(cases: Iterable[Case], calendar: Calendar) -> list[tuple[Case, str, Any, Any]]:
    """(case, column, stored, right) wherever a stored column is not what the acts say.

    A closed case keeps the days of the calendar it was closed under; they are compared only while that is ``calendar``.
    """
    found = []
    for case in cases:
        story = story_of(case)
        answered = story.answered or story.first_replied_on
        kept = BY_CALENDAR if answered and case.calendar_version != calendar.version else frozenset()
        for name, right in columns(case, story, calendar).items():
            if name not in kept and getattr(case, name) != right:
                found.append((case, name, getattr(case, name), right))
        others = set(case.other_sections.values_list("pk", flat=True))
        if others != beside(story):
            found.append((case, "other_sections", others, beside(story)))
    return found
