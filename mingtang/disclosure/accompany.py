"""随行文书：有的行为要有文书才算作出。行为和它的文书在同一个事务里。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mingtang.disclosure.issuing import issue, new_draft
from mingtang.disclosure.models import Act, Case, Letter
from mingtang.disclosure.story import Story

Papers = Iterator[tuple[str, dict[str, Any], str]]  # code, fields, ref


def _receipt(act: Act, story: Story) -> Papers:
    yield "P2", {}, ""


def _supplement(act: Act, story: Story) -> Papers:
    yield "P3", {"items": act.data["items"], "deadline": act.data["deadline"]}, ""


def _reasons(act: Act, story: Story) -> Papers:
    asked = act.data.get("ask") or "提出这些申请的理由。"
    yield "P4", {"facts": act.data["facts"], "ask": asked, "deadline": act.data["deadline"]}, ""


def _extension(act: Act, story: Story) -> Papers:
    if story.extension:
        yield "P5", {"reason": story.extension.reason, "workdays": story.extension.workdays}, ""


def _consultation(act: Act, story: Story) -> Papers:
    ref, subject = act.data["ref"], act.data["subject"]
    own = {
        "third_party": ("P6", {"subject": subject}),
        "co_maker": ("P10", {"subject": subject}),
        "other_organ": ("P11", {"questions": subject, "deadline": act.data.get("deadline", "")}),
    }[act.data["party"]]
    yield *own, ref
    if not story.earlier:  # it tells the applicant that the time stands still, which it does not when the reply is made again
        yield "P8", {}, ref


def _overruled(act: Act, story: Story) -> Papers:
    yield "P9", {"content": act.data["content"], "reason": act.data["reason"]}, act.data["ref"]


def _fee(act: Act, story: Story) -> Papers:
    names = ("mode", "count", "previous", "amount")
    yield "P12", {name: act.data[name] for name in names} | {"facts": act.data.get("facts", "")}, ""


def _delay(act: Act, story: Story) -> Papers:
    yield "P14", {"reason": act.data["reason"], "until": act.data["until"]}, ""


PAPERS: dict[str, Callable[[Act, Story], Papers]] = {
    "registered": _receipt,
    "supplement_asked": _supplement,
    "reasons_asked": _reasons,
    "extended": _extension,
    "consultation_sent": _consultation,
    "third_party_told": _overruled,
    "fee_notice": _fee,
    "delayed": _delay,
}


def accompany(case: Case, act: Act, story: Story, despite: str = "") -> list[Letter]:
    """Issue the letters that belong to ``act``; raises ActRefused, and with it undoes the act, when the gate says no.

    ``despite`` is the reason where the gate warns.
    """
    made = PAPERS.get(act.kind)
    if made is None:
        return []
    return [
        issue(
            new_draft(case, code, by=act.by, fields=fields, ref=ref, dated_on=act.on),
            story,
            by=act.by,
            on=act.on,
            despite=despite,
        )
        for code, fields, ref in made(act, story)
    ]
