"""现在可以做什么：程序表里的每一种行为，能做的给按钮，不能做的给理由，什么都不悄悄消失。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from mingtang.disclosure.models import Case
from mingtang.disclosure.procedure import RULES, Rule, why_not
from mingtang.disclosure.story import Story
from mingtang.law.calendar import Calendar
from mingtang.organs.models import Role, Staff

# Permitted at most times and seldom needed: folded, so that what the day asks for stands out.
RARE = {
    "reasons_asked", "fee_notice", "transfer_advised", "repeat_linked", "publication_proposed", "withdrawn",
    "remedy_filed", "reopened", "voided", "notice_sent", "urged", "due_told", "return_judged",
    "file_taken_back", "applicant_corrected",
}  # fmt: skip


@dataclass(frozen=True)
class Possible:
    """One act: its button, or the reason why there is none."""

    label: str
    url: str = ""
    note: str = ""
    why_not: str = ""
    act: str = ""


@dataclass(frozen=True)
class Possibilities:
    """What this person may do now, what others may do now, what nobody may do now and why."""

    mine: tuple[Possible, ...]
    rare: tuple[Possible, ...]
    others: tuple[Possible, ...]
    refused: tuple[Possible, ...]
    read_only: bool


def possibilities(case: Case, story: Story, staff: Staff, day: date, calendar: Calendar) -> Possibilities:
    """Every rule of the procedure that concerns this kind of case."""
    mine: list[Possible] = []
    rare: list[Possible] = []
    others: list[Possible] = []
    refused: list[Possible] = []
    for rule in RULES.values():
        if case.kind not in rule.kinds:
            continue
        reason = why_not(rule.kind, story, day, calendar)
        if reason and staff.role in rule.roles and in_time_before(rule.kind, story, calendar):
            note = f"今天不能做：{reason}；此前做的可以补登"
            rare.append(Possible(rule.label, address(case, rule.kind), note, act=rule.kind))
        elif reason:
            refused.append(Possible(rule.label, why_not=f"{reason}。"))
        elif staff.role in rule.roles:
            more = "…" if rule.grave else ""
            found = Possible(f"{rule.label}{more}", address(case, rule.kind), rule.basis, act=rule.kind)
            (rare if rule.kind in RARE else mine).append(found)
        else:
            others.append(Possible(rule.label, why_not=f"由{posts(rule)}办理（{rule.basis}）。"))
    reads = not any(staff.role in rule.roles for rule in RULES.values())
    return Possibilities(tuple(mine), tuple(rare), tuple(others), tuple(refused), reads)


def in_time_before(kind: str, story: Story, calendar: Calendar) -> bool:
    """Whether what is too late today could be done on an earlier day that the file still lets one enter: it is registered late."""
    last = story.last_on
    return last is not None and not why_not(kind, story, last, calendar)


def posts(rule: Rule) -> str:
    """The posts that do the act, in the order of the organ's chart."""
    return "、".join(str(role.label) for role in Role if role.value in rule.roles)


def address(case: Case, kind: str) -> str:
    """The page of the act."""
    return reverse("cases:act", args=[case.pk, kind])
