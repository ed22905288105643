"""外面发生的事有自己的日子：登记得晚的，按发生的那一天，只不早于它所答复的那一步。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from mingtang.disclosure.story import Story

First = tuple[date, str]  # the day of what it answers to, and what that was
Prerequisite = Callable[[Story, Mapping[str, Any]], First | None]


def _dated(day: date | None, what: str) -> First | None:
    return (day, what) if day else None


def _consultation(story: Story, about: Mapping[str, Any]) -> First | None:
    """The letter to the other side, and its arrival there once that is registered."""
    asked = next((item for item in story.consultations if item.ref == about.get("ref")), None)
    if asked is None:
        return None
    came = asked.party_received_on
    return (came, "对方签收征求意见书") if came else (asked.sent_on, "发出征求意见书")


def _sending(story: Story, about: Mapping[str, Any]) -> First | None:
    """The last time this letter left the house."""
    gone = [item for item in story.dispatches if item.letter == about.get("letter")]
    return (gone[-1].sent_on, "送出文书") if gone else None


def _letter(story: Story, about: Mapping[str, Any]) -> First | None:
    """A letter leaves the house after it is signed, and again after it came back."""
    back = [item for item in story.dispatches if item.letter == about.get("letter") and item.returned_on]
    if back:
        return _dated(back[-1].returned_on, "文书退回")
    return _dated(story.decision.on if story.decision else None, "签发答复书")


def _supplement(story: Story, about: Mapping[str, Any]) -> First | None:
    return _dated(story.supplement.asked_on if story.supplement else None, "要求补正")


def _fee(story: Story, about: Mapping[str, Any]) -> First | None:
    return _dated(story.fee.noticed_on if story.fee else None, "发出收费通知")


# Each kind of act that reports what happened outside the office, with what it cannot precede.
OUTSIDE: dict[str, Prerequisite] = {
    "receipt_confirmed": lambda story, about: (story.submitted_on, "提交"),
    "supplement_received": _supplement,
    "reasons_given": lambda story, about: _dated(story.reasons_asked_on, "要求说明理由"),
    "consultation_served": _consultation,
    "consultation_answered": _consultation,
    "paid": _fee,
    "sent": _letter,
    "notice_sent": lambda story, about: _dated(about.get("dated_on"), "签发文书"),
    "served": _sending,
    "returned_mail": _sending,
}


def too_early(kind: str, story: Story, on: date, about: Mapping[str, Any]) -> str:
    """Why an act cannot be dated ``on``, '' when it can.

    What the office does itself follows the last entry of the file; what it only reports has the day on which it happened,
    by which the time limits count (条例 art. 31, 32, 国办函〔2020〕109号), however late it became known.
    """
    if on < story.submitted_on:
        return f"日期{on:%Y-%m-%d}早于提交日期{story.submitted_on:%Y-%m-%d}，改为提交当日或以后。"
    if kind in OUTSIDE:
        first = OUTSIDE[kind](story, about)
        return f"日期{on:%Y-%m-%d}早于{first[1]}的{first[0]:%Y-%m-%d}，改为实际的日期。" if first and on < first[0] else ""
    if story.last_on and on < story.last_on:
        return f"日期{on:%Y-%m-%d}早于案卷里最近一项行为的日期{story.last_on:%Y-%m-%d}，改为当日或以后。"
    return ""
