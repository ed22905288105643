"""报表的一格是哪些案件：表三的行和列、表四的组和结果。格子里的数和点开的清单用同一个查询。"""

from __future__ import annotations

from datetime import date

from mingtang.disclosure.models import Case, Remedy, RemedyResult
from mingtang.disclosure.models.case import CaseQuerySet
from mingtang.law.annual_report import COLUMN_KEYS, ROW_KEYS


def cell(cases: CaseQuerySet, year: int, row: str, column: str = "total") -> CaseQuerySet:
    """The cases behind one cell of table three; ``row`` and ``column`` are keys of the form."""
    if row not in ROW_KEYS or column not in COLUMN_KEYS:
        raise ValueError(f"表三没有 {row}、{column} 这一格。")
    found = _row(cases, year, row)
    return found if column == "total" else found.of(column)


def _row(cases: CaseQuerySet, year: int, row: str) -> CaseQuerySet:
    if row == "new":
        return cases.received_in(year)
    if row == "carried_in":
        return cases.carried_into(year)
    if row == "carried_out":
        return cases.carried_out_of(year)
    return cases.decided_in(year) if row == "done" else cases.decided_in(year, row)


def remedy_cell(cases: CaseQuerySet, year: int, route: str, result: str) -> CaseQuerySet:
    """The cases behind one cell of table four; ``result`` may be pending (尚未审结) or total."""
    remedies = Remedy.objects.filter(route=route)
    ended = [remedies.decided_in(year, each) for each in (RemedyResult.values if result == "total" else [result])]
    found = [] if result == "pending" else ended
    if result in ("pending", "total"):
        found = [*found, remedies.pending_on(date(year, 12, 31))]
    picked = Case.objects.none()
    for part in found:
        picked = picked | Case.objects.filter(pk__in=part.values("case_id"))
    return cases.filter(pk__in=picked.values("pk"))
