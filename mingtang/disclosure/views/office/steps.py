"""办理进度：一件案子的几个大步，做完的、现在的、还没有的。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from mingtang.disclosure.models import Case
from mingtang.disclosure.story import Story
from mingtang.disclosure.turns import next_review

NOW = {
    "filed": "收到登记",
    "received": "收到登记",
    "examining": "科室意见",
    "consulting": "征求意见",
    "handling": "科室意见",
    "drafting": "拟稿审核",
    "reviewing": "拟稿审核",
    "sending": "送达",
    "replied": "送达",
    "closed": "归档",
}


@dataclass(frozen=True)
class Step:
    """One milestone; ``state`` is done, now or empty."""

    label: str
    note: str = ""
    state: str = ""


def steps(case: Case, story: Story) -> list[Step]:
    """The milestones in order; those that this case does not need are left out."""
    now = _now(case, story)
    return [replace(step, state="now") if step.label == now else step for step in _steps(story)]


def _now(case: Case, story: Story) -> str:
    if case.stage == "waiting_applicant":
        return "缴费" if story.fee and story.fee.paid_on is None else "补正"
    if case.stage == "reviewing" and next_review(story) == "leader":
        return "审签"
    return NOW.get(case.stage, "")


def _step(label: str, done: bool, note: str = "") -> Step:
    return Step(label, note, "done" if done else "")


def _short(*days: date | None) -> str:
    return " 至 ".join(f"{day:%m-%d}" for day in days if day)


def _steps(story: Story) -> Iterator[Step]:
    yield _step("收到登记", story.registered_on is not None, _short(story.registered_on))
    if story.supplement:
        asked = story.supplement
        yield _step("补正", asked.received_on is not None, _short(asked.asked_on, asked.received_on))
    if story.fee:
        yield _step("缴费", story.fee.paid_on is not None, _short(story.fee.noticed_on, story.fee.paid_on))
    if story.consultations:
        yield _consulted(story)
    if story.withdrawn_on:
        yield _step("撤回", True, _short(story.withdrawn_on))
    else:
        yield from _reply_steps(story)
    yield _step("归档", story.archived_on is not None, _short(story.archived_on))


def _consulted(story: Story) -> Step:
    ends = [item.answered_on for item in story.consultations if item.answered_on]
    over = not story.open_consultations
    first = min(item.sent_on for item in story.consultations)
    return _step("征求意见", over, _short(first, max(ends) if over and ends else None))


def _reply_steps(story: Story) -> Iterator[Step]:
    opinion = story.opinions[-1] if story.opinions else None
    review = story.reviews[-1] if story.reviews else None
    decision, reply = story.decision, story.reply
    given = bool(story.opinions) and not story.sections_without_opinion
    yield _step("科室意见", given or bool(decision), f"{_short(opinion.on)} {opinion.by}" if opinion else "")
    passed = bool(decision) or next_review(story) == "leader"
    yield _step("拟稿审核", passed, f"{_short(review.on)} {review.by}" if review else "")
    yield _step("审签", bool(decision), f"{_short(decision.on)} {decision.by}" if decision else "")
    served = reply.served_on if reply else None
    yield _step("送达", served is not None, _short(served or (reply.sent_on if reply else None)))
