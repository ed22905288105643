"""三张表：每格都是对案卷和登记簿的一次计数，随时可算，点开就是那几件。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, Q, Value, When

from mingtang.disclosure.models import Case, Remedy
from mingtang.disclosure.models.case import CaseQuerySet
from mingtang.law.annual_report.tables import Documents, Figures, Table2, Table3, Table4
from mingtang.organs.models import Organ
from mingtang.registers.models import AdministrativeDecision, Charge, NormativeDocument

WAN = Decimal(10_000)
PENDING = "pending"


@dataclass(frozen=True)
class Year:
    """报告年度的两端：1月1日和12月31日。"""

    number: int

    @property
    def first(self) -> date:
        """1 January."""
        return date(self.number, 1, 1)

    @property
    def last(self) -> date:
        """31 December."""
        return date(self.number, 12, 31)


def _ids(organs: Organ | Iterable[Organ]) -> list[int]:
    return [organs.pk] if isinstance(organs, Organ) else [organ.pk for organ in organs]


def table3(organs: Organ | Iterable[Organ], year: int) -> Table3:
    """表三 by one grouped query over the covering index; memory does not grow with the number of cases."""
    counts: Counter[tuple[str, str]] = Counter()
    for kind, came, went, number in _grouped(_ids(organs), Year(year)):
        if came:
            counts[came, kind] += number
        if went:
            counts[went, kind] += number
    return Table3.of(counts)


def _grouped(organs: list[int], year: Year) -> Iterable[tuple[str, str, str, int]]:
    came = Choice(
        When(received_on__gte=year.first, then=Value("new")),
        default=Value("carried_in"),
        output_field=CharField(),
    )
    went = Choice(
        When(Q(result_on__isnull=True) | Q(result_on__gt=year.last), then=Value("carried_out")),
        default=F("result_row"),
        output_field=CharField(),
    )
    alive = Q(received_on__lte=year.last) & (Q(result_on__isnull=True) | Q(result_on__gte=year.first))
    rows = Case.objects.requests().filter(alive, organ_id__in=organs).order_by()
    return rows.values_list("applicant_kind", came, went).annotate(number=Count("id")).iterator()


def cases_behind(organs: Organ | Iterable[Organ], year: int, row: str, column: str = "total") -> CaseQuerySet:
    """The cases that one cell of 表三 counts."""
    cases = Case.objects.filter(organ_id__in=_ids(organs))
    found = {
        "new": cases.received_in,
        "carried_in": cases.carried_into,
        "carried_out": cases.carried_out_of,
        "done": cases.decided_in,
    }
    chosen = found[row](year) if row in found else cases.decided_in(year, row)
    return chosen if column == "total" else chosen.of(column)


def table2(organs: Organ | Iterable[Organ], year: int) -> Table2:
    """表二 from the registers; fees in 万元 to two places."""
    span = Year(year)
    ids = _ids(organs)

    def documents(kind: str) -> Documents:
        register = NormativeDocument.objects.filter(organ_id__in=ids).standing().of_kind(kind)
        return Documents(
            register.issued_in(year).count(),
            register.repealed_in(year).count(),
            register.in_force_on(span.last).count(),
        )

    def decisions(kind: str) -> int:
        register = AdministrativeDecision.objects.filter(organ_id__in=ids).standing().of_kind(kind)
        return int(register.decided_in(year).count())

    charged = Charge.objects.filter(organ_id__in=ids).standing().charged_in(year).total()
    return Table2(
        documents("regulation"),
        documents("normative_document"),
        decisions("licence"),
        decisions("penalty"),
        decisions("coercion"),
        (charged / WAN).quantize(Decimal("0.01"), ROUND_HALF_UP),
    )


def table4(organs: Organ | Iterable[Organ], year: int) -> Table4:
    """表四: remedies that ended in the year by result, and those pending on 31 December."""
    span = Year(year)
    remedies = Remedy.objects.filter(case__organ_id__in=_ids(organs))
    ended = remedies.filter(decided_on__range=(span.first, span.last)).order_by()
    counts = Counter({(g, r): n for g, r, n in ended.values_list("route", "result").annotate(n=Count("id"))})
    pending = remedies.pending_on(span.last).order_by()
    counts.update({(g, PENDING): n for g, n in pending.values_list("route").annotate(n=Count("id"))})
    return Table4.of(counts)


def figures(organs: Organ | Iterable[Organ], year: int) -> Figures:
    """The three tables of one or several organs, counted now."""
    chosen = organs if isinstance(organs, Organ) else list(organs)
    return Figures(table2(chosen, year), table3(chosen, year), table4(chosen, year))


def figures_to_json(value: Figures) -> dict[str, Any]:
    """The shape of ``report show --json``: ``table2``, ``table3`` (25×7), ``table4`` (3×5)."""
    made: dict[str, Any] = {}
    if value.table2:
        made["table2"] = value.table2.to_dict()
    if value.table3:
        made["table3"] = value.table3.to_lists()
    if value.table4:
        made["table4"] = value.table4.to_lists()
    return made


def figures_from_json(data: dict[str, Any]) -> Figures:
    """The inverse of ``figures_to_json``."""
    return Figures(
        Table2.from_dict(data["table2"]), Table3.from_lists(data["table3"]), Table4.from_lists(data["table4"])
    )
