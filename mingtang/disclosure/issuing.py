"""签发：核对、取号、排印、冻结，同在一个事务里。中断了，号没有用掉，文书没有签发。

The files are stored by their content before the rows are written; a kill in between leaves an unused file, never a number
without a letter or a letter without its number. Reprinting reads the stored bytes.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now

from mingtang.disclosure.disclosed import chosen
from mingtang.disclosure.letters import render
from mingtang.disclosure.letters.catalogue import KINDS
from mingtang.disclosure.letters.compose import compose, number_of, series, titled
from mingtang.disclosure.letters.facts import (
    Attached,
    EarlierReply,
    LetterFacts,
    OrganFacts,
    Party,
    Replaced,
    party_kind,
)
from mingtang.disclosure.letters.gate import Desk, GateFinding, check
from mingtang.disclosure.letters.letter import Letter as Paper
from mingtang.disclosure.models import Applicant, Case, Letter, LetterState
from mingtang.disclosure.refusal import ActRefused, ReasonNeeded
from mingtang.disclosure.story import Story
from mingtang.kit import audit, numbering
from mingtang.kit.db import writing
from mingtang.kit.uploads import store_bytes
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Organ, Staff

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def organ_facts(organ: Organ) -> OrganFacts:
    """What letters say of the organ."""
    return OrganFacts(
        name=organ.name,
        short_name=organ.short_name,
        kind=organ.kind,
        government=organ.government,
        superior=organ.superior,
        court=organ.court,
        office=organ.disclosure_office,
        address=organ.address,
        postcode=organ.postcode,
        phone=organ.phone,
        fee_account=organ.fee_account,
        online=organ.site_domain,
    )


def facts_of(case: Case, story: Story, *, outcome: str = "", ref: str = "") -> LetterFacts:
    """What a letter of this case rests on."""
    person = case.applicant
    earlier = case.repeat_of
    first = earlier.letters.filter(state=LetterState.ISSUED, code__startswith="D").first() if earlier else None
    return LetterFacts(
        organ=organ_facts(case.organ),
        case_number=case.number,
        applicant=Party(person.name, person.kind, person.identity_number, person.phone, person.address, _agent(person)),
        description=case.description,
        story=story,
        calendar=current_calendar(),
        outcome=outcome,
        ref=ref,
        consulted=_consulted(case, ref),
        wanted_form=case.wanted_form,
        wanted_delivery=case.wanted_delivery,
        query_code=case.query_code,
        title=case.title,
        document_number=case.document_number,
        replaced=_replaced(case, story),
        earlier=EarlierReply(first.number, first.dated_on) if first and first.dated_on else None,
        disclosed=tuple(Attached(each.label, each.pages) for each in chosen(case)),
        kind=case.kind,
    )


def _agent(person: Applicant) -> str:
    """Who acts for the applicant, with the number of the paper that proves who that is."""
    return " ".join(filter(None, (person.agent_name, person.agent_identity)))


def _replaced(case: Case, story: Story) -> Replaced | None:
    """The reply that a reply made again takes the place of, and by whose decision."""
    again = story.again
    if again is None:
        return None
    old = case.letters.get(pk=again.replaces)
    told = Replaced(old.title, old.number, old.dated_on, again.reason)
    remedy = case.remedies.filter(pk=again.remedy).first() if again.remedy else None
    if remedy is None:
        return told
    return replace(
        told, by=remedy.body, by_on=remedy.decided_on, by_number=remedy.number, route=remedy.route,
        disposition=remedy.disposition,
    )  # fmt: skip


def _consulted(case: Case, ref: str) -> Party | None:
    act = case.acts.filter(kind="consultation_sent", data__ref=ref).last() if ref else None
    if act is None:
        return None
    name = act.private["name"]
    kind = "organ" if act.data["party"] != "third_party" else party_kind(name)
    return Party(name, kind, contact=act.private.get("contact", ""))


def composed(row: Letter, facts: LetterFacts) -> Paper:
    """The letter as it would be printed now."""
    return compose(row.code, facts, row.fields, row.dated_on)


def as_if_signed(row: Letter, on: date) -> Letter:
    """The draft as it would be signed on ``on``, where no date was written yet."""
    if row.dated_on or row.issued:
        return row
    row = copy(row)
    row.dated_on = on
    return row


def findings(row: Letter, facts: LetterFacts, on: date) -> tuple[GateFinding, ...]:
    """What the gate says of a draft on ``on``."""
    return tuple(check(composed(row, facts), facts, desk_of(row, facts, on)))


def desk_of(row: Letter, facts: LetterFacts, on: date) -> Desk:
    """What the gate must know beside the case: today, numbers taken, other people's names."""
    kind = KINDS[row.code]
    series = f"{row.organ.short_name}依{kind.suffix}"
    taken = Letter.objects.filter(organ=row.organ, series=series).exclude(number="")
    others = Case.objects.filter(organ=row.organ).exclude(Q(pk=row.case_id)).order_by("-id")[:200]
    return Desk(
        today=on,
        taken=frozenset(taken.values_list("number", flat=True)),
        others=frozenset(others.values_list("applicant__name", flat=True)) - {facts.applicant.name},
    )


