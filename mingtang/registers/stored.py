"""读出的行怎样在批次里存放：先变成文字，用时再变回来。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from mingtang.registers.table.reading import GoodRow, Problem, RejectedRow

DATES = ("issued_on", "in_force_on", "amended_on", "repealed_on", "expires_on", "decided_on", "charged_on")


def dump_rows(rows: tuple[GoodRow, ...]) -> list[list[Any]]:
    """Good rows as plain JSON."""
    return [
        [row.line, {name: _plain(value) for name, value in row.values.items()}, sorted(row.said)]
        for row in rows
    ]


def load_rows(payload: list[list[Any]]) -> list[GoodRow]:
    """Good rows back from JSON."""
    return [
        GoodRow(line, {name: _rich(name, value) for name, value in values.items()}, frozenset(said))
        for line, values, said in payload
    ]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date | Decimal) else value


def _rich(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in DATES:
        return date.fromisoformat(value)
    return Decimal(value) if name == "amount" else value


def dump_rejected(rows: tuple[RejectedRow, ...]) -> list[dict[str, Any]]:
    """Rejected rows as plain JSON."""
    return [
        {
            "line": row.line,
            "cells": row.cells,
            "problems": [[problem.column, problem.value, problem.reason] for problem in row.problems],
        }
        for row in rows
    ]


def load_rejected(payload: list[dict[str, Any]]) -> tuple[RejectedRow, ...]:
    """Rejected rows back from JSON."""
    return tuple(
        RejectedRow(row["line"], row["cells"], tuple(Problem(*problem) for problem in row["problems"]))
        for row in payload
    )
