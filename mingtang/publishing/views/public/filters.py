"""公文目录的筛选：标题或文号、主题、体裁、成文年份、效力。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from mingtang.publishing.models import Document
from mingtang.publishing.models.pieces import Validity

STATES = {"in_force": "有效", "pending": "尚未施行", "amended": "已修改", "over": "废止或失效"}
LONGEST = 60


@dataclass(frozen=True)
class DocumentFilters:
    """What a visitor chose; an empty one lets everything through."""

    words: str = ""
    topic: str = ""
    genre: str = ""
    year: int | None = None
    state: str = ""

    @property
    def chosen(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.words or self.topic or self.genre or self.year or self.state)

    @property
    def states(self) -> dict[str, str]:
        """The states to choose from."""
        return STATES

    def narrow(self, pieces: QuerySet[Any], day: date) -> QuerySet[Any]:
        """The pieces these filters leave."""
        wanted = Q()
        if self.words:
            wanted &= Q(title__icontains=self.words) | Q(document__number__icontains=self.words)
        if self.topic:
            wanted &= Q(document__topic=self.topic)
        if self.genre:
            wanted &= Q(document__genre=self.genre)
        if self.year:
            unsigned = Q(document__signed_on=None, first_published_at__year=self.year)
            wanted &= Q(document__signed_on__year=self.year) | unsigned
        if self.state:
            wanted &= _in_state(self.state, day)
        return pieces.filter(wanted)


def _in_state(state: str, day: date) -> Q:
    over = Q(document__validity__in=(Validity.REPEALED, Validity.EXPIRED)) | Q(document__expires_on__lt=day)
    pending = Q(document__validity=Validity.IN_FORCE, document__effective_on__gt=day)
    if state == "over":
        return over
    if state == "amended":
        return Q(document__validity=Validity.AMENDED) & ~over
    return (
        pending & ~over if state == "pending" else Q(document__validity=Validity.IN_FORCE) & ~over & ~pending
    )


def documents_of(request: HttpRequest) -> DocumentFilters:
    """The filters of a request; what makes no sense is no filter."""
    given = request.GET
    year = given.get("year", "")
    return DocumentFilters(
        words=given.get("q", "").strip()[:LONGEST].replace("\0", ""),
        topic=given.get("topic", "")[:LONGEST].replace("\0", ""),
        genre=given.get("genre", "")[:LONGEST].replace("\0", ""),
        year=int(year) if year.isascii() and year.isdigit() and 1900 <= int(year[:6]) <= 2200 else None,
        state=given.get("state", "") if given.get("state", "") in STATES else "",
    )


def years_of(pieces: QuerySet[Any]) -> list[int]:
    """The years in which the documents of a column were signed, newest first."""
    found = Document.objects.filter(pk__in=pieces.order_by().values("pk")).exclude(signed_on=None)
    return [each.year for each in found.order_by().dates("signed_on", "year", order="DESC")]
