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


Organs = Organ | Iterable[Organ]


def _ids(organs: Organs) -> list[int]:
    return [organs.pk] if isinstance(organs, Organ) else [organ.pk for organ in organs]


def table3(organs: Organs, year: int) -> Table3:
    """表三 by one grouped query over the covering index; memory does not grow with the number of cases."""
    return sum(_tables3(_ids(organs), Year(year)).values(), Table3.of({}))


def _tables3(organs: list[int], year: Year) -> dict[int, Table3]:
    counts: dict[int, Counter[tuple[str, str]]] = {organ: Counter() for organ in organs}
    for organ, kind, came, went, number in _grouped(organs, year):
        if came:
            counts[organ][came, kind] += number
        if went:
            counts[organ][went, kind] += number
    return {organ: Table3.of(counted) for organ, counted in counts.items()}


def _grouped(organs: list[int], year: Year) -> Iterable[tuple[int, str, str, str, int]]:
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
    named = rows.values_list("organ_id", "applicant_kind", came, went)
    return named.annotate(number=Count("id")).iterator()


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


def table2(organs: Organs, year: int) -> Table2:
    """表二 from the registers; each organ's fees in 万元 to two places, several organs' the sum of what each says."""
    found = list(_tables2(_ids(organs), Year(year)).values())
    return sum(found[1:], found[0])


def _tables2(organs: list[int], year: Year) -> dict[int, Table2]:
    documents = [_documents(organs, year, measure) for measure in ("issued", "repealed", "in_force")]
    made = AdministrativeDecision.objects.filter(organ_id__in=organs).decided_in(year.number)
    decisions = _counted(made, "kind")
    charged = Charge.objects.filter(organ_id__in=organs).charged_in(year.number).totals()
    return {
        organ: Table2(
            Documents(*(each[organ, "regulation"] for each in documents)),
            Documents(*(each[organ, "normative_document"] for each in documents)),
            decisions[organ, "licence"],
            decisions[organ, "penalty"],
            decisions[organ, "coercion"],
            (charged.get(organ, Decimal(0)) / WAN).quantize(Decimal("0.01"), ROUND_HALF_UP),
        )
        for organ in organs
    }


def _documents(organs: list[int], year: Year, measure: str) -> Counter[tuple[Any, ...]]:
    register = NormativeDocument.objects.filter(organ_id__in=organs)
    if measure == "in_force":
        return _counted(register.in_force_on(year.last), "kind")
    of_year = register.issued_in if measure == "issued" else register.repealed_in
    return _counted(of_year(year.number), "kind")


def _counted(rows: Any, *names: str, organ: str = "organ_id") -> Counter[tuple[Any, ...]]:
    """How many rows there are for each organ and value of the named columns."""
    found = rows.order_by().values_list(organ, *names).annotate(number=Count("id"))
    return Counter({tuple(key): number for *key, number in found})


def table4(organs: Organs, year: int) -> Table4:
    """表四: remedies that ended in the year by result, and those pending on 31 December."""
    return sum(_tables4(_ids(organs), Year(year)).values(), Table4.of({}))


def _tables4(organs: list[int], year: Year) -> dict[int, Table4]:
    remedies = Remedy.objects.filter(case__organ_id__in=organs)
    ended = remedies.filter(decided_on__range=(year.first, year.last))
    counts: dict[int, Counter[tuple[str, str]]] = {organ: Counter() for organ in organs}
    for (organ, route, result), number in _counted(ended, "route", "result", organ="case__organ_id").items():
        counts[organ][route, result] = number
    for (organ, route), number in _counted(remedies.pending_on(year.last), "route", organ="case__organ_id").items():
        counts[organ][route, PENDING] = number
    return {organ: Table4.of(counted) for organ, counted in counts.items()}


def figures_by_organ(organs: Organs, year: int) -> dict[int, Figures]:
    """The three tables of each organ, counted now, by its key; as many queries for many organs as for one."""
    ids, span = _ids(organs), Year(year)
    two, three, four = _tables2(ids, span), _tables3(ids, span), _tables4(ids, span)
    return {organ: Figures(two[organ], three[organ], four[organ]) for organ in ids}


def figures(organs: Organs, year: int) -> Figures:
    """The three tables of one or several organs, counted now."""
    found = list(figures_by_organ(organs, year).values())
    return sum(found[1:], found[0])


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
