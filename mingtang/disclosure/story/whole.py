"""一件案子的全部案情，和由它直接得出的判断。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingtang.disclosure.story.parts import (
    Again,
    Consultation,
    Contest,
    Decision,
    Dispatch,
    Extension,
    Fee,
    Opinion,
    Review,
    Search,
    Supplement,
)
from mingtang.law.calendar import Calendar
from mingtang.law.clock import Clock, Event, evaluate
from mingtang.law.delivery import reply_day


@dataclass(frozen=True)
class Story:
    """一件案子到此为止的全部案情。日期都是公务上的日期。"""

    kind: str
    channel: str
    submitted_on: date
    received_on: date | None = None
    signed_on: date | None = None
    confirmed_on: date | None = None
    registered_on: date | None = None
    events: tuple[Event, ...] = ()
    sections: tuple[tuple[int, str], ...] = ()
    opinions: tuple[Opinion, ...] = ()
    points: tuple[dict[str, str], ...] = ()
    supplement: Supplement | None = None
    reasons_asked_on: date | None = None
    reasons_deadline: date | None = None
    reasons_given_on: date | None = None
    delayed_until: date | None = None
    consultations: tuple[Consultation, ...] = ()
    extension: Extension | None = None
    fee: Fee | None = None
    searches: tuple[Search, ...] = ()
    draft: int = 0
    drafted_by: int = 0
    draft_outcome: str = ""
    reviews: tuple[Review, ...] = ()
    decision: Decision | None = None
    dispatches: tuple[Dispatch, ...] = ()
    transferred_to: str = ""
    withdrawal_asked_on: date | None = None
    withdrawn_on: date | None = None
    archived_on: date | None = None
    contests: tuple[Contest, ...] = ()
    again: Again | None = None
    earlier: tuple[Decision, ...] = ()
    due_told: date | None = None
    last_on: date | None = None
    count: int = 0

    @property
    def remedies(self) -> tuple[int, ...]:
        """The reconsiderations and suits registered, by key."""
        return tuple(each.remedy for each in self.contests)

    @property
    def contested(self) -> bool:
        """Whether one of them is not ended."""
        return any(each.pending for each in self.contests)

    @property
    def section(self) -> tuple[int, str] | None:
        """The section in charge: the last one the case was assigned to."""
        return self.sections[-1] if self.sections else None

    @property
    def open_consultations(self) -> tuple[Consultation, ...]:
        """Consultations without an answer."""
        return tuple(item for item in self.consultations if item.open)

    @property
    def overruled(self) -> tuple[Consultation, ...]:
        """Third parties that refused, against whom the public interest was weighed, and who were not told yet (art. 32)."""
        return tuple(
            item
            for item in self.consultations
            if item.party == "third_party" and item.answer in ("refuse", "partial") and item.weighed and item.told_on is None
        )

    @property
    def sections_without_opinion(self) -> tuple[tuple[int, str], ...]:
        """Sections that have the case and have not given their opinion."""
        given = {opinion.section_id for opinion in self.opinions}
        return tuple(section for section in dict.fromkeys(self.sections) if section[0] not in given)

    @property
    def passed(self) -> frozenset[str]:
        """Levels of review that passed the present draft."""
        return frozenset(r.level for r in self.reviews if r.letter == self.draft and r.verdict == "pass")

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions in order: the present one after those it replaced."""
        return (*self.earlier, *((self.decision,) if self.decision else ()))

    def sendings_of(self, decision: Decision | None) -> tuple[Dispatch, ...]:
        """Every time the letter of a decision left the house, in order, the returned ones too."""
        final = decision.letter if decision else 0
        return tuple(d for d in self.dispatches if final and d.letter == final)

    @property
    def sendings(self) -> tuple[Dispatch, ...]:
        """Every time the final letter left the house, in order, the returned ones too."""
        return self.sendings_of(self.decision)

    @property
    def first_replied_on(self) -> date | None:
        """The legal day of the first reply: the clock of the application stops on it and does not run again."""
        days = (reply_day(d.sending for d in self.sendings_of(each)) for each in self.decisions)
        return next((day for day in days if day), None)

    @property
    def counted(self) -> Decision | None:
        """The decision that table three counts, one for each application: the first whose letter left the house, else the present.

        A reply that is made again is no new application and no new result (国办公开办函〔2021〕30号; the remedy is in table four).
        """
        return next((each for each in self.decisions if self.sendings_of(each)), self.decision)

    @property
    def again_due(self) -> date | None:
        """Until when the reply is to be made again, while it has not left the house."""
        return self.again.due if self.again and not self.answered else None

    @property
    def reply(self) -> Dispatch | None:
        """The last sending of the final letter that was not returned: its service is what the remedies run from."""
        return next((d for d in reversed(self.sendings) if d.returned_on is None), None)

    @property
    def replied_on(self) -> date | None:
        """The legal day of the reply, or None while it has not left the house.

        The first hand-over counts also when it came back, unless the organ itself had misdirected it (``law.delivery.RETURNED``).
        """
        return reply_day(d.sending for d in self.sendings)

    @property
    def waiting_for_applicant(self) -> bool:
        """Whether the applicant must supplement or pay before anything goes on."""
        supplementing = self.supplement is not None and self.supplement.received_on is None
        paying = self.fee is not None and self.fee.paid_on is None and self.fee.amount > 0
        # What they left undone was decided on once; the reply that is made again does not wait for it.
        return (supplementing or paying) and self.decision is None and not self.earlier

    @property
    def ended(self) -> bool:
        """Whether the case came to its end without a letter that must be served."""
        return self.decision is not None and not self.decision.letter

    @property
    def answered(self) -> bool:
        """Whether the time to reply no longer runs; a reply that came back may still have to be served."""
        return self.ended or self.replied_on is not None

    @property
    def closed(self) -> bool:
        """Whether nothing more is owed to the applicant."""
        return self.ended or (self.replied_on is not None and self.reply is not None)

    def clock(self, calendar: Calendar, as_of: date | None = None, *, account: bool = True) -> Clock | None:
        """The reply clock; None while the day of receipt is open, and for a suggestion, which has no statutory days."""
        if self.received_on is None or self.kind == "suggestion":
            return None
        return evaluate(self.received_on, self.clock_events, calendar, as_of=as_of, account=account)

    @property
    def clock_events(self) -> tuple[Event, ...]:
        """The events of the clock with the reply as the last one."""
        replied = self.first_replied_on
        if replied is None or self.withdrawn_on is not None:
            return self.events
        return (*self.events, Event("replied", replied))
