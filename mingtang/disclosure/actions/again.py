"""重新答复：复议、诉讼纠正了答复，或者本机关自行纠正。表三不变，救济计在表四。"""

from __future__ import annotations

from datetime import date

from mingtang.disclosure.actions.perform import Deed, guard, lock, write
from mingtang.disclosure.models import Act, Case, Remedy
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.story import Story
from mingtang.kit.db import writing
from mingtang.organs.models import Staff


def reopen(
    case: Case,
    *,
    by: Staff,
    on: date,
    due: date,
    remedy: Remedy | None = None,
    reason: str = "",
    seen: int | None = None,
) -> Act:
    """Open the reply anew: draft, review, decision and sending follow as the first time, the first reply stays in the file.

    ``remedy`` is the reconsideration or suit that corrected it, ``due`` the day it ordered; without one the organ corrects
    itself, for a ``reason`` that the letter tells and by a day of its own.
    """
    with writing():
        locked = lock(case)
        story = guard(locked, "reopened", by=by, on=on, seen=seen)
        data = {"due": due.isoformat(), "reason": reason.strip(), "letter": story.decision.letter if story.decision else 0}
        data |= _ordered(story, remedy, due) if remedy else _own(on, due, reason)
        act = write(locked, Deed("reopened", data), by=by, on=on)
    case.refresh_from_db()
    return act


def _ordered(story: Story, remedy: Remedy, due: date) -> dict[str, str | int]:
    lost = next((each for each in story.contests if each.remedy == remedy.pk and each.result == "corrected"), None)
    if lost is None or lost.decided_on is None:
        raise ActRefused("选定的复议、诉讼没有纠正答复，先登记它的结果，或者按自行纠正办理。")
    if due < lost.decided_on:
        raise ActRefused(f"重新答复的期限{due:%Y-%m-%d}早于审结日期{lost.decided_on:%Y-%m-%d}，核对决定书、判决书后更正。")
    return {"ground": "remedy", "remedy": remedy.pk}


def _own(on: date, due: date, reason: str) -> dict[str, str | int]:
    if not reason.strip():
        raise ActRefused("自行纠正的，写明原答复哪里有误。")
    if due < on:
        raise ActRefused("重新答复的期限早于今天，改为今天或者以后。")
    return {"ground": "own"}
