"""写成一份文书：种类、案情、填写项、成文日期。纯函数：同样的输入写出同样的文书。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from mingtang.disclosure.letters.catalogue import KINDS, LetterKind
from mingtang.disclosure.letters.catalogue.choices import DELIVERY
from mingtang.disclosure.letters.facts import LetterFacts
from mingtang.disclosure.letters.letter import Annex, Letter, Paragraph
from mingtang.disclosure.letters.wording import BODIES, Draft, paragraphs
from mingtang.disclosure.letters.wording.remedy import delivery_of
from mingtang.disclosure.letters.wording.said import FULL_NAME, REGULATION_NAME

# 只在标题里区分同名文书用的结果。
TITLES = {
    ("D21", "not_government_information"): "政府信息公开申请非政府信息告知书",
    ("D18", "reissue"): "政府信息公开申请不予处理告知书",
}


# 更正申请、主动公开建议的同名文书怎样称呼。
NOUNS = {"correction": "政府信息更正申请", "suggestion": "主动公开政府信息建议"}


def titled(kind: LetterKind, case_kind: str, outcome: str = "") -> str:
    """What a letter is called in a case of ``case_kind`` with this outcome."""
    title = TITLES.get((kind.code, outcome), kind.title)
    return title.replace("政府信息公开申请", NOUNS.get(case_kind, "政府信息公开申请"))


def compose(
    kind: LetterKind | str,
    facts: LetterFacts,
    fields: Mapping[str, Any],
    dated_on: date | None,
    number: str | None = None,
) -> Letter:
    """The letter as it stands; open fields show as blank lines until they are filled in.

    ``fields`` are values as ``fields.read`` gives them, ``dated_on`` is the 成文日期, ``number`` the 文号 once issued.
    Raises KeyError for an unknown code.
    """
    kind = KINDS[kind] if isinstance(kind, str) else kind
    draft = Draft(kind, facts, fields, dated_on)
    return Letter(
        code=kind.code,
        title=titled(kind, facts.kind, facts.outcome),
        family=kind.family,
        organ=facts.organ.name,
        series=series(kind, facts),
        number=number or "",
        addressee=_addressee(draft),
        paragraphs=tuple(_named(paragraphs(draft))),
        dated_on=dated_on,
        outcome=facts.outcome if kind.outcomes else "",
        attachments=_attachments(draft),
        delivery=_delivery(draft),
        annexes=_annexes(draft),
        signed_by=facts.organ.name if kind.family == "letter" else "",
        fields=dict(fields),
    )


def series(kind: LetterKind, facts: LetterFacts) -> str:
    """The 字号 a letter is numbered in, e.g. 楚审依复; '' for papers without a number."""
    return f"{facts.organ.short_name}依{kind.suffix}" if kind.suffix else ""


def number_of(series: str, year: int, serial: int | None) -> str:
    """楚审依复〔2022〕9号; the place of the serial stays open while there is none."""
    return f"{series}〔{year}〕{serial if serial is not None else '　'}号"


def _addressee(draft: Draft) -> str:
    facts = draft.facts
    if draft.kind.addressee == "applicant":
        return facts.applicant.name
    if draft.kind.addressee in ("third_party", "other_organ"):
        return facts.consulted.name if facts.consulted else ""
    return facts.organ.name if draft.kind.addressee == "organ" else ""


def _named(found: list[Paragraph]) -> list[Paragraph]:
    """The 条例 under its full name where it is first mentioned, short afterwards."""
    mentions = sum(paragraph.text.count(REGULATION_NAME) for paragraph in found if paragraph.locked)
    full = FULL_NAME + ("（以下简称《条例》）" if mentions > 1 else "")
    named: list[Paragraph] = []
    for paragraph in found:
        if mentions and paragraph.locked and REGULATION_NAME in paragraph.text:
            paragraph = replace(paragraph, text=paragraph.text.replace(REGULATION_NAME, full, 1))
            mentions = 0
        named.append(paragraph)
    return named


def _attachments(draft: Draft) -> tuple[str, ...]:
    rows = draft.rows("attachments")
    return tuple(
        f"{row.get('name', '')}（{row['pages']}页）" if row.get("pages") else str(row.get("name", ""))
        for row in rows
    )


def _delivery(draft: Draft) -> tuple[tuple[str, str], ...]:
    if draft.kind.family == "form":
        return ()
    organ = draft.facts.organ
    contact = "，".join(part for part in (organ.office or organ.name, organ.address, organ.phone) if part)
    return (("送达方式", dict(DELIVERY)[delivery_of(draft)]), ("联系方式", contact))


def _annexes(draft: Draft) -> tuple[Annex, ...]:
    if draft.kind.code != "P6":
        return ()
    slip = replace(draft, kind=KINDS["P7"])
    return (Annex(KINDS["P7"].title, tuple(BODIES["P7"](slip))),)
