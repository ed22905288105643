"""列表的筛选：一张 GET 表单，表二的每个数字都能写成它的一个地址。"""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q

from mingtang.registers.figures import MEASURES
from mingtang.registers.models import (
    DECISION_KINDS,
    DOCUMENT_KINDS,
    AdministrativeDecision,
    Charge,
    NormativeDocument,
)

STATES = [("annulled", "已撤销"), ("all", "全部")]


class EntryFilter(filters.FilterSet):
    """Words, year and state; entries that were annulled are left out unless asked for."""

    SEARCHED: tuple[str, ...] = ()
    DAY = ""

    q = filters.CharFilter(label="查找", method="_nothing")
    year = filters.NumberFilter(
        label="年度",
        method="_nothing",
        min_value=1949,
        max_value=2100,
        widget=forms.NumberInput(attrs={"placeholder": "全部"}),
    )
    state = filters.ChoiceFilter(label="状态", method="_nothing", choices=STATES, empty_label="有效记录")

    def _nothing(self, queryset: Any, name: str, value: Any) -> Any:
        """All of them narrow together, in ``filter_queryset``."""
        return queryset

    def filter_queryset(self, queryset: Any) -> Any:
        given = self.form.cleaned_data
        queryset = self.in_state(queryset, given.get("state"))
        if given.get("kind"):
            queryset = queryset.of_kind(given["kind"])
        if given.get("year"):
            queryset = self.in_year(queryset, int(given["year"]))
        for word in (given.get("q") or "").split():
            matches = (Q(**{f"{field}__icontains": word}) for field in self.SEARCHED)
            queryset = queryset.filter(_any_of(matches))
        return queryset

    def in_state(self, queryset: Any, state: str | None) -> Any:
        if state == "all":
            return queryset
        return queryset.filter(annulled_on__isnull=False) if state == "annulled" else queryset.standing()

    def in_year(self, queryset: Any, year: int) -> Any:
        return queryset.filter(**{f"{self.DAY}__year": year})


def _any_of(conditions: Any) -> Q:
    whole = Q()
    for condition in conditions:
        whole |= condition
    return whole


def _kinds(label: str, kinds: tuple) -> filters.ChoiceFilter:
    choices = [(kind.value, kind.label) for kind in kinds]
    return filters.ChoiceFilter(label=label, method="_nothing", choices=choices, empty_label="全部")


class DocumentFilter(EntryFilter):
    """A year alone means issued in that year; with ``measure`` it means what a column of table two means."""

    SEARCHED = ("title", "number")
    DAY = "issued_on"

    kind = _kinds("类别", DOCUMENT_KINDS)
    measure = filters.ChoiceFilter(
        label="口径",
        method="_nothing",
        choices=list(MEASURES.items()),
        empty_label=None,
    )

    class Meta:
        model = NormativeDocument
        fields: list[str] = []

    def in_year(self, queryset: Any, year: int) -> Any:
        measure = self.form.cleaned_data.get("measure")
        if measure == "repealed":
            return queryset.filter(repealed_on__year=year)
        if measure == "in_force":
            return queryset.in_force_on(date(year, 12, 31))
        return super().in_year(queryset, year)


class DecisionFilter(EntryFilter):
    """Decisions by kind and year."""

    SEARCHED = ("number", "matter", "subject_shown")
    DAY = "decided_on"

    kind = _kinds("种类", DECISION_KINDS)

    class Meta:
        model = AdministrativeDecision
        fields: list[str] = []


class ChargeFilter(EntryFilter):
    """Charges by year."""

    SEARCHED = ("receipt_number", "item", "basis")
    DAY = "charged_on"

    class Meta:
        model = Charge
        fields: list[str] = []
