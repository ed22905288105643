"""正文：每一种文书由哪些段落组成。锁定的段落由规则写出，并说明凭什么；其余取自填写项。"""

from __future__ import annotations

from collections.abc import Callable

from mingtang.disclosure.letters.letter import Paragraph
from mingtang.disclosure.letters.wording.again import replaces
from mingtang.disclosure.letters.wording.charge import charge
from mingtang.disclosure.letters.wording.forms import FORMS
from mingtang.disclosure.letters.wording.notices import NOTICES
from mingtang.disclosure.letters.wording.opening import history, opening
from mingtang.disclosure.letters.wording.procedure import PROCEDURE
from mingtang.disclosure.letters.wording.remedy import remedy_paragraph
from mingtang.disclosure.letters.wording.replies import REFUSALS
from mingtang.disclosure.letters.wording.said import Draft

BODIES: dict[str, Callable[[Draft], list[Paragraph]]] = {
    **PROCEDURE,
    "P12": charge,
    **REFUSALS,
    **NOTICES,
    **FORMS,
}


def paragraphs(draft: Draft) -> list[Paragraph]:
    """Every paragraph of the letter, in order."""
    if not draft.kind.final:
        return [*BODIES[draft.kind.code](draft), *remedy_paragraph(draft)]
    told = [opening(draft), *history(draft), *replaces(draft)]
    return [*told, *BODIES[draft.kind.code](draft), *remedy_paragraph(draft)]


__all__ = ["BODIES", "Draft", "paragraphs"]
