"""已作废的文书：它所属的那一项登记已撤销。文书本身已冻结，作废由案卷算出。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mingtang.disclosure.models import Act, Case, LetterState

# The letters that each act issued with it (``accompany``), one of a kind each time.
ISSUED_WITH = {
    "registered": ("P2",),
    "supplement_asked": ("P3",),
    "reasons_asked": ("P4",),
    "extended": ("P5",),
    "consultation_sent": ("P6", "P8", "P10", "P11"),
    "third_party_told": ("P9",),
    "fee_notice": ("P12",),
    "delayed": ("P14",),
}


def annulled(case: Case) -> dict[int, str]:
    """The issued letters whose act was struck out, by key, each with the reason of the striking out."""
    struck = {act.corrects_id: str(act.data.get("reason", "")) for act in case.acts.filter(kind="voided")}
    if not struck:
        return {}
    return {letter: struck[act] for letter, act in _acts_behind(case) if act in struck}


def _acts_behind(case: Case) -> Iterator[tuple[int, int]]:
    """(letter, act): the n-th letter of a kind belongs to the n-th act that issues it; of a consultation, to its own."""
    acts: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for act in Act.objects.filter(case=case, kind__in=ISSUED_WITH).defer("private").order_by("seq"):
        for code in ISSUED_WITH[act.kind]:
            acts[code, str(act.data.get("ref", ""))].append(act.pk)
    for pk, code, ref in _letters(case):
        if waiting := acts.get((code, ref)):
            yield pk, waiting.pop(0)


def _letters(case: Case) -> Iterator[tuple[int, str, str]]:
    issued = case.letters.filter(state=LetterState.ISSUED).order_by("pk")
    return issued.values_list("pk", "code", "ref").iterator()