def signing_day(dated_on: date | None, story: Story, on: date) -> date:
    """The 成文日期 of a draft signed on ``on``: that of the draft, unless something was done in the case after it."""
    passed = dated_on is not None and story.last_on is not None and dated_on < story.last_on
    return on if dated_on is None or passed else dated_on


def issue(row: Letter, story: Story, *, by: Staff | None, on: date, despite: str = "") -> Letter:
    """Check, number, print and freeze a draft. Raises ActRefused with the first disagreement the gate finds.

    Where the gate only warns, ``despite`` says in a sentence why the letter stays as it is; without it ReasonNeeded.
    """
    if row.state != LetterState.DRAFT:
        raise ActRefused("文书已签发或者已弃稿，不能再签发。")
    kind = KINDS[row.code]
    facts = facts_of(row.case, story, outcome=row.outcome, ref=row.ref)
    with writing():
        row.dated_on = row.dated_on or on
        warned = _checked(row, facts, on, despite)
        row.despite = despite.strip() if warned else ""
        named = series(kind, facts)
        serial = numbering.take(f"{row.organ_id}:letter:{named}", row.dated_on.year)
        number = number_of(named, row.dated_on.year, serial)
        freeze(row, composed(row, facts).numbered(number), series=named, serial=serial, number=number)
        row.states_due = due_stated(row, facts)
        row.issued_by, row.issued_at = by, Now()
        row.save()
        row.refresh_from_db(fields=["issued_at"])
        said = {"warnings": [found.code for found in warned], "reason": row.despite} if warned else {}
        audit.record(
            "disclosure.letter.issue", by=by, subject=row.case, data={"letter": row.pk, "number": number, **said}
        )
    return row


def _checked(row: Letter, facts: LetterFacts, on: date, despite: str) -> list[GateFinding]:
    """The warnings of the gate, which nothing blocks and ``despite`` answers."""
    found = findings(row, facts, on)
    wrong, warned = [each for each in found if each.blocks], [each for each in found if each.warns]
    if wrong:
        raise ActRefused(f"不能签发《{row.title}》：{wrong[0].sentence}")
    if warned and not despite.strip():
        titles = "、".join(dict.fromkeys(each.title for each in warned))
        raise ReasonNeeded(f"《{row.title}》核对有{len(warned)}项提醒（{titles}），改好后签发，或者写一句不改的原因。")
    return warned


def due_stated(row: Letter, facts: LetterFacts) -> date | None:
    """The day of reply that the letter tells the applicant, None when it tells none; P5 tells the extended one."""
    if row.dated_on and row.code == "P5":
        asked = facts.story.extension
        workdays = int(row.fields.get("workdays") or (asked.workdays if asked else 0))
        return facts.extended_due(workdays, row.dated_on)
    if row.code == "P14":
        return date.fromisoformat(row.fields["until"])
    return facts.clock.due if row.code == "P2" and facts.clock else None


def freeze(row: Letter, paper: Paper, **numbered: Any) -> None:
    """Put the frozen content and its two files into the row."""
    for name, value in numbered.items():
        setattr(row, name, value)
    row.year = row.dated_on.year if row.dated_on else None
    row.state = LetterState.ISSUED
    row.body = paper.frozen()
    row.pdf = store_bytes(render.pdf_bytes(paper), f"{row.title}.pdf", PDF)
    row.docx = store_bytes(render.docx_bytes(paper), f"{row.title}.docx", DOCX)


def new_draft(
    case: Case, code: str, *, by: Staff | None, fields: dict[str, Any], outcome: str = "", ref: str = "",
    dated_on: date | None = None,
) -> Letter:
    """An unsaved draft of one kind of letter."""
    kind = KINDS[code]
    return Letter(
        case=case, organ=case.organ, code=code, title=titled(kind, case.kind), outcome=outcome, ref=ref, fields=fields,
        dated_on=dated_on, drafted_by=by,
    )
