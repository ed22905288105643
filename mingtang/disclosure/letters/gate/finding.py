"""核对的一项：两边各是什么、相不相符、依据哪一条、怎样改。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import takewhile

from mingtang.disclosure.letters.catalogue import KINDS, LetterKind
from mingtang.disclosure.letters.facts import LetterFacts
from mingtang.disclosure.letters.letter import Letter
from mingtang.disclosure.letters.wording.said import Draft
from mingtang.law.cite import Cite
from mingtang.law.clock import Clock, Event, evaluate
from mingtang.law.outcomes import OUTCOMES, Outcome

BLOCK, WARN = "block", "warn"
GOOD, BAD = "相符", "不符"


@dataclass(frozen=True)
class GateFinding:
    """核对的一项结果。``level`` 为 block 的不符就不能签发，为 warn 的写明原因可以签发。

    ``left`` is what the letter says, ``right`` what the case says, ``sign`` stands between them; ``field`` is the field to
    mend, '' where there is none. ``sentence`` says what is wrong and what to do.
    """

    code: str
    ok: bool
    level: str
    title: str
    sentence: str
    left: str
    right: str
    cite: Cite | None = None
    field: str = ""
    sign: str = "="

    @property
    def blocks(self) -> bool:
        """Whether the letter cannot be issued because of it."""
        return not self.ok and self.level == BLOCK

    @property
    def warns(self) -> bool:
        """Whether somebody must look at it before issuing."""
        return not self.ok and self.level == WARN


@dataclass(frozen=True)
class Desk:
    """签发这一天的情况：哪一天、哪些文号已用、别的申请人叫什么。"""

    today: date
    taken: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


@dataclass(frozen=True)
class File:
    """一次核对看到的全部：文书、案情、签发当日。"""

    letter: Letter
    facts: LetterFacts
    desk: Desk
    kind: LetterKind = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", KINDS[self.letter.code])

    @cached_property
    def draft(self) -> Draft:
        """The draft behind the letter, to say again what the rules would write."""
        return Draft(self.kind, self.facts, self.letter.fields, self.letter.dated_on)

    @property
    def dated_on(self) -> date:
        """成文日期; the day of signing while none was written."""
        return self.letter.dated_on or self.desk.today

    @property
    def outcome(self) -> Outcome | None:
        """The outcome the case is to be decided with."""
        return OUTCOMES.get(self.facts.outcome)

    @cached_property
    def before(self) -> Clock | None:
        """The clock as it stood before this letter's own act, seen on its day."""
        story = self.facts.story
        if story.received_on is None:
            return None
        # By their days: what was learned late stands behind in the file.
        ordered = sorted(story.clock_events, key=lambda event: event.on)
        events = list(takewhile(self._is_earlier, ordered))
        seen = max([self.dated_on, story.received_on, *(event.on for event in events)])
        return evaluate(story.received_on, events, self.facts.calendar, as_of=seen, account=False)

    def _is_earlier(self, event: Event) -> bool:
        own = (event.kind, event.on) == (self.kind.event, self.dated_on)
        return event.on <= self.dated_on and not own

    def finding(
        self, code: str, ok: bool, title: str, sentence: str, left: str, right: str,
        cite: Cite | None = None, *, level: str = BLOCK, field: str = "", sign: str = "≠",
    ) -> GateFinding:  # fmt: skip
        """One finding; a passed one says that both sides agree."""
        said = f"{title}：{GOOD}。" if ok else sentence
        return GateFinding(code, ok, level, title, said, left, right, cite, field, "=" if ok else sign)
