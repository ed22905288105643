"""相同内容：同一人的是重复申请（条例第三十六条第六项），不同人的永不合并，可提主动公开建议（第四十四条）。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce

from mingtang.disclosure.models import Case
from mingtang.law.cite import Cite

ALIKE = (
    0.5  # share of common two-character pieces above which a person is asked to look; not a legal threshold
)
LOOK_BACK = timedelta(days=730)
MANY = Cite("政府信息公开条例", "第四十四条第一款", "多个申请人就相同政府信息向同一行政机关提出公开申请")


@dataclass(frozen=True)
class Alike:
    """Another case that asks for nearly the same. ``share`` is from 0 to 1."""

    case: Case
    share: float
    same_person: bool

    @property
    def is_repeat(self) -> bool:
        """Whether all three conditions of art. 36(6) hold: same person, same content, already answered."""
        return self.same_person and self.case.result_on is not None


def pieces(text: str) -> set[str]:
    """The two-character pieces of a text without punctuation and spaces."""
    plain = "".join(character for character in text if character.isalnum())
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def likeness(one: str, other: str) -> float:
    """Share of common pieces (Jaccard), 0 to 1."""
    a, b = pieces(one), pieces(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def similar(case: Case) -> list[Alike]:
    """Earlier or later cases of two years that ask for nearly the same, most alike first."""
    near = Case.objects.filter(
        organ_id=case.organ_id,
        kind=case.kind,
        submitted_on__range=(case.submitted_on - LOOK_BACK, case.submitted_on),
    ).exclude(pk=case.pk)
    mine = f"{case.title}{case.description}"
    index = case.applicant.identity_index
    found = [
        Alike(other, share, bool(index) and other.applicant.identity_index == index)
        for other in near.select_related("applicant").order_by("-id")[:500]
        if (share := likeness(mine, f"{other.title}{other.description}")) >= ALIKE
    ]
    return sorted(found, key=lambda alike: -alike.share)


def earlier_of_same_person(case: Case) -> list[Case]:
    """The same person's cases before this one, by the index of the identity number."""
    index = case.applicant.identity_index
    if not index:
        return []
    mine = Case.objects.filter(
        organ_id=case.organ_id, applicant__identity_index=index, submitted_on__lte=case.submitted_on
    )
    return list(mine.exclude(pk=case.pk).order_by("-submitted_on")[:50])


def count_this_month(case: Case) -> int:
    """How many requests of the same person came in before this one in its calendar month (the counter of 按件 fees).

    Requests only: a correction or a suggestion is no 件 of 国办函〔2020〕109号. The month is that of the receipt (条例 art. 31),
    of the submission while that is not confirmed.
    """
    index, day = case.applicant.identity_index, case.received_on or case.submitted_on
    if not index:
        return 0
    mine = Case.objects.requests().filter(organ_id=case.organ_id, applicant__identity_index=index)
    mine = mine.annotate(came=Coalesce("received_on", "submitted_on")).filter(came__gte=day.replace(day=1))
    return mine.filter(Q(came__lt=day) | Q(came=day, pk__lt=case.pk)).count()


def worth_publishing(case: Case) -> list[Alike]:
    """Other persons' cases with the same content: with at least one, art. 44 invites proactive disclosure."""
    return [alike for alike in similar(case) if not alike.same_person]
