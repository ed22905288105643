"""文书在页面上的样子：纸上的文字，收件人和个人信息遮盖；没有成文日期的，按今天签发写出。"""

from __future__ import annotations

from typing import Any

from mingtang.disclosure.forms.office.base import Scene
from mingtang.disclosure.issuing import as_if_signed, composed, facts_of
from mingtang.disclosure.letters import Letter as Paper
from mingtang.disclosure.letters import render as printer
from mingtang.disclosure.letters.letter import thawed
from mingtang.disclosure.models import Letter
from mingtang.disclosure.privacy import hide
from mingtang.kit.masking import mask_name

CODE = "********"


def paper_of(letter: Letter, scene: Scene) -> Paper:
    """The letter as it was frozen; a draft as it would be signed today, with the remedies of that day."""
    if letter.body:
        return thawed(letter.body)
    facts = facts_of(scene.case, scene.story, outcome=letter.outcome, ref=letter.ref)
    return composed(as_if_signed(letter, scene.day), facts)


def shown(letter: Letter, scene: Scene) -> dict[str, Any]:
    """The words of the paper for the screen."""
    case, paper = scene.case, paper_of(letter, scene)
    paragraphs = [
        {"text": hide(each.text, case.applicant).replace(case.query_code or CODE, CODE), "locked": each.locked, "basis": each.basis, "rows": each.rows}
        for each in paper.paragraphs
    ]
    return {
        "organ": paper.organ,
        "number": printer.shown_number(paper),
        "title": paper.title,
        "to": mask_name(paper.addressee),
        "paragraphs": paragraphs,
        "attachments": paper.attachments,
        "on": paper.dated_on,
        "as_of_today": letter.dated_on is None and not letter.issued,
    }
