"""案件清单的筛选：一张 GET 表单。年度和报表的行一起给出时，清单就是报表那一格的案件。"""

from __future__ import annotations

from itertools import takewhile
from typing import Any, cast
from unicodedata import normalize

import django_filters as filters
from django import forms
from django.db.models import Q

from mingtang.disclosure.cells import cell, remedy_cell
from mingtang.disclosure.forms.public import plain_number
from mingtang.disclosure.models import ApplicantKind, Case, Channel, RemedyRoute, Stage
from mingtang.disclosure.models.case import RESULT_ROWS, CaseQuerySet
from mingtang.law.annual_report import RESULTS4, ROWS
from mingtang.organs.models import Organ, Section, Staff
from mingtang.organs.permissions import organs_overseen

SEARCHED = ("number", "title", "description", "document_number", "applicant__name")
SEARCHED_BELOW = ("number",)  # what is masked cannot be guessed by searching for it
COLUMNS = [*ApplicantKind.choices, ("total", "总计")]
YEAR = forms.TextInput(attrs={"size": 4, "inputmode": "numeric"})
DAY = {"widget": forms.DateInput(attrs={"type": "date"}), "input_formats": ["%Y-%m-%d"]}


def bare_number(words: str) -> Q | None:
    """The case of a number without the name of its series, as a receipt shows it and an applicant reads it out."""
    plain = plain_number(normalize("NFKC", words))
    if not plain or "一" <= words.strip()[0] <= "龥":
        return None
    year, serial = plain.split("-")
    return Q(year=int(year), serial=int(serial))


def written(words: str) -> str:
    """A number with the name of its series as letters print it: 楚审依申〔2026〕8号; '' when it is none."""
    plain = plain_number(normalize("NFKC", words))
    if not plain or bare_number(words) is not None:
        return ""
    series = "".join(takewhile(lambda sign: "一" <= sign <= "龥", words.strip()))
    year, serial = plain.split("-")
    return f"{series}〔{year}〕{int(serial)}号"


def search(cases: CaseQuerySet, words: str, fields: tuple[str, ...] = SEARCHED) -> CaseQuerySet:
    """Cases in which every word occurs: in number, title, description or the applicant's name.

    A number is found however it is written: 2026-8, 2026-0008, 〔2026〕8号, 楚审依申（2026）8号.
    """
    if (number := bare_number(words)) is not None:
        return cases.filter(number)
    for word in [written(words)] if written(words) else words.split():
        found = bare_number(word) or Q()
        for name in fields:
            found |= Q(**{f"{name}__icontains": word})
        cases = cases.filter(found)
    return cases


class CaseFilter(filters.FilterSet):
    """What the form narrows down; every field is optional, unknown values are named as errors."""

    q = filters.CharFilter(label="查找", method="by_words")
    organ = filters.ModelChoiceFilter(
        label="机关", queryset=Organ.objects.none(), empty_label="本机关", error_messages={"invalid_choice": "没有这个下级机关，或者不由您监督检查"}
    )
    stage = filters.ChoiceFilter(label="阶段", choices=Stage.choices, empty_label="全部")
    section = filters.ModelChoiceFilter(label="科室", queryset=Section.objects.none(), empty_label="全部")
    channel = filters.ChoiceFilter(label="渠道", choices=Channel.choices, empty_label="全部")
    col = filters.ChoiceFilter(label="申请人", choices=COLUMNS, method="nothing", empty_label="全部")
    year = filters.NumberFilter(label="年度", min_value=2008, max_value=2200, method="nothing", widget=YEAR)
    row = filters.ChoiceFilter(
        label="结果", choices=[(row.key, row.name) for row in ROWS], method="nothing", empty_label="全部"
    )
    due_from = filters.DateFilter(label="到期自", field_name="due_on", lookup_expr="gte", **DAY)
    due_to = filters.DateFilter(label="至", field_name="due_on", lookup_expr="lte", **DAY)
    route = filters.ChoiceFilter(label="救济途径", choices=RemedyRoute.choices, method="nothing", empty_label="全部")
    result = filters.ChoiceFilter(
        label="救济结果", choices=RESULTS4, method="nothing", empty_label="全部"
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["organ"].queryset = organs_overseen(staff)
        own = Section.objects.filter(organ=staff.organ)
        self.form.fields["section"].queryset = Section.objects.none() if self.data.get("organ") else own

    @property
    def below(self) -> Organ | None:
        """The organ below whose cases are asked for; None for one's own."""
        return self.form.cleaned_data.get("organ") if self.form.is_valid() else None

    def by_words(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return search(cases, value, SEARCHED_BELOW if self.below else SEARCHED)

    def nothing(self, cases: CaseQuerySet, name: str, value: Any) -> CaseQuerySet:
        """Read together with the other fields in ``filter_queryset``."""
        return cases

    def filter_queryset(self, queryset: Any) -> Any:
        found = cast(CaseQuerySet, super().filter_queryset(queryset))
        given = self.form.cleaned_data
        year = int(given["year"]) if given.get("year") else None
        row, column, route = given.get("row"), given.get("col") or "total", given.get("route")
        if row and year:
            return cell(found, year, row, column)
        found = found if column == "total" else found.of(column)
        if route and year:
            return remedy_cell(found, year, route, given.get("result") or "total")
        if year:
            found = found.filter(year=year)
        return found.filter(result_row=row) if row in RESULT_ROWS else found

    @property
    def chosen(self) -> list[tuple[str, str, str]]:
        """(name, label, value in words) of every filter in use, each to be taken off alone."""
        if not self.form.is_valid():
            return []
        return [
            (name, str(self.filters[name].label), self._shown(name, value))
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "") and name != "q"
        ]

    def _shown(self, name: str, value: Any) -> str:
        field = self.form.fields[name]
        if isinstance(field, forms.ModelChoiceField) or not hasattr(field, "choices"):
            return f"{value:%Y-%m-%d}" if hasattr(value, "year") else str(value)
        return str(dict(field.choices).get(value, value))
