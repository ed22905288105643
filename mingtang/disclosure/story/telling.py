"""每种行为怎样改变案情。一种行为一个函数，``read`` 按顺序读完。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from mingtang.disclosure.story.handlers import HANDLERS, day_in, told_by
from mingtang.disclosure.story.parts import (
    Consultation,
    Decision,
    Dispatch,
    Extension,
    Fee,
    Opinion,
    Page,
    Review,
    Search,
    Supplement,
)
from mingtang.disclosure.story.whole import Story
from mingtang.law.clock import Event
from mingtang.law.receipt import received_on


def effective(pages: Iterable[Page]) -> list[Page]:
    """The acts that stand: without those a later act corrects, and without the bare voiding acts."""
    ordered = sorted(pages, key=lambda page: page.seq)
    corrected = {page.corrects_id for page in ordered if page.corrects_id is not None}
    return [page for page in ordered if page.pk not in corrected and page.kind != "voided"]


def read(kind: str, channel: str, submitted_on: date, pages: Iterable[Page]) -> Story:
    """Fold the acts of one case into its story."""
    story, standing = Story(kind=kind, channel=channel, submitted_on=submitted_on), effective(pages)
    for page in standing:
        handler = HANDLERS.get(page.kind)
        story = handler(story, page) if handler else story
    last_on = max((page.on for page in standing), default=None)
    return replace(story, last_on=last_on, count=len(standing))


def _event(story: Story, kind: str, page: Page, ref: str = "", **data: Any) -> tuple[Event, ...]:
    """The events of the clock with one more; once the application was answered the clock stands, whatever is done again."""
    if story.earlier and story.first_replied_on:
        return story.events
    return (*story.events, Event(kind, page.on, ref, data))


def _receive(story: Story) -> Story:
    receipt = received_on(
        story.channel,
        submitted_on=story.submitted_on,
        signed_on=story.signed_on,
        confirmed_on=story.confirmed_on,
    )
    return replace(story, received_on=receipt.on)


@told_by("filed")
def _filed(story: Story, page: Page) -> Story:
    return _receive(replace(story, signed_on=day_in(page.data.get("signed_on"))))


@told_by("receipt_confirmed")
def _confirmed(story: Story, page: Page) -> Story:
    return _receive(replace(story, confirmed_on=page.on))


@told_by("registered")
def _registered(story: Story, page: Page) -> Story:
    return replace(story, registered_on=page.on)


@told_by("assigned")
def _assigned(story: Story, page: Page) -> Story:
    return replace(story, sections=(*story.sections, (page.data["section_id"], page.data["section"])))


@told_by("opinion")
def _opinion(story: Story, page: Page) -> Story:
    data = page.data
    given = Opinion(
        page.on, page.by_name, data["section"], data["section_id"], data["outcome"], data["reason"]
    )
    return replace(story, opinions=(*story.opinions, given))


@told_by("supplement_point")
def _point(story: Story, page: Page) -> Story:
    return replace(story, points=(*story.points, {**page.data, "by": page.by_name}))


@told_by("supplement_asked")
def _supplement_asked(story: Story, page: Page) -> Story:
    deadline = date.fromisoformat(page.data["deadline"])
    asked = Supplement(page.on, deadline, tuple(page.data["items"]))
    return replace(
        story,
        supplement=asked,
        events=_event(story, "supplement_asked", page, deadline=page.data["deadline"]),
    )


@told_by("supplement_submitted")
def _supplement_submitted(story: Story, page: Page) -> Story:
    if story.supplement is None:
        return story
    given = replace(story.supplement, submitted_on=page.on, text=str(page.data.get("text", "")))
    return replace(story, supplement=given)


@told_by("supplement_received")
def _supplement_received(story: Story, page: Page) -> Story:
    if story.supplement is None:
        return story
    text = str(page.data.get("text") or story.supplement.text)
    received = replace(story.supplement, received_on=page.on, text=text)
    return replace(story, supplement=received, events=_event(story, "supplement_received", page))


@told_by("reasons_asked")
def _reasons_asked(story: Story, page: Page) -> Story:
    deadline = day_in(page.data["deadline"])
    events = _event(story, "reasons_asked", page, deadline=page.data["deadline"])
    return replace(story, reasons_asked_on=page.on, reasons_deadline=deadline, events=events)


@told_by("reasons_given")
def _reasons_given(story: Story, page: Page) -> Story:
    return replace(story, reasons_given_on=page.on, events=_event(story, "reasons_given", page))


@told_by("delayed")
def _delayed(story: Story, page: Page) -> Story:
    events = _event(story, "delayed", page, until=page.data["until"])
    return replace(story, delayed_until=day_in(page.data["until"]), events=events)


@told_by("consultation_sent")
def _consultation_sent(story: Story, page: Page) -> Story:
    data = page.data
    days = data.get("workdays")
    sent = Consultation(data["ref"], data["party"], data["name"], page.on, data.get("subject", ""), workdays=days)
    named = {"workdays": days} if days else {}
    events = _event(story, "consultation_sent", page, data["ref"], party=data["party"], **named)
    return replace(story, consultations=(*story.consultations, sent), events=events)


def _with_consultation(story: Story, ref: str, **changes: Any) -> tuple[Consultation, ...]:
    return tuple(replace(item, **changes) if item.ref == ref else item for item in story.consultations)


def _arrived(story: Story, kind: str, ref: str, **day: date) -> tuple[Event, ...]:
    """The events, the paper of ``kind`` and ``ref`` now with the day it arrived."""
    return tuple(
        Event(e.kind, e.on, e.ref, {**e.data, **{name: on.isoformat() for name, on in day.items()}})
        if (e.kind, e.ref) == (kind, ref)
        else e
        for e in story.events
    )


@told_by("consultation_served")
def _consultation_served(story: Story, page: Page) -> Story:
    ref = page.data["ref"]
    own = any(item.workdays for item in story.consultations if item.ref == ref)
    events = story.events if own else _arrived(story, "consultation_sent", ref, party_received_on=page.on)
    return replace(
        story, consultations=_with_consultation(story, ref, party_received_on=page.on), events=events
    )


@told_by("consultation_answered")
def _consultation_answered(story: Story, page: Page) -> Story:
    data = page.data
    answered = _with_consultation(
        story, data["ref"], answer=data["answer"], answered_on=page.on, reasons=data.get("reasons", "")
    )
    return replace(
        story, consultations=answered, events=_event(story, "consultation_answered", page, data["ref"])
    )


@told_by("consultation_lapsed")
def _consultation_lapsed(story: Story, page: Page) -> Story:
    ref = page.data["ref"]
    silent = _with_consultation(story, ref, answer="silence", answered_on=page.on)
    return replace(story, consultations=silent, events=_event(story, "consultation_lapsed", page, ref))


@told_by("interest_weighed")
def _weighed(story: Story, page: Page) -> Story:
    return replace(
        story, consultations=_with_consultation(story, page.data["ref"], weighed=page.data["reasons"])
    )


@told_by("third_party_told")
def _third_party_told(story: Story, page: Page) -> Story:
    return replace(story, consultations=_with_consultation(story, page.data["ref"], told_on=page.on))


@told_by("extension_proposed")
def _extension_proposed(story: Story, page: Page) -> Story:
    return replace(story, extension=Extension(page.data["workdays"], page.data["reason"], page.on))


@told_by("extension_approved")
def _extension_approved(story: Story, page: Page) -> Story:
    if story.extension is None:
        return story
    return replace(story, extension=replace(story.extension, approved_by=page.by_name, approved_on=page.on))


@told_by("extension_refused")
def _extension_refused(story: Story, page: Page) -> Story:
    return replace(story, extension=None)


@told_by("extended")
def _extended(story: Story, page: Page) -> Story:
    if story.extension is None:
        return story
    extension = replace(story.extension, noticed_on=page.on)
    events = _event(story, "extended", page, workdays=extension.workdays)
    return replace(story, extension=extension, events=events)


@told_by("fee_notice")
def _fee_notice(story: Story, page: Page) -> Story:
    data = page.data
    fee = Fee(
        data["mode"],
        data["amount"],
        data["count"],
        data.get("previous", 0),
        page.on,
        day_in(data.get("pay_by")),
    )
    return replace(story, fee=fee, events=_event(story, "fee_notice", page))


@told_by("paid")
def _paid(story: Story, page: Page) -> Story:
    if story.fee is None:
        return story
    return replace(story, fee=replace(story.fee, paid_on=page.on), events=_event(story, "paid", page))


@told_by("searched")
def _searched(story: Story, page: Page) -> Story:
    d = page.data
    record = Search(
        page.on,
        page.by_name,
        d["units"],
        d["systems"],
        d["keywords"],
        d["period"],
        d["found"],
        d.get("pages", 0),
    )
    return replace(story, searches=(*story.searches, record))


@told_by("drafted")
def _drafted(story: Story, page: Page) -> Story:
    data = page.data
    return replace(
        story, draft=data["letter"], drafted_by=data["by_id"], draft_outcome=data["outcome"], reviews=()
    )


@told_by("reviewed")
def _reviewed(story: Story, page: Page) -> Story:
    d = page.data
    review = Review(page.on, page.by_name, d["by_id"], d["level"], d["verdict"], d["opinion"], d["letter"])
    returned = d["verdict"] == "return"
    return replace(
        story,
        reviews=(*story.reviews, review),
        draft=0 if returned else story.draft,
        draft_outcome="" if returned else story.draft_outcome,
    )


@told_by("recalled")
def _recalled(story: Story, page: Page) -> Story:
    return replace(story, draft=0, drafted_by=0, draft_outcome="")


@told_by("decided")
def _decided(story: Story, page: Page) -> Story:
    data = page.data
    grounds = tuple(data.get("grounds", ()))
    made = Decision(data["outcome"], page.on, data.get("letter", 0), page.by_name, grounds)
    return replace(story, decision=made)


@told_by("examined")
def _examined(story: Story, page: Page) -> Story:
    return replace(story, decision=Decision(page.data["outcome"], page.on, 0, page.by_name))


@told_by("sent")
def _sent(story: Story, page: Page) -> Story:
    d = page.data
    served = page.on if d["method"] == "online" else None
    sent = Dispatch(d["letter"], d["code"], d["method"], page.on, d.get("tracking", ""), served)
    story = replace(story, dispatches=(*story.dispatches, sent))
    return _time_runs(story, page) if served else story


@told_by("notice_sent")
def _notice_sent(story: Story, page: Page) -> Story:
    return _sent(story, page)


def _time_runs(story: Story, page: Page) -> Story:
    """A letter has arrived from which a time counts: to pay (国办函〔2020〕109号), or to answer (条例 art. 32, 34)."""
    waiting = {item.ref for item in story.consultations if item.party_received_on is None}
    if page.data.get("ref") in waiting:
        return _consultation_served(story, page)
    if story.fee is None or "pay_by" not in page.data:
        return story
    fee = replace(story.fee, received_on=page.on, pay_by=day_in(page.data["pay_by"]))
    return replace(story, fee=fee, events=_arrived(story, "fee_notice", "", received_on=page.on))


def _with_dispatch(story: Story, letter: int, nth: int = -1, **changes: Any) -> tuple[Dispatch, ...]:
    """The dispatches, the ``nth`` of this letter (the last one unless said otherwise) changed."""
    places = [place for place, item in enumerate(story.dispatches) if item.letter == letter]
    found = places[nth] if -len(places) <= nth < len(places) else -1
    return tuple(replace(item, **changes) if i == found else item for i, item in enumerate(story.dispatches))


@told_by("served")
def _served(story: Story, page: Page) -> Story:
    arrived = replace(story, dispatches=_with_dispatch(story, page.data["letter"], served_on=page.on))
    return _time_runs(arrived, page)


@told_by("returned_mail")
def _returned_mail(story: Story, page: Page) -> Story:
    d = page.data
    came = day_in(d.get("returned_on")) or page.on  # a judgement made again keeps the day the mail came back
    changed = _with_dispatch(story, d["letter"], d.get("nth", -1), returned_on=came, cause=d.get("cause", ""))
    return replace(story, dispatches=changed)


@told_by("transfer_advised")
def _transfer(story: Story, page: Page) -> Story:
    return replace(story, transferred_to=page.data["to"])


@told_by("withdrawal_asked")
def _withdrawal_asked(story: Story, page: Page) -> Story:
    return replace(story, withdrawal_asked_on=page.on)


@told_by("withdrawn")
def _withdrawn(story: Story, page: Page) -> Story:
    made = Decision("withdrawn", page.on, 0, page.by_name)
    return replace(story, withdrawn_on=page.on, decision=made, events=_event(story, "withdrawn", page))


@told_by("due_told")
def _due_told(story: Story, page: Page) -> Story:
    return replace(story, due_told=day_in(page.data["due"]))
