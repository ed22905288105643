"""救济段落：由成文日期、结果、机关种类选定，机关和法院的名称取自机关设置。"""

from __future__ import annotations

from mingtang.disclosure.letters.letter import Paragraph
from mingtang.disclosure.letters.wording.said import Draft, articles, said_day
from mingtang.law.outcomes import OUTCOMES
from mingtang.law.remedy import Remedies, remedies

ONLINE_DELIVERY = ("online", "email")


def remedies_of(draft: Draft) -> Remedies | None:
    """The remedies a letter must tell; None for procedural letters and before it has a date."""
    if not draft.kind.remedy or draft.dated_on is None:
        return None
    return remedies(
        draft.dated_on,
        remedy_outcome(draft),
        draft.facts.organ.kind,
        partial_refusal=rests_on_refusal(draft),
    )


def remedy_outcome(draft: Draft) -> str:
    """The outcome that chooses the remedy: a third party contests a disclosure, a correction is no refusal."""
    if draft.kind.code == "P9":
        return "disclosed"
    return draft.outcome if draft.outcome in OUTCOMES else "other"


def rests_on_refusal(draft: Draft) -> bool:
    """Whether a withheld part rests on art. 14, 15 or 16; True while nothing was written yet."""
    grounds = [str(row.get("ground", "")) for row in draft.rows("withheld")]
    return not grounds or any(OUTCOMES[ground].refusal for ground in grounds if ground in OUTCOMES)


def remedy_paragraph(draft: Draft) -> list[Paragraph]:
    """The paragraph, or none where the letter carries no remedy."""
    found = remedies_of(draft)
    if found is None or not found.routes:
        return []
    return [Paragraph(remedy_text(draft, found), "remedy", basis=remedy_basis(draft, found))]


def remedy_text(draft: Draft, found: Remedies) -> str:
    """The words, with the names of bodies and court."""
    organ = draft.facts.organ
    names = {
        "own_government": organ.government,
        "superior_department": organ.superior,
        "superior_government": organ.superior,
        "superior_justice": organ.superior,
        "itself": organ.name,
    }
    court = organ.court or "有管辖权的人民法院"
    return found.text(
        court=court, online=_online(draft, found), **{key: name for key, name in names.items() if name}
    )


def _online(draft: Draft, found: Remedies) -> str:
    served_online = delivery_of(draft) in ONLINE_DELIVERY
    return draft.facts.organ.online if found.new_law and served_online else ""


def delivery_of(draft: Draft) -> str:
    """How the letter goes out: as chosen, else as the applicant asked."""
    wanted = draft.facts.wanted_delivery if draft.kind.addressee == "applicant" else ""
    return str(draft.fields.get("delivery") or wanted or "post")


def remedy_basis(draft: Draft, found: Remedies) -> str:
    """Why it reads so: by date and outcome, with the articles."""
    era = "2024年1月1日起" if found.new_law else "2024年1月1日前"
    order = "先复议后诉讼" if found.reconsideration_first else "复议、诉讼任选"
    said = f"救济告知，按成文日期（{said_day(draft.dated_on)}，{era}）与结果选定：{order}"
    return f"{said}；{articles(found.cites)}"
