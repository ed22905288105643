"""一份已签发的答复书告知了哪些救济：按它自己的成文日期、结果、不公开的理由，和印出的那一段一致。"""

from __future__ import annotations

from mingtang.disclosure.models import Letter
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.remedy import Remedies, remedies


def remedies_told(letter: Letter) -> Remedies | None:
    """The remedies that an issued reply tells; None for a draft. A correction is contested like any other decision."""
    if letter.dated_on is None or not letter.issued:
        return None
    grounds = [OUTCOMES[row["ground"]] for row in letter.fields.get("withheld", ()) if row.get("ground") in OUTCOMES]
    return remedies(
        letter.dated_on,
        letter.outcome if letter.outcome in OUTCOMES else "other",
        letter.organ.kind,
        partial_refusal=not grounds or any(ground.refusal for ground in grounds),
    )
