"""重新答复的答复书写明代替哪一份、因为哪个决定或者判决。"""

from __future__ import annotations

from mingtang.disclosure.letters.facts import Replaced
from mingtang.disclosure.letters.letter import Paragraph
from mingtang.disclosure.letters.wording.said import Draft, ended, locked, said_day
from mingtang.law.disputes import RECONSIDERATION_RESULTS, SUIT_RESULTS, Disposition


def replaces(draft: Draft) -> list[Paragraph]:
    """Which reply it takes the place of, and why; none where it is the first."""
    old = draft.facts.replaced
    if old is None:
        return []
    found = _disposition(old)
    before = f"本机关曾于{said_day(old.on)}作出《{old.title}》（{old.number}）。"
    why = _ordered(old, found) if old.by else f"经自查，该文书有误：{ended(old.reason)}本机关自行纠正，"
    said = f"{before}{why}重新答复如下，并以本文书代替{old.number}。"
    return [locked(said, "history", [found.cite] if found else [], "原答复和纠正它的决定取自案卷")]


def _disposition(old: Replaced) -> Disposition | None:
    known = RECONSIDERATION_RESULTS if old.route == "reconsideration" else SUIT_RESULTS
    return known.get(old.disposition)


def _ordered(old: Replaced, found: Disposition | None) -> str:
    what = "行政复议决定" if old.route == "reconsideration" else "裁判"
    number = f"（{old.by_number}）" if old.by_number else ""
    result = f"，结果为“{found.label}”" if found else ""
    return f"{old.by}于{said_day(old.by_on)}就该文书作出{what}{number}{result}。本机关据此"
