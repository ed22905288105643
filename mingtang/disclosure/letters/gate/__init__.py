"""签发前核对：文书与案卷不一致就不能签发，并说出哪一项、两边各是什么、怎样改。"""

from __future__ import annotations

from mingtang.disclosure.letters.facts import LetterFacts
from mingtang.disclosure.letters.gate import days, grounds, paper
from mingtang.disclosure.letters.gate.finding import BLOCK, WARN, Desk, File, GateFinding
from mingtang.disclosure.letters.letter import Letter

CHECKS = (*paper.CHECKS, *days.CHECKS, *grounds.CHECKS)


def check(letter: Letter, facts: LetterFacts, desk: Desk) -> tuple[GateFinding, ...]:
    """Every finding about a letter, blocking ones first, then warnings, then what agrees."""
    file = File(letter, facts, desk)
    found = [finding for one in CHECKS for finding in one(file)]
    return tuple(sorted(found, key=lambda finding: (not finding.blocks, not finding.warns)))


def passes(findings: tuple[GateFinding, ...]) -> bool:
    """Whether the letter may be issued."""
    return not any(finding.blocks for finding in findings)


__all__ = ["BLOCK", "CHECKS", "WARN", "Desk", "GateFinding", "check", "passes"]
