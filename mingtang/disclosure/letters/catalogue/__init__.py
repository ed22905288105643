"""文书目录：每一种文书的名称、依据、填写项、字号、收件人、结果、对期限的影响。只有数据。

The official list of 26 titles could not be read whole; the title of P13 is cut off in the only copy seen, so P13 is not here.
"""

from mingtang.disclosure.letters.catalogue.kind import ADDRESSEES, LetterKind
from mingtang.disclosure.letters.catalogue.procedural import FORMS, PROCEDURAL
from mingtang.disclosure.letters.catalogue.replies import REPLIES
from mingtang.law.outcomes import OUTCOMES

KINDS: dict[str, LetterKind] = {kind.code: kind for kind in (*PROCEDURAL, *REPLIES, *FORMS)}


def kind_for(outcome: str) -> LetterKind | None:
    """The reply that carries ``outcome``; None for outcomes without a letter (撤回)."""
    if outcome in OUTCOMES:
        code = OUTCOMES[outcome].letter
        return KINDS[code] if code else None
    return next((kind for kind in REPLIES if outcome in kind.outcomes), None)


__all__ = ["ADDRESSEES", "KINDS", "LetterKind", "kind_for"]
